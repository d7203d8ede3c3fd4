import { Document } from '@langchain/core/documents';
import { BaseRetriever } from '@langchain/core/retrievers';
import type { Hit, ReportIndex, SearchFilter, Unit } from '../../ingest/index/model.ts';
import { queryTokens } from '../../ingest/tokens.ts';

/** What a retriever searches, and how far. */
export interface RetrieverOptions {
  index: ReportIndex;
  unit: Unit;
  /** Applied before anything is ranked. */
  filter: SearchFilter;
  /** How many to return at most. */
  k: number;
}

export interface HitMetadata extends Record<string, unknown> {
  id: string;
  score: number;
}

/** Turns hits into LangChain documents, text looked up in the index. */
function documentsOf(index: ReportIndex, unit: Unit, hits: Hit[]): Document<HitMetadata>[] {
  return hits.flatMap((hit) => {
    const found = unit === 'passage' ? index.passage(hit.id) : index.sentence(hit.id);
    return found
      ? [new Document({ id: hit.id, pageContent: found.text, metadata: { id: hit.id, score: hit.score } })]
      : [];
  });
}

/** BM25 over words and character pairs. The input of `invoke` is the query's text. */
export class FullTextRetriever extends BaseRetriever<HitMetadata> {
  lc_namespace = ['baogao', 'retrievers'];
  readonly #options: RetrieverOptions;

  constructor(options: RetrieverOptions) {
    super();
    this.#options = options;
  }

  override async _getRelevantDocuments(query: string): Promise<Document<HitMetadata>[]> {
    const { index, unit, filter, k } = this.#options;
    const engine = index.remote ?? index;
    return documentsOf(index, unit, await engine.searchText(unit, queryTokens(query), filter, k));
  }
}

/** Nearest vectors of one model. The question is embedded once outside, so the input of `invoke` is not embedded again. */
export class VectorRetriever extends BaseRetriever<HitMetadata> {
  lc_namespace = ['baogao', 'retrievers'];
  readonly #options: RetrieverOptions & { model: string; vector: Float32Array };

  constructor(options: RetrieverOptions & { model: string; vector: Float32Array }) {
    super();
    this.#options = options;
  }

  override async _getRelevantDocuments(): Promise<Document<HitMetadata>[]> {
    const { index, unit, filter, k, model, vector } = this.#options;
    const engine = index.remote ?? index;
    return documentsOf(index, unit, await engine.searchVectors(model, unit, vector, filter, k));
  }
}
