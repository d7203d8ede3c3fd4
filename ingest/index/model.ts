/** What an index generation holds and how it is asked. Types only. */
import type { Correction } from '../corrections/fields.ts';
import type { IndicatorRow, Passage, Report, Sentence, SourceDocument, Warning } from '../model.ts';

/** What is ranked. */
export type Unit = 'passage' | 'sentence';

/** One file of a generation, immutable once published. */
export interface IndexFile {
  name: string;
  bytes: number;
  sha256: string;
}

/** Vectors of one model over one unit. */
export interface VectorSet {
  model: string;
  unit: Unit;
  dimensions: number;
  /** Rows that have their vector; fewer than the unit's count while new texts are still being embedded. */
  count: number;
  /** Tells two models of one name apart. */
  fingerprint?: string | undefined;
}

/** A file of the folder of reports that is not in the index, and why. */
export interface IngestProblem {
  /** Path of the file or of the member of an archive; `catalog.json` for what cannot be used in it. */
  path: string;
  /** Path of the file that it stands in. */
  file?: string | undefined;
  /** The file lives in `STATE_DIR/uploads`. */
  upload?: boolean | undefined;
  code: string;
  message: string;
  hint?: string | undefined;
}

/**
 * A part of a large index: some documents with files of their own, which the next generation shares where none of them changed. Its
 * `files` are among those of the manifest.
 */
export interface Segment {
  /** Ids of its documents. */
  documents: string[];
  counts: Manifest['counts'];
  vectors: VectorSet[];
  files: IndexFile[];
}

/** What makes a set of files one generation. */
export interface Manifest {
  formatVersion: number;
  /** Grows by one with each generation, such as `000012`. */
  generation: string;
  created: string;
  /** Hash of each source file by its path below `REPORTS_DIR`; that of an added one has `+` in front. */
  sources: Record<string, string>;
  /** Hash of the rules that read and cut them (the program of ingest and its data); absent in tests. */
  recipe?: string | undefined;
  /** Hash of what was corrected by hand; absent where nothing was. */
  corrections?: string | undefined;
  problems?: IngestProblem[] | undefined;
  counts: { documents: number; reports: number; passages: number; sentences: number; indicators: number };
  vectors: VectorSet[];
  files: IndexFile[];
  /** Absent where the index is of one part, as all small ones are. */
  segments?: Segment[] | undefined;
  /** Names what is in it where its files do not: those of a copy are made anew. */
  content?: string | undefined;
}

export interface DocumentRecord extends Omit<SourceDocument, 'text' | 'hints'> {
  hints?: SourceDocument['hints'];
  characters: number;
  /** Ids of its reports; none where all of them are ignored or stand in another document. */
  reports: string[];
  passages: number;
  figures: number;
  warnings: Warning[];
  /** What was corrected by hand. */
  corrections?: Correction[];
}

/** Limits a search before anything is ranked; absent fields do not limit. */
export interface SearchFilter {
  /** Report ids. */
  reports?: string[];
}

export interface Hit {
  /** Id of a passage or sentence. */
  id: string;
  /** Higher is better; BM25 (sign turned) for full text, cosine for vectors. */
  score: number;
}

/** One open generation: a snapshot that later ingests do not change. Everything is synchronous and read-only. */
export interface ReportIndex {
  readonly manifest: Manifest;
  readonly documents: DocumentRecord[];
  readonly reports: Report[];
  report(id: string): Report | undefined;
  passage(id: string): Passage | undefined;
  sentence(id: string): Sentence | undefined;
  /** In reading order. */
  passagesOf(report: string): Passage[];
  /** Sentences of a passage, in reading order. */
  sentencesOf(passage: string): Sentence[];
  /** The decoded source that quotes slice; undefined for an unknown document. */
  source(document: string): string | undefined;
  readonly indicators: IndicatorRow[];
  /** Full text: any of `tokens` may match, BM25 ranks; `k` best. */
  searchText(unit: Unit, tokens: string[], filter: SearchFilter, k: number): Hit[];
  /** How many sentences hold a token of full text (`tokensOf`); what stands in front of them does not count. */
  countOf(token: string): number;
  /** Ids in the order of the filter's reports whose clean text contains `words` literally; the first `limit` where given. */
  scan(unit: Unit, words: string, filter: SearchFilter, limit?: number): string[];
  /** True when vectors of that model and unit are there. */
  hasVectors(model: string, unit: Unit): boolean;
  /** Nearest by cosine; exact where the filter leaves few, HNSW otherwise. `vector` is normalised. */
  searchVectors(model: string, unit: Unit, vector: Float32Array, filter: SearchFilter, k: number): Hit[];
  /** The stored, normalised vector of a passage or sentence; undefined if there is none. */
  vectorOf(model: string, unit: Unit, id: string): Float32Array | undefined;
  /** Where another engine searches: asked instead of `searchText`, `searchVectors` and `vectorOf`, which then know no vectors. */
  readonly remote?: RemoteSearch;
  close(): void;
}

/** The searches of an index in an engine that answers later. */
export interface RemoteSearch {
  /** As `searchText` of the index. */
  searchText(unit: Unit, tokens: string[], filter: SearchFilter, k: number): Promise<Hit[]>;
  /** As `searchVectors` of the index. */
  searchVectors(model: string, unit: Unit, vector: Float32Array, filter: SearchFilter, k: number): Promise<Hit[]>;
  /** The cosine of a normalised vector to that of each id; ids without a vector are left out. */
  cosines(model: string, unit: Unit, vector: Float32Array, ids: string[]): Promise<Map<string, number>>;
}
