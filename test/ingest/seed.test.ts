import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashBytes } from '../../ingest/index/files.ts';
import { newestManifest, verify } from '../../ingest/index/generations.ts';
import type { Manifest } from '../../ingest/index/model.ts';
import { copyGeneration } from '../../ingest/index/seed.ts';
import { isStale } from '../../ingest/ingest.ts';
import { type Corpus, makeCorpus } from './shared/corpus.ts';

let corpus: Corpus;
let manifest: Manifest;
beforeAll(async () => {
  corpus = makeCorpus();
  ({ manifest } = await corpus.ingest({}));
});
afterAll(() => rmSync(corpus.folder, { recursive: true, force: true }));

test('an index that comes with a program is whole, and nothing is left to be done', async () => {
  const to = join(corpus.folder, 'seeded');
  expect(copyGeneration(corpus.config.indexDir, to)).toBe(true);
  expect(newestManifest(to)).toEqual(manifest);
  expect(verify(to, manifest)).toEqual([]);
  expect(await isStale({ ...corpus.config, indexDir: to }, manifest)).toBe(false);
  expect(readdirSync(to).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('one that was made by other rules is not taken', () => {
  const from = join(corpus.folder, 'older');
  copyGeneration(corpus.config.indexDir, from);
  const name = readdirSync(from).find((one) => one.startsWith('generation-')) as string;
  const { checksum: _, ...record } = JSON.parse(readFileSync(join(from, name), 'utf8'));
  const other = { ...record, recipe: 'of another version' };
  writeFileSync(join(from, name), JSON.stringify({ ...other, checksum: hashBytes(JSON.stringify(other)) }));
  expect(copyGeneration(from, join(corpus.folder, 'not-seeded'))).toBe(false);
  expect(copyGeneration(join(corpus.folder, 'nowhere'), join(corpus.folder, 'not-seeded'))).toBe(false);
});
