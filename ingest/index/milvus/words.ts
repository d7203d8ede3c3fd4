/**
 * Full text as sparse vectors: an entry a word, whose product with a question's ones is the BM25 that the built-in store computes. Everything that
 * the collection decides (how rare a word is, how long texts are) is in the vectors of the texts, since a collection never changes.
 */
import { createHash } from 'node:crypto';

/** Entry by number of the word. */
export type SparseVector = Record<number, number>;

/** As in SQLite's FTS5, so that both stores rank alike. */
const K1 = 1.2;
const B = 0.75;
/** Weight of a word that is in more than half of the texts. */
const LEAST_RARITY = 1e-6;
/** Words of a question beyond are left out, as in the built-in store. */
const MAX_QUERY_TOKENS = 256;

/**
 * The number that stands for a word: 32 bits of its hash. Of 100,000 words about one pair shares a number, which then counts as one word.
 */
export function wordNumber(word: string): number {
  return createHash('md5').update(word).digest().readUInt32LE(0) % 0xfffffffe;
}

/** What is known of all texts of a collection; fill it with every text before asking for vectors. */
export class WordStatistics {
  readonly #holding = new Map<number, number>();
  #texts = 0;
  #words = 0;

  add(tokens: string[]): void {
    this.#texts++;
    this.#words += tokens.length;
    for (const word of new Set(tokens.map(wordNumber))) this.#holding.set(word, (this.#holding.get(word) ?? 0) + 1);
  }

  /** The vector of a text. */
  vectorOf(tokens: string[]): SparseVector {
    const counts = new Map<number, number>();
    for (const word of tokens.map(wordNumber)) counts.set(word, (counts.get(word) ?? 0) + 1);
    const length = 1 - B + (B * tokens.length) / (this.#words / this.#texts);
    const vector: SparseVector = {};
    for (const [word, count] of counts) {
      const holding = this.#holding.get(word) ?? 0;
      const rarity = Math.max(LEAST_RARITY, Math.log((this.#texts - holding + 0.5) / (holding + 0.5)));
      vector[word] = (rarity * count * (K1 + 1)) / (count + K1 * length);
    }
    return vector;
  }
}

/** The vector of a question: any of its words may match; undefined where none has a letter or digit. */
export function queryVector(tokens: string[]): SparseVector | undefined {
  const words = [...new Set(tokens)].filter((token) => /[\p{L}\p{N}]/u.test(token)).slice(0, MAX_QUERY_TOKENS);
  return words.length === 0 ? undefined : Object.fromEntries(words.map((word) => [wordNumber(word), 1]));
}
