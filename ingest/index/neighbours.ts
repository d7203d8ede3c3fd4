/**
 * Nearest neighbours by HNSW, as a LangChain vector store whose texts stay in the database: labels are row numbers, and a document is
 * read only when it is asked for. Another store (Milvus ...) can take its place behind the same class of LangChain's.
 */
import { createRequire } from 'node:module';
import { Document, type DocumentInterface } from '@langchain/core/documents';
import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import { VectorStore } from '@langchain/core/vectorstores';
import type { HierarchicalNSW } from 'hnswlib-node';
import type { RowRange, RowScore } from './vectors.ts';

/** Links a row: the library's default, enough for a few million rows of 400 to 500 dimensions. */
const LINKS = 16;
/** Candidates looked at while building, and while searching; the library's own 10 missed 13 to 19% of the exact top 4. */
const EF_BUILD = 200;
const EF_SEARCH = 200;

export interface NeighbourStoreOptions {
  dimensions: number;
  /** The text of a row; without one, documents are empty but for their row. */
  read?: (row: number) => { text: string; id: string } | undefined;
  /** For LangChain's searches by text. */
  embeddings?: EmbeddingsInterface;
}

type Library = typeof import('hnswlib-node');

/** The library where it is installed (it needs a compiler), else undefined: every row is compared then. */
export const hnswLibrary: Library | undefined = (() => {
  try {
    return createRequire(import.meta.url)('hnswlib-node') as Library;
  } catch {
    return undefined;
  }
})();

export class NeighbourStore extends VectorStore {
  declare FilterType: RowRange[];
  readonly #index: HierarchicalNSW;
  readonly #read: NonNullable<NeighbourStoreOptions['read']>;

  private constructor(library: Library, { dimensions, read, embeddings }: NeighbourStoreOptions) {
    super(embeddings ?? noEmbeddings, {});
    this.#index = new library.HierarchicalNSW('ip', dimensions);
    this.#read = read ?? (() => undefined);
  }

  /** A new index over rows of vectors; rows of zeros are left out. Undefined where the library is missing. */
  static build(values: Float32Array, options: NeighbourStoreOptions): NeighbourStore | undefined {
    if (!hnswLibrary) return undefined;
    const store = new NeighbourStore(hnswLibrary, options);
    const { dimensions } = options;
    const rows = values.length / dimensions;
    store.#index.initIndex(Math.max(1, rows), LINKS, EF_BUILD);
    for (let row = 0; row < rows; row++) {
      const vector = values.subarray(row * dimensions, (row + 1) * dimensions);
      if (vector.some((value) => value !== 0)) store.#index.addPoint(Array.from(vector), row);
    }
    return store;
  }

  /** Opens a saved index; its bytes have been checked before, since the library trusts them. */
  static open(path: string, options: NeighbourStoreOptions): NeighbourStore | undefined {
    if (!hnswLibrary) return undefined;
    const store = new NeighbourStore(hnswLibrary, options);
    store.#index.readIndexSync(path);
    return store;
  }

  saveTo(path: string): void {
    this.#index.writeIndexSync(path);
  }

  /** How many rows are in it. */
  get size(): number {
    return this.#index.getCurrentCount();
  }

  /** The `k` nearest rows by cosine, best first, among those of `ranges` where given. */
  nearest(vector: ArrayLike<number>, k: number, ranges?: RowRange[]): RowScore[] {
    const wanted = Math.min(k, this.size);
    if (wanted === 0) return [];
    this.#index.setEf(Math.max(EF_SEARCH, wanted));
    const inside = ranges && ((row: number) => ranges.some(({ first, end }) => row >= first && row < end));
    const { neighbors, distances } = this.#index.searchKnn(Array.from(vector), wanted, inside);
    return neighbors.map((row, at) => ({ row, score: 1 - (distances[at] as number) }));
  }

  override _vectorstoreType(): string {
    return 'baogao-hnsw';
  }

  override async similaritySearchVectorWithScore(
    query: number[],
    k: number,
    filter?: RowRange[],
  ): Promise<[DocumentInterface, number][]> {
    return this.nearest(query, k, filter).map(({ row, score }) => {
      const found = this.#read(row);
      return [new Document({ pageContent: found?.text ?? '', id: found?.id, metadata: { row } }), score];
    });
  }

  /** A generation never changes once it is published; ingest builds the next. */
  override async addVectors(): Promise<never> {
    throw new Error('A published index is read-only; run ingest.');
  }

  override async addDocuments(): Promise<never> {
    return this.addVectors();
  }
}

const noEmbeddings: EmbeddingsInterface = {
  embedQuery: () => Promise.reject(new Error('This store was opened without an embedder.')),
  embedDocuments: () => Promise.reject(new Error('This store was opened without an embedder.')),
};
