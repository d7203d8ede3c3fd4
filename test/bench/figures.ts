/** Indicator rows against golden figures: a port of test/golden/indicators.py, whose docstring is the definition. */
import type { IndicatorRow } from '../../ingest/model.ts';
import type { GoldFigure } from './golden.ts';
import { percentOf } from './numbers.ts';

/** What of an indicator row is judged. */
export type JudgedRow = Pick<
  IndicatorRow,
  | 'region'
  | 'indicator'
  | 'year'
  | 'kind'
  | 'value'
  | 'low'
  | 'high'
  | 'unit'
  | 'qualifier'
  | 'basis'
  | 'scope'
  | 'quote'
>;

export interface FigureScore {
  n: number;
  recall: number | null;
  precision: number | null;
  qualifiers: number | null;
  /** Rows that the golden figures lack, and second readings; not counted as wrong. */
  extra: number;
  failures: string[];
}

/** What one of a unit is worth, so that 6000 亿元 and 0.6 万亿元 are one figure; other units compare as they are. */
const UNIT_WORTH: Record<string, number> = {
  万人: 1e4,
  万个: 1e4,
  人: 1,
  万: 1e4,
  亿元: 1e8,
  万亿元: 1e12,
  亿斤: 5e7,
  万吨: 1e7,
  '%': 1,
  百分点: 1,
  亿美元: 1e8,
};
const QUALIFIERS = ['左右', '以上', '以内', '以下', '不低于', '不超过', '力争'];
/** Decimals to which figures are compared (indicators.py). */
const DECIMALS = 6;
/** Characters of a quote in the list of failures. */
const QUOTE_SHOWN = 60;

type Amount = [low: number, high: number] | null;

function amountOf(figure: {
  value: GoldFigure['value'];
  low?: number | null;
  high?: number | null;
  unit: string;
}): Amount {
  const { value, low, high } = figure;
  const worth = UNIT_WORTH[figure.unit || '%'] ?? 1;
  const scaled = (a: number, b: number): Amount => [rounded(a * worth), rounded(b * worth)];
  if (Array.isArray(value)) return scaled(value[0], value[1]);
  if (value !== null && value !== undefined) return scaled(value, value);
  return low !== null && low !== undefined ? scaled(low, high ?? low) : null;
}

function rounded(value: number): number {
  return Number(value.toFixed(DECIMALS));
}

function same(a: Amount, b: Amount): boolean {
  return a === null || b === null ? a === b : a[0] === b[0] && a[1] === b[1];
}

function sameQualifier(a: string, b: string): boolean {
  return QUALIFIERS.every((word) => (a ?? '').includes(word) === (b ?? '').includes(word));
}

function keyOf(figure: { region: string; indicator: string; year: number; kind: string }): string {
  return [figure.region, figure.indicator, figure.year, figure.kind].join(' ');
}

function group<Item>(items: Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = key(item);
    const members = groups.get(name);
    if (members) members.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}

/** Compares what was extracted with what stands in the golden figures. */
export function scoreFigures(gold: GoldFigure[], rows: JudgedRow[]): FigureScore {
  const goldByKey = group(gold, keyOf);
  const rowsByKey = group(rows, keyOf);
  const covered = new Set(gold.map(({ region, indicator }) => `${region} ${indicator}`));
  const failures: string[] = [];
  const describe = (state: string, figure: JudgedRow | GoldFigure) =>
    `${state} ${keyOf(figure)} ${JSON.stringify(amountOf(figure))} ${figure.unit} ${(figure.quote ?? '').replaceAll('\n', '').slice(0, QUOTE_SHOWN)}`;

  let found = 0;
  let qualified = 0;
  for (const figure of gold) {
    const matches = (rowsByKey.get(keyOf(figure)) ?? []).filter((row) => same(amountOf(row), amountOf(figure)));
    if (matches.length === 0) {
      failures.push(describe('missing', figure));
      continue;
    }
    found++;
    if (matches.some((row) => sameQualifier(row.qualifier, figure.qualifier))) qualified++;
    else failures.push(`${describe('qualifier', figure)} | gold ${figure.qualifier}, has ${matches[0]?.qualifier}`);
  }

  let right = 0;
  let wrong = 0;
  let extra = 0;
  for (const [key, group] of rowsByKey) {
    const figures = goldByKey.get(key) ?? [];
    const isRight = (row: JudgedRow) => figures.some((figure) => same(amountOf(row), amountOf(figure)));
    const rightBases = new Set(group.filter(isRight).map(({ basis }) => basis));
    for (const row of group) {
      if (!covered.has(`${row.region} ${row.indicator}`)) continue;
      if (row.scope && row.scope !== 'region') continue;
      if (figures.length === 0 || (rightBases.size > 0 && !rightBases.has(row.basis))) {
        extra++;
        failures.push(describe('extra', row));
      } else if (isRight(row)) {
        right++;
      } else {
        wrong++;
        failures.push(describe('wrong', row));
      }
    }
  }
  return {
    n: gold.length,
    recall: percentOf(found, Math.max(1, gold.length)),
    precision: percentOf(right, Math.max(1, right + wrong)),
    qualifiers: percentOf(qualified, Math.max(1, found)),
    extra,
    failures,
  };
}
