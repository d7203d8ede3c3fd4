/** Whether the targets of a year were kept: this year's report has the target, the next year's the result. */
import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { IndicatorRow } from '../../ingest/model.ts';
import { countOutcomes, exceeds, type Outcome, RULE, type YearCell, yearCells } from '../matrix/years.ts';
import { tableOf } from './comparison-table.ts';
import type { Context } from './context.ts';
import { answered, type Claim, type Draft, frame, type Line } from './draft.ts';
import { figureLabel, regionText, valueText } from './figure-text.ts';
import { figureClaim, toldFigure } from './figures.ts';
import type { Slot } from './matrix.ts';
import { regionList } from './phrases.ts';
import { wholeReports } from './scope.ts';
import { boundsIn, capital, type Stated } from './stated.ts';
import { toldVerdict } from './told-verdict.ts';

/** Regions that are told one by one where target and result are not both loaded. */
const FEW_REGIONS = 3;

const HEADS: { outcome: Outcome; zh: string; en: string }[] = [
  { outcome: 'missed', zh: '未完成', en: 'Missed' },
  { outcome: 'kept', zh: '完成', en: 'Kept' },
  { outcome: 'not-comparable', zh: '不能比较', en: 'Not comparable' },
];

const EXCEEDED: (typeof HEADS)[number] = { outcome: 'kept', zh: '超额完成', en: 'Exceeded' };

/** Null unless the question asks whether targets were kept and some region has both target and result of the year. */
export function composeKeptTargets(context: Context): Draft | null {
  const { reading, index } = context;
  if (reading.comparison.kept === null) return null;
  const [indicator] = reading.indicators;
  const known = indicatorOf(indicator ?? '');
  const year = indicator && yearOf(context, indicator);
  if (!indicator || !known || !year) return null;
  const reports = wholeReports(index.reports);
  const everywhere = [
    ...new Set(reports.filter((r) => r.year === year || r.year === year + 1).flatMap((r) => r.region ?? [])),
  ];
  const regions = (reading.searchRegions.length > 0 ? reading.searchRegions : everywhere).filter(
    (region) => !reading.excluded.includes(region),
  );
  const cells = yearCells(index, regions, indicator, year);
  const both = cells.filter((cell) => cell.target && cell.result);
  if (both.length === 0) return halfKnown(context, cells, year, regions);
  const { kept } = reading.comparison;
  const asked = kept === 'exceeded' ? both.filter((cell) => exceeds(cell, known)) : both;
  const heads = kept === 'exceeded' ? [EXCEEDED] : HEADS.filter(({ outcome }) => kept === 'any' || outcome === kept);
  const lines: Line[] = [];
  for (const head of heads) {
    const here = asked.filter((cell) => cell.outcome === head.outcome);
    if (here.length === 0) continue;
    if (regions.length > 1)
      lines.push({
        claims: [
          frame(reading.language === 'zh' ? `${head.zh}（${here.length}个）：` : `${head.en} (${here.length}):`),
        ],
      });
    for (const cell of here)
      lines.push({ claims: [cellClaim(cell, context, regions.length === 1 ? head : null)], item: regions.length > 1 });
  }
  if (lines.length === 0)
    lines.push({
      claims: [
        frame(
          reading.language === 'zh'
            ? `没有一个地区是这样：${figureLabel(known, 'target', year, 'zh')}。`
            : `No region: ${figureLabel(known, 'target', year, 'en')}.`,
        ),
      ],
    });
  const slots: Slot[] = [
    { indicator, kind: 'target', year },
    { indicator, kind: 'result', year },
  ];
  const stated = (pick: (cell: YearCell) => IndicatorRow | undefined): Stated[] =>
    cells.flatMap((cell) => {
      const row = pick(cell);
      return row ? [{ region: cell.region, row, bounds: boundsIn(row) }] : [];
    });
  const columns = [
    { slot: slots[0] as Slot, stated: stated((cell) => cell.target) },
    { slot: slots[1] as Slot, stated: stated((cell) => cell.result) },
  ];
  const shown =
    kept === 'any'
      ? regions
      : asked.filter((cell) => heads.some(({ outcome }) => outcome === cell.outcome)).map((cell) => cell.region);
  const missing = cells.filter((cell) => !cell.target || !cell.result).map((cell) => cell.region);
  return answered({
    lines,
    citations: context.citations.list,
    coverage: coverageOf(context, cells, year, known),
    table: tableOf(context, columns, shown, { stated: both.map((cell) => cell.region), missing }),
  });
}

/** Of a few named regions what there is, and which report is not loaded; null where a comparison asks more or nothing is there. */
function halfKnown(context: Context, cells: YearCell[], year: number, regions: string[]): Draft | null {
  const { reading, index, citations } = context;
  const there = cells.flatMap((cell) => cell.target ?? cell.result ?? []);
  if (there.length === 0 || regions.length > FEW_REGIONS || reading.comparison.ranks.length > 0) return null;
  const lines: Line[] = there.map((row) => ({ claims: [figureClaim(row, context)] }));
  const side = there[0]?.kind === 'target' ? year + 1 : year;
  if (wholeReports(index.reports).some((r) => r.year === side && r.region !== null && regions.includes(r.region)))
    return null;
  const zh = reading.language === 'zh';
  const told = side === year ? toldVerdict(context, there[0]?.indicator ?? '', year) : null;
  if (told) return answered({ lines: [...lines, { claims: [told] }], citations: citations.list });
  const text = zh
    ? `没有收录${side}年的报告，看不到${side === year ? '当年的目标' : '结果'}，不能判断是否完成。`
    : `No report of ${side} is loaded, so its ${side === year ? 'target' : 'result'} is not known and the two cannot be compared.`;
  lines.push({ claims: [frame(text)] });
  const missing = [
    { what: zh ? `${year}年目标是否完成` : `whether the target of ${year} was kept`, reason: 'no-year' as const },
  ];
  return answered({
    lines,
    citations: citations.list,
    missing,
  });
}

/** The year asked, or the newest of which some region has both. */
function yearOf({ reading, index }: Context, indicator: string): number | undefined {
  if (reading.years.length > 0) return reading.years.length === 1 ? reading.years[0] : undefined;
  const yearsOf = (kind: IndicatorRow['kind']) =>
    new Set(index.indicators.filter((row) => row.indicator === indicator && row.kind === kind).map((row) => row.year));
  const results = yearsOf('result');
  return [...yearsOf('target')].filter((year) => results.has(year)).sort((a, b) => b - a)[0];
}

const KIND_WORDS = { target: { zh: '目标', en: 'target' }, result: { zh: '结果', en: 'result' } };

function cellClaim(
  { region, target, result }: YearCell,
  { reading, citations }: Context,
  head: (typeof HEADS)[number] | null,
): Claim {
  const { language } = reading;
  const rows = [target, result].filter((row) => row !== undefined);
  const [wanted, got] = rows.map((row) => valueText(row, language));
  const name = regionText(region, language);
  const verdict = head === null ? '' : language === 'zh' ? `（${head.zh}）` : ` (${head.en.toLowerCase()})`;
  return {
    text:
      language === 'zh'
        ? `${name}：目标${wanted}，结果${got}${verdict}`
        : `${name}: target ${wanted}, result ${got}${verdict}`,
    citations: rows.map((row) => citations.row(row)),
    kind: 'figure',
    figures: rows.map((row) =>
      toldFigure(row, { citation: citations.row(row), language, label: KIND_WORDS[row.kind][language] }),
    ),
  };
}

function coverageOf(
  { reading, index }: Context,
  cells: YearCell[],
  year: number,
  indicator: Parameters<typeof exceeds>[1],
): string {
  const counts = countOutcomes(cells);
  const beyond = cells.filter((cell) => exceeds(cell, indicator)).length;
  const compared = counts.kept + counts.missed;
  const without = (kind: 'target' | 'result') => cells.filter((cell) => !cell[kind]).map((cell) => cell.region);
  const loaded = (of: number) =>
    new Set(
      wholeReports(index.reports)
        .filter((r) => r.year === of)
        .flatMap((r) => r.region ?? []),
    ).size;
  const [noTarget, noResult] = [without('target'), without('result')];
  if (reading.language === 'zh') {
    const gaps = [
      noTarget.length > 0 ? `未提出目标：${regionList(noTarget, 'zh')}` : '',
      noResult.length > 0 ? `未写明结果：${regionList(noResult, 'zh')}` : '',
    ].filter(Boolean);
    return `收录${loaded(year)}份${year}年报告（目标）和${loaded(year + 1)}份${year + 1}年报告（结果）；${cells.length}个地区中${compared}个可以比较，其中${counts.kept}个完成、${counts.missed}个未完成${beyond > 0 ? `（完成的有${beyond}个结果好于所写目标）` : ''}${gaps.length > 0 ? `；${gaps.join('；')}` : ''}。判断规则：${RULE.zh}。`;
  }
  const gaps = [
    noTarget.length > 0 ? `no target: ${regionList(noTarget, 'en')}` : '',
    noResult.length > 0 ? `no result: ${regionList(noResult, 'en')}` : '',
  ].filter(Boolean);
  return `${loaded(year)} reports of ${year} (targets) and ${loaded(year + 1)} of ${year + 1} (results) are loaded; of ${cells.length} regions ${compared} can be compared: ${counts.kept} kept, ${counts.missed} missed${beyond > 0 ? ` (of those kept ${beyond} beyond the figure set)` : ''}${gaps.length > 0 ? `; ${gaps.join('; ')}` : ''}. ${capital(RULE.en)}.`;
}
