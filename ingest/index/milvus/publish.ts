/** Writes a generation to Milvus: in batches that may be sent again, and answers from it only when all of it is there. */
import { join } from 'node:path';
import { ReportError } from '../../errors.ts';
import type { IngestProgress } from '../../progress.ts';
import { tokensOf } from '../../tokens.ts';
import { headOf } from '../content.ts';
import { FILES_FOLDER } from '../format.ts';
import { fileOf, vectorKind } from '../generations.ts';
import type { Manifest, ReportIndex, Unit } from '../model.ts';
import { openIndex } from '../open.ts';
import { readVectors, rowOf, type VectorRows } from '../vectors.ts';
import { type Connection, connectMilvus } from './client.ts';
import {
  collectionName,
  countRows,
  createCollection,
  modelsOf,
  openCollection,
  publishCollection,
  UNITS,
  vectorField,
} from './collections.ts';
import { WordStatistics } from './words.ts';

/** Rows of one message: a passage has 3.6 kB of vectors and some of words, messages may have 64 MB. */
const BATCH_ROWS = 500;

export interface PublishOptions {
  /** `milvus://host:port` */
  store: string;
  indexDir: string;
  /** The newest generation of that folder, with every vector. */
  manifest: Manifest;
  onProgress?: ((progress: IngestProgress) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Brings Milvus in step with a generation; what is there already is not written again.
 * @returns Rows that were written; 0 where nothing was to be done.
 * @throws ReportError `store-missing`, `store-unreachable`, `store-incomplete`.
 */
export async function publishToMilvus({
  store,
  indexDir,
  manifest,
  onProgress,
  signal,
}: PublishOptions): Promise<number> {
  const connection = await connectMilvus(store);
  const index = openIndex(indexDir, { vectors: false });
  const started = Date.now();
  let written = 0;
  try {
    const missing: Unit[] = [];
    for (const unit of UNITS)
      if ((await countRows(connection, collectionName(unit, manifest))) !== manifest.counts[`${unit}s`])
        missing.push(unit);
    const total = missing.reduce((sum, unit) => sum + manifest.counts[`${unit}s`], 0);
    for (const unit of missing) {
      const name = collectionName(unit, manifest);
      await createCollection(connection, name, unit, manifest);
      for (const batch of batchesOf(index, unit, vectorsOf(indexDir, manifest, unit))) {
        signal?.throwIfAborted();
        // A row that was written before is replaced by itself: its id is its key.
        await connection.call('take rows', () => connection.client.upsert({ collection_name: name, data: batch }));
        written += batch.length;
        onProgress?.({ stage: 'store', done: written, total, what: 'rows', elapsed: Date.now() - started });
      }
      await openCollection(connection, name, unit);
      const count = await countRows(connection, name);
      if (count !== manifest.counts[`${unit}s`]) {
        throw new ReportError(
          'store-incomplete',
          `Milvus has ${count} ${unit}s of the generation's ${manifest.counts[`${unit}s`]}.`,
          { hint: 'Run npm run ingest again: rows that are there are not doubled.' },
        );
      }
    }
    for (const unit of UNITS) await publishCollection(connection, collectionName(unit, manifest), unit);
    return written;
  } finally {
    index.close();
    await connection.close();
  }
}

type Row = Record<string, string | number | number[] | Record<number, number>>;

/** The rows of a unit in reading order, which is the order of the rows of its vectors. */
function* batchesOf(index: ReportIndex, unit: Unit, vectors: Map<string, VectorRows>): Generator<Row[]> {
  const statistics = new WordStatistics();
  for (const { tokens } of textsOf(index, unit)) statistics.add(tokens);
  let batch: Row[] = [];
  let at = 0;
  for (const { id, report, region, year, tokens } of textsOf(index, unit)) {
    const row: Row = { id, report, region, year, words: statistics.vectorOf(tokens) };
    for (const [model, rows] of vectors) row[vectorField(model)] = Array.from(rowOf(rows, at));
    at++;
    batch.push(row);
    if (batch.length < BATCH_ROWS) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function* textsOf(index: ReportIndex, unit: Unit) {
  for (const report of index.reports) {
    const about = { report: report.id, region: report.region ?? '', year: report.year ?? 0 };
    for (const passage of index.passagesOf(report.id)) {
      const head = tokensOf(headOf(report, passage));
      for (const { id, text } of unit === 'passage' ? [passage] : index.sentencesOf(passage.id))
        yield { id, ...about, tokens: [...head, ...tokensOf(text)] };
    }
  }
}

function vectorsOf(indexDir: string, manifest: Manifest, unit: Unit): Map<string, VectorRows> {
  return new Map(
    modelsOf(unit).map((model): [string, VectorRows] => {
      const file = fileOf(manifest, vectorKind(model, unit));
      if (!file)
        throw new ReportError('store-incomplete', `Generation ${manifest.generation} has no vectors of ${model}.`);
      return [model, readVectors(join(indexDir, FILES_FOLDER, file.name))];
    }),
  );
}

/** Whether a generation is whole in Milvus. */
export async function isPublished(connection: Connection, manifest: Manifest): Promise<boolean> {
  for (const unit of UNITS)
    if ((await countRows(connection, collectionName(unit, manifest))) !== manifest.counts[`${unit}s`]) return false;
  return true;
}
