import type { CleanText } from './model.ts';

/** A line of clean text, with its clean offsets. */
export interface Paragraph {
  text: string;
  start: number;
  end: number;
}

/** The paragraphs of a clean text in order; empty lines are none. */
export function paragraphsOf(cleaned: CleanText): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let start = 0;
  for (const text of cleaned.text.split('\n')) {
    if (text.trim() !== '') paragraphs.push({ text, start, end: start + text.length });
    start += text.length + 1;
  }
  return paragraphs;
}
