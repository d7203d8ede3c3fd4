/**
 * Chinese words for English ones that the glossary of policy terms lacks, from `data/dictionary.json` (made of CC-CEDICT, CC BY-SA 4.0, by
 * `npm run dictionary`). Loaded with the first English question where `prepareDictionary` was not called before.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../ingest/program.ts';
import { SortedDictionary } from './sorted-dictionary.ts';

/** Words of a phrase that is looked up, at most. */
export const DICTIONARY_PHRASE = 3;

let sorted: SortedDictionary | null = null;

/** Words that English questions are built with, and that every report is about. */
const COMMON = new Set(
  (
    'a an and are as at be been being but by can could did do does done each for from had has have how if in into is it its many may more most much must not of off on or other over ' +
    'per shall should so some such than that the their them then there these they this those to under up was were what when where which who whom whose why will with within would ' +
    'last next previous except excluding apart besides among versus compare compared all any both also about according after before during between first second third new number total part kind type high higher highest low lower lowest large largest small big best worst ' +
    'province provinces provincial region regions regional city cities county report reports government work year years annual plan plans planned planning target targets goal goals set sets aim aims aimed ' +
    'say says said mention mentions mentioned list name named call calls called give gives given tell make makes made take get got want wants wanted expect expected reach reached achieve achieved complete completed ' +
    'still yet already we us our you your i me my he she him her know knew hope hopes hoped hoping aiming aim wanting wants say saying figure figures pass passes passed ' +
    'keep keeps kept run runs local around end start begin something some someone nearly almost roughly just even every another only so-called respectively together ' +
    'count counts counted write writes written according stretch long length big size come came go went going do doing put puts use used using let lets back away across along ' +
    'lead concern concerns concerning part parts kind kinds sort way ways case thing things time times now out carried ' +
    'china chinese people one two three four five six seven eight nine ten percent percentage share rate growth increase increased how level amount billion million thousand yuan kilometre kilometres kilometer kilometers'
  ).split(' '),
);

/** Verbs of plans that nearly every sentence has. */
const PLAN_VERBS = new Set(
  'build builds built building create created develop developed promote promoted improve improved add added start started'.split(
    ' ',
  ),
);

/** Whether an English phrase tells nothing of what a question is about. */
export function isCommonEnglish(phrase: string): boolean {
  return phrase.split(' ').every((word) => COMMON.has(word) || PLAN_VERBS.has(word));
}

/** The phrases of an English text that the dictionary knows (longest first, none inside another) with their Chinese words. */
export function dictionaryTerms(text: string): { phrase: string; words: string[] }[] {
  const words = text
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .split(/[^a-z-]+|(?<![a-z])-|-(?![a-z])/)
    .filter((word) => word !== undefined && word !== '');
  if (words.every((word) => COMMON.has(word))) return [];
  const known = prepareDictionary();
  const found: { phrase: string; words: string[] }[] = [];
  for (let at = 0; at < words.length; ) {
    let taken = 0;
    for (let length = Math.min(DICTIONARY_PHRASE, words.length - at); length >= 1 && taken === 0; length--) {
      const phrase = words.slice(at, at + length);
      if (COMMON.has(phrase[0] as string) || COMMON.has(phrase[length - 1] as string)) continue;
      const translated = formsOf(phrase.join(' ')).flatMap((form) => known.get(form)?.split(' ') ?? []);
      if (translated.length === 0) continue;
      found.push({ phrase: phrase.join(' '), words: [...new Set(translated)] });
      taken = length;
    }
    const word = words[at] as string;
    if (taken === 0 && word.includes('-') && !COMMON.has(word)) found.push(...dictionaryTerms(word.replace(/-/g, ' ')));
    else if (taken === 0 && !COMMON.has(word)) {
      const stem = stemOf(word);
      const related = stem === null ? [] : known.beginning(stem, RELATED).flatMap((value) => value.split(' '));
      if (related.length > 0) found.push({ phrase: word, words: [...new Set(related)] });
    }
    at += taken || 1;
  }
  return found;
}

/** Words of a stem that are looked at: desertification for desertified. */
const RELATED = 4;
/** Letters of a stem at least: shorter ones begin words of all sorts. */
const STEM = 6;

/** What a word has in common with those made of the same stem; null where that is too little. */
function stemOf(word: string): string | null {
  const stem = word.replace(
    /(?:ifi(?:ed|es|er|cation)|if(?:y|ying)|i[sz](?:ed?|es|ing|ation)|ations?|ingly|ings?|edly|ed|ments?|ness|ally|ly|ers?|ors?|es|s)$/,
    '',
  );
  return stem.length >= STEM ? stem : null;
}

/** A phrase, and it in the singular or without its ending. */
function formsOf(phrase: string): string[] {
  const forms = [phrase];
  if (/ies$/.test(phrase)) forms.push(phrase.replace(/ies$/, 'y'));
  if (/(?:s|x|ch|sh)es$/.test(phrase)) forms.push(phrase.replace(/es$/, ''));
  if (/[^s]s$/.test(phrase)) forms.push(phrase.replace(/s$/, ''));
  if (/ed$/.test(phrase)) forms.push(phrase.replace(/ed$/, ''), phrase.replace(/d$/, ''));
  const american = phrase
    .replace(/our(?=s?$)/, 'or')
    .replace(/isation/, 'ization')
    .replace(/is(?=e[ds]?$|ing$)/, 'iz')
    .replace(/\bcentre/, 'center')
    .replace(/plough/, 'plow');
  if (american !== phrase) forms.push(american, american.replace(/s$/, ''));
  if (/ing$/.test(phrase)) forms.push(phrase.replace(/ing$/, ''), phrase.replace(/ing$/, 'e'));
  return forms;
}

/** Reads the dictionary where it has not been read yet; the first English question does otherwise. */
export function prepareDictionary(): SortedDictionary {
  sorted ??= new SortedDictionary(readFileSync(join(projectRoot, 'data/dictionary.json')));
  return sorted;
}
