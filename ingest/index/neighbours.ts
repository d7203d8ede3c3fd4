/**
 * A neighbour index as a LangChain vector store whose texts stay in the database: a document is read only when it is asked for. Another
 * store (Milvus ...) can take its place behind the same class of LangChain's.
 */
import { Document, type DocumentInterface } from '@langchain/core/documents';
import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import { VectorStore } from '@langchain/core/vectorstores';
import type { NeighbourIndex } from './hnsw.ts';
import type { RowRange } from './vectors.ts';

export interface NeighbourStoreOptions {
  index: NeighbourIndex;
  /** The text of a row. */
  read: (row: number) => { text: string; id: string } | undefined;
  /** For LangChain's searches by text. */
  embeddings: EmbeddingsInterface;
}

export class NeighbourStore extends VectorStore {
  declare FilterType: RowRange[];
  readonly #index: NeighbourIndex;
  readonly #read: NeighbourStoreOptions['read'];

  constructor({ index, read, embeddings }: NeighbourStoreOptions) {
    super(embeddings, {});
    this.#index = index;
    this.#read = read;
  }

  override _vectorstoreType(): string {
    return 'baogao-hnsw';
  }

  override async similaritySearchVectorWithScore(
    query: number[],
    k: number,
    filter?: RowRange[],
  ): Promise<[DocumentInterface, number][]> {
    return this.#index.nearest(query, k, filter).map(({ row, score }) => {
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
