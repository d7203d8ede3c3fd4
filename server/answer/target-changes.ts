/** Which regions raised, lowered or kept a target: the target of a year beside that of a year before, region by region. */
import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { IndicatorRow } from '../../ingest/model.ts';
import type { Reading } from '../question/reading.ts';
import { tableOf } from './comparison-table.ts';
import type { Context } from './context.ts';
import { answered, type Claim, type Draft, frame, type Line } from './draft.ts';
import { figureLabel, regionText, valueText } from './figure-text.ts';
import { toldFigure } from './figures.ts';
import { rowsOf, type Slot, unitKind } from './matrix.ts';
import { regionList } from './phrases.ts';
import { wholeReports } from './scope.ts';
import { boundsIn, capital, same } from './stated.ts';

type Revision = 'raised' | 'lowered' | 'same' | 'not-comparable';

/** How targets were compared, for whoever reads the count. */
const RULE = {
  zh: '按所写数字比，“左右”“以上”等约束词不算；区间比两端，一端高（低）而另一端不低（不高）算上调（下调），两端一高一低的不比较',
  en: 'figures are compared as written, qualifiers such as “about” left aside; of ranges both ends: one end higher and the other not lower is raised, and the other way round lowered; where one rises and one falls they are not compared',
};

const HEADS: { revision: Revision; zh: string; en: string }[] = [
  { revision: 'raised', zh: '上调', en: 'Raised' },
  { revision: 'lowered', zh: '下调', en: 'Lowered' },
  { revision: 'same', zh: '数字不变', en: 'Unchanged' },
  { revision: 'not-comparable', zh: '不能比较', en: 'Not comparable' },
];

interface Pair {
  region: string;
  before: IndicatorRow | undefined;
  after: IndicatorRow | undefined;
  revision: Revision | null;
}

/** Null unless a question over regions asks how targets were changed and some region has the targets of both years. */
export function composeTargetChanges(context: Context): Draft | null {
  const { reading, index } = context;
  const { revised } = reading.comparison;
  const [id] = reading.indicators;
  const indicator = indicatorOf(id ?? '');
  if (revised === null || !indicator || id === undefined) return null;
  // Of one region two years named are told as figures, with their difference.
  const single = reading.searchRegions.length === 1;
  if (single && reading.years.length !== 1) return null;
  const years = yearsOf(context, id);
  if (years === null) return null;
  const [earlier, later] = years;
  const reports = wholeReports(index.reports).filter(({ year }) => year === later);
  const regions = (
    reading.searchRegions.length > 0 ? reading.searchRegions : [...new Set(reports.flatMap((r) => r.region ?? []))]
  ).filter((region) => !reading.excluded.includes(region));
  const target = (region: string, year: number): IndicatorRow | undefined =>
    rowsOf(index, { indicator: id, kind: 'target', year }, region).find((row) => row.basis !== 'cumulative');
  const pairs = regions.map((region): Pair => {
    const [before, after] = [target(region, earlier), target(region, later)];
    return { region, before, after, revision: before && after ? revisionOf(before, after) : null };
  });
  if (pairs.every(({ revision }) => revision === null)) return null;
  const zh = reading.language === 'zh';
  const lines: Line[] = [];
  const heads = HEADS.filter(({ revision }) => single || asksFor(revised, revision));
  for (const head of heads) {
    const here = pairs.filter(({ revision }) => revision === head.revision);
    if (here.length === 0 && (single || revised === 'any')) continue;
    const label = figureLabel(indicator, 'target', later, reading.language);
    lines.push({
      claims: [
        frame(
          zh
            ? `${label}比${earlier}年${head.zh}的有${here.length}个地区${here.length > 0 ? '：' : '。'}`
            : `${head.en}, ${label} against ${earlier}: ${here.length} ${here.length === 1 ? 'region' : 'regions'}${here.length > 0 ? ':' : '.'}`,
        ),
      ],
    });
    for (const pair of here) lines.push({ claims: [pairClaim(pair, context)], item: true });
  }
  const column = (year: number, pick: (pair: Pair) => IndicatorRow | undefined) => ({
    slot: { indicator: id, kind: 'target', year } satisfies Slot,
    stated: pairs.flatMap((pair) => {
      const row = pick(pair);
      return row ? [{ region: pair.region, row, bounds: boundsIn(row) }] : [];
    }),
  });
  const shown = pairs
    .filter(({ revision }) => revision !== null && (single || asksFor(revised, revision)))
    .map(({ region }) => region);
  const missing = pairs.filter(({ revision }) => revision === null).map(({ region }) => region);
  return answered({
    lines,
    citations: context.citations.list,
    coverage: coverageOf(pairs, [earlier, later], context),
    table: tableOf(context, [column(earlier, (p) => p.before), column(later, (p) => p.after)], shown, {
      stated: regions.filter((region) => !missing.includes(region)),
      missing,
    }),
  });
}

function asksFor(revised: Reading['comparison']['revised'], revision: Revision): boolean {
  if (revised === 'changed') return revision === 'raised' || revision === 'lowered';
  return revised === 'any' || revision === revised;
}

/** The two years compared: both where two are named, else the one named (or the newest) and the year before; null where one has no targets. */
function yearsOf({ reading, index }: Context, indicator: string): [number, number] | null {
  const told = new Set(
    index.indicators
      .filter((row) => row.indicator === indicator && row.kind === 'target' && row.basis !== 'cumulative')
      // What a report plans for a later year is no target of that year's report.
      .filter((row) => index.report(row.reportId)?.year === row.year)
      .map((row) => row.year),
  );
  const named = [...reading.years].sort((a, b) => a - b);
  const later = named.at(-1) ?? Math.max(...told);
  const earlier = named.length > 1 ? (named[0] as number) : later - 1;
  return told.has(earlier) && told.has(later) ? [earlier, later] : null;
}

/** How a target differs from the one before, by `RULE`. */
export function revisionOf(before: IndicatorRow, after: IndicatorRow): Revision {
  const [old, now] = [boundsIn(before), boundsIn(after)];
  if (!old || !now || unitKind(before.unit) !== unitKind(after.unit)) return 'not-comparable';
  const ends = ([0, 1] as const).map((end) => (same(old[end], now[end]) ? 0 : now[end] > old[end] ? 1 : -1));
  if (ends.every((end) => end === 0)) return 'same';
  if (ends.every((end) => end >= 0)) return 'raised';
  return ends.every((end) => end <= 0) ? 'lowered' : 'not-comparable';
}

function pairClaim({ region, before, after, revision }: Pair, { reading, citations }: Context): Claim {
  const { language } = reading;
  const rows = [before, after].filter((row) => row !== undefined);
  const label = (row: IndicatorRow): string => (language === 'zh' ? `${row.year}年目标` : `${row.year} target`);
  const parts = rows.map((row) => `${label(row)}${language === 'zh' ? '' : ' '}${valueText(row, language)}`);
  const reworded = revision === 'same' && before?.qualifier !== after?.qualifier;
  const note = reworded ? (language === 'zh' ? '（约束词不同）' : ' (qualified otherwise)') : '';
  return {
    text:
      language === 'zh'
        ? `${region}：${parts.join('，')}${note}`
        : `${regionText(region, 'en')}: ${parts.join(', ')}${note}`,
    citations: rows.map((row) => citations.row(row)),
    kind: 'figure',
    figures: rows.map((row) => toldFigure(row, { citation: citations.row(row), language, label: label(row) })),
  };
}

function coverageOf(pairs: Pair[], [earlier, later]: [number, number], { reading }: Context): string {
  const count = (revision: Revision): number => pairs.filter((pair) => pair.revision === revision).length;
  const compared = pairs.filter(({ revision }) => revision !== null).length;
  const without = (pick: (pair: Pair) => unknown) => pairs.filter((pair) => !pick(pair)).map(({ region }) => region);
  const gaps = [
    { year: earlier, regions: without((pair) => pair.before) },
    { year: later, regions: without((pair) => pair.after) },
  ].filter(({ regions }) => regions.length > 0);
  const apart = count('not-comparable');
  if (reading.language === 'zh') {
    const said = gaps.map(({ year, regions }) => `；没有${year}年目标：${regionList(regions, 'zh')}`).join('');
    return `${pairs.length}个地区中${compared}个两年都提出了目标：${count('raised')}个上调、${count('lowered')}个下调、${count('same')}个数字不变${apart > 0 ? `、${apart}个不能比较` : ''}${said}。比较方法：${RULE.zh}。`;
  }
  const said = gaps.map(({ year, regions }) => `; no target of ${year}: ${regionList(regions, 'en')}`).join('');
  return `${compared} of ${pairs.length} regions set the target in both years: ${count('raised')} raised, ${count('lowered')} lowered, ${count('same')} unchanged${apart > 0 ? `, ${apart} not comparable` : ''}${said}. ${capital(RULE.en)}.`;
}
