/** What a question says does not count: 只写“…”的不算, 宁夏的“2%以上”不要, （不带“左右”的都不算）. */

const WORDS = '不算|不要(?:算)?|不计(?:入|在内)?|除外';

/** A sentence after the question that tells what does not count; for use within a longer pattern. */
export const NOT_COUNTED_SENTENCE = `(?<=[。？?；;])[^。？?；;]*(?:${WORDS})[^。？?；;]*`;
const SENTENCES = new RegExp(NOT_COUNTED_SENTENCE, 'g');
const BRACKETS = new RegExp(`[（(][^（）()]*(?:${WORDS})[^（）()]*[）)]`, 'g');

const blank = (text: string): string => ' '.repeat(text.length);

/** The question with blanks, as long as they were, in the place of sentences that tell what does not count. */
export function withoutNotCounted(text: string): string {
  return text.replace(SENTENCES, blank);
}

/** The same with brackets that tell it blanked too. */
export function withoutNotCountedNotes(text: string): string {
  return withoutNotCounted(text).replace(BRACKETS, blank);
}
