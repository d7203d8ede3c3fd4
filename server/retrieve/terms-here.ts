import type { ReportIndex } from '../../ingest/index/model.ts';
import { tokensOf } from '../../ingest/tokens.ts';
import { isKnown } from '../answer/topic-words.ts';
import type { Reading } from '../question/reading.ts';
import { expandTerms } from '../question/terms.ts';
import { spelledNames } from './spelled-names.ts';
import { tokenWeights } from './token-weights.ts';

/** Words kept of a dictionary's many for one phrase: the commonest in the reports. */
const KEPT = 3;

/** A phrase whose words no report has is taken apart, and so are its parts, so often. */
const TAKEN_APART = 3;

/** The terms with the phrases of which the reports have no word taken apart: bridge and cross-border for cross-border bridge. */
function withPhrasesHere(reading: Reading, index: ReportIndex): Reading['expandedTerms'] {
  const { normalised, language, namedIndicators } = reading;
  let { expandedTerms } = reading;
  if (language !== 'en') return expandedTerms;
  const without = new Set<string>();
  for (let time = 0; time < TAKEN_APART; time++) {
    const phrases = new Map<string, boolean>();
    for (const { source, term, from } of expandedTerms)
      if (from === 'glossary' && /[ -]/.test(source))
        phrases.set(source, (phrases.get(source) ?? false) || isKnown({ source: term, words: [term] }, index));
    const absent = [...phrases].filter(([, here]) => !here).map(([source]) => source);
    if (absent.length === 0) break;
    for (const source of absent) without.add(source);
    expandedTerms = expandTerms(normalised, language, namedIndicators, without);
  }
  return expandedTerms;
}

/**
 * A reading whose English phrases and dictionary words are those that the loaded reports use. Where they use none of a phrase's words one
 * stays, so that the phrase counts as something that was asked and is not there.
 */
export function withTermsHere(asked: Reading, index: ReportIndex): Reading {
  const known = withPhrasesHere(asked, index);
  const names = asked.language === 'en' ? spelledNames(asked, known, index) : [];
  const terms = [
    ...known.filter(({ source }) => !names.some((name) => name.within.includes(source))),
    ...names.map(({ within: _, ...term }) => term),
  ];
  const reading = { ...asked, expandedTerms: terms, terms: terms.map(({ term }) => term) };
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
