import { INDICATORS } from '../../ingest/indicators/catalogue.ts';
import type { Language } from '../model.ts';
import { dictionaryTerms } from './dictionary.ts';
import { englishTerms, everydayTerms } from './glossary.ts';
import type { IndicatorMention } from './indicators-found.ts';
import type { Term } from './reading.ts';
import { findRegions } from './regions-found.ts';

/** The reports' own words for what a question says in English or in everyday words. */
export function expandTerms(text: string, language: Language, indicators: IndicatorMention[]): Term[] {
  const terms: Term[] = [];
  const add = (term: string, weight: number, source: string, from: Term['from']): void => {
    if (!text.includes(term) && !terms.some((t) => t.term === term)) terms.push({ term, weight, source, from });
  };
  if (language === 'en') {
    let rest = ` ${text.toLowerCase().replace(/[^a-z0-9\u4e00-\u9fff%.-]+/g, ' ')} `;
    for (const [phrase, words] of englishTerms) {
      // pumped-storage is pumped storage.
      const written = phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[ -]/g, '[ -]');
      const pattern = new RegExp(`(?<=[ -])${written}(?:s|es|ed|ing)?(?=[ -])`);
      if (!pattern.test(rest)) continue;
      rest = rest.replace(pattern, ' ');
      for (const word of words) add(word, 1, phrase, 'glossary');
    }
    // Region names are no words to look up.
    for (const { phrase, words } of dictionaryTerms(withoutNames(rest)))
      for (const word of words) add(word, 0.5, phrase, 'dictionary');
  } else {
    for (const [word, reportWords] of everydayTerms)
      if (text.includes(word)) for (const term of reportWords) add(term, 0.8, word, 'everyday');
  }
  for (const mention of indicators) {
    const indicator = INDICATORS.find((one) => one.id === mention.indicator);
    if (!indicator) continue;
    const known = indicator.aliases.some((alias) => text.includes(alias));
    if (!known && indicator.aliases[0]) add(indicator.aliases[0], 1, mention.text, 'indicator');
  }
  return terms;
}

function withoutNames(text: string): string {
  let rest = text;
  for (const name of findRegions(text).mentions) rest = rest.replace(name, ' ');
  return rest;
}
