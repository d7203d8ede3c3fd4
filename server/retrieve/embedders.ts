import { type Embedder, forkTogether, loadEmbedder } from '../../ingest/embedder.ts';
import { BILINGUAL_MODEL, CHINESE_MODEL } from '../../ingest/embedding/chosen.ts';

export { BILINGUAL_MODEL, CHINESE_MODEL };

/** The vectors of one question, by model. */
export type QuestionVectors = Map<string, Float32Array>;

/** How many embedded questions are kept: a conversation asks again and again with small changes, the page repeats itself. */
const CACHE_SIZE = 200;

/** The models that questions are embedded with, and a small cache of what was embedded. */
export class QuestionEmbedders {
  readonly #embedders: Embedder[];
  readonly #cache = new Map<string, Float32Array>();

  private constructor(embedders: Embedder[]) {
    this.#embedders = embedders;
  }

  /**
   * Loads both models: `here` in this process, `apart` in a child process, so that this thread stays free.
   * Throws ReportError `model-missing` and the like.
   */
  static async open(options: { modelsDir: string; place: 'here' | 'apart' }): Promise<QuestionEmbedders> {
    const { modelsDir, place } = options;
    const models = [...new Set([CHINESE_MODEL, BILINGUAL_MODEL])];
    if (place === 'here') {
      const open = (model: string) => loadEmbedder({ modelsDir, model, threads: 1 });
      return new QuestionEmbedders(await Promise.all(models.map(open)));
    }
    const embedders = forkTogether({ modelsDir, models });
    for (const embedder of embedders) embedder.prepare();
    return new QuestionEmbedders(embedders);
  }

  /** Embeds a question with every model (side by side), or with those named. */
  async embed(text: string, models?: string[]): Promise<QuestionVectors> {
    const wanted = this.#embedders.filter((e) => models === undefined || models.includes(e.model));
    const pairs = await Promise.all(
      wanted.map(async (embedder): Promise<[string, Float32Array]> => {
        const key = `${embedder.model}\n${text}`;
        const known = this.#cache.get(key);
        if (known) return [embedder.model, known];
        const [vector] = await embedder.embedQueries([text]);
        if (!vector) throw new Error(`${embedder.model} gave no vector`);
        if (this.#cache.size >= CACHE_SIZE) this.#cache.delete(this.#cache.keys().next().value as string);
        this.#cache.set(key, vector);
        return [embedder.model, vector];
      }),
    );
    return new Map(pairs);
  }

  async close(): Promise<void> {
    await Promise.all(this.#embedders.map((e) => e.close()));
  }
}
