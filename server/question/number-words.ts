/** The one place where number words of a question are read. */
import { chineseNumber } from '../../ingest/numbering.ts';

const ENGLISH = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** The value of 3, 三, 两, 十一 or three; null for anything else. */
export function numberOf(word: string | undefined): number | null {
  if (word === undefined) return null;
  const english = ENGLISH.indexOf(word.toLowerCase());
  if (english >= 0) return english;
  return chineseNumber(word) ?? (/^\d+(?:\.\d+)?$/.test(word) ? Number(word) : null);
}
