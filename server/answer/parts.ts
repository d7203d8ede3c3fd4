/** The parts of a question that asks several things at once (航次多少？友城有几对？), and whether an answer has them all. */

import { literal } from '../literal.ts';
import type { RankedSentence } from '../retrieve/rank-sentences.ts';
import type { Context } from './context.ts';
import { expectedOf, holdsShape } from './expected.ts';
import { speaksOfYear } from './strict.ts';
import { type ContentWord, contentWords, heldShare } from './topic-words.ts';

/** One thing asked. */
export interface QuestionPart {
  /** As asked. */
  text: string;
  words: ContentWord[];
}

/** Asks for a thing of its own. */
const ASKS = /多少|几(?!乎|十年)|哪|谁|什么|何时|怎么|如何|how (?:many|much|long)|what|which|who|when/i;

/** The things that a Chinese question asks; one for most. Parts that only ask on (分别是谁？) are none of their own. */
export function partsOf(context: Pick<Context, 'reading'>): QuestionPart[] {
  const { reading } = context;
  const plain = reading.normalised.replace(/[（(][^（）()]*[）)]/g, ' ');
  const pieces = plain.split(/[？?；;。！!]/).flatMap((sentence) => clausesOf(sentence).flatMap(subjectsOf));
  return pieces.flatMap((text) => {
    if (!ASKS.test(text)) return [];
    const words = contentWords(context, withoutPlaces(text, context));
    return words.length > 0 ? [{ text: text.trim(), words }] : [];
  });
}

/** Clauses that each ask, and else the whole. */
function clausesOf(sentence: string): string[] {
  const clauses = sentence.split(/[，,]/);
  return clauses.filter((clause) => ASKS.test(clause)).length >= 2 ? clauses : [sentence];
}

/** `签约人数和平均工资是多少`: two subjects of one question. */
const TWO_SUBJECTS =
  /^(.{4,}?)(?:和|与|以及|、)([^和与、]{4,}?)(?:分别|各|各自)?(?:是|为|有|达到了?|达)?(多少|几.{0,3}|百分之几)$/;

function subjectsOf(clause: string): string[] {
  const match = TWO_SUBJECTS.exec(clause.trim());
  return match ? [`${match[1]}${match[3]}`, `${match[2]}${match[3]}`] : [clause];
}

function withoutPlaces(text: string, { reading }: Pick<Context, 'reading'>): string {
  let rest = text;
  for (const { text: said } of [...reading.namedRegions, ...reading.namedYears]) rest = rest.replaceAll(said, ' ');
  return rest.replace(/20\d\d年?/g, ' ');
}

/** Share of a part's words that a sentence must hold to answer it. */
const ANSWERS = 0.5;
/** And that a sentence found for it alone must hold. */
const ANSWERS_ALONE = 0.6;

/**
 * The chosen sentences and one more for each part of the question that they leave open; what no sentence answers is
 * returned as `open`.
 */
export function withParts(
  chosen: RankedSentence[],
  supported: RankedSentence[],
  all: RankedSentence[],
  context: Context,
): { chosen: RankedSentence[]; open: string[] } {
  const parts = context.reading.language === 'zh' ? partsOf(context) : [];
  if (parts.length < 2) return { chosen: inOrder(chosen), open: [] };
  const picked = [...chosen];
  const open: string[] = [];
  for (const part of parts) {
    const shape = expectedOf(part.text);
    const answers = (ranked: RankedSentence, least: number): boolean =>
      heldShare(ranked.sentence.text + ranked.passage.path.join(''), part.words, context) >= least &&
      holdsShape(ranked.sentence.text, shape);
    if (picked.some((one) => answers(one, ANSWERS))) continue;
    const report = picked[0]?.passage.report;
    const found =
      supported.find((one) => answers(one, ANSWERS_ALONE)) ??
      all.find(
        (one) =>
          one.passage.report === report &&
          // 2019年增加到多少家: what is planned for the year after is no part of the answer.
          (context.reading.years.length === 0 || context.scope.fits(one.passage) || speaksOfYear(one, context)) &&
          answers(one, ANSWERS_ALONE),
      );
    if (found) picked.push(found);
    else if (!picked.some((one) => part.words.every((word) => saysTogether(one.sentence.text, word.source))))
      open.push(part.text);
  }
  return { chosen: inOrder(picked), open };
}

/** 弃风率, 弃光率 are told as 弃风弃光率: what two names end on alike stands once. */
function saysTogether(text: string, name: string): boolean {
  return new RegExp(`${literal(name.slice(0, -1))}[\\u4e00-\\u9fff]{1,4}${literal(name.slice(-1))}`).test(text);
}

/** In the report's order where all are of one report. */
function inOrder(chosen: RankedSentence[]): RankedSentence[] {
  return [...chosen].sort((a, b) =>
    a.passage.report === b.passage.report ? a.sentence.ordinal - b.sentence.ordinal : 0,
  );
}
