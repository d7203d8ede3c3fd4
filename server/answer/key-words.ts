/** What an English answer tells of a Chinese quote beside it: figures in units that can be read, departments, terms, names. */
import { type GlossedWord, glossOf, LONGEST_GLOSS } from '../gloss/gloss.ts';
import { departmentInEnglish, termInEnglish } from '../gloss/terms.ts';
import { prepareWords } from '../retrieve/words.ts';
import { englishAmount, englishQualified } from './english-figure.ts';
import { plainQuotes } from './figure-text.ts';
import { type Measure, measuresOf, unitMeant } from './measures.ts';

/** A stretch of the quote with its English. */
export interface KeyWord {
  zh: string;
  en: string;
}

/** Characters of English beside one quote: a line of the page. An item of a list has half. */
const ROOM = 120;
const ITEM_ROOM = 60;

/** `“…” (key words: about 63 yuan; Department of Finance)` with what the check needs of it. */
export function englishQuote(
  words: string,
  { item = false } = {},
): { text: string; quoted: string; glosses?: KeyWord[] } {
  const quoted = plainQuotes(words);
  const glosses = keyWordsOf(quoted, item ? ITEM_ROOM : ROOM);
  if (glosses.length === 0) return { text: `“${quoted}”`, quoted };
  return { text: `“${quoted}” (key words: ${glosses.map(({ en }) => en).join('; ')})`, quoted, glosses };
}

/** The most telling words of a text that fit, in its order. */
export function keyWordsOf(text: string, room = ROOM): KeyWord[] {
  const candidates = [...figureWords(text), ...wordsNamed(text)];
  const chosen: typeof candidates = [];
  let used = 0;
  for (const one of [...candidates].sort((a, b) => b.worth - a.worth || a.at - b.at)) {
    if (used + one.en.length + 2 > room || chosen.some(({ en }) => en === one.en)) continue;
    chosen.push(one);
    used += one.en.length + 2;
  }
  return chosen.sort((a, b) => a.at - b.at).map(({ zh, en }) => ({ zh, en }));
}

interface Candidate extends KeyWord {
  at: number;
  /** Figures and departments go before terms, those before names and other words. */
  worth: number;
}
const WORTH = { figure: 4, department: 4, term: 3, name: 2, word: 1 };

/** A figure needs English where its unit or qualifier is Chinese. */
function figureWords(text: string): Candidate[] {
  const found: Candidate[] = [];
  const measures = measuresOf(text);
  for (const [place, measure] of measures.entries()) {
    const en = figureInEnglish(measure);
    const at = text.indexOf(measure.number);
    if (en !== null) found.push({ zh: measure.number, en, at: at < 0 ? place : at, worth: WORTH.figure });
  }
  return found;
}

const OPAQUE = /万|亿|元|亩|斤|吨|公里|公顷|户|套|人|平方|千瓦|标箱/;
const QUALIFIER_WORDS: Record<string, string> = {
  'at-least': '以上',
  'at-most': '以内',
  below: '以下',
  about: '左右',
  near: '近',
  striving: '',
};

function figureInEnglish(measure: Measure): string | null {
  const unit = unitMeant(measure);
  const qualifier = [...measure.qualifiers].map((one) => QUALIFIER_WORDS[one] ?? '').join('');
  if (!OPAQUE.test(unit) && !(unit === '%' && qualifier !== '')) return null;
  if (unit === '年' || unit === '月' || unit === '日') return null;
  const { amount, brackets } = englishAmount([Number(measure.number)], unit);
  if (brackets.includes('“')) return null;
  const moved = measure.direction === -1 ? 'a fall of ' : '';
  return englishQualified({ amount, brackets: '', qualifier, moved });
}

function wordsNamed(text: string): Candidate[] {
  const found: Candidate[] = [];
  let at = 0;
  for (const word of glossOf(text.slice(0, LONGEST_GLOSS))) {
    const candidate = named(word, at);
    if (candidate) found.push(candidate);
    at += word.text.length;
  }
  return found;
}

/** Characters of a word that says something of its own. */
const TELLING = 3;

function named({ text, english, pinyin }: GlossedWord, at: number): Candidate | null {
  if (pinyin === '' || english === '' || FIGURE_WORD.test(text)) return null;
  if (english !== null && departmentInEnglish(text) !== null)
    return { zh: text, en: english, at, worth: WORTH.department };
  if (english !== null && /^[A-Z]/.test(english)) return { zh: text, en: english, at, worth: WORTH.name };
  if (text.length < (english === null ? 2 : TELLING)) return null;
  if (english !== null && termInEnglish(text) !== null) return { zh: text, en: english, at, worth: WORTH.term };
  const tag = prepareWords().tag(text, true)[0]?.tag ?? '';
  // Without a meaning only what is surely a name of a person, a place or the like is told, in pinyin.
  if (english === null) return NAME_TAGS.test(tag) ? { zh: text, en: asName(pinyin), at, worth: WORTH.name } : null;
  return tag.startsWith('n') ? { zh: text, en: english, at, worth: WORTH.word } : null;
}

const NAME_TAGS = /^n[rstz]/;

/** Units and words of figures, which the figures themselves tell. */
const FIGURE_WORD =
  /^(?:[十百千万亿]+.?|[百千万亿]*(?:元|人|亩|斤|吨|户|套|公里|美元|人次|百分点)|个百分点|以上|以内|以下|左右)$/;

/** `cháng gēng` as the name Changgeng. */
function asName(pinyin: string): string {
  const plain = pinyin.normalize('NFD').replace(/[\u0300-\u036f\s]/g, '');
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}
