import { queryTokens } from '../../ingest/tokens.ts';
import type { RankedSentence } from '../retrieve/retrieve.ts';
import { tokenWeights } from '../retrieve/token-weights.ts';
import type { Context } from './context.ts';
import { speaksOfIndicator, speaksOfPlace } from './strict.ts';

/**
 * What a sentence must hold of a Chinese question to answer it, as a share of the question's token weight; less is needed
 * where the vectors agree, or where it holds one of the reports' own words for what was asked.
 */
const COVERAGE_NEEDED = 0.3;
const SIMILARITY_NEEDED = 0.62;
/** With one of the reports' own words for an everyday one in the sentence, the vectors need to agree only so far. */
const SIMILARITY_WITH_TERM = 0.45;
/** A term in more sentences than this (项目, 企业) tells nothing. */
const TELLING_COUNT = 400;
/** Of what stands right before 多少, the share of character pairs that the sentence must hold. */
const FOCUS_NEEDED = 0.5;

/** Whether a ranked sentence can be an answer: near enough in words or meaning, and of the shape asked for. */
export function isSupported(ranked: RankedSentence, context: Context): boolean {
  const { expected, reading } = context;
  if ((expected.shape === 'figure' || expected.shape === 'percent' || expected.shape === 'date') && !ranked.shaped)
    return false;
  if (!speaksOfIndicator(ranked, context) || !speaksOfPlace(ranked, context)) return false;
  if (reading.language === 'en') return true;
  if (!holdsFocus(ranked, context)) return false;
  if (holdsQuoted(ranked, context)) return true;
  return (
    ranked.coverage >= COVERAGE_NEEDED ||
    ranked.similarity >= SIMILARITY_NEEDED ||
    (holdsTerm(ranked, context) && ranked.similarity >= SIMILARITY_WITH_TERM)
  );
}

/** Whether a sentence holds a name that the question puts in quotation marks. */
function holdsQuoted({ sentence }: RankedSentence, { reading }: Context): boolean {
  return [...reading.normalised.matchAll(/[“"「《]([^”"」》]{2,20})[”"」》]/g)].some((m) =>
    sentence.text.includes(m[1] ?? ''),
  );
}

function holdsTerm({ sentence }: RankedSentence, { reading, index }: Context): boolean {
  const weights = tokenWeights(index);
  return reading.expandedTerms.some(
    ({ term }) =>
      term.length >= 2 &&
      sentence.text.includes(term) &&
      Math.min(...queryTokens(term).map((token) => weights.countOf(token))) <= TELLING_COUNT,
  );
}

/** The noun that a figure is asked of: 净利润是多少, 总投资多少亿元, 离岛免税品销售额达到多少. */
const FOCUS =
  /([\u4e00-\u9fff]{2,12}?)(?:总共|一共|大约|大概|分别|各|占比)?(?:是|为|有|达到了?|达|约)?(?:了)?(?:多少|几(?=[个万亿元人家]))/;
/** Nouns of amount that reports must write to state it; verbs before 多少 say little of the words that a report uses. */
const AMOUNT_NOUN =
  /(?:净利润|利润|销售额|总额|总量|人口|投资|投资额|造价|收入|产量|产值|增加值|营业额|票房|价格|工资|面积|里程|浓度|[率量额])$/;

/** Whether the sentence holds the noun of amount that the question names; true where it names none. */
function holdsFocus({ sentence, passage }: RankedSentence, { reading }: Context): boolean {
  const focus = FOCUS.exec(reading.normalised)?.[1];
  const noun = focus && AMOUNT_NOUN.exec(focus)?.[0];
  if (!focus || !noun) return true;
  const tail = focus.slice(-Math.max(noun.length + 2, 4));
  const pairs = [...tail].slice(1).map((c, i) => tail.charAt(i) + c);
  const text = sentence.text + passage.path.join('');
  const held = pairs.filter((pair) => text.includes(pair)).length;
  return held >= pairs.length * FOCUS_NEEDED;
}
