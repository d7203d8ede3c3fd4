import type { ReportIndex } from '../../ingest/index/model.ts';
import { tokensOf } from '../../ingest/tokens.ts';
import type { Reading } from '../question/reading.ts';
import { tokenWeights } from './token-weights.ts';

/** Words kept of a dictionary's many for one phrase: the commonest in the reports. */
const KEPT = 3;

/**
 * A reading whose dictionary words are those that the loaded reports use. Where they use none of a phrase's words one stays, so
 * that the phrase counts as something that was asked and is not there.
 */
export function withTermsHere(reading: Reading, index: ReportIndex): Reading {
  if (!reading.expandedTerms.some((term) => term.from === 'dictionary')) return reading;
  const weights = tokenWeights(index);
  const count = (term: string): number => Math.min(...tokensOf(term).map((token) => weights.countOf(token)));
  const bySource = new Map<string, Reading['expandedTerms']>();
  for (const term of reading.expandedTerms.filter((one) => one.from === 'dictionary'))
    bySource.set(term.source, [...(bySource.get(term.source) ?? []), term]);
  const chosen = [...bySource.values()].flatMap((terms) => {
    const here = terms
      .filter(({ term }) => count(term) > 0 && index.scan('passage', term, {}, 1).length > 0)
      .sort((a, b) => count(b.term) - count(a.term));
    return here.length > 0 ? here.slice(0, KEPT) : terms.slice(0, 1);
  });
  const expandedTerms = [...reading.expandedTerms.filter((one) => one.from !== 'dictionary'), ...chosen];
  return { ...reading, expandedTerms, terms: expandedTerms.map(({ term }) => term) };
}
