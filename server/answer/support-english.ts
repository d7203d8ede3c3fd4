/** Whether a sentence can answer an English question, which shares no word with it but those that stand for its own. */
import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import { queryTokens } from '../../ingest/tokens.ts';
import { isCommonEnglish } from '../question/dictionary.ts';
import type { RankedSentence } from '../retrieve/rank-sentences.ts';
import { tokenWeights } from '../retrieve/token-weights.ts';
import { confidenceOf, vectorsSeen } from './confidence.ts';
import type { Context } from './context.ts';
import { TELLS_FIGURE, TELLS_FIRST } from './expected.ts';
import { speaksOfIndicator } from './strict.ts';
import { byTelling, contentWords, isKnown, yearsInScope } from './topic-words.ts';

/** An English question's sentence as sure as this need not hold its most telling word. */
const CLEAR = 0.5;

/** Whether a sentence of the shape asked for is near enough to an English question. */
export function isSupportedEnglish(ranked: RankedSentence, context: Context): boolean {
  if (SUPERLATIVE_ENGLISH.test(context.reading.normalised) && !TELLS_FIRST.test(ranked.sentence.text)) return false;
  if (!countsEnglishNoun(ranked, context)) return false;
  // How many trains ran is not told by how much more often they did.
  if (/\bhow many\b(?! percent)/i.test(context.reading.normalised) && !tellsCount(ranked.sentence.text)) return false;
  if (!vectorsSeen(ranked)) return holdsEnglish(ranked, context);
  // A name given in Chinese that few sentences have is the very thing asked of.
  const named = [...context.reading.normalised.matchAll(/[\u4e00-\u9fff]{3,}/g)];
  if (named.length > 0 && named.every(([name]) => ranked.sentence.text.includes(name))) return true;
  const { confidence, enough } = confidenceOf(ranked, context);
  return enough && (confidence >= CLEAR || speaksOfIndicator(ranked, context, true) || holdsTelling(ranked, context));
}

/** Which school has the most students, the largest hospital: only a sentence that tells a first can answer. */
const SUPERLATIVE_ENGLISH =
  /\b(?:ha(?:s|ve|d)|with) the (?:most|fewest|least|highest|largest|lowest|longest)\b|\bthe (?:largest|biggest|tallest|longest|oldest|richest|busiest|fastest|smallest)\b/i;
/** Whether a sentence holds the most telling thing of an English question that any report knows: 房价 of house price. */
function holdsTelling({ sentence, passage }: RankedSentence, context: Context): boolean {
  const known = contentWords(context).filter((word) =>
    word.words.some((one) => isKnown({ source: one, words: [one] }, context.index, yearsInScope(context))),
  );
  const [telling] = byTelling(known, context);
  const text = sentence.text + passage.path.join('');
  return telling === undefined || telling.words.some((word) => text.includes(word));
}

/** The noun that an English question counts: how many shared bicycles did, how many robots were. */
const COUNTED_ENGLISH =
  /\bhow many ((?:[\w-]+ ){0,4}?[a-z-]+?)(?:e?s)? (?:did|does|do|will|would|should|were|was|are|is|has|have|had|to|in|of|by|at|on)\b/i;

/**
 * What is counted must stand beside a figure; the noun of an English question stands for any of several words: false where reports know one of them and the
 * sentence tells none in a clause with a figure (二手车出口 for robots exported).
 */
function countsEnglishNoun({ sentence }: RankedSentence, context: Context): boolean {
  const phrase = COUNTED_ENGLISH.exec(context.reading.normalised)?.[1]
    ?.toLowerCase()
    .split(/ and (?:how )?/)[0];
  const asked = phrase?.split(' ').filter((word) => word.length > 3 && !SAYS_WHICH.test(word)) ?? [];
  if (asked.length === 0 || UNIT_NOUN.test(phrase ?? '')) return true;
  if (context.reading.namedIndicators.some(({ text }) => asked.some((word) => text.toLowerCase().includes(word))))
    return true;
  // Any word of the phrase: its last one alone (parking space) may stand for another thing.
  const words = contentWords(context)
    .filter(({ source }) => source.split(' ').some((word) => asked.some((one) => word.startsWith(one))))
    .flatMap((word) => word.words);
  // One character (店) is no word that is looked up, and yet one that stands beside a figure.
  const known = words.some((one) => isKnown({ source: one, words: [one] }, context.index, yearsInScope(context)));
  return (
    !known ||
    sentence.text
      .split(/[，；。：]/)
      .some((clause) => words.some((word) => clause.includes(word)) && TELLS_FIGURE.test(clause))
  );
}
/** What only says which of them are counted. */
const SAYS_WHICH = /^(?:foreign|international|national|local|different|other|more|such|additional)$/;
/** Whether a text has a number that is no percentage and no date. */
function tellsCount(text: string): boolean {
  const numbers = [...text.matchAll(/\d[\d.,]*/g)];
  return (
    numbers.some(({ index, 0: digits }) => !/^\s*(?:[%％年月日]|个?百分点)/.test(text.slice(index + digits.length))) ||
    TELLS_FIGURE.test(text.replace(/\d/g, ''))
  );
}
/** Units that English counts with stand behind the figure, not beside the thing. */
const UNIT_NOUN =
  /(?:hour|minute|day|week|month|year|time|percent|point|kilomet(?:re|er)|metre|yuan|dollar|ton(?:ne)?|hectare|unit|people|person|household|million|billion)s?$/;

/** A rare word counts at most so much, so that one odd word does not outweigh the rest. */
const KEY_WEIGHT = 9;

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
