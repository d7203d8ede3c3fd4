import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import { queryTokens, tokensOf } from '../../ingest/tokens.ts';
import { isCommonEnglish } from '../question/dictionary.ts';
import type { RankedSentence } from '../retrieve/rank-sentences.ts';
import { tokenWeights } from '../retrieve/token-weights.ts';
import { wordsOf } from '../retrieve/words.ts';
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
  if (reading.language === 'en') return holdsEnglish(ranked, context);
  if (!holdsFocus(ranked, context) || keyShare(ranked, context) < KEY_NEEDED) return false;
  if (holdsQuoted(ranked, context)) return true;
  return (
    ranked.coverage >= COVERAGE_NEEDED ||
    ranked.similarity >= SIMILARITY_NEEDED ||
    (holdsTerm(ranked, context) && ranked.similarity >= SIMILARITY_WITH_TERM)
  );
}

/**
 * Share of the question's content words, by weight, that a sentence (with its headings) must hold in their own or the reports' words:
 * 地铁要建多少公里 is not answered by 新增高速公路300公里. Of the golden questions every right sentence has 0.25 or more.
 */
const KEY_NEEDED = 0.2;
/** A rare word counts at most so much, so that one odd word (老火了) does not outweigh the rest. */
const KEY_WEIGHT = 9;
/** Words of plans, results and amounts that nearly every sentence has. */
const COMMON =
  /^(?:公里|万亩|万人|计划|打算|目标|准备|新增|新建|建设|完成|达到|实现|提高|增长|增加|全省|全市|全区|全年|百分之|百分之几|具体|比例|数量|规模|平均|分别|左右|以上|多少|总共|预计|安排|政府|工作|报告|多大|区间)$/;

/** A unit says how something is counted, not what. */
const UNIT_WORD =
  /^[万亿千百]*(?:人次?|元|美元|亩|公顷|吨|斤|公斤|公里|平方米|平方公里|立方米|户|套|个|家|所|座|头|辆|台|张|件|项|条|千瓦时?|标箱|岁|天)$/;

function keyShare({ sentence, passage }: RankedSentence, { reading, index }: Context): number {
  const weights = tokenWeights(index);
  const words = [
    ...new Set(
      wordsOf(reading.bare).filter(
        (word) => /^[\u4e00-\u9fffA-Za-z0-9]{2,}$/.test(word) && !COMMON.test(word) && !UNIT_WORD.test(word),
      ),
    ),
  ];
  if (words.length === 0) return 1;
  const text = sentence.text + passage.path.join('');
  const terms = reading.expandedTerms.filter(({ term }) => text.includes(term));
  const named = reading.namedIndicators.filter(({ indicator }) =>
    indicatorOf(indicator)?.aliases.some((alias) => text.includes(alias)),
  );
  const isHeld = (word: string): boolean =>
    text.includes(word) ||
    terms.some(({ source }) => source.includes(word) || word.includes(source)) ||
    named.some((one) => one.text.includes(word) || word.includes(one.text));
  const weightOf = (word: string): number =>
    Math.min(KEY_WEIGHT, Math.max(...tokensOf(word).map((token) => weights.weightOf(token))));
  const all = words.reduce((sum, word) => sum + weightOf(word), 0) || 1;
  return words.filter(isHeld).reduce((sum, word) => sum + weightOf(word), 0) / all;
}

/** Whether a sentence holds a name that the question puts in quotation marks. */
function holdsQuoted({ sentence }: RankedSentence, { reading }: Context): boolean {
  return [...reading.normalised.matchAll(/[“"「《]([^”"」》]{2,20})[”"」》]/g)].some((m) =>
    sentence.text.includes(m[1] ?? ''),
  );
}

/** Units tell nothing of what is counted. */
const UNIT_TERMS = new Set(['公里', '亩', '公顷', '户', '每月', '每人每月', '比重', '占比']);
/** Share of an English question's phrases, by the weight of their rarest word, that a sentence must hold in the reports' words. */
const PHRASES_NEEDED = 0.35;
/** Or, of a long question, phrases of so much weight together: a word that one sentence in a hundred and fifty has weighs 5. */
const TELLING_WEIGHT = 6;

/** Whether a sentence holds enough of what an English question's phrases stand for; true where none is known. */
function holdsEnglish({ sentence, passage }: RankedSentence, { reading, index }: Context): boolean {
  const weights = tokenWeights(index);
  const text = sentence.text + passage.path.join('');
  const phrases = new Map<string, { weight: number; held: boolean }>();
  for (const { term, source, from } of reading.expandedTerms) {
    if (UNIT_TERMS.has(term) || isCommonEnglish(source)) continue;
    const weight = Math.max(...queryTokens(term).map((token) => weights.weightOf(token)));
    const known = phrases.get(source);
    // Of several words for one phrase any will do, and the commonest tells how telling it is.
    phrases.set(source, {
      weight: Math.min(weight, known?.weight ?? KEY_WEIGHT),
      held:
        text.includes(term) ||
        (known?.held ?? false) ||
        (from === 'indicator' && namesIndicator(text, source, reading)),
    });
  }
  const all = [...phrases.values()].reduce((sum, one) => sum + one.weight, 0);
  const held = [...phrases.values()].reduce((sum, one) => sum + (one.held ? one.weight : 0), 0);
  return all === 0 || held / all >= PHRASES_NEEDED || held >= TELLING_WEIGHT;
}

/** Whether a text has any name of the indicator that a phrase of the question named. */
function namesIndicator(text: string, phrase: string, reading: Context['reading']): boolean {
  return reading.namedIndicators.some(
    (one) => one.text === phrase && indicatorOf(one.indicator)?.aliases.some((alias) => text.includes(alias)),
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
