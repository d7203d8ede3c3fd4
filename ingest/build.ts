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
import { fileName, fileOf, publish, vectorKind } from './index/generations.ts';
import { EXACT_ROWS, hasGraphs, writeGraph } from './index/graphs.ts';
import type { IndexFile, Manifest, Segment, Unit, VectorSet } from './index/model.ts';
import { planSegments } from './index/segments.ts';
import type { StoredDocuments } from './index/stored.ts';
import { emptyRows, HASH_BYTES, packVectors, readVectors, setRow, type VectorRows } from './index/vectors.ts';
import { extractIndicators } from './indicators/extract.ts';
import { hasAllVectors, type IngestOptions, type KnownModel } from './ingest.ts';
import { lazy } from './lazy.ts';
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
    const parts = known?.parts ?? partsOf(source, corrections);
    return { source, corrections, parts, known, all: parts.length };
  });
  return withoutDuplicates(read).map(({ source, corrections, parts, known, all }) => {
    signal?.throwIfAborted();
    const kept = new Set(parts.map(({ report }) => report.id));
    // A report that has its twin elsewhere now is left out.
    const unchanged = known !== undefined && all === parts.length;
    const indicators = lazy(() => known?.indicators.filter(({ reportId }) => kept.has(reportId)));
    const extracted = known ? [] : parts.flatMap((part) => extractIndicators(part, source));
    return {
      source,
      parts,
      corrections,
      unchanged,
      passages: unchanged ? known.passages : undefined,
      get indicators() {
        return indicators() ?? extracted;
      },
    };
  });
}

/** The vectors of one set while they are being collected. */
interface SetState {
  model: KnownModel;
  unit: Unit;
  texts: string[];
  keys: Buffer[];
  /** The file of as many vectors as were known when it was last published. */
  written?: { count: number; file: IndexFile };
}

type Content = Pick<Manifest, 'sources' | 'recipe' | 'corrections' | 'problems'>;

/** A part of the index that is written now. */
interface Part {
  documents: string[];
  counts: Manifest['counts'];
  database: IndexFile;
  sets: SetState[];
}

/** One build; call its methods in the order of the file. */
export class Builder {
  readonly #options: IngestOptions;
  readonly #models: KnownModel[];
  readonly #before: Manifest | undefined;
  readonly #known = new Map<string, KnownVectors>();
  #parts: Part[] = [];
  /** Parts of the generation before that stay as they are. */
  #kept: Segment[] = [];
  #base: Content | undefined;

  constructor(options: IngestOptions, models: KnownModel[], before: Manifest | undefined) {
    this.#options = options;
    this.#models = models;
    this.#before = before;
    for (const { model, profile, fingerprint } of models) {
      const log = join(options.config.indexDir, `embedded-${fileName(model)}-${fingerprint}.log`);
      this.#known.set(model, new KnownVectors(log, profile.dimensions));
    }
  }

  /**
   * Writes texts, full text and figures and publishes them with the vectors that are known already. Neighbour indexes, which take
   * longer than all the rest, are left to `publishVectors`: until then every vector is compared.
   */
  publishText(documents: DocumentContent[], base: Content): Manifest {
    const { config, segmentPassages } = this.#options;
    const before = this.#before?.segments ?? [];
    const whole = before.filter((segment) => hasAllVectors(segment, this.#models));
    // Another store takes its copy from an index of one part.
    const isCopied = config.store !== undefined || config.databaseUrl !== undefined;
    const limit = isCopied ? Number.POSITIVE_INFINITY : segmentPassages;
    const { kept, written } = planSegments(documents, whole, limit);
    this.#kept = kept;
    this.#takeOver(this.#before?.segments ? before.filter((segment) => !kept.includes(segment)) : [this.#before]);
    this.#base = base;
    this.#parts = written.map((own) => this.#write(own));
    return this.#publish({ neighbours: false });
  }

  /** The vectors of what is written anew. */
  #takeOver(before: (Pick<Manifest, 'vectors' | 'files'> | undefined)[]): void {
    for (const one of before)
      for (const set of one?.vectors ?? []) {
        const model = this.#models.find(({ model }) => model === set.model);
        const file = one && fileOf(one, vectorKind(set.model, set.unit));
        if (file && set.fingerprint === model?.fingerprint)
          this.#known
            .get(set.model)
            ?.addRows(readVectors(join(this.#options.config.indexDir, FILES_FOLDER, file.name)));
      }
  }

  #write(documents: DocumentContent[]): Part {
    let counts: Manifest['counts'] | undefined;
    const database = addFile({
      indexDir: this.#options.config.indexDir,
      kind: 'reports',
      ending: '.db',
      write: (path) => {
        counts = writeDatabase(path, documents);
      },
    });
    if (!counts) throw new Error('the database was not written');
    const sets = VECTOR_SETS.map(({ model, unit }) => {
      const known = this.#models.find((one) => one.model === model) as KnownModel;
      const texts = embeddingTexts(documents, unit);
      return { model: known, unit, texts, keys: texts.map((text) => vectorKey(known, text)) };
    });
    return { documents: documents.map(({ source }) => source.id), counts, database, sets };
  }

  /** Whether a generation that `publishText` made is all that can be made now. */
  isComplete(manifest: Manifest): boolean {
    return hasAllVectors(manifest, this.#models) && !this.#parts.some(({ counts }) => hasGraphs(counts));
  }

  /** Embeds every text that has no vector, identical ones once, long ones first so that the processes end together. */
  async embedMissing(): Promise<number> {
    const { onProgress = () => {}, signal, openEmbedder = this.#fork } = this.#options;
    const jobs = this.#models.map((model) => {
      const known = this.#known.get(model.model) as KnownVectors;
      const missing = new Map<string, { key: Buffer; text: string }>();
      const sets = this.#parts.flatMap((part) => part.sets);
      for (const set of sets.filter((one) => one.model === model)) {
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
    const segments = [...this.#kept, ...this.#parts.map((part) => this.#segmentOf(part, neighbours))];
    const manifest = publish(indexDir, {
      ...(this.#base as Content),
      ...totalOf(segments),
      ...(segments.length > 1 && { segments }),
    });
    if (hasAllVectors(manifest, this.#models)) for (const known of this.#known.values()) known.discardLog();
    return manifest;
  }

  #segmentOf({ documents, counts, database, sets }: Part, neighbours: boolean): Segment {
    const written = sets.flatMap((set) => this.#writeSet(this.#options.config.indexDir, set, neighbours) ?? []);
    return {
      documents,
      counts,
      vectors: written.map(({ set }) => set),
      files: [database, ...written.flatMap(({ files }) => files)],
    };
  }

  #writeSet(indexDir: string, set: SetState, neighbours: boolean): { set: VectorSet; files: IndexFile[] } | undefined {
    const { model, unit, keys } = set;
    const { dimensions } = model.profile;
    const known = this.#known.get(model.model) as KnownVectors;
    const count = keys.reduce((sum, key) => sum + Number(known.has(key)), 0);
    if (count === 0) return undefined;
    const rows = lazy(() => rowsOf(keys, known, dimensions));
    if (set.written?.count !== count) {
      const kind = vectorKind(model.model, unit);
      const write = (path: string): void => writeBytes(path, ...packVectors(rows()));
      set.written = { count, file: addFile({ indexDir, kind, ending: '.vec', write }) };
    }
    const graph =
      neighbours && keys.length > EXACT_ROWS[unit]
        ? writeGraph({ indexDir, model: model.model, unit, rows: rows() })
        : [];
    const files = [set.written.file, ...graph];
    return { set: { model: model.model, unit, dimensions, count, fingerprint: model.fingerprint }, files };
  }

  readonly #fork = (model: string): Embedder => forkEmbedder({ modelsDir: this.#options.config.modelsDir, model });
}

/** The vectors that are known, each in the row of its key. */
function rowsOf(keys: readonly Buffer[], known: KnownVectors, dimensions: number): VectorRows {
  const rows = emptyRows(dimensions, keys.length);
  keys.forEach((key, row) => {
    key.copy(rows.hashes, row * HASH_BYTES);
    const vector = known.get(key);
    if (vector) setRow(rows, row, vector);
  });
  return rows;
}

/** What all parts of an index have together. */
export function totalOf(segments: readonly Segment[]): Pick<Manifest, 'counts' | 'vectors' | 'files'> {
  const counts = { documents: 0, reports: 0, passages: 0, sentences: 0, indicators: 0 };
  const vectors = new Map<string, VectorSet>();
  for (const segment of segments) {
    for (const name of Object.keys(counts) as (keyof typeof counts)[]) counts[name] += segment.counts[name];
    for (const set of segment.vectors) {
      const kind = `${vectorKind(set.model, set.unit)} ${set.fingerprint}`;
      vectors.set(kind, { ...set, count: set.count + (vectors.get(kind)?.count ?? 0) });
    }
  }
  return { counts, vectors: [...vectors.values()], files: segments.flatMap(({ files }) => files) };
}
