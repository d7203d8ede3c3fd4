/** The question in one spelling: simplified characters, half-width letters and figures, no hidden characters. */
import { Converter } from 'opencc-js/t2cn';
import type { Language } from '../model.ts';
import { spellings } from './glossary.ts';

const toSimplified = Converter({ from: 't', to: 'cn' });

/** Marks that are not seen: zero-width, direction and control characters, the BOM. */
const HIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
const FULL_WIDTH = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a％．＋－～／＝＆＃＠]/g;

/** Chinese figures of years: 二〇二〇年, 二零一九年. */
const CHINESE_YEAR = /([一二]\s*[〇零○oO0九][〇零○oO0一二三四五六七八九]{2})(?=\s*年)/g;
const DIGITS = '〇一二三四五六七八九';

/**
 * The question as everything else reads it. Punctuation stays as it is; runs of white space become one blank.
 * Known misspellings (`data/glossary.json`, spellings) are mended.
 */
export function normalise(question: string): string {
  let text = withoutCode(question).replace(HIDDEN, '').replace(/\s+/g, ' ').trim();
  text = text.replace(FULL_WIDTH, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0));
  if (/\p{Script=Han}/u.test(text)) text = toSimplified(text);
  text = text.replace(CHINESE_YEAR, (year) =>
    [...year.replace(/\s/g, '')]
      .map((character) => (/[零○oO0]/.test(character) ? '0' : DIGITS.indexOf(character)))
      .join(''),
  );
  for (const [wrong, right] of spellings) if (text.includes(wrong)) text = text.replaceAll(wrong, right);
  return text;
}

const MARKUP = /<\/?[a-z][^<>]{0,200}>/gi;
const STATEMENT =
  /\b(?:select\b[^;]{0,200}?\bfrom|insert\s+into|delete\s+from|drop\s+(?:table|database)|update\s+\w+\s+set|union\s+(?:all\s+)?select)\b[^;]*(?:;|$)(?:\s*--.*$)?/gim;
/** A regular expression's own signs: (a|b)*+, [0-9]{4}, .*, \d+ */
const PATTERN =
  /\\[dwsbDWSB][+*?]?|\.[*+]\??|\[[^\]\u4e00-\u9fff]{1,20}\](?:[*+?]|\{\d+(?:,\d*)?\})?|\([^()\u4e00-\u9fff]{0,20}\|[^()\u4e00-\u9fff]{0,20}\)[*+?]*|\{\d+(?:,\d*)?\}/g;

/** A question without markup, database statements and patterns: only what is left is asked of the reports. */
function withoutCode(question: string): string {
  return question.replace(MARKUP, ' ').replace(STATEMENT, ' ').replace(PATTERN, ' ');
}

/** Words that an English question is built with; a Chinese keyword query (`湖南 gdp 2020 目标`) has none. */
const ENGLISH_FRAME =
  /\b(?:the|of|in|for|and|did|does|do|is|are|was|were|to|by|what|which|who|how|when|where|why|please|list|compare|name|about|show|give|tell|me)\b/i;

/** English where a question has Latin words and no Chinese outside brackets and quotation marks, else Chinese. */
export function languageOf(question: string): Language {
  const outside = question.replace(/[（(][^）)]*[）)]|“[^”]*”|"[^"]*"|「[^」]*」|‘[^’]*’/g, ' ');
  const chinese = (outside.match(/\p{Script=Han}/gu) ?? []).length;
  const latinWords = (outside.match(/[A-Za-z][A-Za-z'’-]+/g) ?? []).length;
  if (chinese === 0) return latinWords > 0 || !/\p{Script=Han}/u.test(question) ? (latinWords > 0 ? 'en' : 'zh') : 'zh';
  // A Chinese name or two within an English sentence.
  return latinWords >= 4 && latinWords > 2 * chinese && ENGLISH_FRAME.test(outside) ? 'en' : 'zh';
}
