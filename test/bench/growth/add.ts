/**
 * Adds one report to a grown corpus by the product's own ingest, in a process of its own: `add.ts INDEX_DIR REPORTS_DIR`. Its texts get made-up
 * vectors, since embedding them takes the same however large the index is. Prints what it took as JSON.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig, projectRoot } from '../../../ingest/config.ts';
import type { Embedder } from '../../../ingest/embedder.ts';
import { modelProfiles } from '../../../ingest/embedding/profiles.ts';
import { newestManifest } from '../../../ingest/index/generations.ts';
import { ingest } from '../../../ingest/ingest.ts';
import { Random } from './random.ts';
import { normalised } from './vectors.ts';

/** What adding one report took. */
export interface Added {
  ms: number;
  cpuMs: number;
  /** All that was written, log and manifests too; where the system does not tell, the files of the new generation alone. */
  writtenBytes: number;
  /** Of the index with the report. */
  indexBytes: number;
  /** The most memory that the process took. */
  peakBytes: number;
  embedded: number;
}

/** A report of a city, taken for another's. */
const REPORT = { file: '2020-hengyang.txt', region: '衡阳', other: '三亚' };

const [indexDir = '', reportsDir = ''] = process.argv.slice(2);
const text = readFileSync(join(projectRoot, 'data/reports', REPORT.file), 'utf8');
writeFileSync(join(reportsDir, '2020-sanya.txt'), text.replaceAll(REPORT.region, REPORT.other));

const before = newestManifest(indexDir);
const known = new Set(before?.files.map(({ name }) => name));
const [started, used, written] = [performance.now(), process.cpuUsage(), writtenNow()];
const { manifest, embedded } = await ingest({
  config: { reportsDir, indexDir, modelsDir: loadConfig().modelsDir },
  openEmbedder: madeUp,
});
const { user, system } = process.cpuUsage(used);
const total = (files: { bytes: number }[]) => files.reduce((sum, { bytes }) => sum + bytes, 0);
const added: Added = {
  ms: performance.now() - started,
  cpuMs: (user + system) / 1000,
  writtenBytes:
    written === undefined
      ? total(manifest.files.filter(({ name }) => !known.has(name)))
      : (writtenNow() as number) - written,
  indexBytes: total(manifest.files),
  peakBytes: process.resourceUsage().maxRSS * 1024,
  embedded,
};
console.log(JSON.stringify(added));

function madeUp(model: string): Embedder {
  const { dimensions } = modelProfiles[model as keyof typeof modelProfiles];
  const random = new Random(dimensions);
  const vectorsOf = (texts: string[]) =>
    texts.map(() => normalised(Float32Array.from({ length: dimensions }, () => random.next() - 0.5)));
  return {
    model,
    dimensions,
    fingerprint: '',
    prepare() {},
    embedQueries: async (texts) => vectorsOf(texts),
    async embedPassages(texts, onDone) {
      const vectors = vectorsOf(texts);
      onDone?.(0, vectors);
      return vectors;
    },
    close: async () => {},
  };
}

/** Bytes that this process gave the system to write. */
function writtenNow(): number | undefined {
  const io = '/proc/self/io';
  return existsSync(io) ? Number(/wchar: (\d+)/.exec(readFileSync(io, 'utf8'))?.[1]) : undefined;
}
