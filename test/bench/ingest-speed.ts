/** How long ingest takes against the embedding of its texts, the least that it can take; and what the index weighs. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../ingest/config.ts';
import { forkEmbedder } from '../../ingest/embedder.ts';
import type { ModelFolder } from '../../ingest/embedding/profiles.ts';
import { openSession } from '../../ingest/embedding/session.ts';
import { type DocumentContent, embeddingTexts, VECTOR_SETS } from '../../ingest/index/content.ts';
import type { ReportIndex, Unit } from '../../ingest/index/model.ts';
import { openIndex } from '../../ingest/index/open.ts';
import { ingest } from '../../ingest/ingest.ts';
import { quantile, sumOf } from './numbers.ts';

/** Times that are short are the median of so many. */
const REPEATS = 5;
/** Texts that wake every child and load its model before the clock starts. */
const WARM_UP_TEXTS = 64;
/** Texts of each model that the plain loop is timed on, evenly taken. */
const PLAIN_TEXTS = 150;
const PLAIN_THREADS = 2;

export interface IngestSpeed {
  /** Different texts that are embedded, of all models. */
  texts: number;
  /** All texts through the same pool of processes, the models loaded before. */
  embedMs: number;
  /** The same texts one after the other through one session of two threads, as a plain loop does it: from a sample of each model's. */
  plainMs: number;
  /** From nothing to a published generation with all vectors. */
  ingestMs: number;
  ratio: number;
  /** Nothing has changed. */
  againMs: number;
  openMs: number | null;
  indexBytes: number;
  sourceCharacters: number;
  bytesPerCharacter: number;
}

/** Builds an index in an empty folder and measures it. */
export async function measureIngest(
  config: Config,
  indexDir: string,
  onProgress: (line: string) => void,
): Promise<IngestSpeed> {
  const settings = { config: { ...config, indexDir } };
  const started = performance.now();
  const { embedded } = await ingest(settings);
  const ingestMs = performance.now() - started;
  const again = performance.now();
  const { unchanged } = await ingest(settings);
  if (!unchanged) throw new Error('the second ingest found something changed: was the program edited while bench ran?');
  const againMs = performance.now() - again;
  const openings: number[] = [];
  for (let round = 0; round < REPEATS; round++) openings.push(await timed(async () => openIndex(indexDir).close()));
  const index = openIndex(indexDir);
  try {
    onProgress('embedding the same texts alone');
    const { texts, embedMs, plainMs } = await embedAlone(index, config.modelsDir);
    if (texts !== embedded)
      throw new Error(`ingest embedded ${embedded} texts, bench ${texts}: the ratio would mean nothing`);
    const indexBytes = bytesBelow(indexDir);
    const sourceCharacters = sumOf(index.documents.map(({ characters }) => characters));
    return {
      texts,
      embedMs,
      plainMs,
      ingestMs,
      ratio: ingestMs / embedMs,
      againMs,
      openMs: quantile(openings, 0.5),
      indexBytes,
      sourceCharacters,
      bytesPerCharacter: indexBytes / sourceCharacters,
    };
  } finally {
    index.close();
  }
}

async function embedAlone(
  index: ReportIndex,
  modelsDir: string,
): Promise<Pick<IngestSpeed, 'texts' | 'embedMs' | 'plainMs'>> {
  let texts = 0;
  let embedMs = 0;
  let plainMs = 0;
  for (const model of new Set(VECTOR_SETS.map((set) => set.model))) {
    const units = VECTOR_SETS.filter((set) => set.model === model).map(({ unit }) => unit);
    // As ingest does: equal texts once, the longest first, so that the children finish together.
    const different = [...new Set(units.flatMap((unit) => textsOf(index, unit)))].sort((a, b) => b.length - a.length);
    const embedder = forkEmbedder({ modelsDir, model });
    try {
      await embedder.embedPassages(different.slice(0, WARM_UP_TEXTS));
      embedMs += await timed(() => embedder.embedPassages(different));
    } finally {
      await embedder.close();
    }
    texts += different.length;
    plainMs += await plainLoop(different, { modelsDir, model });
  }
  return { texts, embedMs, plainMs };
}

/** What a loop over all texts would take, from some of them, since it is several times as long. */
async function plainLoop(texts: string[], folder: ModelFolder): Promise<number> {
  const session = await openSession({ ...folder, threads: PLAIN_THREADS });
  try {
    const step = Math.max(1, Math.floor(texts.length / PLAIN_TEXTS));
    const sample = texts.filter((_, at) => at % step === 0).map((text) => session.profile.passagePrefix + text);
    await session.embed(sample.slice(0, 8));
    return (texts.length / sample.length) * (await timed(() => session.embed(sample)));
  } finally {
    await session.close();
  }
}

function textsOf(index: ReportIndex, unit: Unit): string[] {
  const parts = index.reports.map((report) => {
    const passages = index.passagesOf(report.id);
    return { report, passages, sentences: passages.flatMap(({ id }) => index.sentencesOf(id)) };
  });
  // Only `parts` is read.
  return embeddingTexts([{ parts } as unknown as DocumentContent], unit);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function bytesBelow(folder: string): number {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.map((name) => statSync(join(folder, name))).filter((entry) => entry.isFile());
  return sumOf(files.map(({ size }) => size));
}
