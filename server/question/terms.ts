import { INDICATORS } from '../../ingest/indicators/catalogue.ts';
import { literal } from '../literal.ts';
import type { Language } from '../model.ts';
import { dictionaryTerms } from './dictionary.ts';
import { englishTerms, everydayTerms } from './glossary.ts';
import type { IndicatorMention } from './indicators-found.ts';
import type { Term } from './reading.ts';
import { findRegions } from './regions-found.ts';

/** English in lower case without possessives; a full stop stands within a figure only. */
function plainEnglish(text: string): string {
  return text
    .toLowerCase()
    .replace(/\u2019/g, "'")
    .replace(/'s\b|'(?![a-z])|\.(?!\d)/g, '');
}

/** The glossary's phrases as they are looked for: pumped-storage is pumped storage. */
const englishPhrases = englishTerms.map(([source, words]): [{ source: string; pattern: string }, string[]] => [
  {
    source,
    pattern: literal(plainEnglish(source)).replace(/[ -]/g, '[ -]'),
  },
  words,
]);

/**
 * The indicators that an English question means: not those whose name is but a part of the name of another thing that the glossary knows
 * (foreign trade of foreign trade businesses).
 */
export function withoutParts(text: string, language: Language, indicators: IndicatorMention[]): IndicatorMention[] {
  if (language !== 'en' || indicators.length === 0) return indicators;
  const rest = ` ${plainEnglish(text)
    .replace(/[^a-z0-9%.'-]+/g, ' ')
    .trim()} `;
  return indicators.filter(({ indicator, text: said }) => {
    const name = plainEnglish(said);
    const names = INDICATORS.find((one) => one.id === indicator)?.aliases ?? [];
    return !englishPhrases.some(
      ([{ pattern, source }, words]) =>
        source.length > name.length + 1 &&
        source.split(/[ -]/).length > name.split(/[ -]/).length &&
        plainEnglish(source).includes(name) &&
        !words.some((word) => names.some((alias) => alias.includes(word) || word.includes(alias))) &&
        new RegExp(`(?<=[ -])${pattern}(?:s|es)?(?=[ -])`).test(rest),
    );
  });
}

/** The reports' own words for what a question says in English or in everyday words. */
export function expandTerms(
  text: string,
  language: Language,
  indicators: IndicatorMention[],
  /** English phrases that are passed over, for what they are made of. */
  without: ReadonlySet<string> = new Set(),
): Term[] {
  const terms: Term[] = [];
  const add = (term: string, weight: number, source: string, from: Term['from']): void => {
    if (!text.includes(term) && !terms.some((t) => t.term === term)) terms.push({ term, weight, source, from });
  };
  if (language === 'en') {
    let rest = ` ${plainEnglish(text)
      .replace(/[^a-z0-9\u4e00-\u9fff%.'-]+/g, ' ')
      .trim()} `;
    for (const [phrase, words] of englishPhrases) {
      if (without.has(phrase.source)) continue;
      const pattern = new RegExp(`(?<=[ -])${phrase.pattern}(?:s|es|ed|ing)?(?=[ -])`);
      if (!pattern.test(rest)) continue;
      rest = rest.replace(pattern, ' ');
      for (const word of words) add(word, 1, phrase.source, 'glossary');
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
