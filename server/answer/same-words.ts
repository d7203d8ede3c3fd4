import type { RankedSentence } from '../retrieve/rank-sentences.ts';

/** Whether one of two sentences says no more than the other. */
export function sameWords(a: RankedSentence, b: RankedSentence): boolean {
  const [short, long] = a.sentence.text.length < b.sentence.text.length ? [a, b] : [b, a];
  return long.sentence.text.includes(short.sentence.text.replace(/[。；]$/, ''));
}
