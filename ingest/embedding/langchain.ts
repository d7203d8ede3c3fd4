import { Embeddings } from '@langchain/core/embeddings';
import type { Embedder } from '../embedder.ts';

/** An embedder as LangChain's vector stores and retrievers expect it. */
export class EmbedderEmbeddings extends Embeddings<number[]> {
  readonly #embedder: Embedder;

  constructor(embedder: Embedder) {
    super({});
    this.#embedder = embedder;
  }

  override async embedDocuments(documents: string[]): Promise<number[][]> {
    return (await this.#embedder.embedPassages(documents)).map((vector) => Array.from(vector));
  }

  override async embedQuery(document: string): Promise<number[]> {
    const [vector] = await this.#embedder.embedQueries([document]);
    return Array.from(vector as Float32Array);
  }
}
