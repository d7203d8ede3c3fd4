import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './program.ts';

/** Parts of the program that decide what an index holds; others (commands, progress) may change without a rebuild. */
const FOLDERS = ['ingest', 'ingest/corrections', 'ingest/read', 'ingest/reports', 'ingest/clean', 'ingest/indicators'];
const LEFT_OUT = new Set([
  'main.ts',
  'command.ts',
  'config.ts',
  'embedder.ts',
  'errors.ts',
  'events.ts',
  'ingest.ts',
  'list.ts',
  'program.ts',
  'progress.ts',
  'removal.ts',
  'sources.ts',
  'uploads.ts',
  'watch.ts',
]);
/** Of the index itself: what stands in front of a text, and the tables. */
const FILES = ['ingest/index/content.ts', 'ingest/index/database.ts', 'ingest/index/format.ts'];
const DATA = ['data/regions.json', 'data/indicators.json'];

/** Put in place of this name by `npm run build`, where the rules' files are no longer apart. */
declare const BUILT_RECIPE: string | undefined;

/** Hash of the rules that read, clean and cut documents and extract figures: another recipe makes every index stale. */
export function recipeHash(): string {
  if (typeof BUILT_RECIPE === 'string') return BUILT_RECIPE;
  const hash = createHash('sha256');
  for (const folder of FOLDERS) {
    for (const name of readdirSync(join(projectRoot, folder)).sort()) {
      if (!/\.[jt]s$/.test(name) || LEFT_OUT.has(name)) continue;
      hash.update(`${folder}/${name}\n`).update(readFileSync(join(projectRoot, folder, name)));
    }
  }
  for (const file of [...FILES, ...DATA]) hash.update(`${file}\n`).update(readFileSync(join(projectRoot, file)));
  return hash.digest('hex').slice(0, 16);
}
