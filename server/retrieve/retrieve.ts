import type { BaseRetriever } from '@langchain/core/retrievers';
import type { Hit, ReportIndex, SearchFilter, Unit } from '../../ingest/index/model.ts';
import type { Passage, Sentence } from '../../ingest/model.ts';
import { queryTokens, tokensOf } from '../../ingest/tokens.ts';
import { type Expected, holdsShape } from '../answer/expected.ts';
import type { Language } from '../model.ts';
import { BILINGUAL_MODEL, CHINESE_MODEL, type QuestionVectors } from './embedders.ts';
import { type Fused, fuse, type Leg } from './fuse.ts';
import { FullTextRetriever, type HitMetadata, VectorRetriever } from './retrievers.ts';
import { tokenWeights } from './token-weights.ts';
import { wordsOf } from './words.ts';

/** What to look for, and where. */
export interface Query {
  /** Text whose tokens full text looks for: the question without what only asks, with the reports' own words added. */
  words: string;
  language: Language;
  /** Report ids; everything else is left out before ranking. */
  reports: string[];
  /** Reports' parts that fit the years and target or result asked; ranked up, others stay possible. */
  fits: (passage: Passage) => boolean;
  /** The shape of thing asked for. */
  expected: Expected;
  /** A department's task is asked for: passages with that field are ranked up. */
  wantsTask: boolean;
}

export interface RankedPassage {
  passage: Passage;
  score: number;
  legs: Fused['legs'];
  boosts: Record<string, number>;
}

export interface RankedSentence {
  sentence: Sentence;
  passage: Passage;
  score: number;
  /** Share of the question's token weight that the sentence holds, 0 to 1; its passage's other words count half. */
  coverage: number;
  /** Cosine to the question by the model that fits its language; 0 where there are no vectors. */
  similarity: number;
  shaped: boolean;
  parts: Record<string, number>;
}

/** Hits taken from each leg. 50 passages hold 99% of the evidence at depth 20 with room for the boosts to reorder. */
const LEG_DEPTH = 50;
/** Sentences taken from each sentence leg, and passages whose sentences are all candidates. */
const SENTENCE_DEPTH = 60;
const PASSAGES_OPENED = 20;

/** What each leg's ranks count, by the question's language: full text misleads English questions (30% against 55%). */
const LEG_WEIGHTS: Record<Language, Record<'text' | 'chinese' | 'bilingual', number>> = {
  zh: { text: 1, chinese: 1, bilingual: 1 },
  en: { text: 0.5, chinese: 0.3, bilingual: 1 },
};

/** Boosts multiply a passage's fused score. A part that fits the year and kind asked, a task where one is asked. */
const FIT_BOOST = 1.25;
const TASK_BOOST = 1.3;

/** A character pair that straddles two words of the question (鸟定 of 把哪种鸟定为) is seldom in an answer. */
const ACROSS_WORDS = 0.3;
/** What a token in the rest of the passage or its headings counts for a sentence. */
const AROUND = 0.4;

/** How a sentence's score is made: weights of what was seen, each between 0 and 1. */
const SENTENCE_WEIGHTS = { coverage: 1, similarity: 0.9, passage: 0.4, rank: 0.3, fit: 0.12, shape: 0.15 };

/** Finds passages and sentences for a query: filter first, rank by every leg, fuse, boost. */
export async function retrieve(
  query: Query,
  context: { index: ReportIndex; vectors: QuestionVectors },
): Promise<{ passages: RankedPassage[]; sentences: RankedSentence[] }> {
  const { index } = context;
  const filter: SearchFilter = { reports: query.reports };
  const [passageLegs, sentenceLegs] = await Promise.all([
    legsOf('passage', LEG_DEPTH, query, filter, context),
    legsOf('sentence', SENTENCE_DEPTH, query, filter, context),
  ]);
  const passages = fuse(passageLegs)
    .flatMap((fused): RankedPassage[] => {
      const passage = index.passage(fused.id);
      if (!passage) return [];
      const boosts: Record<string, number> = {};
      if (query.fits(passage)) boosts.fit = FIT_BOOST;
      if (query.wantsTask && passage.task) boosts.task = TASK_BOOST;
      const score = Object.values(boosts).reduce((product, boost) => product * boost, fused.score);
      return [{ passage, score, legs: fused.legs, boosts }];
    })
    .sort((a, b) => b.score - a.score);
  return { passages, sentences: rankSentences(query, context, passages, fuse(sentenceLegs)) };
}

async function legsOf(
  unit: Unit,
  k: number,
  query: Query,
  filter: SearchFilter,
  { index, vectors }: { index: ReportIndex; vectors: QuestionVectors },
): Promise<Leg[]> {
  const weights = LEG_WEIGHTS[query.language];
  const legs: Promise<Leg>[] = [
    leg('text', weights.text, new FullTextRetriever({ index, unit, filter, k }), query.words),
  ];
  for (const [name, model] of [
    ['chinese', CHINESE_MODEL],
    ['bilingual', BILINGUAL_MODEL],
  ] as const) {
    const vector = vectors.get(model);
    if (vector && index.hasVectors(model, unit)) {
      legs.push(leg(name, weights[name], new VectorRetriever({ index, unit, filter, k, model, vector }), ''));
    }
  }
  return Promise.all(legs);
}

async function leg(name: string, weight: number, retriever: BaseRetriever<HitMetadata>, input: string): Promise<Leg> {
  const documents = await retriever.invoke(input);
  return { name, weight, hits: documents.map(({ metadata }): Hit => ({ id: metadata.id, score: metadata.score })) };
}

function rankSentences(
  query: Query,
  { index, vectors }: { index: ReportIndex; vectors: QuestionVectors },
  passages: RankedPassage[],
  fused: Fused[],
): RankedSentence[] {
  const weights = tokenWeights(index);
  const asked = queryTokens(query.words);
  const inside = new Set(wordsOf(query.words).flatMap(tokensOf));
  const weightOf = (token: string): number => weights.weightOf(token) * (inside.has(token) ? 1 : ACROSS_WORDS);
  const askedWeight = asked.reduce((sum, token) => sum + weightOf(token), 0) || 1;
  const bestPassage = passages[0]?.score ?? 1;
  const passageScore = new Map(passages.map((p) => [p.passage.id, p.score / bestPassage]));
  const bestFused = fused[0]?.score ?? 1;
  const rankScore = new Map(fused.map((f) => [f.id, f.score / bestFused]));
  const candidates = new Map<string, Sentence>();
  for (const { passage } of passages.slice(0, PASSAGES_OPENED)) {
    for (const sentence of index.sentencesOf(passage.id)) candidates.set(sentence.id, sentence);
  }
  for (const { id } of fused) {
    const sentence = index.sentence(id);
    if (sentence) candidates.set(id, sentence);
  }
  const vector = vectors.get(CHINESE_MODEL);
  const ranked: RankedSentence[] = [];
  for (const sentence of candidates.values()) {
    const passage = index.passage(sentence.passage);
    if (!passage) continue;
    const own = new Set(tokensOf(sentence.text));
    const around = new Set([...tokensOf(passage.text), ...passage.path.flatMap(tokensOf)]);
    const held = asked.reduce(
      (sum, token) => sum + weightOf(token) * (own.has(token) ? 1 : around.has(token) ? AROUND : 0),
      0,
    );
    const coverage = held / askedWeight;
    const stored = vector && index.vectorOf(CHINESE_MODEL, 'sentence', sentence.id);
    const similarity = vector && stored ? Math.max(0, dot(vector, stored)) : 0;
    const shaped = holdsShape(sentence.text, query.expected);
    const parts = {
      coverage: SENTENCE_WEIGHTS.coverage * coverage,
      similarity: SENTENCE_WEIGHTS.similarity * similarity,
      passage: SENTENCE_WEIGHTS.passage * (passageScore.get(passage.id) ?? 0),
      rank: SENTENCE_WEIGHTS.rank * (rankScore.get(sentence.id) ?? 0),
      fit: query.fits(passage) ? SENTENCE_WEIGHTS.fit : 0,
      shape: shaped ? SENTENCE_WEIGHTS.shape : 0,
    };
    const score = Object.values(parts).reduce((sum, part) => sum + part, 0);
    ranked.push({ sentence, passage, score, coverage, similarity, shaped, parts });
  }
  return ranked.sort((a, b) => b.score - a.score);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
