/**
 * Writes an index of a grown corpus, in a process of its own: `build.ts INDEX_DIR REPORTS_DIR TIMES`. The folder of reports gets a file for each
 * document, so that ingest finds the index in step with it. Prints what it took as JSON.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { contentsOf, totalOf } from '../../../ingest/build.ts';
import { loadConfig } from '../../../ingest/config.ts';
import { type DocumentContent, VECTOR_SETS } from '../../../ingest/index/content.ts';
import { writeDatabase } from '../../../ingest/index/database.ts';
import { addFile, hashBytes, writeBytes } from '../../../ingest/index/files.ts';
import { FILES_FOLDER } from '../../../ingest/index/format.ts';
import { fileOf, newestManifest, publish, vectorKind } from '../../../ingest/index/generations.ts';
import { writeGraph } from '../../../ingest/index/graphs.ts';
import type { Manifest, Segment } from '../../../ingest/index/model.ts';
import { SEGMENT_PASSAGES } from '../../../ingest/index/segments.ts';
import { packVectors, readVectors } from '../../../ingest/index/vectors.ts';
import { recipeHash } from '../../../ingest/recipe.ts';
import { readSources } from '../../../ingest/sources.ts';
import { grown } from './corpus.ts';
import { grownVectors } from './vectors.ts';

/** What one build took. */
export interface Built {
  passages: number;
  sentences: number;
  /** Texts, full text and figures; vectors; neighbour indexes. */
  textMs: number;
  vectorMs: number;
  neighbourMs: number;
  bytes: { text: number; vectors: number; neighbours: number };
}

const [indexDir = '', reportsDir = '', size = '1', textOnly] = process.argv.slice(2);
const times = Number(size);
const config = loadConfig();
const real = newestManifest(config.indexDir);
if (!real) throw new Error(`There is no index in ${config.indexDir}; npm run ingest makes it.`);
const sources = await readSources({ reportsDir: config.reportsDir, uploadsDir: undefined });
const documents = contentsOf(sources.documents);

const built: Built = {
  passages: 0,
  sentences: 0,
  textMs: 0,
  vectorMs: 0,
  neighbourMs: 0,
  bytes: { text: 0, vectors: 0, neighbours: 0 },
};
const clock = (): (() => number) => {
  const started = performance.now();
  return () => performance.now() - started;
};

/** Hash of each file by its path, in the order in which ingest reads them. */
const hashes: Record<string, string> = {};

/** As many copies as fit into a part of an index. */
const copies = Math.max(1, Math.floor(SEGMENT_PASSAGES / real.counts.passages));
const segments: Segment[] = [];
for (let from = 0; from < times; from += copies) segments.push(writePart(real, from, Math.min(times, from + copies)));

function writePart(real: Manifest, from: number, to: number): Segment {
  const text = clock();
  let counts = real.counts;
  const ids: string[] = [];
  const noting = function* (): Generator<DocumentContent> {
    for (const document of grown(documents, from, to)) {
      ids.push(document.source.id);
      writeSource(document);
      yield document;
    }
  };
  const write = (path: string): void => {
    counts = writeDatabase(path, noting());
  };
  const database = addFile({ indexDir, kind: 'reports', ending: '.db', write });
  built.textMs += text();
  built.bytes.text += database.bytes;
  built.passages += counts.passages;
  built.sentences += counts.sentences;
  const segment: Segment = { documents: ids, counts, vectors: [], files: [database] };
  for (const { model, unit } of textOnly === undefined ? VECTOR_SETS : []) {
    const vector = clock();
    const file = fileOf(real, vectorKind(model, unit));
    if (!file) throw new Error(`The index in ${config.indexDir} has no vectors of ${model} yet.`);
    const rows = grownVectors(readVectors(join(config.indexDir, FILES_FOLDER, file.name)), from, to);
    if (rows.count !== counts[`${unit}s`]) throw new Error(`The index in ${config.indexDir} is not of these reports.`);
    const packed = packVectors(rows);
    const kind = vectorKind(model, unit);
    const added = addFile({ indexDir, kind, ending: '.vec', write: (path) => writeBytes(path, ...packed) });
    segment.files.push(added);
    const { fingerprint } = real.vectors.find((set) => set.model === model) ?? {};
    segment.vectors.push({ model, unit, dimensions: rows.dimensions, count: rows.count, fingerprint });
    built.vectorMs += vector();
    built.bytes.vectors += added.bytes;
    const neighbour = clock();
    const graph = writeGraph({ indexDir, model, unit, rows });
    segment.files.push(...graph);
    built.bytes.neighbours += graph.reduce((sum, { bytes }) => sum + bytes, 0);
    built.neighbourMs += neighbour();
  }
  return segment;
}

/** What is in it is not read: its hash says that it is known. */
function writeSource({ source: { origin, text } }: DocumentContent): void {
  const path = origin?.file ?? '';
  const bytes = Buffer.from(text);
  mkdirSync(dirname(join(reportsDir, path)), { recursive: true });
  writeFileSync(join(reportsDir, path), bytes);
  hashes[path] = hashBytes(bytes);
}

const content = { sources: hashes, recipe: recipeHash() };
publish(indexDir, { ...content, ...totalOf(segments), ...(segments.length > 1 && { segments }) });
console.log(JSON.stringify(built));
