import { queryTokens, tokensOf } from '../../ingest/tokens.ts';
import type { RankedSentence } from '../retrieve/retrieve.ts';
import { tokenWeights } from '../retrieve/token-weights.ts';
import type { Context } from './context.ts';
import { searchWords } from './sentences.ts';

/**
 * What a sentence must hold of a Chinese question to answer it, as a share of the question's token weight; less is needed
 * where the vectors agree. Set on the golden questions: see `npm run bench -- --refusals`.
 */
const COVERAGE_NEEDED = 0.3;
const SIMILARITY_NEEDED = 0.62;

/** Whether a ranked sentence can be an answer: near enough in words or meaning, and of the shape asked for. */
export function isSupported(ranked: RankedSentence, context: Context): boolean {
  const { expected, reading } = context;
  if ((expected.shape === 'figure' || expected.shape === 'percent' || expected.shape === 'date') && !ranked.shaped)
    return false;
  if (reading.language === 'en') return true;
  return ranked.coverage >= COVERAGE_NEEDED || ranked.similarity >= SIMILARITY_NEEDED;
}

/** Tokens of the question that occur nowhere in the reports searched: what is asked of may not be there at all. */
export function strangers(context: Context): string[] {
  const weights = tokenWeights(context.index);
  return queryTokens(searchWords(context)).filter((token) => weights.countOf(token) === 0);
}

/** Share of the question's weight that the text holds. */
export function heldShare(text: string, context: Context): number {
  const weights = tokenWeights(context.index);
  const own = new Set(tokensOf(text));
  const asked = queryTokens(searchWords(context));
  const all = asked.reduce((sum, token) => sum + weights.weightOf(token), 0) || 1;
  return asked.reduce((sum, token) => sum + (own.has(token) ? weights.weightOf(token) : 0), 0) / all;
}
