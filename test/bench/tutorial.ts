/**
 * The tutorial way, as a yardstick: what a page on retrieval over one's own documents tells to do, with the same embedding
 * model and without a language model. Chunks of 1,000 characters, vectors alone, the nearest four, and of these the nearest
 * sentence as the answer; it never refuses and does not read the conversation before.
 */
import { availableParallelism } from 'node:os';
import { Embeddings } from '@langchain/core/embeddings';
import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters';
import { Document } from 'langchain';
import { type Embedder, loadEmbedder } from '../../ingest/embedder.ts';
import type { GoldQuestion, JudgedAnswer } from './golden.ts';
import type { VectorCache } from './vector-cache.ts';

/** What the tutorials name. */
const CHUNK_SIZE = 1000;
const CHUNK_OVERLAP = 200;
const TOP = 4;
/** Chunks looked at for the share of evidence found. */
const RANKED = 20;
const MODEL = 'bge-small-zh-v1.5';

export interface Tutorial {
  chunks: number;
  /** Time of cutting, embedding and indexing. */
  ingestMs: number;
  ask(question: GoldQuestion): Promise<JudgedAnswer>;
  close(): Promise<void>;
}

export interface TutorialOptions {
  /** Sources by document name. */
  sources: ReadonlyMap<string, string>;
  modelsDir: string;
  /** Keeps vectors from run to run; null where times are measured. */
  cache: VectorCache | null;
}

/** Embeds without any prefix, as the tutorials do; each text by itself. */
class PlainEmbeddings extends Embeddings {
  readonly #embedder: Embedder;
  readonly #cache: VectorCache | null;

  constructor(embedder: Embedder, cache: VectorCache | null) {
    super({});
    this.#embedder = embedder;
    this.#cache = cache;
  }

  async embed(text: string): Promise<Float32Array> {
    const known = this.#cache?.get(text);
    if (known) return known;
    const [vector] = await this.#embedder.embedPassages([text]);
    if (!vector) throw new Error(`${MODEL} gave no vector`);
    this.#cache?.set(text, vector);
    return vector;
  }

  async embedQuery(text: string): Promise<number[]> {
    return Array.from(await this.embed(text));
  }

  async embedDocuments(texts: string[]): Promise<number[][]> {
    const vectors: number[][] = [];
    for (const text of texts) vectors.push(await this.embedQuery(text));
    return vectors;
  }
}

interface SentenceVector {
  document: string;
  text: string;
  vector: Float32Array;
}

/** Whole sentences of a chunk; a line end is an end too. */
export function sentencesOf(chunk: string): string[] {
  return chunk
    .split(/(?<=[。！？!?])|\n+/)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
}

/** The sentence nearest to the question by cosine (vectors are normalised); undefined of none. */
export function bestSentence(question: Float32Array, sentences: SentenceVector[]): SentenceVector | undefined {
  let best: SentenceVector | undefined;
  let bestCosine = Number.NEGATIVE_INFINITY;
  for (const sentence of sentences) {
    const cosine = question.reduce((sum, value, index) => sum + value * (sentence.vector[index] ?? 0), 0);
    if (cosine <= bestCosine) continue;
    best = sentence;
    bestCosine = cosine;
  }
  return best;
}

/** Cuts, embeds and indexes the sources the tutorial way. Throws where hnswlib-node is not installed. */
export async function openTutorial({ sources, modelsDir, cache }: TutorialOptions): Promise<Tutorial> {
  const { HNSWLib } = await import('@langchain/community/vectorstores/hnswlib');
  const embedder = await loadEmbedder({ modelsDir, model: MODEL, threads: availableParallelism() });
  const embeddings = new PlainEmbeddings(embedder, cache);
  const started = performance.now();
  const splitter = new RecursiveCharacterTextSplitter({ chunkSize: CHUNK_SIZE, chunkOverlap: CHUNK_OVERLAP });
  const whole = [...sources].map(([document, pageContent]) => new Document({ pageContent, metadata: { document } }));
  const chunks = await splitter.splitDocuments(whole);
  const store = await HNSWLib.fromDocuments(chunks, embeddings);
  const ingestMs = performance.now() - started;

  async function ask({ question }: GoldQuestion): Promise<JudgedAnswer> {
    const started = performance.now();
    const vector = await embeddings.embed(question);
    const nearest = (k: number) => store.similaritySearchVectorWithScore(Array.from(vector), k);
    const sentences: SentenceVector[] = [];
    for (const [chunk] of await nearest(TOP)) {
      for (const text of sentencesOf(chunk.pageContent)) {
        sentences.push({ document: chunk.metadata.document, text, vector: await embeddings.embed(text) });
      }
    }
    const best = bestSentence(vector, sentences);
    const ms = performance.now() - started;
    const ranked = await nearest(Math.min(RANKED, chunks.length));
    return {
      answer: best ? `${best.text}[1]` : '',
      refused: false,
      citations: best ? [{ number: 1, document: best.document, quote: best.text }] : [],
      chunks: ranked.map(([chunk]) => ({ document: chunk.metadata.document, quote: chunk.pageContent })),
      ms,
    };
  }

  return { chunks: chunks.length, ingestMs, ask, close: () => embedder.close() };
}
