/** Which figures a question selects: thresholds, qualifiers, words, change against another year. */
import type { Comparison, Threshold } from '../question/reading.ts';
import { BARE_OR_ABOUT } from '../question/thresholds-asked.ts';
import type { Context } from './context.ts';
import type { Slot } from './matrix.ts';
import { unitFactor } from './matrix.ts';
import type { Stated } from './stated.ts';
import { EQUAL_WITHIN, isRange, same } from './stated.ts';

const LIMITS = /以上|以内|以下|力争|不低于|不超过/;

/** Whether a question picks regions by their figures (6%以上, 写成“6%左右”, 持平). */
export function isSelective({ reading }: Context): boolean {
  return isSelectiveBy(reading.comparison);
}

/** The same of one condition. */
export function isSelectiveBy(c: Comparison): boolean {
  return c.thresholds.length > 0 || c.qualifier !== null || c.words.length > 0 || c.statesFigure || c.ranges;
}

/** Whether a stated figure is among those asked for. A figure told in words passes no threshold. */
export function selects(stated: Stated, { reading }: Context): boolean {
  return selectsBy(stated, reading.comparison);
}

/** The same of one condition, where a question has several. */
export function selectsBy(stated: Stated, comparison: Comparison): boolean {
  const { row, bounds } = stated;
  if (comparison.ranges && !isRange(stated)) return false;
  const { thresholds, qualifier, words, exactly } = comparison;
  if (words.length > 0 && thresholds.length === 0) {
    return words.some((word) => similarWords(row.qualifier || row.text, word));
  }
  if (
    qualifier !== null &&
    (qualifier === '' || qualifier === BARE_OR_ABOUT
      ? LIMITS.test(row.qualifier) || (qualifier === '' && row.qualifier.includes('左右'))
      : row.qualifier !== qualifier)
  )
    return false;
  if (thresholds.length === 0) return bounds !== null;
  return (
    bounds !== null &&
    thresholds.every(
      (t) =>
        passes(bounds, t, unitFactor(row.unit), exactly) || isBeyond(row.qualifier, bounds, t, unitFactor(row.unit)),
    )
  );
}

/** 突破4万亿元 is more than 4万亿元. */
function isBeyond(qualifier: string, [low]: [number, number], threshold: Threshold, rowFactor: number): boolean {
  if (threshold.operator !== 'more-than' || !/突破|超过|超$|逾|跃上|迈上|高于/.test(qualifier)) return false;
  return same(low, threshold.value * (threshold.unit === '' ? rowFactor : unitFactor(threshold.unit)));
}

/** A range of which a part passes the threshold and a part does not; it is said, not selected. */
export function passesPartly(stated: Stated, { reading }: Context): boolean {
  const { thresholds, exactly } = reading.comparison;
  const { row, bounds } = stated;
  if (thresholds.length === 0 || exactly || bounds === null || !isRange(stated)) return false;
  const factor = unitFactor(row.unit);
  if (thresholds.every((t) => passes(bounds, t, factor, false))) return false;
  return bounds.some((end) => thresholds.every((t) => passes([end, end], t, factor, false)));
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

/** Regions whose later figure differs from the earlier one as asked: targets of a year against results of the year before. */
export function changed(context: Context, slots: Slot[], columns: { slot: Slot; stated: Stated[] }[]): string[] {
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
