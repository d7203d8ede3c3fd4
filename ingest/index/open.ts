/** Opens the newest whole generation of an index for reading. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ReportError } from '../errors.ts';
import type { IndicatorRow, Passage, Report, Sentence } from '../model.ts';
import { damaged, reading, tellDamage } from './damage.ts';
import { unpackSource } from './database.ts';
import { FILES_FOLDER, REBUILD } from './format.ts';
import { type FullText, openFullText, openWordCount } from './fulltext.ts';
import { fileOf, listGenerations, newestWhole, vectorKind } from './generations.ts';
import { EXACT_ROWS } from './graphs.ts';
import { Kept } from './kept.ts';
import { type LoadedVectors, loadVectors } from './load-vectors.ts';
import type { DocumentRecord, Hit, Manifest, ReportIndex, SearchFilter, Unit } from './model.ts';
import { toPassage, toSentence } from './rows.ts';
import { openScan, type Scan } from './scan.ts';
import { SegmentedIndex } from './segmented.ts';
import { atOnce, type Slices } from './slices.ts';
import { prepareStatements, type ReportRow, type Statements } from './statements.ts';
import { hasRow, type RowRange, rowOf, scanVectors } from './vectors.ts';

export interface OpenOptions {
  /** Told loudly why a newer generation was passed over; standard error by default. */
  onWarning?: (message: string) => void;
  /** False where another engine has the vectors: they are not read. True by default. */
  vectors?: boolean;
}

/** Passages, sentences and sources kept decoded; at 100 times the reports they would not all fit. */
const CACHED_UNITS = 50_000;
const CACHED_SOURCES = 64;
const CACHED_REPORTS = 100;
/** Ids and row numbers, each for the other: a question asks for some hundreds, mostly the same ones. */
const CACHED_IDS = 50_000;
/** A generation may be removed while it is being opened; the one that replaced it is tried then. */
const MAX_TRIES = 3;

/**
 * Opens an index; what it answers does not change when ingest publishes again.
 * @throws ReportError `index-missing`, `index-incompatible`, `index-damaged`, each with the command that rebuilds it.
 */
export function openIndex(indexDir: string, options: OpenOptions = {}): ReportIndex {
  return atOnce(openingIndex(indexDir, options));
}

/** The same for a server, which goes on answering meanwhile: all of it takes 0.2 s. */
export function* openingIndex(indexDir: string, options: OpenOptions = {}): Slices<ReportIndex> {
  const onWarning = options.onWarning ?? ((message) => process.stderr.write(`Warning: ${message}\n`));
  for (let attempt = 1; ; attempt++) {
    const manifest = yield* newestWhole(indexDir, onWarning);
    try {
      return yield* openGeneration(indexDir, manifest, options.vectors ?? true);
    } catch (error) {
      const replaced = listGenerations(indexDir)[0] !== manifest.generation;
      if (attempt >= MAX_TRIES || !replaced) throw error;
    }
  }
}

function* openGeneration(indexDir: string, manifest: Manifest, withVectors: boolean): Slices<ReportIndex> {
  if (!manifest.segments) return yield* openPart({ indexDir, manifest, withVectors });
  const opened: OpenedIndex[] = [];
  try {
    for (const segment of manifest.segments)
      opened.push(
        yield* openPart({
          indexDir,
          manifest: { ...manifest, ...segment, segments: undefined },
          withVectors,
          parts: manifest.segments.length,
        }),
      );
    return new SegmentedIndex(manifest, opened);
  } catch (error) {
    for (const part of opened) part.close();
    throw error;
  }
}

interface PartOptions {
  indexDir: string;
  manifest: Manifest;
  withVectors: boolean;
  /** Of how many parts of the index this is one; 1 by default. */
  parts?: number;
}

function* openPart({ indexDir, manifest, withVectors, parts = 1 }: PartOptions): Slices<OpenedIndex> {
  const pathOf = (kind: string) => {
    const file = fileOf(manifest, kind);
    return file && join(indexDir, FILES_FOLDER, file.name);
  };
  const databasePath = pathOf('reports');
  if (databasePath === undefined || !existsSync(databasePath))
    throw damaged(manifest.generation, 'its database is missing');
  const vectors = new Map<string, LoadedVectors>();
  for (const set of withVectors ? manifest.vectors : [])
    vectors.set(vectorKind(set.model, set.unit), yield* loadVectors(manifest, set, pathOf));
  return new OpenedIndex({ manifest, databasePath, vectors, parts });
}

interface Range extends RowRange {
  report: Report;
}

class OpenedIndex implements ReportIndex {
  readonly manifest: Manifest;
  readonly documents: DocumentRecord[];
  readonly reports: Report[];
  readonly indicators: IndicatorRow[];
  readonly #database: Database.Database;
  readonly #statements: Statements;
  readonly #reportsById: Map<string, Report>;
  /** Rows, from 0, of each report. */
  readonly #ranges: Record<Unit, Map<string, Range>>;
  readonly #fullText: Record<Unit, FullText>;
  readonly #vectors: ReadonlyMap<string, LoadedVectors>;
  readonly #passages = new Kept<Passage>(CACHED_UNITS);
  readonly #sentences = new Kept<Sentence>(CACHED_UNITS);
  readonly #sources = new Kept<string>(CACHED_SOURCES);
  readonly #counts = new Kept<number>(CACHED_UNITS);
  /** Sentences of a passage, and passages of a report. */
  readonly #within = new Kept<Sentence[]>(CACHED_UNITS);
  readonly #ofReport = new Kept<Passage[]>(CACHED_REPORTS);
  /** From 1, as in the database. */
  readonly #ids: Record<Unit, Kept<string, number>> = { passage: new Kept(CACHED_IDS), sentence: new Kept(CACHED_IDS) };
  readonly #rows: Record<Unit, Kept<number>> = { passage: new Kept(CACHED_IDS), sentence: new Kept(CACHED_IDS) };
  readonly #scan: Record<Unit, Scan>;
  readonly #countWord: (token: string) => number;

  constructor({
    manifest,
    databasePath,
    vectors,
    parts,
  }: {
    manifest: Manifest;
    databasePath: string;
    vectors: ReadonlyMap<string, LoadedVectors>;
    parts: number;
  }) {
    this.manifest = manifest;
    this.#vectors = vectors;
    this.#database = tellDamage(
      reading(manifest.generation, () => new Database(databasePath, { readonly: true, fileMustExist: true })),
      manifest.generation,
    );
    this.#statements = prepareStatements(this.#database);
    this.#fullText = {
      passage: openFullText(this.#database, 'passage', parts),
      sentence: openFullText(this.#database, 'sentence', parts),
    };
    this.#scan = { passage: openScan(this.#database, 'passage'), sentence: openScan(this.#database, 'sentence') };
    this.#countWord = openWordCount(this.#database);
    this.documents = this.#records<DocumentRecord>('SELECT record FROM documents ORDER BY ordinal');
    this.indicators = this.#records<IndicatorRow>('SELECT record FROM indicators ORDER BY row');
    const reportRows = this.#database.prepare<[], ReportRow>('SELECT * FROM reports ORDER BY ordinal').all();
    this.reports = reportRows.map(({ record }) => JSON.parse(record) as Report);
    this.#reportsById = new Map(this.reports.map((report) => [report.id, report]));
    this.#ranges = { passage: new Map(), sentence: new Map() };
    reportRows.forEach((row, at) => {
      const report = this.reports[at] as Report;
      const range = (first: number, count: number) => ({ report, first: first - 1, end: first - 1 + count });
      this.#ranges.passage.set(row.id, range(row.first_passage, row.passages));
      this.#ranges.sentence.set(row.id, range(row.first_sentence, row.sentences));
    });
  }

  report(id: string): Report | undefined {
    return this.#reportsById.get(id);
  }

  passage(id: string): Passage | undefined {
    return this.#passages.get(id, () => {
      const row = this.#statements.passage.get(id);
      return row && toPassage(row, this.reports);
    });
  }

  sentence(id: string): Sentence | undefined {
    return this.#sentences.get(id, () => {
      const row = this.#statements.sentence.get(id);
      return row && toSentence(row);
    });
  }

  passagesOf(report: string): Passage[] {
    const range = this.#ranges.passage.get(report);
    if (!range) return [];
    const passages = this.#ofReport.get(report, () =>
      this.#statements.passagesIn
        .all(range.first + 1, range.end)
        .map((row) => this.#passages.get(row.id, () => toPassage(row, this.reports)) as Passage),
    );
    return [...(passages as Passage[])];
  }

  sentencesOf(passage: string): Sentence[] {
    const sentences = this.#within.get(passage, () =>
      this.#statements.sentencesOf.all(passage).map((row) => {
        this.#rows.sentence.set(row.id, row.row);
        return this.#sentences.get(row.id, () => toSentence(row)) as Sentence;
      }),
    );
    return [...(sentences as Sentence[])];
  }

  source(document: string): string | undefined {
    return this.#sources.get(document, () => {
      const packed = this.#statements.source.get(document);
      return packed && reading(this.manifest.generation, () => unpackSource(packed.source));
    });
  }

  searchText(unit: Unit, tokens: string[], filter: SearchFilter, k: number): Hit[] {
    return this.#toHits(unit, this.#fullText[unit](tokens, this.#rangesOf(unit, filter), k));
  }

  countOf(token: string): number {
    return this.#counts.get(token, () => this.#countWord(token)) ?? 0;
  }

  scan(unit: Unit, words: string, filter: SearchFilter, limit?: number): string[] {
    const ranges = filter.reports?.map((id) => this.#ranges[unit].get(id)).filter((range) => range !== undefined);
    return this.#scan[unit](words, ranges, limit);
  }

  hasVectors(model: string, unit: Unit): boolean {
    return this.#vectors.has(vectorKind(model, unit));
  }

  searchVectors(model: string, unit: Unit, vector: Float32Array, filter: SearchFilter, k: number): Hit[] {
    const found = this.#vectors.get(vectorKind(model, unit));
    if (!found || k <= 0) return [];
    const { rows, nearest } = found;
    if (vector.length !== rows.dimensions) {
      throw new ReportError(
        'index-incompatible',
        `A vector of ${vector.length} dimensions cannot be compared with ${model}'s ${rows.dimensions}.`,
        { hint: REBUILD },
      );
    }
    const ranges = this.#rangesOf(unit, filter) ?? [{ first: 0, end: rows.count }];
    const compared = ranges.reduce((sum, { first, end }) => sum + end - first, 0);
    const isWhole = compared === rows.count;
    const isFew = nearest === undefined || compared <= EXACT_ROWS[unit];
    const best = isFew ? scanVectors(rows, vector, ranges, k) : nearest(vector, k, isWhole ? undefined : ranges);
    return this.#toHits(unit, best);
  }

  vectorOf(model: string, unit: Unit, id: string): Float32Array | undefined {
    const rows = this.#vectors.get(vectorKind(model, unit))?.rows;
    const row = this.#rows[unit].get(id, () => this.#statements.rowOf[unit].get(id)?.row);
    if (!rows || row === undefined) return undefined;
    return hasRow(rows, row - 1) ? rowOf(rows, row - 1) : undefined;
  }

  close(): void {
    this.#database.close();
  }

  #records<T>(sql: string): T[] {
    return this.#database
      .prepare<[], { record: string }>(sql)
      .all()
      .map(({ record }) => JSON.parse(record) as T);
  }

  /** Undefined where nothing is limited; ranges that touch are joined. */
  #rangesOf(unit: Unit, { reports }: SearchFilter): RowRange[] | undefined {
    if (reports === undefined) return undefined;
    const ranges = [...new Set(reports)]
      .map((id) => this.#ranges[unit].get(id))
      .filter((range) => range !== undefined)
      .sort((a, b) => a.first - b.first);
    const joined: RowRange[] = [];
    for (const { first, end } of ranges) {
      const last = joined.at(-1);
      if (last && last.end === first) last.end = end;
      else joined.push({ first, end });
    }
    return joined;
  }

  #toHits(unit: Unit, rows: { row: number; score: number }[]): Hit[] {
    return rows.map(({ row, score }) => {
      const id = this.#ids[unit].get(row + 1, () => this.#statements.idAt[unit].get(row + 1)?.id) ?? '';
      this.#rows[unit].set(id, row + 1);
      return { id, score };
    });
  }
}
