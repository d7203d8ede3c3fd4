import { INDICATORS } from '../../ingest/indicators/catalogue.ts';
import { regionByName } from '../../ingest/regions.ts';
import type { RankedSentence } from '../retrieve/retrieve.ts';
import type { Context } from './context.ts';

/**
 * Whether a sentence speaks of the very indicator that was asked: one of its names, in a part of the report that can
 * speak of the years and kind asked. A figure of another thing, or last year's result for this year's target, is no answer.
 */
export function speaksOfIndicator(ranked: RankedSentence, context: Context): boolean {
  const sure = context.reading.namedIndicators.filter((named) => named.sure);
  if (sure.length === 0) return true;
  const text = fold(ranked.sentence.text);
  const named = sure.some(({ indicator, text: said }) => {
    const names = INDICATORS.find((one) => one.id === indicator)?.aliases ?? [];
    return [...names, said].some((name) => text.includes(fold(name)));
  });
  return named && (context.reading.reportScopes.length === 0 || context.scope.fits(ranked.passage) || speaksOfYear(ranked, context));
}

/** A sentence that writes the year asked out speaks of it, wherever it stands. */
export function speaksOfYear(ranked: RankedSentence, { reading }: Context): boolean {
  return reading.years.some((year) => ranked.sentence.text.includes(`${year}年`));
}

/** Whether a sentence speaks of the city or place whose province answers for it; true where none was asked. */
export function speaksOfPlace(ranked: RankedSentence, { reading }: Context): boolean {
  return reading.cityFallback.every(({ city }) => {
    const short = regionByName(city)?.short ?? city;
    return ranked.sentence.text.includes(short.replace(/市$/, ''));
  });
}

function fold(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}
