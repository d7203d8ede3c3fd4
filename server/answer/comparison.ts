import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { IndicatorRow } from '../../ingest/model.ts';
import type { AnswerTable, TableCell } from '../model.ts';
import type { Threshold } from '../question/reading.ts';
import type { Context } from './context.ts';
import type { Claim, Draft, Line } from './draft.ts';
import { figureLabel, regionText, shortRegion, valueText } from './figure-text.ts';
import { figureClaim } from './figures.ts';
import { boundsOf, isAdditive, rowOf, type Slot, unitFactor } from './matrix.ts';
import { coverageText, regionList } from './phrases.ts';
import { wholeReports } from './scope.ts';
import { sentenceClaim } from './sentences.ts';
import { speaksOfIndicator } from './strict.ts';
import { isSupported } from './support.ts';

/** Differences of percentages below this are rounding, not a difference. */
const EQUAL_WITHIN = 1e-9;

interface Stated {
  region: string;
  row: IndicatorRow;
  /** In the plain unit of its kind; null where the report gives words only. */
  bounds: [number, number] | null;
}

/** The regions that a comparison ranges over: those named, else every province with a whole report in scope. */
export function regionsCompared(context: Context): string[] {
  const { reading, scope } = context;
  if (reading.searchRegions.length > 0)
    return reading.searchRegions.filter((region) => !reading.excluded.includes(region));
  return [...new Set(wholeReports(scope.reports).flatMap((report) => report.region ?? []))].filter(
    (region) => !reading.excluded.includes(region),
  );
}

/**
 * Figures of several regions: a line each, then what was asked of them together (highest, lowest, threshold, count, sum,
 * change). Null when no region states any.
 */
export async function composeComparison(context: Context, slots: Slot[]): Promise<Draft | null> {
  const { reading, citations } = context;
  const regions = regionsCompared(context);
  const columns = slots.map((slot) => ({ slot, stated: statedOf(regions, slot, context) }));
  const [first] = columns;
  if (!first || columns.every((column) => column.stated.length === 0)) return null;
  const { comparison } = reading;
  const lines: Line[] = [];
  const all = reading.searchRegions.length === 0;
  let shown = regions;
  if (comparison.change !== null && columns.length >= 2) {
    shown = changed(context, slots, columns);
  } else if (comparison.statesNoFigure) {
    shown = regions.filter((region) => !first.stated.some((s) => s.region === region && s.bounds !== null));
    return missingDraft(context, first.slot, shown, first.stated, regions);
  } else if (isSelective(context)) {
    shown = first.stated.filter((s) => selects(s, context)).map((s) => s.region);
  }
  if (comparison.ranks.length > 0 && all) shown = [];
  else if (comparison.ranks.length > 0) shown = regions;
  if (shown.length === 0 && comparison.ranks.length === 0)
    return nothingSelected(context, first.slot, first.stated, regions);
  const many = columns.length > 1;
  for (const { slot, stated } of columns) {
    const here = stated.filter((s) => shown.includes(s.region));
    if (here.length === 0) continue;
    const indicator = indicatorOf(slot.indicator);
    if (indicator) {
      const head = figureLabel(indicator, slot.kind, slot.year, reading.language);
      lines.push({
        claims: [{ text: reading.language === 'zh' ? `${head}：` : `${capital(head)}:`, citations: [], kind: 'frame' }],
      });
    }
    for (const s of here) lines.push({ claims: [figureClaim(s.row, context, { short: true })], item: true });
    if (!all || !isSelective(context))
      for (const claim of verdicts(context, here, slot)) lines.push({ claims: [claim] });
  }
  if (comparison.ranks.length > 0 && all) {
    for (const { slot, stated } of columns)
      for (const claim of verdicts(context, stated, slot)) lines.push({ claims: [claim] });
    // 垫底的是谁，有没有完成目标: what else the region's sentence says answers the rest.
    if (/有没有|是否|\bdid it\b|whether/i.test(reading.normalised)) {
      for (const region of verdictRegions(context, first.stated))
        lines.push(...sentenceLines(context, first.stated, region));
    }
  }
  if (lines.length === 0) return null;
  const silent = regions.filter((region) => !columns.some((c) => c.stated.some((s) => s.region === region)));
  const said = all ? [] : await saidOtherwise(context, silent);
  lines.push(...said.map(({ claim }) => ({ claims: [claim], item: true })));
  const missing = silent.filter((region) => !said.some((one) => one.region === region));
  const covered = {
    stated: regions.filter((region) => !missing.includes(region)),
    missing,
    text: coverageText(regions.length - missing.length, missing, reading.language, {
      zh: '写明了这一项',
      en: 'state it',
    }),
  };
  return {
    lines,
    citations: citations.list,
    coverage: covered.text,
    table: tableOf(
      context,
      many ? columns : [first],
      shown.length > 0 ? shown : verdictRegions(context, first.stated),
      covered,
    ),
    refused: false,
    reason: null,
    missing: all
      ? []
      : covered.missing.map((region) => ({
          what: regionText(region, reading.language),
          reason: 'not-stated' as const,
        })),
    suggestions: [],
  };
}

/** The whole sentence of a region's figure, quoted. */
function sentenceLines(context: Context, stated: Stated[], region: string): Line[] {
  const row = stated.find((s) => s.region === region)?.row;
  const sentence = row && context.index.sentence(row.sentence);
  const passage = sentence && context.index.passage(sentence.passage);
  if (!sentence || !passage) return [];
  const ranked = { sentence, passage, score: 0, coverage: 0, similarity: 0, shaped: true, parts: {} };
  return [{ claims: [sentenceClaim(ranked, context, { limit: OTHERWISE_LIMIT, name: true })] }];
}

/** What the best sentence of a named region says where the matrix has no figure of it; regions without one are missing. */
async function saidOtherwise(context: Context, regions: string[]): Promise<{ region: string; claim: Claim }[]> {
  const found: { region: string; claim: Claim }[] = [];
  for (const region of regions) {
    const { sentences } = await context.find([region]);
    const best =
      sentences.find((s) => isSupported(s, context)) ?? sentences.find((s) => speaksOfIndicator(s, context, true));
    if (best) found.push({ region, claim: sentenceClaim(best, context, { limit: OTHERWISE_LIMIT, name: true }) });
  }
  return found;
}

/** Longest stretch quoted for a region whose figure is told another way, in characters. */
const OTHERWISE_LIMIT = 70;

function statedOf(regions: string[], slot: Slot, { index }: Context): Stated[] {
  return regions.flatMap((region) => {
    const row = rowOf(index, slot, region);
    if (!row) return [];
    const bounds = boundsOf(row);
    const factor = unitFactor(row.unit);
    return [{ region, row, bounds: bounds && [bounds[0] * factor, bounds[1] * factor] }];
  });
}

function isSelective({ reading }: Context): boolean {
  const c = reading.comparison;
  return c.thresholds.length > 0 || c.qualifier !== null || c.words.length > 0 || c.statesFigure;
}

/** Whether a stated figure is among those asked for. A figure told in words passes no threshold. */
function selects({ row, bounds }: Stated, { reading }: Context): boolean {
  const { thresholds, qualifier, words, exactly } = reading.comparison;
  if (words.length > 0 && thresholds.length === 0) {
    return words.some((word) => similarWords(row.qualifier || row.text, word));
  }
  if (
    qualifier !== null &&
    (qualifier === '' ? /左右|以上|以内|以下|力争|不低于|不超过/.test(row.qualifier) : row.qualifier !== qualifier)
  )
    return false;
  if (thresholds.length === 0) return bounds !== null;
  return bounds !== null && thresholds.every((t) => passes(bounds, t, unitFactor(row.unit), exactly));
}

/** 与上年基本持平 answers 持平: the words asked stand in the row's, 基本 and 大致 aside. */
function similarWords(said: string, asked: string): boolean {
  const plain = (text: string): string => text.replace(/基本|大致|保持|大体/g, '');
  return plain(said).includes(plain(asked)) || plain(asked).includes(plain(said));
}

function passes([low, high]: [number, number], threshold: Threshold, rowFactor: number, exactly: boolean): boolean {
  const factor = threshold.unit === '' ? rowFactor : unitFactor(threshold.unit);
  const value = threshold.value * factor;
  switch (threshold.operator) {
    case 'at-least':
      return low >= value - EQUAL_WITHIN;
    case 'more-than':
      return low > value + EQUAL_WITHIN;
    case 'at-most':
      return high <= value + EQUAL_WITHIN;
    case 'less-than':
      return high < value - EQUAL_WITHIN;
    case 'equal':
      return same(low, value) && same(high, value);
    case 'between': {
      const top = (threshold.high ?? threshold.value) * factor;
      return exactly ? same(low, value) && same(high, top) : low >= value - EQUAL_WITHIN && high <= top + EQUAL_WITHIN;
    }
  }
}

function same(a: number, b: number): boolean {
  return Math.abs(a - b) <= EQUAL_WITHIN * Math.max(1, Math.abs(a));
}

/** Middle of the figure, for order; ranges are said as such in the answer. */
function middle(stated: Stated): number {
  return stated.bounds ? (stated.bounds[0] + stated.bounds[1]) / 2 : Number.NaN;
}

/** Groups of equal figures from the top down. */
function ordered(stated: Stated[]): Stated[][] {
  const groups: Stated[][] = [];
  for (const s of stated.filter((x) => x.bounds !== null).sort((a, b) => middle(b) - middle(a))) {
    const last = groups[groups.length - 1];
    if (last?.[0] && same(middle(last[0]), middle(s))) last.push(s);
    else groups.push([s]);
  }
  return groups;
}

function ranksOf(context: Context): Context['reading']['comparison']['ranks'] {
  return context.reading.comparison.ranks;
}

/** The regions that the ranks asked for name. */
function verdictRegions(context: Context, stated: Stated[]): string[] {
  return ranksOf(context).flatMap((rank) =>
    pick(ordered(stated), rank, context)
      .flat()
      .map((s) => s.region),
  );
}

function pick(
  groups: Stated[][],
  rank: Context['reading']['comparison']['ranks'][number],
  context: Context,
): Stated[][] {
  const indicator = indicatorOf(context.reading.indicators[0] ?? '');
  const lowerIsBetter = indicator?.better === 'lower' || false;
  const fromTop =
    rank.order === 'highest' || (rank.order === 'best' && !lowerIsBetter) || (rank.order === 'worst' && lowerIsBetter);
  const list = fromTop ? groups : [...groups].reverse();
  return rank.place !== null ? list.slice(rank.place - 1, rank.place) : list.slice(0, rank.size);
}

/** What is said of the figures together: highest and lowest, ties, count, sum, mean. */
function verdicts(context: Context, stated: Stated[], slot: Slot): Claim[] {
  const { reading, citations } = context;
  const zh = reading.language === 'zh';
  const claims: Claim[] = [];
  const groups = ordered(stated);
  if (groups.length === 0) return claims;
  const ranks = ranksOf(context);
  const name = (s: Stated): string => shortRegion(s.region, reading.language);
  const tied = groups[0]?.[0];
  if (ranks.length > 0 && groups.length === 1 && tied && stated.length > 1 && reading.searchRegions.length > 0) {
    const value = valueText(tied.row, reading.language);
    const text = zh
      ? `${stated.map(name).join('、')}一样，都是${value.text}。`
      : `${stated.map(name).join(', ')} are equal: ${value.text}.`;
    return [{ text, citations: stated.map((s) => citations.row(s.row)), kind: 'figure' }];
  }
  for (const rank of ranks) {
    const chosen = pick(groups, rank, context);
    for (const group of chosen) {
      const [first] = group;
      if (!first) continue;
      const value = valueText(first.row, reading.language);
      const indicator = indicatorOf(slot.indicator);
      const label = indicator ? figureLabel(indicator, slot.kind, slot.year, reading.language) : '';
      const word = zh
        ? rank.place !== null && rank.place > 1
          ? `第${rank.place}`
          : isTop(rank, context)
            ? '最高'
            : '最低'
        : isTop(rank, context)
          ? 'highest'
          : 'lowest';
      const tie = group.length > 1 ? (zh ? '并列' : 'tied ') : '';
      const text = zh
        ? `${label}${tie}${word}：${group.map(name).join('、')}，${value.text}。`
        : `${capital(label)}, ${tie}${word}: ${group.map(name).join(', ')}, ${value.text}.`;
      claims.push({ text, citations: group.map((s) => citations.row(s.row)), kind: 'figure', derived: value.derived });
    }
  }
  if (reading.comparison.sum) claims.push(...sumClaim(context, stated, slot));
  if (reading.comparison.mean && !isAdditive(slot.indicator)) {
    claims.push({
      text: zh
        ? '增长率、比例没有各地的权数，不能直接平均，这里不给平均数。'
        : 'Rates cannot be averaged without weights, so no mean is given.',
      citations: [],
      kind: 'frame',
    });
  }
  return claims;
}

function isTop(rank: Context['reading']['comparison']['ranks'][number], context: Context): boolean {
  const lowerIsBetter = indicatorOf(context.reading.indicators[0] ?? '')?.better === 'lower';
  return (
    rank.order === 'highest' || (rank.order === 'best' && !lowerIsBetter) || (rank.order === 'worst' && lowerIsBetter)
  );
}

function sumClaim(context: Context, stated: Stated[], slot: Slot): Claim[] {
  const { reading, citations } = context;
  const zh = reading.language === 'zh';
  const units = [...new Set(stated.map((s) => s.row.unit))];
  const whole = stated.filter((s) => s.bounds && same(s.bounds[0], s.bounds[1]));
  if (!isAdditive(slot.indicator) || units.length !== 1 || whole.length < 2) {
    return [
      {
        text: zh ? '这些数口径或单位不同，不能相加。' : 'These figures cannot be added up.',
        citations: [],
        kind: 'frame',
      },
    ];
  }
  const total = (): string => String(Math.round(whole.reduce((sum, s) => sum + (s.row.value ?? 0), 0) * 1e6) / 1e6);
  return [
    {
      text: zh
        ? `合计：${total()}${units[0]}（按上列数字相加）。`
        : `Sum: ${total()} (${units[0]}), adding the figures above.`,
      citations: whole.map((s) => citations.row(s.row)),
      kind: 'derived',
      derived: [{ text: total(), recompute: total }],
    },
  ];
}

/** Regions whose later figure differs from the earlier one as asked: targets of a year against results of the year before. */
function changed(context: Context, slots: Slot[], columns: { slot: Slot; stated: Stated[] }[]): string[] {
  const change = context.reading.comparison.change;
  const byYear = [...columns].sort((a, b) => b.slot.year - a.slot.year || (a.slot.kind === 'target' ? -1 : 1));
  const [later, earlier] = byYear;
  if (!later || !earlier || !change || slots.length < 2) return [];
  return later.stated
    .filter((s) => {
      const before = earlier.stated.find((e) => e.region === s.region);
      if (!s.bounds || !before?.bounds) return false;
      const difference = s.bounds[0] - before.bounds[1];
      const by = change.by ?? 0;
      if (change.direction === 'higher')
        return change.by === null ? difference > EQUAL_WITHIN : difference >= by - EQUAL_WITHIN;
      if (change.direction === 'lower')
        return change.by === null
          ? s.bounds[1] - before.bounds[0] < -EQUAL_WITHIN
          : s.bounds[1] - before.bounds[0] <= -by + EQUAL_WITHIN;
      if (change.direction === 'same') return same(s.bounds[0], before.bounds[0]);
      return true;
    })
    .map((s) => s.region);
}

function missingDraft(context: Context, slot: Slot, missing: string[], stated: Stated[], regions: string[]): Draft {
  const { reading, citations } = context;
  const zh = reading.language === 'zh';
  const indicator = indicatorOf(slot.indicator);
  const label = indicator ? figureLabel(indicator, slot.kind, slot.year, reading.language) : slot.indicator;
  const lines: Line[] = [];
  const text = zh
    ? missing.length === 0
      ? `各地的报告都写明了${label}。`
      : `没有写明${label}数字的：${regionList(missing, 'zh')}。`
    : missing.length === 0
      ? `Every report states the ${label}.`
      : `No figure for the ${label}: ${regionList(missing, 'en')}.`;
  lines.push({ claims: [{ text, citations: [], kind: 'frame' }] });
  for (const s of stated.filter((x) => missing.includes(x.region)))
    lines.push({ claims: [figureClaim(s.row, context, { short: true })], item: true });
  return {
    lines,
    citations: citations.list,
    coverage: coverageText(regions.length - missing.length, [], reading.language, {
      zh: `写明了数字`,
      en: 'state a figure',
    }),
    table: null,
    refused: false,
    reason: null,
    missing: [],
    suggestions: [],
  };
}

function nothingSelected(context: Context, slot: Slot, stated: Stated[], regions: string[]): Draft | null {
  const { reading } = context;
  if (stated.length === 0) return null;
  const zh = reading.language === 'zh';
  const indicator = indicatorOf(slot.indicator);
  const label = indicator ? figureLabel(indicator, slot.kind, slot.year, reading.language) : slot.indicator;
  return {
    lines: [
      {
        claims: [
          {
            text: zh ? `没有一个地区的${label}符合这个条件。` : `No region's ${label} fits that condition.`,
            citations: [],
            kind: 'frame',
          },
        ],
      },
    ],
    citations: [],
    coverage: coverageText(
      stated.length,
      regions.filter((r) => !stated.some((s) => s.region === r)),
      reading.language,
      { zh: '写明了这一项', en: 'state it' },
    ),
    table: null,
    refused: false,
    reason: null,
    missing: [],
    suggestions: [],
  };
}

function tableOf(
  context: Context,
  columns: { slot: Slot; stated: Stated[] }[],
  regions: string[],
  coverage: { stated: string[]; missing: string[] },
): AnswerTable {
  const { reading, index, citations } = context;
  const cell = (column: { slot: Slot; stated: Stated[] }, region: string): TableCell => {
    const row = column.stated.find((s) => s.region === region)?.row;
    if (!row) {
      const year = column.slot.kind === 'target' ? column.slot.year : column.slot.year + 1;
      const report = index.reports.some((r) => r.region === region && r.year === year);
      return {
        status: report ? 'not-stated' : 'no-report',
        value: null,
        low: null,
        high: null,
        unit: '',
        qualifier: '',
        text: '',
        citations: [],
      };
    }
    const { value, low, high, unit, qualifier } = row;
    return {
      status: 'stated',
      value,
      low,
      high,
      unit,
      qualifier,
      text: valueText(row, reading.language).text,
      citations: [citations.row(row)],
    };
  };
  return {
    columns: columns.map(({ slot, stated }) => {
      const indicator = indicatorOf(slot.indicator);
      return {
        indicator: slot.indicator,
        kind: slot.kind,
        year: slot.year,
        unit: stated[0]?.row.unit ?? indicator?.units[0] ?? '',
        label: indicator ? figureLabel(indicator, slot.kind, slot.year, reading.language) : slot.indicator,
      };
    }),
    rows: regions.map((region) => ({
      region,
      year: columns[0]?.slot.year ?? 0,
      cells: columns.map((column) => cell(column, region)),
    })),
    coverage: { stated: coverage.stated, missing: coverage.missing },
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
