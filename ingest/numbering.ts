/** How a line is numbered: 一、 （一） 1. 第一部分 ... */

/** From the highest to the lowest rank that the style usually has. */
export type NumberStyle = 'part' | 'chinese' | 'chinese-bracket' | 'digit' | 'digit-bracket' | 'circled';

export interface Numbering {
  style: NumberStyle;
  number: number;
  /** Characters of the mark, with the punctuation that belongs to it. */
  length: number;
}

const DIGITS = '〇一二三四五六七八九';

const PLACES: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };
/** 三千五百零二, 一百二, 十二: thousands, hundreds, tens, ones, each place once and in order. */
const WORDS =
  /^(?:[一二三四五六七八九]千)?[〇零]?(?:[一二三四五六七八九]百)?[〇零]?(?:[一二三四五六七八九]?十)?[一二三四五六七八九]?$/;

/** The value of number words up to 九千九百九十九 (also 〇, 零, 两) or of digits; null for anything else. */
export function chineseNumber(words: string): number | null {
  if (words === '') return null;
  if (/^\d+$/.test(words)) return Number(words);
  const plain = words.replaceAll('两', '二');
  if (plain === '〇' || plain === '零') return 0;
  if (!WORDS.test(plain)) return null;
  let value = 0;
  let digit = 0;
  for (const character of plain) {
    const place = PLACES[character];
    if (place === undefined) digit = DIGITS.indexOf(character);
    else {
      value += (digit || 1) * place;
      digit = 0;
    }
  }
  // 一百二 is 120; 一百零二 is 102.
  const last = /([百千])[一二三四五六七八九]$/.exec(plain)?.[1];
  return value + (last === undefined ? Math.max(digit, 0) : digit * ((PLACES[last] as number) / 10));
}

/** Digits of a year written out, as in 二〇二〇; null if it is none. */
export function chineseYear(words: string): number | null {
  if (!/^[〇零○OＯ0一二三四五六七八九]{4}$/.test(words)) return null;
  return Number([...words].map((c) => Math.max(0, DIGITS.indexOf(c))).join(''));
}

const STYLES: [NumberStyle, RegExp][] = [
  ['part', /^第([一二三四五六七八九十]{1,3})(?:部分|章|篇)[、，：:.． ]?/],
  ['chinese', /^([一二三四五六七八九十]{1,3})[、．]/],
  ['chinese-bracket', /^[（(]([一二三四五六七八九十]{1,3})[）)][、，. ]?/],
  // Not the start of a figure such as 2.5 or 1、5G.
  ['digit', /^(\d{1,3})(?:[.．](?![\d０-９])|、(?![\d０-９]))/],
  ['digit-bracket', /^[（(](\d{1,3})[）)]/],
];

const CIRCLED = /^[①-⑳]/;
const MAYBE_NUMBERED = /^[第一二三四五六七八九十（(\d①-⑳]/;

/** The number mark that `line` begins with; null if it has none. Blanks at its start must be gone. */
export function numberingOf(line: string): Numbering | null {
  if (!MAYBE_NUMBERED.test(line)) return null;
  if (CIRCLED.test(line)) return { style: 'circled', number: line.charCodeAt(0) - 0x245f, length: 1 };
  for (const [style, pattern] of STYLES) {
    const match = pattern.exec(line);
    const number = match?.[1] === undefined ? null : chineseNumber(match[1]);
    if (match && number !== null && number > 0) return { style, number, length: match[0].length };
  }
  return null;
}
