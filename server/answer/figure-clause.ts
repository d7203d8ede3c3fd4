/** Which clause of a sentence has the figure, and whether that clause speaks of what was asked. */
import type { RankedSentence } from '../retrieve/rank-sentences.ts';
import { wordsOf } from '../retrieve/words.ts';
import type { Context } from './context.ts';
import { type Expected, holdsShape, TELLS_FIGURE } from './expected.ts';
import { contentWords, heldShare } from './topic-words.ts';

/** Share of the question's words that a sentence in its own words holds. */
const OWN_WORDS = 0.5;

/**
 * 青海湖、茶卡盐湖…成为打卡地，民航旅客吞吐量突破800万人次: whether the thing asked stands in a sentence, but in no clause with the
 * figure, nor right before one that goes on about it. Sentences in quite other words than the question's are left alone.
 */
export function tellsOfAnother({ sentence: { text } }: RankedSentence, context: Context): boolean {
  const { expected, reading } = context;
  if (reading.language !== 'zh' || expected.shape !== 'figure' || expected.units.length === 0) return false;
  // In the question's own words: what stands for an everyday word may be in any clause.
  const words = contentWords(context).map(({ source }) => ({ source, words: [source] }));
  if (heldShare(text, words, context) < OWN_WORDS) return false;
  const holds = (clause: string): boolean => words.some(({ source }) => clause.includes(source));
  return !standsByFigure(text, holds, expected);
}

/** Whether a figure of the shape asked stands in a clause that names the thing, or in one that goes on about it right behind. */
export function standsByFigure(text: string, names: (clause: string) => boolean, expected: Expected): boolean {
  const clauses = text.split(/[，；。：]/);
  return clauses.some(
    (clause, at) =>
      holdsShape(clause, expected) && (names(clause) || (GOES_ON.test(clause) && names(clauses[at - 1] ?? ''))),
  );
}

/** The whole is asked: total turnover, 一共多少, 全市. */
const ASKS_WHOLE = /\btotal\b|\boverall\b|总额|总量|总共|一共|合计|全[省市区]/i;
/** What stands before a thing where only a part of it is told: 向津冀转移技术合同成交额, 其中出口. */
const PART_BEFORE = /(?:其中|(?:向|对|与|从|同)[^，。；]{1,10}(?:转移|输出|引进|出口|进口)的?)$/;

/** Whether the whole of a thing is asked, and the sentence tells it of a part only wherever it names it. */
export function tellsOnlyPart({ sentence: { text } }: RankedSentence, context: Context): boolean {
  if (!ASKS_WHOLE.test(context.reading.normalised)) return false;
  const before = contentWords(context).flatMap(({ words }) =>
    words.flatMap((word) =>
      text
        .split(word)
        .slice(0, -1)
        .map((_, at, all) => all.slice(0, at + 1).join(word)),
    ),
  );
  return before.some((part) => PART_BEFORE.test(part)) && before.every((part) => !/[，；。]$|^$/.test(part));
}

/** What is counted: 多少个国家, 几所高中. */
const COUNTED =
  /(?:多少|几)(?:万|亿)?(?:个|家|座|处|所|项|件|条|名|位|种|支|艘|架|辆|部|台|套|户|张)([\u4e00-\u9fff]{2,})/;

/** The words of what a Chinese question counts, the head last: 稳, 投资, 措施 of 出台了几条稳投资措施; empty where it counts nothing. */
export function wordsCounted(question: string): string[] {
  return wordsOf(COUNTED.exec(question)?.[1] ?? '');
}

/** 产量跃居全国首位，出口突破百万辆: false where no figure stands in a clause with the noun, nor in the next one that goes on about it. */
export function tellsAmount(text: string, noun: string): boolean {
  if (!text.includes(noun)) return true;
  const clauses = text.split(/[，；。：]/);
  return clauses.some((clause, at) => {
    const next = clauses[at + 1] ?? '';
    return clause.includes(noun) && (TELLS_FIGURE.test(clause) || (TELLS_FIGURE.test(next) && GOES_ON.test(next)));
  });
}
/** A clause without a subject of its own. */
const GOES_ON =
  /^(?:预计|已|约|累计|同比|比上年|较上年|达|突破|超|增长|下降|提高|为|年均|总量|实现|完成|控制|保持|稳定|力争|确保|[^，]{0,3}(?:达到?|突破|超过|为)\d|\d)/;
