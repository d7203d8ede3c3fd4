/** Sentences ranked by what can be seen of them, part by part. */
import type { ReportIndex } from '../../ingest/index/model.ts';
import type { Passage, Sentence } from '../../ingest/model.ts';
import { queryTokens, tokensOf } from '../../ingest/tokens.ts';
import { holdsShape } from '../answer/expected.ts';
import { besideAnswer } from './beside-answer.ts';
import type { CosineOf } from './cosines.ts';
import { BILINGUAL_MODEL, CHINESE_MODEL, type QuestionVectors } from './embedders.ts';
import type { Fused } from './fuse.ts';
import type { Query } from './query.ts';
import type { RankedPassage } from './retrieve.ts';
import type { RetrievalSettings, SentencePart } from './settings.ts';
import { tokenWeights } from './token-weights.ts';
import { wordsOf } from './words.ts';

export interface RankedSentence {
  sentence: Sentence;
  passage: Passage;
  score: number;
  /** Share of the question's token weight that the sentence holds, 0 to 1; its passage's other words count in part. */
  coverage: number;
  /** Cosine to the question by the model that fits its language; 0 where there are no vectors. */
  similarity: number;
  /** Cosine of its passage to the question by the bilingual model; 0 where there are no vectors. */
  passageSimilarity: number;
  /** Rank of its passage, from 0; `UNRANKED` where only the sentence itself was found. */
  passageRank: number;
  /** How far its similarities stand out among the candidates', in standard deviations; 0 without vectors. */
  standing: { sentence: number; passage: number };
  /** How far it is ahead of the best other of the first ten: in standing of its own cosine, and in score; negative behind. */
  ahead: { standing: number; score: number };
  /** Holds the shape of thing asked for. */
  shaped: boolean;
  parts: Partial<Record<SentencePart, number>>;
}

/** The rank of a passage that no leg found. */
export const UNRANKED = 99;

/** Passages whose sentences are all candidates. */
const PASSAGES_OPENED = 20;

/**
 * A character pair that straddles two words of the question (鸟定 of 把哪种鸟定为) is seldom in an answer. Worth nothing where there are vectors; of
 * 184 golden questions asked before the vectors are there it keeps six from being refused.
 */
const ACROSS_WORDS = 0.3;

/**
 * Where no sentence holds so much of a question, it is worded quite otherwise, and similarity decides: of 24 unseen everyday questions and
 * their like the right sentence stands first in 83% for 67%; those of the golden set are as before.
 */
const OTHER_WORDS = 0.3;
const MEANING = { similarity: 3, passage: 0.1 };
/** Cosine that any two sentences of reports have. */
const UNRELATED = 0.4;

export interface RankInput {
  query: Query;
  index: ReportIndex;
  vectors: QuestionVectors;
  settings: RetrievalSettings;
  /** Ranked passages, best first. */
  passages: RankedPassage[];
  /** Sentences that the legs found by themselves. */
  found: Fused[];
  cosineOf: CosineOf;
}

/** The sentences of the best passages and those found by themselves, best first. */
export function rankSentences({
  query,
  index,
  vectors,
  settings,
  passages,
  found,
  cosineOf,
}: RankInput): RankedSentence[] {
  const { weightOf } = tokenWeights(index);
  const inside = new Set(wordsOf(query.words).flatMap(tokensOf));
  const asked = queryTokens(query.words).map((token) => ({
    token,
    weight: weightOf(token) * (inside.has(token) ? 1 : ACROSS_WORDS),
  }));
  const askedWeight = asked.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const bestPassage = passages[0]?.score ?? 1;
  const passageScore = new Map(passages.map((p) => [p.passage.id, p.score / bestPassage]));
  const passageRank = new Map(passages.map((p, rank) => [p.passage.id, rank]));
  const tokensAround = new Map<string, Set<string>>();
  const byPassage = new Map<string, number>();
  const seen: Omit<RankedSentence, 'score' | 'parts' | 'standing' | 'ahead'>[] = [];
  for (const sentence of candidatesOf(index, passages, found)) {
    const passage = index.passage(sentence.passage);
    if (!passage) continue;
    const own = new Set(tokensOf(sentence.text));
    const beside = tokensAround.get(passage.id) ?? new Set([passage.text, ...passage.path].flatMap(tokensOf));
    tokensAround.set(passage.id, beside);
    const held = asked.reduce(
      (sum, { token, weight }) =>
        sum + weight * (own.has(token) ? 1 : beside.has(token) ? settings.sentence.around : 0),
      0,
    );
    const coverage = held / askedWeight;
    const similarity = Math.max(0, cosineOf(CHINESE_MODEL, 'sentence', sentence.id));
    const passageSimilarity =
      byPassage.get(passage.id) ?? Math.max(0, cosineOf(BILINGUAL_MODEL, 'passage', passage.id));
    byPassage.set(passage.id, passageSimilarity);
    const shaped = holdsShape(sentence.text, query.expected);
    const rank = passageRank.get(passage.id) ?? UNRANKED;
    seen.push({ sentence, passage, coverage, similarity, passageSimilarity, passageRank: rank, shaped });
  }
  // A question in quite other words than the reports' is ranked by what it means.
  const inOtherWords = vectors.has(CHINESE_MODEL) && seen.every(({ coverage }) => coverage < OTHER_WORDS);
  const weights = inOtherWords ? { ...settings.sentence, ...MEANING } : settings.sentence;
  const ofSentence = standingOf(seen.map((one) => one.similarity));
  const ofPassage = standingOf([...byPassage.values()]);
  const ranked = seen.map((one): Omit<RankedSentence, 'ahead'> => {
    const parts = {
      coverage: weights.coverage * one.coverage,
      similarity: weights.similarity * Math.max(0, one.similarity - (inOtherWords ? UNRELATED : 0)),
      passage: weights.passage * (passageScore.get(one.passage.id) ?? 0),
      fit: query.fits(one.passage) ? weights.fit : 0,
      beside:
        query.before === '' ? 0 : weights.beside * besideAnswer(one.sentence.text, one.passage.text, query.before),
    };
    const standing = { sentence: ofSentence(one.similarity), passage: ofPassage(one.passageSimilarity) };
    return { ...one, standing, parts, score: Object.values(parts).reduce((sum, part) => sum + part, 0) };
  });
  return withLead(ranked.sort((a, b) => b.score - a.score));
}

/** Sentences that one is compared with for its lead: the first ones. */
const RIVALS = 10;

/** Each with how far it is ahead of its best rival. */
function withLead(ranked: Omit<RankedSentence, 'ahead'>[]): RankedSentence[] {
  const rivals = ranked.slice(0, RIVALS);
  const best = (values: number[]): [number, number] => {
    const [first = 0, second = 0] = [...values].sort((a, b) => b - a);
    return [first, second];
  };
  const standing = best(rivals.map((one) => one.standing.sentence));
  const score = best(rivals.map((one) => one.score));
  const over = (value: number, [first, second]: [number, number], rival: boolean): number =>
    value - (rival && value === first ? second : first);
  return ranked.map((one, at) => ({
    ...one,
    ahead: {
      standing: over(one.standing.sentence, standing, at < RIVALS),
      score: over(one.score, score, at < RIVALS),
    },
  }));
}

/** A sentence that was not searched for but stands beside, or is told as it is. */
export function unranked(sentence: Sentence, passage: Passage): RankedSentence {
  return {
    sentence,
    passage,
    score: 0,
    coverage: 0,
    similarity: 0,
    passageSimilarity: 0,
    passageRank: UNRANKED,
    standing: { sentence: 0, passage: 0 },
    ahead: { standing: 0, score: 0 },
    shaped: true,
    parts: {},
  };
}

/** The sentences that are ranked. */
export function candidatesOf(index: ReportIndex, passages: RankedPassage[], found: Fused[]): Iterable<Sentence> {
  const candidates = new Map<string, Sentence>();
  for (const { passage } of passages.slice(0, PASSAGES_OPENED))
    for (const sentence of index.sentencesOf(passage.id)) candidates.set(sentence.id, sentence);
  for (const { id } of found) {
    const sentence = index.sentence(id);
    if (sentence) candidates.set(id, sentence);
  }
  return candidates.values();
}

/** Of fewer candidates one stands out by chance: in a report of three sentences the best of them always does. */
const CROWD = 12;

/** How many standard deviations above the mean of `values` a value is; 0 where they are all alike, or too few to tell. */
function standingOf(values: number[]): (value: number) => number {
  if (values.length < CROWD) return () => 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length || 1));
  return (value) => (deviation === 0 ? 0 : (value - mean) / deviation);
}
