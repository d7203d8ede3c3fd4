/** Whether what a question over the texts names can be looked for at all, and which sentences speak of all of it. */
import { isCommonEnglish } from '../question/dictionary.ts';
import { synonymsOf } from '../question/glossary.ts';
import type { Reading } from '../question/reading.ts';
import { wordsOf } from '../retrieve/words.ts';

/** An English theme as what of it is known in the reports' words, and what is not. */
export interface TermsAsked {
  /** Of each phrase the Chinese words that stand for it; any will do, of every phrase one is needed. */
  phrases: string[][];
  unknown: string[];
}

/** Words that say little of a thing: fund, project, plan of a named one are common, its name is not. */
const FRAMING =
  /^(?:economy|industry|industries|initiative|strategy|policy|policies|programme|program|concept|term|word|phrase|idea)$/;

/** Share of an English phrase's words that a word list's entry must be for: sharing of sharing economy is another thing. */
const MOST_WORDS = 0.6;
/** Capitalised words that make one name; two (Grand Canal) may be a word and what is done with it. */
const NAME_WORDS = 3;
const SMALL = /^(?:of|the|and|for|in|on|to|with|a|an)$/i;

/** Letter case and hyphens folded: Pumped-storage is pumped storage. */
export function plainEnglish(phrase: string): string {
  return phrase.toLowerCase().replaceAll('-', ' ');
}

/** Whether an entry of a word list stands for a phrase, not only for a part of it. */
export function isMostOf(source: string, phrase: string): boolean {
  if (!plainEnglish(phrase).includes(plainEnglish(source))) return false;
  return mainWords(plainEnglish(source)).length >= mainWords(plainEnglish(phrase)).length * MOST_WORDS;
}

/** Asian Infrastructure Investment Bank: one name, which no word of it (bank) stands for. */
export function isProperName(phrase: string): boolean {
  const words = mainWords(phrase);
  return words.length >= NAME_WORDS && words.every((word) => /^[A-Z]/.test(word));
}

function mainWords(phrase: string): string[] {
  return phrase.split(/\s+/).filter((word) => word !== '' && !SMALL.test(word));
}

/** What the English themes of a question come to; null in Chinese, where the words stand as they are, and where none is named. */
export function termsAsked({ language, theme, expandedTerms }: Reading): TermsAsked | null {
  const literals = theme.literals.filter((one) => !/[\u4e00-\u9fff]/.test(one));
  if (language !== 'en' || literals.length === 0) return null;
  const phrases = new Map<string, string[]>();
  const unknown: string[] = [];
  for (const literal of literals) {
    if (isProperName(literal) && !expandedTerms.some(({ source }) => isMostOf(source, literal))) unknown.push(literal);
    let rest = ` ${literal.toLowerCase()} `;
    for (const { source, term } of expandedTerms) {
      const plain = source.toLowerCase();
      if (!literal.toLowerCase().includes(plain)) continue;
      phrases.set(plain, [...(phrases.get(plain) ?? []), term]);
      rest = rest.replace(plain, ' ');
    }
    for (const word of rest.split(/[^a-z0-9-]+/))
      if (word.length > 2 && !isCommonEnglish(word) && !FRAMING.test(word)) unknown.push(word);
  }
  const telling = [...phrases].filter(([source]) => !FRAMING.test(source));
  return { phrases: (telling.length > 0 ? telling : [...phrases]).map(([, words]) => words), unknown };
}

/**
 * Of each Chinese theme its words, each with its other names: where no report has 延迟退休, a sentence of 退休人员 alone does not speak
 * of it.
 */
export function wordsOfThemes({ theme, expandedTerms }: Reading): string[][][] {
  return theme.literals.map((literal) =>
    wordsOf(literal)
      .filter((word) => word.length >= 2)
      .map((word) => [
        word,
        ...synonymsOf(word),
        ...expandedTerms.filter(({ source }) => source.includes(word)).map(({ term }) => term),
      ]),
  );
}
