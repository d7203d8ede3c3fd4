import { INDICATORS } from '../../ingest/indicators/catalogue.ts';
import { regionByName } from '../../ingest/regions.ts';
import { isCommonEnglish } from '../question/dictionary.ts';
import type { Reading } from '../question/reading.ts';
import type { RankedSentence } from '../retrieve/rank-sentences.ts';
import type { Context } from './context.ts';
import { setsAgainst } from './differences.ts';

/**
 * Whether a sentence speaks of the very indicator that was asked: one of its names, in a part of the report that can
 * speak of the years and kind asked. A figure of another thing, or last year's result for this year's target, is no answer.
 */
export function speaksOfIndicator(ranked: RankedSentence, context: Context, always = false): boolean {
  const sure = context.reading.namedIndicators.filter((named) => named.sure);
  if (sure.length === 0) return !always;
  if (
    !always &&
    (context.reading.language === 'en' ||
      !FIGURE_INTENTS.has(context.reading.intent) ||
      !asksOnlyIndicator(context.reading))
  )
    return true;
  const text = fold(ranked.sentence.text);
  const named = sure.some(({ indicator, text: said }) => {
    const names = INDICATORS.find((one) => one.id === indicator)?.aliases ?? [];
    return [...names, said].some((name) => text.includes(fold(name)));
  });
  // This year's plan is no result of this year.
  if (
    context.reading.kind === 'result' &&
    ranked.passage.timing === 'plan' &&
    !context.reading.kindWords.includes('coverage')
  )
    return false;
  return (
    named &&
    (context.reading.reportScopes.length === 0 || context.scope.fits(ranked.passage) || speaksOfYear(ranked, context))
  );
}

/** Intents whose answer is the indicator's figure; a list or a name may speak of it in other words. */
const FIGURE_INTENTS = new Set(['figure', 'compare', 'rank', 'which-regions', 'count', 'aggregate']);

/** Characters of a question beside regions, years, asking words and the indicator's name; beyond, it asks of something more special. */
const BESIDE_INDICATOR = 8;

/** Whether a question is about an indicator and nothing more special (民生实事里的低保, 某计划提出的企业数). */
export function asksOnlyIndicator(reading: Reading): boolean {
  let rest = reading.bare;
  for (const { text } of reading.namedIndicators) rest = rest.replace(text, ' ');
  if (reading.language === 'en') {
    // Words such as what, did, set and target are in every question; one more may be 'annual' or 'overall'.
    const words = rest.split(/[^A-Za-z-]+/).filter((word) => word.length > 1 && !isCommonEnglish(word.toLowerCase()));
    return reading.namedIndicators.length > 0 && words.length <= 1;
  }
  // 2022年比2020年是高了还是低了: what sets two figures against each other adds no topic.
  if (setsAgainst(reading))
    rest = rest.replace(
      /还是|相比|比起来|比|跟|和|与|是|[高低多少快慢升降](?:了|出)?|变化|差|相差|上调|下调|哪一?年|更|实际|完成数?|实绩/g,
      '',
    );
  rest = rest.replace(
    /全省|全市|全区|城镇|城乡|农村|居民|预期|目标|增长|增速|涨幅|控制|百分之|具体|地区|达到|提高|要|为|在|年|全年|占|[^\u4e00-\u9fffA-Za-z]/g,
    '',
  );
  return reading.namedIndicators.length > 0 && rest.length <= BESIDE_INDICATOR;
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
