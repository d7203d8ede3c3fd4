/** Conditions on several indicators at once: each above its own threshold, one above the other, both or neither stated. */
import { findComparison } from '../question/comparison-asked.ts';
import type { Reading } from '../question/reading.ts';
import type { Context } from './context.ts';
import type { Slot } from './matrix.ts';
import { unitKind } from './matrix.ts';
import { isSelectiveBy, selectsBy } from './selection.ts';
import type { Stated } from './stated.ts';
import { EQUAL_WITHIN, same } from './stated.ts';

interface Column {
  slot: Slot;
  stated: Stated[];
}

/** Where an indicator is named in the question; income by its kind of people, which one name can stand for both. */
function placeOf(indicator: string, { normalised, namedIndicators }: Reading): { start: number; end: number } {
  const people = /urban$/.test(indicator) ? /城镇|城市/ : /rural$/.test(indicator) ? /农村|农民/ : null;
  const named = namedIndicators.find((one) => one.indicator === indicator);
  const said = named?.text ?? '';
  const at = normalised.toLowerCase().indexOf(said.toLowerCase());
  const by = people === null ? -1 : normalised.search(people);
  const start = by >= 0 ? by : at;
  return { start, end: Math.max(start + 1, by >= 0 ? start + 2 : at + said.length) };
}

const BOTH = /都|均|同时|全部|皆/;
const EITHER = /或者?(?!等于|持平)|任一|任何一[个项]|之一/;
const NEITHER = /既(?:没|未|不)|(?:都|均|全)(?:没|未)|(?:没|未)[^，。？]{1,30}[又也](?:没|未)/;

/**
 * The regions that fit what a question asks of two or three indicators; null where it asks nothing of them together. Only what is
 * said of each is used: a threshold behind both (都在8%以上) holds for each.
 */
export function joinedRegions(context: Context, columns: Column[], regions: string[]): string[] | null {
  const { reading } = context;
  const ids = [...new Set(columns.map(({ slot }) => slot.indicator))];
  if (ids.length < 2 || ids.length !== columns.length || reading.language !== 'zh') return null;
  const states = ({ stated }: Column, region: string): boolean =>
    stated.some((s) => s.region === region && s.bounds !== null);
  if (NEITHER.test(reading.normalised) && reading.comparison.statesNoFigure)
    return regions.filter((region) => columns.every((column) => !states(column, region)));
  const related = relatedRegions(reading, columns);
  if (related) return related;
  const conditions = conditionsOf(reading, columns);
  if (conditions) {
    const passes = (at: number, region: string): boolean => {
      const condition = conditions[at];
      const stated = columns[at]?.stated.find((s) => s.region === region);
      return stated !== undefined && condition !== undefined && selectsBy(stated, condition);
    };
    const either = EITHER.test(reading.normalised) && !BOTH.test(reading.normalised);
    return regions.filter((region) =>
      either ? columns.some((_, at) => passes(at, region)) : columns.every((_, at) => passes(at, region)),
    );
  }
  if (BOTH.test(reading.normalised) && /(?:都|均|同时)(?:给|写|有|设|定|提|明|列)/.test(reading.normalised))
    return regions.filter((region) => columns.every((column) => states(column, region)));
  return null;
}

/** What is said of each indicator from its name to the next one; null where not every one has a condition. */
function conditionsOf(reading: Reading, columns: Column[]): Reading['comparison'][] | null {
  const places = columns.map(({ slot }) => placeOf(slot.indicator, reading).start);
  const conditions = places.map((start) => {
    const next = Math.min(...places.filter((place) => place > start), reading.normalised.length);
    return findComparison(reading.normalised.slice(start, next));
  });
  const last = conditions[places.indexOf(Math.max(...places))];
  const shared = BOTH.test(reading.normalised) && last && isSelectiveBy(last) ? last : null;
  const full = conditions.map((condition) => (isSelectiveBy(condition) ? condition : shared));
  return full.every((one) => one !== null) ? full : null;
}

const ABOVE = /(?:高于|超过|快于|大于|多于|高过|超出)$/;
const BELOW = /(?:低于|慢于|小于|少于|不及)$/;

/** 农村收入目标高于城镇, 投资目标比GDP目标高: one figure of a region set against another of the same unit. */
function relatedRegions(reading: Reading, columns: Column[]): string[] | null {
  if (columns.length !== 2) return null;
  const [first, second] = [...columns].sort(
    (a, b) => placeOf(a.slot.indicator, reading).start - placeOf(b.slot.indicator, reading).start,
  );
  if (!first || !second) return null;
  const [a, b] = [placeOf(first.slot.indicator, reading), placeOf(second.slot.indicator, reading)];
  const between = reading.normalised.slice(a.end, b.start).trim();
  const after = reading.normalised.slice(b.end);
  const by = Number(/(\d+(?:\.\d+)?)\s*个?百分点/.exec(after)?.[1] ?? 0);
  const compared = /比$|比(?:全省|本省|当地|自己的?|同年的?)?$/.test(between);
  const order =
    ABOVE.test(between) || (compared && /^[^，。？]{0,12}(?:高|快|大|多)/.test(after))
      ? 'above'
      : BELOW.test(between) || (compared && /^[^，。？]{0,12}(?:低|慢|小|少)/.test(after))
        ? 'below'
        : /^(?:和|与|跟|同|等于)$|(?:和|与|跟|同|等于)$/.test(between) &&
            /^[^，。？]{0,10}(?:一样|相同|相等|一致|持平|同步)/.test(after)
          ? 'equal'
          : null;
  if (order === null) return null;
  return first.stated
    .filter((one) => {
      const other = second.stated.find((s) => s.region === one.region);
      if (!one.bounds || !other?.bounds || unitKind(one.row.unit) !== unitKind(other.row.unit)) return false;
      const [low, high] = one.bounds;
      const [otherLow, otherHigh] = other.bounds;
      if (order === 'equal') return same(low, otherLow) && same(high, otherHigh);
      const gap = order === 'above' ? low - otherHigh : otherLow - high;
      return by > 0 ? gap >= by - EQUAL_WITHIN : gap > EQUAL_WITHIN;
    })
    .map((one) => one.region);
}
