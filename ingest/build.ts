/** Builds a generation: cuts documents, writes text and figures, embeds what has no vector, publishes. */
import { join } from 'node:path';
import type { Correction } from './corrections/fields.ts';
import { withoutDuplicates } from './duplicates.ts';
import { type Embedder, forkEmbedder } from './embedder.ts';
import { KnownVectors, vectorKey } from './embedding/known.ts';
import { type DocumentContent, embeddingTexts, VECTOR_SETS } from './index/content.ts';
import { writeDatabase } from './index/database.ts';
import { addFile, writeBytes } from './index/files.ts';
import { FILES_FOLDER } from './index/format.ts';
import { fileOf, hnswKind, publish, vectorKind } from './index/generations.ts';
import { NeighbourIndex } from './index/hnsw.ts';
import type { IndexFile, Manifest, Unit, VectorSet } from './index/model.ts';
import { EXACT_ROWS } from './index/open.ts';
import type { StoredDocuments } from './index/stored.ts';
import { emptyRows, HASH_BYTES, packVectors, readVectors, setRow } from './index/vectors.ts';
import { extractIndicators } from './indicators/extract.ts';
import { hasAllVectors, type IngestOptions, type KnownModel } from './ingest.ts';
import type { SourceDocument } from './model.ts';
import { partsOf } from './parts.ts';

export interface ContentOptions {
  corrections?: readonly Correction[];
  /** What the generation before knows; unchanged documents are not cut again. */
  stored?: StoredDocuments | undefined;
  signal?: AbortSignal | undefined;
}

/** What documents hold: reports (each once), passages, sentences, figures. Throws an AbortError when the signal fires. */
export function contentsOf(documents: SourceDocument[], options: ContentOptions = {}): DocumentContent[] {
  const { stored, signal } = options;
  const read = documents.map((source) => {
    signal?.throwIfAborted();
    const corrections = (options.corrections ?? []).filter(({ document }) => document === source.id);
    const known = stored?.parts(source, corrections);
    return { source, corrections, parts: known?.parts ?? partsOf(source, corrections), known: known?.indicators };
  });
  return withoutDuplicates(read).map(({ source, corrections, parts, known }) => {
    signal?.throwIfAborted();
    const kept = new Set(parts.map(({ report }) => report.id));
    return {
      source,
      parts,
      corrections,
      indicators:
        known?.filter(({ reportId }) => kept.has(reportId)) ?? parts.flatMap((part) => extractIndicators(part, source)),
    };
  });
}

/** The vectors of one set while they are being collected. */
interface SetState {
  model: KnownModel;
  unit: Unit;
  texts: string[];
  keys: Buffer[];
}

type Content = Pick<Manifest, 'sources' | 'recipe' | 'corrections' | 'problems'>;
type Base = Content & Pick<Manifest, 'counts'>;

/** One build; call its methods in the order of the file. */
export class Builder {
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

  /**
   * Writes texts, full text and figures and publishes them with the vectors that are known already. Neighbour indexes, which take
   * longer than all the rest, are left to `publishVectors`: until then every vector is compared.
   */
  publishText(documents: DocumentContent[], base: Content): Manifest {
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
    return this.#publish({ neighbours: false });
  }

  /** Whether a generation that `publishText` made is all that can be made now. */
  isComplete(manifest: Manifest): boolean {
    return hasAllVectors(manifest, this.#models) && manifest.counts.passages <= EXACT_ROWS;
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
          if (!known.has(key)) missing.set(key.toString('latin1'), { key, text });
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
    return this.#publish({ neighbours: true });
  }

  #publish({ neighbours }: { neighbours: boolean }): Manifest {
    const { indexDir } = this.#options.config;
    const vectors: VectorSet[] = [];
    const files: IndexFile[] = [this.#database as IndexFile];
    for (const set of this.#sets) {
      const written = this.#writeSet(indexDir, set, neighbours);
      if (!written) continue;
      vectors.push(written.set);
      files.push(...written.files);
    }
    const manifest = publish(indexDir, { ...(this.#base as Base), vectors, files });
    if (hasAllVectors(manifest, this.#models)) for (const known of this.#known.values()) known.discardLog();
    return manifest;
  }

  #writeSet(
    indexDir: string,
    { model, unit, keys }: SetState,
    neighbours: boolean,
  ): { set: VectorSet; files: IndexFile[] } | undefined {
    const { dimensions } = model.profile;
    const known = this.#known.get(model.model) as KnownVectors;
    const rows = emptyRows(dimensions, keys.length);
    let count = 0;
    keys.forEach((key, row) => {
      key.copy(rows.hashes, row * HASH_BYTES);
      const vector = known.get(key);
      if (!vector) return;
      setRow(rows, row, vector);
      count++;
    });
    if (count === 0) return undefined;
    const files = [
      addFile({
        indexDir,
        kind: vectorKind(model.model, unit),
        ending: '.vec',
        write: (path) => writeBytes(path, ...packVectors(rows)),
      }),
    ];
    // Fewer rows are compared one by one.
    const wanted = unit === 'passage' && neighbours && keys.length > EXACT_ROWS;
    const store = wanted ? NeighbourIndex.build(rows) : undefined;
    if (store)
      files.push(
        addFile({ indexDir, kind: hnswKind(model.model, unit), ending: '.hnsw', write: (path) => store.saveTo(path) }),
      );
    return { set: { model: model.model, unit, dimensions, count, fingerprint: model.fingerprint }, files };
  }

  readonly #fork = (model: string): Embedder => forkEmbedder({ modelsDir: this.#options.config.modelsDir, model });
}
