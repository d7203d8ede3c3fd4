/** What could be meant by the end of what is typed: regions and indicators, also by pinyin. Pure. */
import type { Names } from '../model.ts';

export interface Completion {
  /** What is put in place of the typed end. */
  text: string;
  /** Said beside it: the full or the other name. */
  detail: string;
  /** Characters at the end of the text before the caret that it replaces. */
  replaces: number;
}

const MOST = 6;
/** A single letter or character fits too much. */
const SHORTEST = 2;
/** Longer than any name. */
const LONGEST = 16;

/** The best first: those that begin with what is typed, regions before indicators, loaded ones before others. */
export function completions(
  before: string,
  { regions, indicators }: Names,
  { language, loaded }: { language: 'zh' | 'en'; loaded: Set<string> },
): Completion[] {
  const latin = /[a-z][a-z' ]*$/i.exec(before)?.[0] ?? '';
  const chinese = /[\u4e00-\u9fff]+$/.exec(before)?.[0] ?? '';
  const ends = latin !== '' ? latinEnds(latin) : chineseEnds(chinese);
  for (const typed of ends) {
    const found = [
      ...regions
        .filter((region) => begins(typed, [region.name, region.short, region.english], region.pinyin))
        .sort((a, b) => Number(loaded.has(b.name)) - Number(loaded.has(a.name)))
        .map(({ short, english }) => (language === 'zh' ? [short, english] : [english, short])),
      ...indicators
        .filter(({ zh, en, pinyin }) => begins(typed, [zh, en], pinyin))
        .map(({ zh, en }) => (language === 'zh' ? [zh, en] : [en, zh])),
    ]
      .filter(([text]) => text?.toLowerCase() !== typed.toLowerCase())
      .slice(0, MOST);
    if (found.length > 0) return found.map(([text = '', detail = '']) => ({ text, detail, replaces: typed.length }));
  }
  return [];
}

/** The last word, and longer ends that may be a name of several words. */
function latinEnds(latin: string): string[] {
  const parts = latin.split(' ');
  return parts
    .map((_, place) => parts.slice(place).join(' '))
    .filter((end) => end.trim().length >= SHORTEST && end.length <= 40);
}

function chineseEnds(chinese: string): string[] {
  const run = chinese.slice(-LONGEST);
  return Array.from({ length: Math.max(0, run.length - SHORTEST + 1) }, (_, place) => run.slice(place));
}

function begins(typed: string, names: string[], pinyin: string): boolean {
  const wanted = typed.toLowerCase();
  if (names.some((name) => name.toLowerCase().startsWith(wanted))) return true;
  if (!/^[a-z']+$/.test(wanted)) return false;
  const syllables = pinyin.split(' ');
  const initials = syllables.map((syllable) => syllable[0] ?? '').join('');
  return syllables.join('').startsWith(wanted.replaceAll("'", '')) || initials === wanted;
}
