/** The words of a question that say what it is about, and how much of them a text holds. */
import type { ReportIndex } from '../../ingest/index/model.ts';
import { queryTokens, tokensOf } from '../../ingest/tokens.ts';
import { isCommonEnglish } from '../question/dictionary.ts';
import type { Reading } from '../question/reading.ts';
import { tokenWeights } from '../retrieve/token-weights.ts';
import { wordsOf } from '../retrieve/words.ts';
import type { Context } from './context.ts';

/** One thing that a question is about; any of its words will do. */
export interface ContentWord {
  /** In the question's own language. */
  source: string;
  /** Chinese words that stand for it. */
  words: string[];
}

/** What asks, plans and frames; nearly every sentence of a report has it, or none. */
const FRAME =
  /^(?:什么|哪些|哪几|哪里|哪儿|哪家|哪个|哪位|哪种|哪条|哪座|哪所|何处|何地|何时|怎么|怎样|如何|多少|有些|方面|打算|安排|举措|措施|部署|做法|要求|成绩|成效|进展|成果|任务|内容|规划|说法|动作|行动|办法|政策|情况|工作|重点|主要|计划|准备|推动|推进|促进|加强|加快|发展|提出|采取|具体|分别|各自|领域|相关|有关|今年|去年|目标|概括|总结|梳理|一下|回顾|报告|政府|全省|全市|全区|说明|介绍|列出|列举|解释|意思|指的|是指|还有|以及|其中|需要|可以|可能|这个|那个|这些|那些|比较|对比|对于|关于|包括|提到|一些|多大|一共|总共|大约|大概|平均|百分之|百分之几|各是|各有|大力|着力|继续|情况下|深入|实施|开展|进行|做好|抓好|老家|家乡|咱们|咱们省|咱们市|我们|我家|最|做|有|会|要|说|写|讲)$/;

/** 几对, 七大: a number that counts. */
const COUNTED = /^[几一二两三四五六七八九十]+[\u4e00-\u9fff]$/;

/** A unit says how something is counted, not what: 地铁多少公里 is not answered by 高速公路300公里. */
const UNIT =
  /^[万亿千百]*(?:人次?|元|美元|亩|公顷|吨|斤|公斤|公里|平方米|平方公里|立方米|户|套|个|家|所|座|头|辆|台|张|件|项|条|千瓦时?|标箱|岁|天)$/;

/** Abbreviations of questions that reports write out. */
const SHORT_NAMES: Record<string, string[]> = { GDP: ['生产总值'], CPI: ['居民消费价格'] };

const ofReading = new WeakMap<Reading, ContentWord[]>();

/** The content words of the question; of `text` instead of the whole where one is given (Chinese only). */
export function contentWords({ reading }: Pick<Context, 'reading'>, text?: string): ContentWord[] {
  if (text !== undefined) return wordsIn(reading, text);
  const known = ofReading.get(reading) ?? wordsIn(reading, reading.bare);
  ofReading.set(reading, known);
  return known;
}

function wordsIn(reading: Reading, bare: string): ContentWord[] {
  if (reading.language === 'en') {
    const bySource = new Map<string, string[]>();
    for (const { term, source, from } of reading.expandedTerms) {
      if (isCommonEnglish(source)) continue;
      // An indicator's name that a phrase of the glossary is, or is a part of, says nothing of its own.
      const said = source.toLowerCase().replace(/s$/, '');
      const phrase =
        from === 'indicator' ? [...bySource.keys()].find((one) => said.includes(one) || one.includes(said)) : undefined;
      const key = phrase ?? source;
      bySource.set(key, [...(bySource.get(key) ?? []), term]);
    }
    // Anhui's “smart medical assistant” (智医助理): a name given in Chinese is the very thing.
    for (const [name] of reading.normalised.matchAll(/[\u4e00-\u9fff]{2,}/g)) bySource.set(name, [name]);
    return [...bySource].map(([source, words]) => ({ source, words }));
  }
  const seen = new Set<string>();
  return wordsOf(bare).flatMap((word) => {
    if (!/^[\u4e00-\u9fffA-Za-z0-9.+]{2,}$/.test(word) || seen.has(word)) return [];
    if (FRAME.test(word) || COUNTED.test(word) || UNIT.test(word)) return [];
    seen.add(word);
    const others = reading.expandedTerms.filter((t) => t.source.includes(word) || word.includes(t.source));
    return [{ source: word, words: [word, ...others.map((t) => t.term), ...(SHORT_NAMES[word.toUpperCase()] ?? [])] }];
  });
}

/** A rare word counts at most so much, so that one odd word does not outweigh the rest. */
const HEAVIEST = 9;
const LIGHTEST = 0.5;

/** Share of the words, by how telling they are, that a text holds; 1 where there are none. */
export function heldShare(text: string, words: ContentWord[], context: Pick<Context, 'index'>): number {
  if (words.length === 0) return 1;
  return shareOf(
    words.filter((word) => word.words.some((one) => text.includes(one))),
    words,
    context,
  );
}

/** How telling some words are together: the sum of what the rarest token of each weighs. */
export function weightOf(words: ContentWord[], { index }: Pick<Context, 'index'>): number {
  const weights = tokenWeights(index);
  return words.reduce(
    (sum, { words: [first = ''] }) =>
      sum + Math.min(HEAVIEST, Math.max(LIGHTEST, ...tokensOf(first).map((token) => weights.weightOf(token)))),
    0,
  );
}

/** Share of `words`, by how telling they are, that `some` of them make; 0 where there are none. */
export function shareOf(some: ContentWord[], words: ContentWord[], context: Pick<Context, 'index'>): number {
  const all = weightOf(words, context);
  return all === 0 ? 0 : weightOf(some, context) / all;
}

/** The words, the most telling first. */
export function byTelling(words: ContentWord[], context: Pick<Context, 'index'>): ContentWord[] {
  return [...words].sort((a, b) => weightOf([b], context) - weightOf([a], context));
}

const known = new WeakMap<ReportIndex, Map<string, boolean>>();

/**
 * Whether any report has the word as the question writes it; with `years`, any report of those years: what only the reports of other years
 * say tells nothing of these, however many are loaded.
 */
export function isKnown({ source }: ContentWord, index: ReportIndex, years?: ReadonlySet<number | null>): boolean {
  const words = known.get(index) ?? new Map<string, boolean>();
  known.set(index, words);
  const key = years === undefined ? source : `${source} ${[...years].sort().join()}`;
  const before = words.get(key);
  if (before !== undefined) return before;
  const { countOf } = tokenWeights(index);
  const filter =
    years === undefined ? {} : { reports: index.reports.filter(({ year }) => years.has(year)).map(({ id }) => id) };
  const here =
    queryTokens(source).every((token) => countOf(token) > 0) && index.scan('passage', source, filter, 1).length > 0;
  words.set(key, here);
  return here;
}

/** The years of the reports that a question ranges over, where it names any. */
export function yearsInScope({
  reading,
  scope,
  index,
}: Pick<Context, 'reading' | 'scope' | 'index'>): Set<number | null> | undefined {
  return reading.reportScopes.length === 0
    ? undefined
    : withCompany(
        scope.reports.map(({ year }) => year),
        index,
      );
}

/** Whole reports that make a year's words known; one report or a division of tasks uses few of them. */
const COMPANY = 10;

/** The years, and where fewer reports than `COMPANY` are of them the nearest year that has so many. */
export function withCompany(years: (number | null)[], { reports }: ReportIndex): Set<number | null> {
  const wanted = new Set(years);
  const counts = new Map<number, number>();
  for (const { year, kind, level } of reports)
    if (year !== null && kind === 'report' && level === 'province') counts.set(year, (counts.get(year) ?? 0) + 1);
  const known = years.filter((year) => year !== null);
  if (known.some((year) => (counts.get(year) ?? 0) >= COMPANY)) return wanted;
  const base = Math.max(...known);
  const [nearest] = [...counts]
    .filter(([, count]) => count >= COMPANY)
    .map(([year]) => year)
    .sort((a, b) => Math.abs(a - base) - Math.abs(b - base) || a - b);
  // Of few reports all are company.
  if (nearest === undefined) return new Set(reports.map(({ year }) => year));
  return wanted.add(nearest);
}
