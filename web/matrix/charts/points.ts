/** What charts draw: a point a region, in the plain unit of the column. Pure. */
import type { IndicatorRow } from '../../model.ts';
import { type Column, type GridRow, unitFactor } from '../grid.ts';

export interface Point {
  region: string;
  status: 'stated' | 'not-stated' | 'no-report';
  row: IndicatorRow | null;
  /** In the unit of the chart; both ends of a range, twice the same otherwise; null without a figure. */
  low: number | null;
  high: number | null;
  /** `≥` 以上, `≤` 以内 and 以下, `≈` 左右, else empty. */
  sign: '' | '≥' | '≤' | '≈';
}

const SIGNS: [RegExp, Point['sign']][] = [
  [/以上|不低于|高于|超过|力争|至少/, '≥'],
  [/以内|^内$|以下|不高于|不超过|低于/, '≤'],
  [/左右|约|上下/, '≈'],
];

/** The unit most of a column's figures have, and each region's figure in it. */
export function pointsOf(rows: GridRow[], column: Column, columns: Column[]): { unit: string; points: Point[] } {
  const place = columns.findIndex(({ key }) => key === column.key);
  const firsts = rows.map(({ cells }) => cells[place]?.rows[0]);
  const unit = commonest(firsts.flatMap((row) => (row && (row.value ?? row.low) !== null ? [row.unit] : [])));
  const points = rows.map(({ region, cells }): Point => {
    const row = cells[place]?.rows[0] ?? null;
    const scale = row === null ? 1 : unitFactor(row.unit) / unitFactor(unit);
    const scaled = (figure: number | null): number | null =>
      // Divided once and rounded, so that 4.5万亿 is 45000亿 and not 45000.000000000004.
      figure === null ? null : Number((figure * scale).toPrecision(12));
    return {
      region,
      status: cells[place]?.status ?? 'no-report',
      row,
      low: row === null ? null : scaled(row.low ?? row.value),
      high: row === null ? null : scaled(row.high ?? row.value),
      sign: SIGNS.find(([pattern]) => pattern.test(row?.qualifier ?? ''))?.[1] ?? '',
    };
  });
  return { unit, points };
}

/** `≥6`, `6–6.5`, `≈7.5`: as short as a tile of the map asks. */
export function shortFigure({ low, high, sign }: Point): string {
  if (low === null && high === null) return '';
  return low !== null && high !== null && low !== high ? `${low}–${high}` : `${sign}${high ?? low}`;
}

/** The target and the result that belong together: of one year where reports state both, else of one report. */
export function pairOf(columns: Column[], indicator: string): { target: Column; result: Column } | null {
  const own = columns.filter((column) => column.indicator === indicator);
  const targets = own.filter(({ kind }) => kind === 'target').sort((a, b) => b.year - a.year);
  const results = own.filter(({ kind }) => kind === 'result').sort((a, b) => b.year - a.year);
  for (const lag of [0, 1]) {
    for (const target of targets) {
      const result = results.find(({ year }) => year === target.year - lag);
      if (result !== undefined) return { target, result };
    }
  }
  return null;
}

function commonest(values: string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}
