/** 2020年控制在多少辆: where the plan speaks of it without a figure, last year's figure is no answer. */
import type { RankedSentence } from '../retrieve/rank-sentences.ts';
import { confidenceOf, signsOf } from './confidence.ts';
import type { Context } from './context.ts';
import { speaksOfYear } from './strict.ts';

/** How sure it must be that a sentence without a figure is what was asked for, and the share of the question's words that it holds. */
const SURE = 0.6;
const HOLDS = 0.9;

/** The supported sentences without those of another year or kind, where the best of all is of the one asked and states no figure. */
export function withoutOtherYears(
  supported: RankedSentence[],
  all: RankedSentence[],
  context: Context,
): RankedSentence[] {
  const { scope, expected, reading } = context;
  const [best] = all;
  if (!best || best.shaped || reading.years.length === 0 || expected.shape === 'any' || expected.shape === 'name')
    return supported;
  const silent =
    scope.fits(best.passage) && confidenceOf(best, context).confidence >= SURE && signsOf(best, context).held >= HOLDS;
  return silent ? supported.filter((one) => scope.fits(one.passage) || speaksOfYear(one, context)) : supported;
}
