/**
 * Words for full text, cut by us for texts and questions alike: Latin words in lower case, pairs of Chinese characters, and
 * figures in one form (`7.5%`, `７．５％` and `百分之七点五` are one token).
 */
import { chineseNumber } from './numbering.ts';

/**
 * Tokens of a text that is searched, in order, with repetitions.
 * @example tokensOf('增长7.5％左右') // ['增长', '7.5%', '左右']
 */
export function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  for (const [piece] of normalise(text).matchAll(PIECE)) {
    if (IS_HAN.test(piece)) tokens.push(...pairsOf(piece));
    else if (IS_NUMBER.test(piece)) tokens.push(numberToken(piece));
    else tokens.push(piece);
  }
  return tokens;
}

/**
 * Tokens of a question: as of a text, without the words that only ask, each once.
 * @example queryTokens('安徽省的GDP增长目标是多少？') // ['安徽', '徽省', 'gdp', '增长', '长目', '目标']
 */
export function queryTokens(text: string): string[] {
  const bare = text.replace(ASKING, ' ');
  const tokens = new Set(tokensOf(bare).filter((token) => !IS_STOP.has(token)));
  // A question of stop words alone is still better searched than not.
  return tokens.size > 0 ? [...tokens] : [...new Set(tokensOf(text))];
}

/** A word, a number with or without %, or a run of Chinese characters; a letter-digit name such as `pm2.5` or `5g` is one word. */
const PIECE = /[a-z]+(?=\d[\d.]*%)|[a-z\d]*[a-z][a-z\d]*(?:\.\d+)?|\d+(?:\.\d+)*%?|[\p{Script=Han}〇]+/gu;
const IS_HAN = /^[\p{Script=Han}〇]/u;
const IS_NUMBER = /^\d[\d.]*%?$/;

/** Words that make a question and say nothing of what is asked. 的 stays in words such as 目的 and 标的. */
const ASKING =
  /请问|是多少|有多少|达到多少|多少|是什么|有什么|什么|有哪些|是哪些|哪些|哪个|哪几个|怎么样|怎么|怎样|如何|为何|是否|有没有|能不能|吗|呢|(?<![目标])的|(?<=\p{Script=Han})(?:是|了)(?=\s|[?？。，,]|$)/gu;

/** English words of that kind, and single characters that stand between figures (`2020年`). */
const IS_STOP = new Set(
  (
    'a an and are as at be by did do does for from has have how in is it its much many of on or that the their there this to was were what when where which who will with ' +
    '年 月 日 是 在 和 与 对 有 了 为 及 或 个 到 将 被 把 从 也 都 这 那 其'
  ).split(' '),
);

function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/_?\{([\w.]+)\}/g, '$1')
    .replace(/(\d),(?=\d{3}(?!\d))/g, '$1')
    .replace(/(\d)\s+%/g, '$1%')
    .replace(/(pm)\s+(?=2\.5|10)/g, '$1')
    .replace(/百分之([零〇一二两三四五六七八九十百点\d.]+)/g, (whole, number: string) => percent(number) ?? whole)
    .replace(RANGE, '$1% $2%');
}

/** `6-6.5%`: the sign belongs to both. NFKC has made the dashes' full-width forms plain. */
const RANGE = /(\d+(?:\.\d+)?)\s*(?:[-–—―~～至到]|一(?=\d))+\s*(\d+(?:\.\d+)?)%/g;

function numberToken(piece: string): string {
  const [, number = piece, sign = ''] = /^([\d.]+)(%?)$/.exec(piece) ?? [];
  const plain = /^\d+\.\d*?0+$/.test(number) ? number.replace(/\.?0+$/, '') : number;
  return plain + sign;
}

function pairsOf(run: string): string[] {
  const characters = Array.from(run);
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, at) => (characters[at] as string) + character);
}

const DIGITS = '零一二三四五六七八九';

/** The number of 百分之…, in digits or in characters; undefined if it is none. */
function percent(number: string): string | undefined {
  if (/^\d+(\.\d+)?$/.test(number)) return `${number}%`;
  const [whole = '', fraction, ...rest] = number.split('点');
  if (rest.length > 0) return undefined;
  const value = chineseNumber(whole);
  if (value === null) return undefined;
  if (fraction === undefined) return `${value}%`;
  const digits = Array.from(fraction, digit);
  return digits.includes(-1) || digits.length === 0 ? undefined : `${value}.${digits.join('')}%`;
}

function digit(character: string): number {
  return DIGITS.indexOf(character.replace('〇', '零').replace('两', '二'));
}
