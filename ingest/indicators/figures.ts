/** A number, or a range, with its unit and the qualifiers that stand at it. */
import { QUALIFIERS_AFTER, QUALIFIERS_BEFORE, UNITS } from './words.ts';

export interface Figure {
  /** Span in the normal text, from the qualifier before to the qualifier after. */
  start: number;
  end: number;
  /** One number; null for a range. */
  value: number | null;
  low: number | null;
  high: number | null;
  /** As printed; empty where a list leaves it to the last figure (5.5和3.5%). */
  unit: string;
  before: string;
  after: string;
}

const NUMBER = '\\d+(?:\\.\\d+)?';
const UNIT = `(?:${UNITS.map((unit) => unit.replace(/[/%]/g, '\\$&')).join('|')})`;
const MORE = '(?:多|余|来)?';
const RANGE = '(?:-{1,2}|~|一|至|到)';
const BEFORE = `(?:${QUALIFIERS_BEFORE.join('|')})`;
const AFTER = `(?:${QUALIFIERS_AFTER.join('|')})`;

const PER_UNIT = /每立方米(?:约)?(?=\d)/y;
const FIGURE = new RegExp(
  `(?<before>${BEFORE})?(?<low>${NUMBER})(?<lowUnit>%|${UNIT})?${RANGE}(?<high>${NUMBER})(?<more2>${MORE})(?<unit2>${UNIT})(?<after2>${AFTER})?` +
    `|(?<before1>${BEFORE})?(?<value>${NUMBER})(?<more>${MORE})(?<unit>${UNIT})?(?<more1>[多余])?(?<after>${AFTER})?`,
  'y',
);

/** The unit that a printed one stands for, so that one thing has one name. */
const SAME_UNIT: Record<string, string> = {
  百分点: '个百分点',
  微克每立方米: '微克/立方米',
  '微克/M3': '微克/立方米',
  'UG/M3': '微克/立方米',
  微克: '微克/立方米',
  名: '人',
  千米: '公里',
  万标准箱: '万标箱',
  万TEU: '万标箱',
};

/** Reads the figure that begins exactly at `position` of a normal text; null if none does. */
export function figureAt(text: string, position: number): Figure | null {
  PER_UNIT.lastIndex = position;
  const perUnit = PER_UNIT.exec(text);
  const start = perUnit ? position + perUnit[0].length : position;
  FIGURE.lastIndex = start;
  const found = FIGURE.exec(text);
  if (!found?.groups) return null;
  const groups = found.groups;
  const isRange = groups.low !== undefined;
  const printed = (isRange ? groups.unit2 : groups.unit) ?? '';
  const more = [groups.more, groups.more1, groups.more2].find(Boolean) ?? '';
  const low = isRange ? Number(groups.low) : null;
  const high = isRange ? Number(groups.high) : null;
  // 2019-2020 and 3到5 with different units are no range of one thing.
  if (isRange && groups.lowUnit && groups.lowUnit !== groups.unit2) return singleAt(text, position, start);
  if (low !== null && high !== null && low >= high) return singleAt(text, position, start);
  return {
    start: position,
    end: start + found[0].length,
    value: isRange ? null : Number(groups.value),
    low,
    high,
    unit: perUnit ? '微克/立方米' : (SAME_UNIT[printed] ?? printed),
    before: groups.before ?? groups.before1 ?? '',
    after: `${more === '来' ? '' : more}${groups.after2 ?? groups.after ?? ''}`,
  };
}

const SINGLE = new RegExp(
  `(?<before>${BEFORE})?(?<value>${NUMBER})(?<more>${MORE})(?<unit>${UNIT})?(?<after>${AFTER})?`,
  'y',
);

function singleAt(text: string, position: number, start: number): Figure | null {
  SINGLE.lastIndex = start;
  const found = SINGLE.exec(text);
  if (!found?.groups) return null;
  const { before, value, more, unit, after } = found.groups;
  return {
    start: position,
    end: start + found[0].length,
    value: Number(value),
    low: null,
    high: null,
    unit: SAME_UNIT[unit ?? ''] ?? unit ?? '',
    before: before ?? '',
    after: `${more ?? ''}${after ?? ''}`,
  };
}
