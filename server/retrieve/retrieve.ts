import type { ReportIndex } from '../../ingest/index/model.ts';
import type { Passage } from '../../ingest/model.ts';
import type { Turns } from '../turns.ts';
import { type Boost, boostsOf } from './boosts.ts';
import { cosinesOf } from './cosines.ts';
import type { QuestionVectors } from './embedders.ts';
import { foldRepeats } from './fold.ts';
import { type Fused, fuse } from './fuse.ts';
import { legsOf } from './legs.ts';
import type { Query } from './query.ts';
import { candidatesOf, type RankedSentence, rankSentences } from './rank-sentences.ts';
import { type RetrievalSettings, SETTINGS } from './settings.ts';

export interface RankedPassage {
  passage: Passage;
  /** The legs' fused score times every boost. */
  score: number;
  legs: Fused['legs'];
  boosts: Record<string, Boost>;
  /** Passages that say the same and stand behind this one. */
  folded: string[];
}

export interface Retrieved {
  /** Best first. */
  passages: RankedPassage[];
  sentences: RankedSentence[];
}

/** Hits taken from each leg over passages, and over sentences. */
const LEG_DEPTH = 50;
const SENTENCE_DEPTH = 60;

/** Finds passages and sentences for a query: filter first, rank by every leg, fuse, boost, fold. */
export async function retrieve(
  query: Query,
  context: {
    index: ReportIndex;
    vectors: QuestionVectors;
    settings?: RetrievalSettings | undefined;
    turns?: Turns | undefined;
  },
): Promise<Retrieved> {
  const { index, vectors, settings = SETTINGS, turns } = context;
  const ofPassages = legsOf({ unit: 'passage', k: LEG_DEPTH, query, index, vectors, settings, turns });
  // An index of its own holds this thread while it searches; one beside is asked both at once.
  if (!index.remote) await ofPassages;
  const ofSentences = legsOf({ unit: 'sentence', k: SENTENCE_DEPTH, query, index, vectors, settings, turns });
  const [passageLegs, sentenceLegs] = await Promise.all([ofPassages, ofSentences]);
  await turns?.pause();
  const ranked = fuse(passageLegs)
    .flatMap((fused) => {
      const passage = index.passage(fused.id);
      if (!passage) return [];
      const boosts = boostsOf(passage, query, settings);
      const score = Object.values(boosts).reduce((product, { factor }) => product * factor, fused.score);
      return [{ passage, score, legs: fused.legs, boosts }];
    })
    .sort((a, b) => b.score - a.score);
  await turns?.pause();
  const passages = foldRepeats(ranked, {
    share: settings.fold,
    regionOf: (passage) => index.report(passage.report)?.region ?? null,
  }).map(({ kept, folded }) => ({ ...kept, folded }));
  const found = fuse(sentenceLegs);
  const cosineOf = await cosinesOf(index, vectors, () => {
    const candidates = [...candidatesOf(index, passages, found)];
    return {
      sentences: candidates.map(({ id }) => id),
      passages: [...new Set(candidates.map(({ passage }) => passage))],
    };
  });
  await turns?.pause();
  const sentences = rankSentences({ query, index, vectors, settings, passages, found, cosineOf });
  return { passages, sentences };
}
