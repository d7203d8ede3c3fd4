/** Figures of a thing that is no indicator, looked for in every sentence of many reports: 清理拖欠账款, 新增院士, 民生实事的件数. */

import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { Passage, Report, Sentence } from '../../ingest/model.ts';
import { synonymsOf } from '../question/glossary.ts';
import { withoutNotCountedNotes } from '../question/not-counted.ts';
import type { Reading } from '../question/reading.ts';
import type { Context } from './context.ts';
import { unitFactor, unitKind } from './matrix.ts';
import { type Measure, measuresOf, unitMeant } from './measures.ts';
import { byRegion } from './theme-hits.ts';
import { type ContentWord, contentWords, heldShare, shareOf } from './topic-words.ts';

/** A figure as a clause of a report tells it. */
export interface Surveyed {
  region: string;
  sentence: Sentence;
  passage: Passage;
  /** The stretch of the sentence that tells it. */
  from: number;
  to: number;
  measure: Measure;
  /** In the plain unit of its kind. */
  value: number;
  /** How much of what was asked its clause holds, 0 to 1. */
  share: number;
}

/** What is looked for. */
export interface Survey {
  /** The words of the thing, and of each of several that will do; first the whole. */
  words: ContentWord[][];
  units: string[];
  /** 减少, 压减: only figures told as a fall answer; 新增: a stock does not. */
  falls: boolean;
  added: boolean;
  /** 占比: a growth is no share, and where a growth is asked a share is none. */
  rate: 'share' | 'growth' | null;
}

/** A clause must hold so much of what is asked, by how telling its words are. */
const ENOUGH = 0.6;
/** A clause without a noun of its own (占比80.2%) goes with the one before it, and is a little less sure. */
const ELLIPTIC = /^(?:占比|占|比重|达到?|增长|同比|增幅|总数|总量|总额|总里程|规模|共|累计|其中)/;
const ELLIPTIC_COST = 0.05;
const TOTAL = /^总/;
const STEPS_BACK = 3;
/** A sentence that has all the words of one of several things asked (中欧、欧亚方向的班列) comes behind one that has all. */
const PART_COST = 0.1;
const PLAN_FIRST = 0.02;
/** Characters before a clause that still tell what is done with the thing: 压减退出钢铁1402万吨、煤炭1006万吨. */
const BEFORE = 30;

/** Words of order, amount and asking, which no clause of a report holds. */
const ASKING =
  /哪(?:[个些几里家]|几个)?|谁家?|什么|多少|第[一二三四五六七八九十](?:名|位)?|前[一二三四五六七八九十\d]+(?:名|位)?|最[高低多少大小快慢长短狠强]|排(?:名|序|第|在|一下)?|报出(?:来)?的?|公布的?|给出的?|写(?:了|出|明|到)的?|报告(?:里|中)?|各?(?:省|自治区|直辖市)(?:区市?|份|市)?|并列|分别|各自|依次|一共|总共|承诺的?|(?:超过|达到|不到|不足|突破|高于|低于|或者?|以上|以下|及)+\s*\d+(?:\.\d+)?\s*[%万亿]*[\u4e00-\u9fff]?|\d+(?:\.\d+)?\s*[%万亿]*[\u4e00-\u9fff]{0,2}?(?:或更多|以上|以下|以内|左右)|(?:超|过)[一二三四五六七八九]成|上[百千万]|全年|一年|当年/g;
/** Nouns that tell the unit of an amount, with units that answer. */
const AMOUNTS: [RegExp, string[]][] = [
  [/人数|人次|多少(?:名|位)?人|几[位名]|多少[位名]/, ['人', '名', '位']],
  [/金额|账款|款项|资金|经费|投资额|总投资|销售额|交易额|营业收入|产值|多少(?:亿|万)?元|多少钱/, ['元']],
  [
    /幅度|占比|比例|比重|百分之|[率度](?:最|是|为|达)|增长最|增速|涨幅|降幅|\d%|几成|[减降增涨](?:了)?(?:最|多少(?![亿万]))/,
    ['%'],
  ],
  [/件数|项数|奖项数?|多少[件项]|几[件项]/, ['件', '项']],
  [/列数|班数|多少[列班]|[千百]列/, ['列', '班', '趟', '次']],
  [/里程|多长|最长|公里/, ['公里', '米']],
  [/面积|万亩/, ['亩', '平方公里', '公顷', '平方米']],
  [/产能|产量|吨/, ['吨']],
  [/家数|多少家|几家/, ['家', '户', '个']],
  [/(?:个|座|所|处|条)数|数量|多少[个座所处条]/, ['个', '家', '座', '所', '处', '条', '项', '件']],
];
const FALLS = /减少|压减|压缩|下降|精简|减了|砍|降幅|退出|淘汰|化解/;
const ADDED = /新增|新建|新设|增加了?多少|当选/;
const FALL_WORDS = /减|降|压|缩|退出|淘汰|化解|关闭/;
const ADDED_WORDS = /新|增|当选|净/;

/** What a question asks to be looked for; null where it names no thing or no amount. */
export function surveyOf(context: Context): Survey | null {
  const { reading, expected } = context;
  if (reading.language !== 'zh') return null;
  const text = reading.normalised.replace(/[（(][^（）()]*[）)]/g, ' ');
  const [sure] = reading.namedIndicators.filter((named) => named.sure);
  const own = sure && indicatorOf(sure.indicator)?.units.map((unit) => unit.replace(/（.*）$/, ''));
  const units =
    own ??
    AMOUNTS.find(([pattern]) => pattern.test(text))?.[1] ??
    thresholdUnits(reading) ??
    (expected.units.length > 0 ? expected.units : countUnits(reading));
  const words = thingWords(context);
  return words.length === 0
    ? null
    : { words, units, falls: FALLS.test(text), added: ADDED.test(text), rate: rateOf(text) };
}

/** 谁更多: of things without a unit in the question the count of them. */
function countUnits({ comparison }: Reading): string[] {
  return comparison.ranks.some(({ text }) => /[多少]$/.test(text)) ? COUNTS : [];
}
const COUNTS = [
  '个',
  '家',
  '条',
  '项',
  '所',
  '座',
  '处',
  '件',
  '人',
  '名',
  '列',
  '台',
  '辆',
  '户',
  '张',
  '种',
  '架',
  '艘',
  '批',
];

function rateOf(text: string): Survey['rate'] {
  if (/占比|比重|比例|占[^，。？]{1,12}的/.test(text)) return 'share';
  return /增长(?!点)|增速|涨幅|增幅/.test(text) ? 'growth' : null;
}
const SHARE_WORDS = /占|比重|比例|比率|用于|投向/;
const GROWTH_WORDS = /增|涨|升|降|减/;

function thresholdUnits({ comparison }: Reading): string[] | null {
  const unit = comparison.thresholds.find((one) => one.unit !== '')?.unit;
  return unit === undefined ? null : [unit.replace(/^[万亿]+(?=.)/, '')];
}

/** What sets one figure against another and is no word of the thing: 跟2019年比是加码还是放缓, 各减了多少, 有多长. */
const COMPARING =
  /(?:跟|和|与|同|较)?\s*(?:去年|上年)?\s*(?:相)?比(?![例重率赛])(?:起来|较)?是?|加码|放缓|还是|(?:各自?|分别|都)?[减增降升涨压砍少多高低快慢](?:得|掉)?了?(?=多少|几|\s|，|$)|[多][长大高快远]|到\s|[两三四五六]家/g;
const AMOUNT_NOUNS =
  /(?:任务量|人数|人次|金额|幅度|件数|项数|个数|家数|列数|班数|数量|比例|占比|里程|总额|总量|产能|奖项数)/g;

/** The words of the thing: of the first sentence that asks, without what leads to it (治理文山会海，会议减少幅度). */
function thingWords(context: Context): ContentWord[][] {
  const { normalised } = context.reading;
  const open = withoutNotCountedNotes(normalised)
    .replace(/[（(][^（）()]*[）)]/g, ' ')
    .replace(/(?:19|20)\d\d\s*年(?:底|末|初)?/g, ' ');
  const [first = ''] = open.split(/[。？?；;]/).filter((one) => one.trim() !== '');
  const clauses = first
    .split(/[，,：:]/)
    .map((clause) => clause.replace(COMPARING, ' ').replace(ASKING, ' ').replace(AMOUNT_NOUNS, ' '));
  const found = clauses.map((clause) => wordsOfThing(clause, context)).filter((words) => words.length > 0);
  if (found.length === 0) return [];
  // What leads to a question is told where the question itself has a thing; else it is the thing.
  const main = found.length > 1 && /哪|谁|最|几个|多少/.test(lastAsking(first)) ? found.slice(1) : found;
  const whole = main.flat();
  const parts = clauses
    .flatMap((clause) => clause.split(/[、或]|或者|以及/))
    .map((part) => wordsOfThing(part, context))
    .filter((words) => words.length >= 2 && words.length < whole.length);
  return [whole, ...parts];
}

/** The clause of a sentence that asks. */
function lastAsking(sentence: string): string {
  return sentence.split(/[，,：:]/).find((clause, at) => at > 0 && /哪|谁|最|几个|多少/.test(clause)) ?? '';
}

function wordsOfThing(text: string, context: Context): ContentWord[] {
  const { reading } = context;
  const characters = [...reading.namedRegions].reduce((rest, { text: name }) => rest.replaceAll(name, ' '), text);
  const found = contentWords(context, characters)
    .filter(({ source }) => !PLAIN.test(source))
    .map((word) => ({ ...word, words: [...new Set([...word.words, ...synonymsOf(word.source)])] }));
  // 中欧、欧亚方向: either will do.
  return found.flatMap((word, at) => {
    const next = found[at + 1];
    const before = found[at - 1];
    const joined = (a?: ContentWord, b?: ContentWord): boolean =>
      a !== undefined && b !== undefined && new RegExp(`${a.source}(?:、|或|或者|和|及)${b.source}`).test(characters);
    if (joined(before, word)) return [];
    return [next && joined(word, next) ? { ...word, words: [...word.words, ...next.words] } : word];
  });
}
const PLAIN =
  /^(?:减少|压减|压缩|下降|增加|增长|新增|提高|超过|达到|实现|完成|数最多|最多|方向|省区市|省份|写出|地方|或者|除了|还有|哪里|退出|淘汰|清理|开行|年底|年末|全国|排名|名次|情况|数字|具体|已经|而且)$/;

/** The clause of each region that tells a figure of the thing best, by the reports given. */
export async function surveyed(
  survey: Survey,
  reports: Report[],
  context: Context,
  timing: Passage['timing'] | null = null,
): Promise<Surveyed[]> {
  const { index, turns, scope, reading } = context;
  const candidates = candidatesOf(survey, reports, context);
  const best = new Map<string, Surveyed>();
  const regionOf = new Map(reports.map((report) => [report.id, report.region]));
  for (const id of candidates) {
    const sentence = index.sentence(id);
    const passage = sentence && index.passage(sentence.passage);
    const region = passage && regionOf.get(passage.report);
    if (!sentence || !passage || !region || passage.kind === 'glossary') continue;
    if (timing === null ? !scope.fits(passage) : passage.timing !== timing && passage.timing !== 'neither') continue;
    const found = clauseOf(survey, sentence, context);
    if (!found) continue;
    const before = best.get(region);
    // A year without more is that of the plan.
    const planned = reading.kind === null && reading.years.length > 0 && passage.timing === 'plan';
    found.share += planned ? PLAN_FIRST : 0;
    if (!before || found.share > before.share) best.set(region, { ...found, region, sentence, passage });
    await turns.pause();
  }
  const kinds = new Map<string, number>();
  for (const { measure } of best.values()) kinds.set(kindOf(measure), (kinds.get(kindOf(measure)) ?? 0) + 1);
  // Where no unit is asked the commonest kind is compared.
  const [common] = [...kinds].sort((a, b) => b[1] - a[1]);
  return [...byRegion(reports).keys()].flatMap((region) => {
    const one = best.get(region);
    return one && (survey.units.length > 0 || kindOf(one.measure) === common?.[0]) ? [one] : [];
  });
}

const kindOf = (measure: Measure): string => unitKind(unitMeant(measure));

/** Sentences that have one of the two most telling words. */
function candidatesOf({ words: [words = [], ...parts] }: Survey, reports: Report[], context: Context): Set<string> {
  const filter = { reports: reports.map(({ id }) => id) };
  const telling = [...words].sort((a, b) => shareOf([b], words, context) - shareOf([a], words, context)).slice(0, 2);
  const all = [...telling, ...parts.flat()];
  return new Set(all.flatMap((word) => word.words.flatMap((one) => context.index.scan('sentence', one, filter))));
}

/** The clause that tells the figure, with the words of the thing; null where none holds enough of it. */
function clauseOf(
  survey: Survey,
  sentence: Sentence,
  context: Context,
): Omit<Surveyed, 'region' | 'sentence' | 'passage'> | null {
  const { text } = sentence;
  const cuts = [0, ...[...text.matchAll(/[，；。：]|、(?!\d)/g)].map((m) => m.index + 1), text.length];
  let best: Omit<Surveyed, 'region' | 'sentence' | 'passage'> | null = null;
  const shareIn = (said: string): number =>
    Math.max(...survey.words.map((words, at) => heldShare(said, words, context) - (at > 0 ? PART_COST : 0)));
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [from, to] = [cuts[i] as number, cuts[i + 1] as number];
    const clause = text.slice(from, to);
    // 占比80.2% goes with the clause before it, 总里程达到6447公里 with what the sentence began to tell.
    const back = !ELLIPTIC.test(clause.trim()) ? 0 : TOTAL.test(clause.trim()) ? STEPS_BACK : 1;
    let [start, share] = [from, shareIn(clause)];
    for (let step = 1; step <= Math.min(back, i); step++) {
      const earlier = cuts[i - step] as number;
      const held = shareIn(text.slice(earlier, to)) - ELLIPTIC_COST * step;
      if (held > share) [start, share] = [earlier, held];
    }
    const said = text.slice(start, to);
    if (share < ENOUGH || (best && best.share >= share)) continue;
    if (survey.falls && !FALL_WORDS.test(text.slice(Math.max(0, start - BEFORE), to))) continue;
    if (survey.added && !ADDED_WORDS.test(said)) continue;
    if (survey.rate === 'share' && !SHARE_WORDS.test(clause)) continue;
    if (survey.rate === 'growth' && !GROWTH_WORDS.test(clause)) continue;
    const fitting = measuresOf(clause).filter((one) => fits(one, survey.units));
    // 在上年减59%的基础上再减55%, 由6.1%降至1.2%: the last one is that of the year.
    const measure = /基础上|(?:由|从)[^，]*(?:到|至)/.test(clause) ? fitting[fitting.length - 1] : fitting[0];
    if (!measure) continue;
    best = { from: start, to, measure, value: Number(measure.number) * factorOf(unitMeant(measure)), share };
  }
  return best;
}

/** What a unit multiplies: those of the matrix, and a scale before any other (万名, 千列). */
export function factorOf(unit: string): number {
  const known = unitFactor(unit);
  const scale = /^([十百千万亿]+)./.exec(unit)?.[1] ?? '';
  return known !== 1 || scale === '' ? known : [...scale].reduce((product, one) => product * (SCALES[one] ?? 1), 1);
}
const SCALES: Record<string, number> = { 十: 10, 百: 100, 千: 1000, 万: 1e4, 亿: 1e8 };

const TRAINS = /^(?:列|班|趟|列次)$/;

function fits(measure: Measure, units: string[]): boolean {
  const unit = unitMeant(measure);
  if (unit === '' || /^(?:年|月|日|号|岁|期|届)$/.test(unit)) return false;
  const kind = (one: string): string => (TRAINS.test(one) ? '列' : unitKind(one));
  return units.length === 0 || units.some((one) => kind(one) === kind(unit));
}
