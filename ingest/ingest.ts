/** The stages of ingest in order: read, cut, write, publish, embed, publish again. */
import { join } from 'node:path';
import type { Config } from './config.ts';
import { withoutDuplicates } from './duplicates.ts';
import { type Embedder, forkEmbedder } from './embedder.ts';
import { KnownVectors, vectorKey } from './embedding/known.ts';
import { checkModel, type ModelProfile, modelFingerprint } from './embedding/profiles.ts';
import { ReportError } from './errors.ts';
import { type DocumentContent, embeddingTexts, VECTOR_SETS } from './index/content.ts';
import { writeDatabase } from './index/database.ts';
import { addFile, hashBytes, writeBytes } from './index/files.ts';
import { FILES_FOLDER } from './index/format.ts';
import { fileOf, hnswKind, newestWhole, publish, removeOld, vectorKind } from './index/generations.ts';
import { lockIndex } from './index/lock.ts';
import type { IndexFile, IngestProblem, Manifest, Unit, VectorSet } from './index/model.ts';
import { NeighbourStore } from './index/neighbours.ts';
import { HASH_BYTES, packVectors, readVectors } from './index/vectors.ts';
import { extractIndicators } from './indicators/extract.ts';
import type { SourceDocument } from './model.ts';
import { partsOf } from './parts.ts';
import type { IngestProgress } from './progress.ts';
import { readFolder } from './read/index.ts';
import { recipeHash } from './recipe.ts';

export interface IngestOptions {
  config: Pick<Config, 'reportsDir' | 'indexDir' | 'modelsDir'>;
  onProgress?: (progress: IngestProgress) => void;
  signal?: AbortSignal;
  /** Makes the embedder of a model; child processes, one a core, by default. Tests give a fake one. */
  openEmbedder?: (model: string) => Embedder;
  /** False: text and figures only, nothing is embedded. True by default. */
  vectors?: boolean;
}

export interface IngestResult {
  manifest: Manifest;
  /** Files that could not be read, each with why. */
  problems: IngestProblem[];
  /** Texts embedded now; 0 where nothing changed. */
  embedded: number;
  /** Nothing changed: the generation was there already. */
  unchanged: boolean;
}

/**
 * Brings the index in step with the folder of reports. Full text and figures are published first, vectors with the next
 * generation; texts whose vectors are known (from the generation before, or from an ingest that was killed) are not embedded
 * again. The index that was there stays until a newer one is published.
 * @throws ReportError `no-reports`, `model-missing`, `index-locked`, `disk-full` and the like; AbortError.
 */
export async function ingest(options: IngestOptions): Promise<IngestResult> {
  const { config, onProgress = () => {}, signal } = options;
  const release = lockIndex(config.indexDir);
  try {
    const started = Date.now();
    const { documents, problems: failed } = await readFolder(config.reportsDir);
    const problems = failed.map(
      ({ path, error }): IngestProblem => ({ path, code: error.code, message: error.message, hint: error.hint }),
    );
    if (documents.length === 0) {
      throw new ReportError(
        'no-reports',
        `None of the ${failed.length} files in ${config.reportsDir} could be read: ${failed[0]?.error.message ?? ''}`,
        {
          hint: 'Put reports (txt, docx, pdf, html, csv, xlsx, zip) there and run the command again.',
        },
      );
    }
    const models = modelsOf(config.modelsDir);
    const sources = sourceHashes(documents, failed);
    const recipe = recipeHash();
    const before = currentManifest(config.indexDir);
    if (before && sameContent(before, sources, recipe) && hasAllVectors(before, models)) {
      return { manifest: before, problems, embedded: 0, unchanged: true };
    }
    onProgress({
      stage: 'read',
      done: documents.length,
      total: documents.length,
      what: 'documents',
      elapsed: Date.now() - started,
    });
    const builder = new Builder(options, models, before);
    const manifest = builder.publishText(contentsOf(documents, signal), { sources, recipe, problems });
    if (options.vectors === false) return { manifest, problems, embedded: 0, unchanged: false };
    const embedded = await builder.embedMissing();
    const complete = embedded > 0 || !hasAllVectors(manifest, models) ? builder.publishVectors() : manifest;
    removeOld(config.indexDir);
    return { manifest: complete, problems, embedded, unchanged: false };
  } finally {
    release();
  }
}

/**
 * Whether the index lacks something: there is none, a report or the program's rules changed, or vectors are missing.
 * @param manifest That of the open index, null if there is none.
 */
export async function isStale(config: IngestOptions['config'], manifest: Manifest | null): Promise<boolean> {
  if (!manifest) return true;
  const { documents, problems } = await readFolder(config.reportsDir);
  return (
    !sameContent(manifest, sourceHashes(documents, problems), recipeHash()) ||
    !hasAllVectors(manifest, modelsOf(config.modelsDir))
  );
}

interface KnownModel {
  model: string;
  fingerprint: string;
  profile: ModelProfile;
}

function modelsOf(modelsDir: string): KnownModel[] {
  const names = [...new Set(VECTOR_SETS.map(({ model }) => model))];
  return names.map((model) => ({
    model,
    profile: checkModel({ modelsDir, model }),
    fingerprint: modelFingerprint({ modelsDir, model }),
  }));
}

/** Hash of every source by path; the rows of one table are hashed together, an unreadable file by its error. */
function sourceHashes(
  documents: SourceDocument[],
  failed: { path: string; error: ReportError }[],
): Record<string, string> {
  const byPath = new Map<string, string[]>();
  for (const { path, hash } of documents) byPath.set(path, [...(byPath.get(path) ?? []), hash]);
  for (const { path, error } of failed) byPath.set(path, [`${error.code} ${error.message}`]);
  const entries = [...byPath].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([path, hashes]) => [path, hashes.length === 1 ? (hashes[0] as string) : hashBytes(hashes.join())]),
  );
}

function sameContent(manifest: Manifest, sources: Record<string, string>, recipe: string): boolean {
  return manifest.recipe === recipe && JSON.stringify(manifest.sources) === JSON.stringify(sources);
}

function hasAllVectors(manifest: Manifest, models: KnownModel[]): boolean {
  return VECTOR_SETS.every(({ model, unit }) => {
    const set = manifest.vectors.find((one) => one.model === model && one.unit === unit);
    const known = models.find((one) => one.model === model);
    return set !== undefined && set.count === manifest.counts[`${unit}s`] && set.fingerprint === known?.fingerprint;
  });
}

/** What can be built upon: undefined where there is no index, or none that this version reads. */
function currentManifest(indexDir: string): Manifest | undefined {
  try {
    return newestWhole(indexDir, () => {});
  } catch (error) {
    if (error instanceof ReportError && /^index-(missing|incompatible|damaged)$/.test(error.code)) return undefined;
    throw error;
  }
}

function contentsOf(documents: SourceDocument[], signal: AbortSignal | undefined): DocumentContent[] {
  const read = documents.map((source) => {
    signal?.throwIfAborted();
    return { source, parts: partsOf(source) };
  });
  return withoutDuplicates(read).map(({ source, parts }) => ({
    source,
    parts,
    indicators: parts.flatMap((part) => extractIndicators(part, source)),
  }));
}

/** The vectors of one set while they are being collected. */
interface SetState {
  model: KnownModel;
  unit: Unit;
  texts: string[];
  keys: Buffer[];
}

type Base = Pick<Manifest, 'sources' | 'recipe' | 'problems' | 'counts'>;

class Builder {
  readonly #options: IngestOptions;
  readonly #models: KnownModel[];
  readonly #known = new Map<string, KnownVectors>();
  #sets: SetState[] = [];
  #database: IndexFile | undefined;
  #base: Base | undefined;

  constructor(options: IngestOptions, models: KnownModel[], before: Manifest | undefined) {
    this.#options = options;
    this.#models = models;
    const { indexDir } = options.config;
    for (const { model, profile, fingerprint } of models) {
      const known = new KnownVectors(join(indexDir, `embedded-${model}-${fingerprint}.log`), profile.dimensions);
      for (const set of before?.vectors ?? []) {
        const file = before && fileOf(before, vectorKind(set.model, set.unit));
        if (set.model === model && set.fingerprint === fingerprint && file)
          known.addRows(readVectors(join(indexDir, FILES_FOLDER, file.name)));
      }
      this.#known.set(model, known);
    }
  }

  /** Writes texts, full text and figures and publishes them with the vectors that are known already. */
  publishText(documents: DocumentContent[], base: Pick<Manifest, 'sources' | 'recipe' | 'problems'>): Manifest {
    const { indexDir } = this.#options.config;
    let counts: Manifest['counts'] | undefined;
    this.#database = addFile({
      indexDir,
      kind: 'reports',
      ending: '.db',
      write: (path) => {
        counts = writeDatabase(path, documents);
      },
    });
    if (!counts) throw new Error('the database was not written');
    this.#base = { ...base, counts };
    this.#sets = VECTOR_SETS.map(({ model, unit }) => {
      const known = this.#models.find((one) => one.model === model) as KnownModel;
      const texts = embeddingTexts(documents, unit);
      return { model: known, unit, texts, keys: texts.map((text) => vectorKey(known, text)) };
    });
    return this.publishVectors();
  }

  /** Embeds every text that has no vector, identical ones once, long ones first so that the processes end together. */
  async embedMissing(): Promise<number> {
    const { onProgress = () => {}, signal, openEmbedder = this.#fork } = this.#options;
    const jobs = this.#models.map((model) => {
      const known = this.#known.get(model.model) as KnownVectors;
      const missing = new Map<string, { key: Buffer; text: string }>();
      for (const set of this.#sets.filter((one) => one.model === model)) {
        set.texts.forEach((text, at) => {
          const key = set.keys[at] as Buffer;
          if (!known.get(key)) missing.set(key.toString('latin1'), { key, text });
        });
      }
      return { model, known, missing: [...missing.values()].sort((a, b) => b.text.length - a.text.length) };
    });
    const total = jobs.reduce((sum, { missing }) => sum + missing.length, 0);
    const started = Date.now();
    let done = 0;
    for (const { model, known, missing } of jobs) {
      if (missing.length === 0) continue;
      signal?.throwIfAborted();
      const embedder = openEmbedder(model.model);
      const stop = (): void => void embedder.close();
      signal?.addEventListener('abort', stop);
      try {
        await embedder.embedPassages(
          missing.map(({ text }) => text),
          (first, vectors) => {
            known.add(vectors.map((vector, at) => ({ key: (missing[first + at] as { key: Buffer }).key, vector })));
            done += vectors.length;
            onProgress({ stage: 'embed', done, total, what: 'texts', elapsed: Date.now() - started });
          },
        );
      } catch (error) {
        signal?.throwIfAborted();
        throw error;
      } finally {
        signal?.removeEventListener('abort', stop);
        await embedder.close();
      }
      // One model's vectors serve while the next one's are being made.
      if (done < total) this.publishVectors();
    }
    return total;
  }

  /** Publishes a generation with the vectors that are known now. */
  publishVectors(): Manifest {
    const { indexDir } = this.#options.config;
    const vectors: VectorSet[] = [];
    const files: IndexFile[] = [this.#database as IndexFile];
    for (const set of this.#sets) {
      const written = this.#writeSet(indexDir, set);
      if (!written) continue;
      vectors.push(written.set);
      files.push(...written.files);
    }
    const manifest = publish(indexDir, { ...(this.#base as Base), vectors, files });
    if (hasAllVectors(manifest, this.#models)) for (const known of this.#known.values()) known.discardLog();
    return manifest;
  }

  #writeSet(indexDir: string, { model, unit, keys }: SetState): { set: VectorSet; files: IndexFile[] } | undefined {
    const { dimensions } = model.profile;
    const known = this.#known.get(model.model) as KnownVectors;
    const values = new Float32Array(keys.length * dimensions);
    const hashes = Buffer.alloc(keys.length * HASH_BYTES);
    let count = 0;
    keys.forEach((key, row) => {
      key.copy(hashes, row * HASH_BYTES);
      const vector = known.get(key);
      if (!vector) return;
      values.set(vector, row * dimensions);
      count++;
    });
    if (count === 0) return undefined;
    const packed = packVectors({ dimensions, count: keys.length, hashes, values });
    const files = [
      addFile({
        indexDir,
        kind: vectorKind(model.model, unit),
        ending: '.vec',
        write: (path) => writeBytes(path, packed),
      }),
    ];
    const store = unit === 'passage' ? NeighbourStore.build(values, { dimensions }) : undefined;
    if (store)
      files.push(
        addFile({ indexDir, kind: hnswKind(model.model, unit), ending: '.hnsw', write: (path) => store.saveTo(path) }),
      );
    return { set: { model: model.model, unit, dimensions, count, fingerprint: model.fingerprint }, files };
  }

  readonly #fork = (model: string): Embedder => forkEmbedder({ modelsDir: this.#options.config.modelsDir, model });
}
