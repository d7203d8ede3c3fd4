/** Texts to vectors with a local model: in this process, in child processes, and as LangChain wants it. */
import { Embeddings } from '@langchain/core/embeddings';
import { EmbeddingPool, type PoolOptions } from './embedding/pool.ts';
import { checkModel, modelFingerprint } from './embedding/profiles.ts';
import type { SessionOptions } from './embedding/session.ts';

export interface Embedder {
  readonly model: string;
  readonly dimensions: number;
  /** Tells two models of one name apart, so that vectors of one are never compared with the other's. */
  readonly fingerprint: string;
  /** Starts to load the model, so that the first text need not wait for it. */
  prepare(): void;
  /** Vectors of questions, normalised, in their order. */
  embedQueries(texts: string[]): Promise<Float32Array[]>;
  /**
   * Vectors of texts that are searched, normalised, in their order.
   * @param onDone Called as parts come in, with the place of their first text.
   */
  embedPassages(texts: string[], onDone?: (first: number, vectors: Float32Array[]) => void): Promise<Float32Array[]>;
  close(): Promise<void>;
}

/**
 * A model in this process; its thread is held while a text is embedded. For commands that answer one question.
 * @throws ReportError `model-missing`, `model-incompatible`, `model-unknown`, `model-broken`.
 */
export async function loadEmbedder(options: SessionOptions): Promise<Embedder> {
  // The runtime takes most of a second to load, which commands that embed nothing need not wait for.
  const { openSession } = await import('./embedding/session.ts');
  const session = await openSession(options);
  const { queryPrefix, passagePrefix, dimensions } = session.profile;
  return {
    model: options.model,
    dimensions,
    fingerprint: modelFingerprint(options),
    prepare() {},
    embedQueries: (texts) => session.embed(texts.map((text) => queryPrefix + text)),
    async embedPassages(texts, onDone) {
      const vectors = await session.embed(texts.map((text) => passagePrefix + text));
      onDone?.(0, vectors);
      return vectors;
    },
    close: () => session.close(),
  };
}

/**
 * A model in child processes; the caller's thread stays free. The children start with the first text or with `prepare`;
 * a model that they cannot load shows at the first text.
 * @throws ReportError `model-missing`, `model-incompatible`, `model-unknown`.
 */
export function forkEmbedder(options: PoolOptions): Embedder {
  const { queryPrefix, passagePrefix, dimensions } = checkModel(options);
  const pool = new EmbeddingPool(options);
  return {
    model: options.model,
    dimensions,
    fingerprint: modelFingerprint(options),
    prepare: () => pool.start(),
    embedQueries: (texts) => pool.embed(texts.map((text) => queryPrefix + text)),
    embedPassages: (texts, onDone) =>
      pool.embed(
        texts.map((text) => passagePrefix + text),
        onDone,
      ),
    async close() {
      pool.close();
    },
  };
}

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
