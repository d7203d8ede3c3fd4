import type { Context } from './context.ts';
import { answered, type Draft, frame, type Line } from './draft.ts';
import { coverageText, regionList } from './phrases.ts';
import { wholeReports } from './scope.ts';
import { formsOf, hitIn, type ThemeForms } from './theme-forms.ts';
import { byRegion, claimOf, type Found, hitsByReport, rankOf, stretchOf, wordsAsked } from './theme-hits.ts';
import { composeJoined } from './theme-joined.ts';

/**
 * Every region whose report speaks of a theme (or, where that is asked, does not), found by reading all of the text for the theme's
 * words, with its best sentence; null where the question names no theme or no report has it.
 */
export async function composeTheme(context: Context): Promise<Draft | null> {
  const { reading, scope, index, citations } = context;
  const asked = wordsAsked(context);
  if (asked.length === 0) return null;
  const reports = wholeReports(scope.reports).filter((report) => !reading.excluded.includes(report.region ?? ''));
  if (reading.theme.all.length > 1 || reading.theme.lacking.length > 0 || reading.theme.some !== null)
    return composeJoined(asked, reports, context);
  const where = { strict: reading.theme.strict, index, reports: scope.reports.map(({ id }) => id) };
  const forms = formsOf(asked, where);
  const found: Found[] = [];
  const outside: string[] = [];
  const hitsOf = hitsByReport(reports, forms, context);
  for (const [region, own] of byRegion(reports)) {
    await context.turns.pause();
    const hits = own.flatMap((report) => hitsOf.get(report.id) ?? []);
    const best = hits.filter((h) => h.counts).sort((a, b) => rankOf(b, forms) - rankOf(a, forms))[0];
    if (best) found.push(best);
    else if (hits.length > 0) outside.push(region);
  }
  if (found.length === 0 && outside.length === 0) return null;
  const all = [...byRegion(reports).keys()];
  const silent = all.filter((r) => !found.some((f) => f.region === r) && !outside.includes(r));
  if (reading.theme.absent) return absentDraft(context, asked, silent, all);
  if (found.length === 0) return null;
  const zh = reading.language === 'zh';
  const second = await seconds(found, hitsOf, forms, context);
  const limit = stretchOf(found.length + second.size);
  const lines: Line[] = found.map((best) => {
    const claims = [claimOf(best, context, { limit })];
    const other = second.get(best.region);
    if (other) claims.push(claimOf(other, context, { limit, more: true }));
    return { claims, item: true };
  });
  if (reading.theme.tellsSilent && silent.length > 0)
    lines.push({
      claims: [frame(zh ? `没有提到的：${regionList(silent, 'zh')}。` : `No mention: ${regionList(silent, 'en')}.`)],
    });
  const heading = headingOf(found, context);
  if (heading !== null) lines.unshift({ claims: [frame(heading)] });
  const what = asked.slice(0, 4).join('、');
  let coverage = zh
    ? `${all.length}份报告中${found.length}份提到（${what}）${silent.length > 0 ? `；未提到：${regionList(silent, 'zh')}` : ''}。`
    : coverageText(found.length, silent, 'en', { zh: '', en: 'mention it' });
  if (outside.length > 0) {
    coverage += zh
      ? `另有${regionList(outside, 'zh')}只在别的部分（上年回顾、今年安排或名词解释）提到。`
      : ` Mentioned only in another part of the report: ${regionList(outside, 'en')}.`;
  }
  const elsewhere = found.filter(({ passage }) => !scope.fits(passage)).map(({ region }) => region);
  if (elsewhere.length > 0)
    coverage += zh
      ? `其中${regionList(elsewhere, 'zh')}写在报告的另一部分（上年回顾或今年安排）。`
      : ` In another part of the report (review or plan): ${regionList(elsewhere, 'en')}.`;
  const apart = found.filter(({ hit }) => hit.grade < 3).map(({ region }) => region);
  if (apart.length > 0 && apart.length < found.length)
    coverage += zh
      ? `其中${regionList(apart, 'zh')}用的是相近说法，没有原词。`
      : ` In other words for it: ${regionList(apart, 'en')}.`;
  return answered({
    lines,
    citations: citations.list,
    coverage,
  });
}

/** Of so many regions each is told by its look back as well as by its plan; of more one sentence each is enough to read. */
const FEW_FOUND = 10;

/**
 * A second sentence for a region: one with another of the things asked (三江源、祁连山这三个国家公园) that its best one leaves out, or, where few
 * regions are found, the best one of the other part of its report: what was done beside what is planned.
 */
async function seconds(
  found: Found[],
  hitsOf: Map<string, Found[]>,
  forms: ThemeForms,
  { reading, index, scope, turns }: Context,
): Promise<Map<string, Found>> {
  const seconds = new Map<string, Found>();
  const { literals, strict } = reading.theme;
  const where = { strict, index, reports: scope.reports.map(({ id }) => id) };
  const kinds = literals.length < 2 ? [] : literals.map((literal) => formsOf([literal], where));
  for (const best of found) {
    await turns.pause();
    const others = (hitsOf.get(best.passage.report) ?? []).filter(
      (hit) => hit.counts && hit.sentence !== best.sentence && hit.sentence.text !== best.sentence.text,
    );
    for (const kind of kinds.filter((one) => hitIn(best.sentence.text, one, []) === null)) {
      const other = others.find(({ sentence }) => hitIn(sentence.text, kind, []) !== null);
      const hit = other && hitIn(other.sentence.text, kind, []);
      if (!other || !hit) continue;
      seconds.set(best.region, { ...other, hit });
      break;
    }
    if (seconds.has(best.region) || found.length > FEW_FOUND || reading.theme.mentions === false) continue;
    const [apart] = others
      .filter(({ hit, passage }) => hit.grade === best.hit.grade && passage.timing !== best.passage.timing)
      .sort((x, y) => rankOf(y, forms) - rankOf(x, forms));
    if (apart) seconds.set(best.region, apart);
  }
  return seconds;
}

/** The regions whose report has nothing of the theme, anywhere. */
function absentDraft({ reading }: Context, asked: string[], silent: string[], all: string[]): Draft {
  const zh = reading.language === 'zh';
  const what = asked.slice(0, 2).join('、');
  const text = zh
    ? silent.length > 0
      ? `没有提到“${what}”的有${silent.length}个：${regionList(silent, 'zh')}。`
      : `各份报告都提到了“${what}”。`
    : silent.length > 0
      ? `${silent.length} ${silent.length === 1 ? 'report does' : 'reports do'} not mention it (“${what}”): ${regionList(silent, 'en')}.`
      : `Every report mentions it (“${what}”).`;
  return answered({
    lines: [{ claims: [frame(text)] }],
    citations: [],
    coverage: zh
      ? `逐份查了${all.length}份报告的全文，${all.length - silent.length}份提到。`
      : `The whole text of ${all.length} reports was read; ${all.length - silent.length} mention it.`,
  });
}

/** How many regions were found, where that is asked; in English, where quotes are long to a reader, their names too. */
function headingOf(found: Found[], { reading }: Context): string | null {
  if (reading.language === 'zh') return reading.comparison.count ? `共${found.length}个地区提到：` : null;
  const names = regionList(
    found.map(({ region }) => region),
    'en',
  );
  return `${found.length} ${found.length === 1 ? 'region' : 'regions'}: ${names}.`;
}
