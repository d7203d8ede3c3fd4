/** Several things that a report must all speak of, or one that it speaks of without another: 既提到…又提到…, 提到…但没提…. */
import type { Report } from '../../ingest/model.ts';
import type { Context } from './context.ts';
import { answered, type Draft, frame, type Line } from './draft.ts';
import { regionList } from './phrases.ts';
import { formsOf, hitIn } from './theme-forms.ts';
import { byRegion, claimOf, type Found, hitsByReport, rankOf, stretchOf } from './theme-hits.ts';

/** Stretches that one region's line may have. */
const MOST_STRETCHES = 3;

/** The regions that speak of all the things asked and of none of those that must be lacking; a second group where one is asked. */
export async function composeJoined(asked: string[], reports: Report[], context: Context): Promise<Draft | null> {
  const { theme, language } = context.reading;
  const where = { strict: theme.strict, index: context.index, reports: context.scope.reports.map(({ id }) => id) };
  const groups = theme.all.length > 1 ? theme.all : [asked];
  const named = [
    ...groups.map((one) => [one].flat()),
    ...[...theme.lacking, ...(theme.some?.lacking ?? [])].filter((one) => !theme.all.includes(one)).map((one) => [one]),
  ];
  const spoken = new Map<string, Map<string, Found>>();
  const any = new Map<string, Set<string>>();
  for (const words of named) {
    await context.turns.pause();
    const forms = formsOf(words, where);
    const hitsOf = hitsByReport(reports, forms, context);
    const best = new Map<string, Found>();
    const some = new Set<string>();
    for (const [region, own] of byRegion(reports)) {
      const hits = own.flatMap((report) => hitsOf.get(report.id) ?? []);
      if (hits.length > 0) some.add(region);
      const [first] = hits.filter((hit) => hit.counts).sort((a, b) => rankOf(b, forms) - rankOf(a, forms));
      if (first) best.set(region, first);
    }
    const [key = ''] = words;
    spoken.set(key, best);
    any.set(key, some);
  }
  const all = [...byRegion(reports).keys()];
  const keys = groups.map((one) => [one].flat()[0] ?? '');
  const pick = (held: string[], lacking: string[]): string[] =>
    all.filter(
      (region) =>
        held.every((key) => spoken.get(key)?.has(region)) && !lacking.some((key) => any.get(key)?.has(region)),
    );
  const parts = [{ held: keys, lacking: theme.lacking }, ...(theme.some ? [theme.some] : [])].map((part) => ({
    ...part,
    regions: pick(part.held, part.lacking),
  }));
  if (keys.every((key) => (spoken.get(key)?.size ?? 0) === 0)) return null;
  const limit = stretchOf(parts.reduce((sum, { held, regions }) => sum + regions.length * held.length, 0) || 1);
  const lines = parts.flatMap(({ held, lacking, regions }): Line[] =>
    held.length === 0
      ? [{ claims: [frame(silentText(lacking, regions, language))] }]
      : [
          { claims: [frame(headOf(held, lacking, regions.length, language))] },
          ...regions.map((region) => ({ claims: claimsOf(region, held), item: true })),
        ],
  );
  const counts = [...named]
    .map(([key = '']) =>
      language === 'zh' ? `提到“${key}”的${any.get(key)?.size ?? 0}份` : `“${key}”: ${any.get(key)?.size ?? 0}`,
    )
    .join(language === 'zh' ? '、' : ', ');
  return answered({
    lines,
    citations: context.citations.list,
    coverage:
      language === 'zh'
        ? `逐份查了${all.length}份报告的全文：${counts}。${partly(keys)}`
        : `The whole text of ${all.length} reports was read; ${counts}.`,
  });

  /** A sentence that has several of the things tells them at once. */
  function claimsOf(region: string, held: string[]) {
    const chosen: Found[] = [];
    for (const key of held) {
      const found = spoken.get(key)?.get(region);
      const forms = formsOf([key], where);
      const told = chosen.some(({ sentence, hit }) => {
        const stretch = sentence.text.slice(Math.max(0, hit.at - limit / 2), hit.at + limit / 2);
        return hitIn(stretch, forms, []) !== null;
      });
      if (found && !told && chosen.length < MOST_STRETCHES) chosen.push(found);
    }
    return chosen.map((found, at) => claimOf(found, context, { limit, more: at > 0 }));
  }

  /** Regions that speak of some of the things only are told apart. */
  function partly(held: string[]): string {
    if (held.length < 2) return '';
    const one = all.filter((region) => held.filter((key) => any.get(key)?.has(region)).length === held.length - 1);
    return one.length > 0 ? `只差一项的：${regionList(one, 'zh')}。` : '';
  }
}

function silentText(lacking: string[], regions: string[], language: 'zh' | 'en'): string {
  const names = lacking.map((one) => `“${one}”`).join(language === 'zh' ? '、' : ', ');
  return language === 'zh'
    ? `没有提到${names}的有${regions.length}个${regions.length > 0 ? `：${regionList(regions, 'zh')}` : ''}。`
    : `${regions.length} ${regions.length === 1 ? 'region does' : 'regions do'} not mention ${names}${regions.length > 0 ? `: ${regionList(regions, 'en')}` : ''}.`;
}

function headOf(held: string[], lacking: string[], count: number, language: 'zh' | 'en'): string {
  if (language === 'en') {
    const without = lacking.length > 0 ? ` and do not mention ${lacking.map((one) => `“${one}”`).join(', ')}` : '';
    return `${count} ${count === 1 ? 'region' : 'regions'} mention ${held.map((one) => `“${one}”`).join(' and ')}${without}:`;
  }
  const told = `${held.map((one) => `“${one}”`).join('、')}`;
  const without = lacking.length > 0 ? `、没有提到${lacking.map((one) => `“${one}”`).join('、')}` : '';
  const end = count === 0 ? '，一个也没有。' : '：';
  return `${held.length > 1 ? '都' : ''}提到${told}${without}的有${count}个${end}`;
}
