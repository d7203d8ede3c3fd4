/**
 * A Chinese text word by word in English: what a reader without Chinese sees under a quote. The reports' own terms go before the
 * dictionary's words; a word that neither has is told in pinyin. No sentence is translated: nothing is claimed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinyin } from 'pinyin-pro';
import { projectRoot } from '../../ingest/program.ts';
import { englishName } from '../../ingest/regions.ts';
import { prepareWords } from '../retrieve/words.ts';
import { departmentInEnglish, termInEnglish } from './terms.ts';

export interface GlossedWord {
  text: string;
  /** With tone marks; empty for what is not Chinese. */
  pinyin: string;
  /** Null where no English is known; empty where none is needed (的, punctuation, figures). */
  english: string | null;
}

/** Characters of a text that are glossed; a quote has seldom more than 200. */
export const LONGEST_GLOSS = 1000;
/** Words of a term, at most: 中部地区崛起 is three. */
const WORDS_OF_TERM = 6;

type Meanings = Record<string, string>;
let known: { own: Meanings; general: Meanings } | null = null;

/** Our own meanings and the dictionary's, loaded with the first gloss (20 ms measured). */
function meanings(): { own: Meanings; general: Meanings } {
  const read = (name: string): Meanings => ({
    // No word is taken for a method of objects.
    __proto__: null,
    ...JSON.parse(readFileSync(join(projectRoot, 'data', name), 'utf8')),
  });
  known ??= { own: read('gloss-own.json'), general: read('gloss.json') };
  return known;
}

/** The words of a text in order; joined they are the text. */
export function glossOf(text: string): GlossedWord[] {
  const words = prepareWords().cut(text.slice(0, LONGEST_GLOSS), true);
  const glossed: GlossedWord[] = [];
  for (let at = 0; at < words.length; ) {
    const found = longestTerm(words, at);
    glossed.push(...(found ? [worded(found.text, found.english)] : alone(words[at] as string)));
    at += found?.words ?? 1;
  }
  return glossed;
}

/** The longest run of words from `at` that has a meaning as a whole. */
function longestTerm(words: string[], at: number): { text: string; english: string; words: number } | null {
  for (let length = Math.min(WORDS_OF_TERM, words.length - at); length >= 1; length--) {
    const text = words.slice(at, at + length).join('');
    const english = meaningOf(text);
    if (english !== null) return { text, english, words: length };
  }
  return null;
}

function meaningOf(text: string): string | null {
  if (!CHINESE.test(text)) return null;
  const { own, general } = meanings();
  return own[text] ?? englishName(text) ?? departmentInEnglish(text) ?? termInEnglish(text) ?? plain(general[text]);
}

const CHINESE = /^[\u4e00-\u9fff“”·]+$/;

function plain(meaning: string | undefined): string | null {
  return meaning === undefined ? null : meaning.replace(/^to (?=[a-z])/, '');
}

/** A word without a meaning as a whole: its longest parts that have one, the rest in pinyin. */
function alone(word: string): GlossedWord[] {
  if (!/[\u4e00-\u9fff]/.test(word)) return [{ text: word, pinyin: '', english: '' }];
  const whole = meaningOf(word);
  if (whole !== null || word.length === 1 || PLACE.test(word)) return [worded(word, whole)];
  for (let length = word.length - 1; length >= 2; length--) {
    const [front, back] = [word.slice(0, length), word.slice(-length)];
    if (meaningOf(front) !== null) return [worded(front, meaningOf(front)), ...alone(word.slice(length))];
    if (meaningOf(back) !== null) return [...alone(word.slice(0, -length)), worded(back, meaningOf(back))];
  }
  return [worded(word, null)];
}

/** Names of places are told in pinyin as a whole. */
const PLACE = /^[\u4e00-\u9fff]{1,4}(?:县|州|镇|乡|村|河|江|湖|山|港|岛)$/;

function worded(text: string, english: string | null): GlossedWord {
  return { text, pinyin: pinyin(text), english };
}
