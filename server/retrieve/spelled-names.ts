/** Names in pinyin that no list has (Shenfu, Gui'an), as the reports write them: found by the sound of their characters. */
import { createRequire } from 'node:module';
import type { ReportIndex } from '../../ingest/index/model.ts';
import type { Reading, Term } from '../question/reading.ts';
import { findRegions } from '../question/regions-found.ts';

/** A name as a term, with the words of the question that are a part of it. */
export interface SpelledName extends Term {
  within: string[];
}

/** Characters of a name, at least and at most. */
const SHORTEST = 2;
const LONGEST = 4;
/** Letters of a spelled name at least: Han, Lu and Xi sound like too much. */
const LETTERS = 4;
/** Names kept of those that sound alike: the commonest in the reports. */
const KEPT = 3;
/** Characters of reports that are listened to; 600,000 take 20 ms, and of many more reports a region is named as a rule. */
const HEARD = 800_000;

/** Words with a capital letter within a question, which may be names. */
const CAPITALISED = /(?<![A-Za-z])[A-Z][a-z]+(?:['\u2019][a-z]+)*(?![A-Za-z])/g;

/**
 * The names of a question that are spelled by sound, with the reports' characters for them; none of regions, and none that `known` has
 * words for by a glossary. The regions searched are listened to, all where none is named.
 */
export function spelledNames(reading: Reading, known: Reading['expandedTerms'], index: ReportIndex): SpelledName[] {
  const regions = findRegions(reading.normalised).mentions.map((name) => name.toLowerCase());
  const taken = known
    .filter(({ from }) => from !== 'dictionary')
    .flatMap(({ source }) => source.toLowerCase().split(/[ -]/));
  const words = [...reading.question.matchAll(CAPITALISED)].map(([word]) =>
    word
      .toLowerCase()
      .replace(/\u2019/g, "'")
      .replace(/'s$/, ''),
  );
  const asked = [...new Set(words)].flatMap((said) => {
    if (said.length < LETTERS || taken.includes(said) || regions.some((name) => name.includes(said))) return [];
    const ways = syllablesOf(said);
    return ways.length > 0 ? [{ said, ways }] : [];
  });
  if (asked.length === 0) return [];
  const heard = textsOf(reading, index);
  const texts = heard.map(({ text }) => text);
  const characters = new Set(heard.flatMap((one) => one.characters));
  return asked.flatMap(({ said, ways }) => {
    const counts = new Map<string, number>();
    const pattern = soundsLike(ways, characters);
    for (const text of texts)
      for (const [name] of text.matchAll(pattern)) counts.set(name, (counts.get(name) ?? 0) + 1);
    return [...counts]
      .sort((a, b) => b[1] - a[1])
      .slice(0, KEPT)
      .map(
        ([term]): SpelledName => ({
          term,
          weight: 0.5,
          source: said,
          from: 'name',
          within: [said, ...said.split("'")],
        }),
      );
  });
}

/** The texts of the reports that are listened to; none where they are too many. */
function textsOf({ searchRegions }: Reading, index: ReportIndex): Heard[] {
  const reports = index.reports.filter(
    ({ region }) => searchRegions.length === 0 || (region !== null && searchRegions.includes(region)),
  );
  if (reports.reduce((sum, { span }) => sum + span.end - span.start, 0) > HEARD) return [];
  const known = heardBefore.get(index) ?? new Map<string, Heard>();
  heardBefore.set(index, known);
  return reports.map(({ id, document, span }) => {
    const before = known.get(id);
    if (before) return before;
    const text = (index.source(document) ?? '').slice(span.start, span.end).replace(/\s/g, '');
    const heard = { text, characters: [...new Set(text)] };
    known.set(id, heard);
    return heard;
  });
}

/** A report's text without blanks, and the characters that it has. */
interface Heard {
  text: string;
  characters: string[];
}
/** Kept: to take the blanks out takes longer than to listen. */
const heardBefore = new WeakMap<ReportIndex, Map<string, Heard>>();

/** A pattern of what sounds so, of the characters that there are. */
function soundsLike(ways: string[][], characters: Iterable<string>): RegExp {
  const bySound = new Map<string, string>(ways.flat().map((syllable) => [syllable, '']));
  for (const character of characters)
    for (const sound of soundsOf(character))
      if (bySound.has(sound)) bySound.set(sound, `${bySound.get(sound)}${character}`);
  const spelled = ways.filter((way) => way.every((syllable) => bySound.get(syllable) !== ''));
  return new RegExp(
    spelled.map((way) => way.map((syllable) => `[${bySound.get(syllable)}]`).join('')).join('|') || '(?!)',
    'g',
  );
}

const SYLLABLE =
  /^(?:(?:b|p|m|f|d|t|n|l|g|k|h|j|q|x|zh|ch|sh|r|z|c|s|y|w)(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|a|e|i|o|u|v)|ang|ai|an|ao|en|er|ou|a|e|o)$/;

/** The ways in which a spelled word falls into syllables; an apostrophe always parts two. */
function syllablesOf(word: string): string[][] {
  const ways: string[][] = [];
  const cut = (rest: string, before: string[]): void => {
    if (rest === '' && before.length >= SHORTEST) ways.push(before);
    if (rest === '' || before.length === LONGEST) return;
    const plain = rest.replace(/^'/, '');
    for (let length = Math.min(6, plain.length); length >= 1; length--) {
      const syllable = plain.slice(0, length);
      if (SYLLABLE.test(syllable)) cut(plain.slice(length), [...before, syllable]);
    }
  };
  cut(word, []);
  return ways;
}

const known = new Map<string, readonly string[]>();
let pinyinOf: typeof import('pinyin-pro').pinyin | null = null;

/** What a Chinese character can sound like, without tones; looked up once. */
function soundsOf(character: string): readonly string[] {
  const before = known.get(character);
  if (before) return before;
  // Loaded with the first question that spells a name, which takes 100 ms and holds 12 MB: few do.
  pinyinOf ??= (createRequire(import.meta.url)('pinyin-pro') as typeof import('pinyin-pro')).pinyin;
  const spoken = /\p{Script=Han}/u.test(character)
    ? [...new Set(pinyinOf(character, { toneType: 'none', multiple: true, type: 'array', v: true }))]
    : [];
  known.set(character, spoken);
  return spoken;
}
