/** Texts to vectors with a local model: in this process or in child processes. */
import { EmbeddingPool } from './embedding/pool.ts';
import { checkModel, type ModelFolder, modelFingerprint } from './embedding/profiles.ts';
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

/** How a model is run in child processes. */
export interface ForkOptions extends ModelFolder {
  /** How many children; default one a core. */
  processes?: number;
  /** Threads of each child; default 1. */
  threads?: number;
}

/**
 * A model in child processes; the caller's thread stays free. The children start with the first text or with `prepare`;
 * a model that they cannot load shows at the first text.
 * @throws ReportError `model-missing`, `model-incompatible`, `model-unknown`.
 */
export function forkEmbedder({ model, ...options }: ForkOptions): Embedder {
  checkModel({ modelsDir: options.modelsDir, model });
  return pooledEmbedder(options.modelsDir, model, new EmbeddingPool({ ...options, models: [model] }));
}

/**
 * Several models in one child process: 100 MB less than a process each, for questions, of which one is embedded at a time.
 * Closing any of them closes all. Throws as `forkEmbedder` does.
 */
export function forkTogether({ modelsDir, models }: { modelsDir: string; models: string[] }): Embedder[] {
  for (const model of models) checkModel({ modelsDir, model });
  const pool = new EmbeddingPool({ modelsDir, models, processes: 1, small: true });
  return models.map((model) => pooledEmbedder(modelsDir, model, pool));
}

function pooledEmbedder(modelsDir: string, model: string, pool: EmbeddingPool): Embedder {
  const { queryPrefix, passagePrefix, dimensions } = checkModel({ modelsDir, model });
  const withPrefix = (prefix: string, texts: string[]) => texts.map((text) => prefix + text);
  return {
    model,
    dimensions,
    fingerprint: modelFingerprint({ modelsDir, model }),
    prepare: () => pool.start(),
    embedQueries: (texts) => pool.embed(model, withPrefix(queryPrefix, texts)),
    embedPassages: (texts, onDone) => pool.embed(model, withPrefix(passagePrefix, texts), onDone),
    async close() {
      pool.close();
    },
  };
}
