import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';

/**
 * Characters that a page break doubles: the last ones of a page stand again at the start of the next
 * (`培育融⏎融资租赁`, `能力建设。⏎设，抓好`).
 */
export interface Doubled {
  /** Characters to take back at the end of the page. */
  before: number;
  /** Characters to leave out at the start of the next. */
  after: number;
}

/** Characters on both sides that decide; a word of Chinese seldom has more than four. */
const CONTEXT = 8;

let jieba: Jieba | null = null;

/** What is doubled where a line that goes on, ending on `end`, meets the next one, beginning with `start`. */
export function doubledAtJoin(end: string, start: string): Doubled | null {
  const last = end.at(-1);
  if (last === undefined || last !== start[0] || !/[\u4e00-\u9fff]/.test(last)) return null;
  jieba ??= Jieba.withDict(dict);
  const words = jieba.cut(end.slice(-CONTEXT) + start.slice(0, CONTEXT), true);
  // A character that no word claims and that the next word begins with stands there twice; 发展|展示 and 人人 do not.
  let at = 0;
  for (const word of words) {
    at += word.length;
    if (at === Math.min(end.length, CONTEXT)) return word === last ? { before: 0, after: 1 } : null;
  }
  return null;
}

/** The same where the page ended on a full stop that was set there: the tail stands again, with the right mark. */
export function doubledAfterStop(end: string, start: string): Doubled | null {
  const match = /([\u4e00-\u9fff]{1,2})。$/.exec(end);
  if (!match) return null;
  for (const tail of [match[1] as string, (match[1] as string).slice(-1)]) {
    if (start.startsWith(tail) && /^[，、；]/.test(start.slice(tail.length))) return { before: 1, after: tail.length };
  }
  return null;
}
