import { INDICATORS, indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { RankedSentence } from '../retrieve/rank-sentences.ts';
import { confidenceOf, vectorsSeen } from './confidence.ts';
import type { Context } from './context.ts';
import { holdsShape, TELLS_FIRST } from './expected.ts';
import { tellsOfAnother, tellsOnlyPart, wordsCounted } from './figure-clause.ts';
import { holdsFocus } from './focus.ts';
import { lacksCode, lacksOrganisation, lacksPlace } from './named-bodies.ts';
import { isOfOneYear, isOfOtherYear, looksBack, speaksOfIndicator, speaksOfPlace } from './strict.ts';
import { isSupportedEnglish } from './support-english.ts';
import { byTelling, contentWords, isKnown, yearsInScope } from './topic-words.ts';

/** Whether a ranked sentence can be an answer: near enough in words or meaning, and of the shape asked for. */
export function isSupported(ranked: RankedSentence, context: Context): boolean {
  const { expected, reading } = context;
  if ((expected.shape === 'figure' || expected.shape === 'percent' || expected.shape === 'date') && !ranked.shaped)
    return false;
  if (tellsOfAnother(ranked, context) || tellsOnlyPart(ranked, context) || lacksAge(ranked, context)) return false;
  if (isOfOtherYear(ranked, context) || isOfOneYear(ranked, context)) return false;
  if (looksBack(ranked, context) || !speaksOfPlace(ranked, context) || lacksOrganisation(ranked, context)) return false;
  if (lacksPlace(ranked, context) || (reading.language === 'zh' && lacksCode(ranked, context))) return false;
  if (!speaksOfIndicator(ranked, context) && !surelyMeans(ranked, context)) return false;
  if (reading.language === 'en') return isSupportedEnglish(ranked, context);
  // 三家谁最多: of regions that are named the order is asked, not for a sentence that tells a first.
  if (
    expected.shape === 'name' &&
    reading.searchRegions.length < 2 &&
    SUPERLATIVE.test(reading.normalised) &&
    !TELLS_FIRST.test(ranked.sentence.text)
  )
    return false;
  if (!holdsFocus(ranked, context) || !countsNoun(ranked, context)) return false;
  if (holdsQuoted(ranked, context)) return true;
  const { confidence, enough } = confidenceOf(ranked, context);
  return enough && (confidence >= CLEAR || holdsEveryday(ranked, context));
}

/** A sentence as sure as this need not hold what a question in everyday words is about. */
const CLEAR = 0.45;

/**
 * Whether a sentence holds the most telling thing of those that the question calls otherwise than the reports do (殡葬 of 白事太贵，要便宜多少):
 * that something else gets cheaper is no answer. True where every word is the reports' own.
 */
function holdsEveryday({ sentence, passage }: RankedSentence, context: Context): boolean {
  const years = yearsInScope(context);
  const known = (word: string): boolean => isKnown({ source: word, words: [word] }, context.index, years);
  const things = contentWords(context).flatMap(({ source, words }) => {
    const here = words.filter((word) => word !== source && known(word));
    return here.length > 0 && !known(source) ? [{ source, words: here }] : [];
  });
  const [telling] = byTelling(things, context);
  const text = sentence.text + passage.path.join('');
  return telling === undefined || telling.words.some((word) => text.includes(word));
}

/** 哪家企业的市值最高: only a sentence that tells a first can answer. */
const SUPERLATIVE =
  /(?:哪|谁|什么)[^，。？]{0,16}最(?!后|终|近|新)|最(?!后|终|近|新)[^，。？]{1,8}的?(?:是)?(?:哪|谁|什么)/;

/** 旅游接待人数 for 接待游客: the indicator by a name that no list has, in a part that fits and as near to the question as few are. */
function surelyMeans(ranked: RankedSentence, context: Context): boolean {
  const least = SURELY[context.reading.language];
  return (
    context.scope.fits(ranked.passage) &&
    vectorsSeen(ranked) &&
    sharesName(ranked, context) &&
    !namesSister(ranked, context) &&
    confidenceOf(ranked, context).confidence >= least
  );
}
/** Whether a sentence has two characters in a row of some name of an indicator asked (旅游 of 旅游总收入), more than every figure's words. */
function sharesName({ sentence: { text } }: RankedSentence, { reading }: Context): boolean {
  return reading.namedIndicators.some(({ indicator, text: said }) =>
    [said, ...(indicatorOf(indicator)?.aliases ?? [])].some((name) =>
      [...name].some((character, at) => {
        const pair = character + (name[at + 1] ?? '');
        return pair.length === 2 && !COMMON_PAIR.test(pair) && text.includes(pair);
      }),
    ),
  );
}
const COMMON_PAIR =
  /增长|增速|收入|总额|总量|增加|加值|产值|投资|人均|居民|城镇|全省|生产|占比|比重|水平|目标|指标|完成|实现/;

/** The English model, fitted on few sentences, is sure of itself too soon. */
const SURELY = { zh: 0.6, en: 0.9 };

/** Those of many sentences that can be an answer, in their order. */
export async function supportedOf(sentences: RankedSentence[], context: Context): Promise<RankedSentence[]> {
  const supported: RankedSentence[] = [];
  for (const sentence of sentences) {
    if (isSupported(sentence, context)) supported.push(sentence);
    await context.turns.pause();
  }
  return supported;
}

/** 登记失业率 where 调查失业率 is asked: another indicator whose name ends alike is near in meaning, and another figure. */
function namesSister({ sentence }: RankedSentence, { reading }: Context): boolean {
  const endings = new Set(
    reading.namedIndicators.flatMap(({ indicator, text }) =>
      [text, ...(indicatorOf(indicator)?.aliases ?? [])].map((name) => name.slice(-SISTER_ENDING)),
    ),
  );
  return INDICATORS.some(
    ({ id, aliases }) =>
      !reading.indicators.includes(id) &&
      aliases.some((alias) => endings.has(alias.slice(-SISTER_ENDING)) && sentence.text.includes(alias)),
  );
}
/** Characters that the names of sisters end on alike: 失业率, 增加值; two (人数, 收入) would make strangers of one kind sisters. */
const SISTER_ENDING = 3;

/** The jobless rate for 16-to-24-year-olds, 65岁以上老年人: an age that is asked for must be told. */
const AGE =
  /(\d+)(?:\s*(?:-?to-?|–|—|-|至|到|～|~)\s*(\d+))?[\s-]*(?:years?[\s-]olds?|周?岁)|\baged (?:over |under |above |below )?(\d+)/gi;

/** Whether the question asks of people of an age that the sentence and its passage do not tell. */
function lacksAge({ sentence, passage }: RankedSentence, { reading }: Context): boolean {
  const text = sentence.text + passage.text;
  return [...reading.normalised.matchAll(AGE)].some(([, ...ages]) =>
    ages.some((age) => age !== undefined && !new RegExp(`(?<!\\d)${age}(?!\\d)`).test(text)),
  );
}

/** Whether a sentence holds a name that the question puts in quotation marks. */
function holdsQuoted({ sentence }: RankedSentence, { reading }: Context): boolean {
  return [...reading.normalised.matchAll(/[“"「《]([^”"」》]{2,20})[”"」》]/g)].some((m) =>
    sentence.text.includes(m[1] ?? ''),
  );
}

/**
 * False where a sentence has the very noun that is counted, but in no clause with a figure (与…国家和地区贸易额增长16.3% for
 * 多少个国家): then the figure is another thing's.
 */
function countsNoun({ sentence }: RankedSentence, context: Context): boolean {
  const { reading, expected } = context;
  const noun = wordsCounted(reading.normalised)[0];
  if (!noun || noun.length < 2) return true;
  if (!sentence.text.includes(noun)) return isOtherwiseCalled(noun, sentence.text, context);
  return sentence.text.split(/[，；。：]/).some((clause) => clause.includes(noun) && holdsShape(clause, expected));
}

/** Whether a counted thing that a sentence does not name may still be meant: by another word for it, or one that no report has. */
function isOtherwiseCalled(noun: string, text: string, context: Context): boolean {
  const { reading, index } = context;
  if (!isKnown({ source: noun, words: [noun] }, index, yearsInScope(context))) return true;
  const others = reading.expandedTerms.filter(({ source }) => source.includes(noun) || noun.includes(source));
  return others.some(({ term }) => text.includes(term)) || !/[桩桥场馆站机器车船港厂]$/.test(noun);
}
