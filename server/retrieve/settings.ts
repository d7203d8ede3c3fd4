/** The numbers that ranking is made with, each with what it is worth; `npm run bench -- --ablate` measures them anew. */

/** Ways of finding passages and sentences. */
export type LegName = 'text' | 'chinese' | 'bilingual' | 'figures';
export type BoostName = 'fit' | 'shape' | 'quoted';
export type SentencePart = 'coverage' | 'around' | 'similarity' | 'passage' | 'fit' | 'beside';
/** What a question is like, as far as legs differ: its names stand in the reports, or everyday or English words for them. */
export type QuestionKind = 'exact' | 'everyday' | 'english';

export interface RetrievalSettings {
  /** What each leg's ranks count in the fusion. */
  legs: Record<QuestionKind, Record<LegName, number>>;
  /** Factors of a passage's fused score; 1 changes nothing. */
  boosts: Record<BoostName, number>;
  /** Weights of what was seen of a sentence, each between 0 and 1. */
  sentence: Record<SentencePart, number>;
  /** Shared part of the smaller one's tokens from which on two passages are taken for one; above 1 folds nothing. */
  fold: number;
}

/**
 * Measured over 305 golden questions (dev and own) and 75 unseen ones; found means the evidence is in the first passage, the first 5.
 * - text: without it English evidence in the first 5 falls from 81 to 59%, facts' in the first from 91 to 67%.
 * - chinese: without it paraphrases' in the first 5 fall from 100 to 93%.
 * - bilingual: 0.2 is best for Chinese (weight 1: 88.5 mean reciprocal rank for 90.1, none: lists lose 7 points in the first 5); for
 *   English 0.5, since questions with words that no dictionary here knows have nothing else.
 * - figures: without it compare falls from 90 to 82% in the first, English from 69 to 59% in the first 5, aggregates by 8 points in the first 20.
 * - fit: without it the first passage is right in 81 instead of 85%, of follow-ups in 70 instead of 90%.
 * - shape: 0.6 points in mean reciprocal rank, 3 of English ones. - quoted: unseen facts in the first 5 from 95 to 100%, aggregates 2 points.
 * - fold: changes no figure; it keeps a reader from seeing the same words twice (a digest and its report).
 * - coverage, around: without them right answers of dev fall from 97.8 to 96.2 and 97.3%.
 * - similarity, passage, fit of sentences: no answer of dev changes without one of them; passage puts the right sentence of follow-ups first in
 *   73 instead of 64%, similarity that of unseen everyday questions in 83 instead of 67% (see MEANING).
 * - beside: of 124 follow-ups (67 of them unseen) six more are answered right, 112 instead of 106; no other question changes.
 * A sentence's own rank in the legs, its shape, the share of things that it holds and a boost for tasks were measured too, changed nothing and are gone.
 */
export const SETTINGS: RetrievalSettings = {
  legs: {
    exact: { text: 1.2, chinese: 1, bilingual: 0.2, figures: 1.5 },
    everyday: { text: 1.2, chinese: 1, bilingual: 0.2, figures: 1.5 },
    english: { text: 1.2, chinese: 0.8, bilingual: 0.5, figures: 1.5 },
  },
  boosts: { fit: 1.15, shape: 1.5, quoted: 2 },
  sentence: { coverage: 1, around: 0.4, similarity: 0.9, passage: 0.4, fit: 0.12, beside: 0.25 },
  fold: 0.9,
};

/** Parts that can be left out one at a time: `leg:text`, `boost:fit`, `sentence:coverage`, `fold`. */
export const PARTS: readonly string[] = [
  ...Object.keys(SETTINGS.legs.exact).map((name) => `leg:${name}`),
  ...Object.keys(SETTINGS.boosts).map((name) => `boost:${name}`),
  ...Object.keys(SETTINGS.sentence).map((name) => `sentence:${name}`),
  'fold',
];

/** The settings with one part left out. Throws where there is no such part. */
export function settingsWithout(part: string): RetrievalSettings {
  if (!PARTS.includes(part)) throw new Error(`there is no part ${part}; expected one of ${PARTS.join(', ')}`);
  const settings = structuredClone(SETTINGS);
  const [family, name = ''] = part.split(':');
  if (family === 'leg') for (const legs of Object.values(settings.legs)) legs[name as LegName] = 0;
  else if (family === 'boost') settings.boosts[name as BoostName] = 1;
  else if (family === 'sentence') settings.sentence[name as SentencePart] = 0;
  else settings.fold = 2;
  return settings;
}
