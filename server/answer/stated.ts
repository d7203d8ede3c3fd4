/** Figures of several regions in one unit, ready to be compared. */
import type { IndicatorRow } from '../../ingest/model.ts';
import type { Context } from './context.ts';
import type { Slot } from './matrix.ts';
import { boundsOf, rowOf, unitFactor } from './matrix.ts';

/** Differences of percentages below this are rounding, not a difference. */
export const EQUAL_WITHIN = 1e-9;

/** What one region states for one column. */
export interface Stated {
  region: string;
  row: IndicatorRow;
  /** In the plain unit of its kind; null where the report gives words only. */
  bounds: [number, number] | null;
}

/** The regions that state something for a column, in the order given. */
export function statedOf(regions: string[], slot: Slot, { index }: Context): Stated[] {
  return regions.flatMap((region) => {
    const row = rowOf(index, slot, region);
    if (!row) return [];
    const bounds = boundsOf(row);
    const factor = unitFactor(row.unit);
    return [{ region, row, bounds: bounds && [bounds[0] * factor, bounds[1] * factor] }];
  });
}

/** Whether two figures are equal but for rounding. */
export function same(a: number, b: number): boolean {
  return Math.abs(a - b) <= EQUAL_WITHIN * Math.max(1, Math.abs(a));
}

/** Middle of the figure, for order; ranges are said as such in the answer. */
function middle(stated: Stated): number {
  return stated.bounds ? (stated.bounds[0] + stated.bounds[1]) / 2 : Number.NaN;
}

/** Groups of equal figures from the top down. */
export function ordered(stated: Stated[]): Stated[][] {
  const groups: Stated[][] = [];
  for (const s of stated.filter((x) => x.bounds !== null).sort((a, b) => middle(b) - middle(a))) {
    const last = groups[groups.length - 1];
    if (last?.[0] && same(middle(last[0]), middle(s))) last.push(s);
    else groups.push([s]);
  }
  return groups;
}

/** With a capital letter in front. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
