/** Figures of a thing that is no indicator, looked for in every sentence of many reports: 清理拖欠账款, 新增院士, 民生实事的件数. */

import type { Passage, Report, Sentence } from '../../ingest/model.ts';
import type { Context } from './context.ts';
import { unitFactor, unitKind } from './matrix.ts';
import { type Measure, measuresOf, unitMeant } from './measures.ts';
import type { Survey } from './survey-asked.ts';
import { byRegion } from './theme-hits.ts';
import { byTelling, heldShare } from './topic-words.ts';

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

/** A clause must hold so much of what is asked, by how telling its words are. */
const ENOUGH = 0.6;
/** The same where no unit is asked, so that any figure of the clause could be the one. */
const SURE_ENOUGH = 0.85;
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

/** What a clause has that tells a fall, what was added, a share, a growth. */
const FALL_WORDS = /减|降|压|缩|退出|淘汰|化解|关闭/;
const ADDED_WORDS = /新|增|当选|净/;
const SHARE_WORDS = /占|比重|比例|比率|用于|投向/;
const GROWTH_WORDS = /增|涨|升|降|减/;
/** Characters behind a figure in which what it counts is named. */
const NOUN = 4;

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
  // Figures of one kind are compared, the commonest where several would do.
  const [common] = [...kinds].sort((a, b) => b[1] - a[1]);
  return [...byRegion(reports).keys()].flatMap((region) => {
    const one = best.get(region);
    return one && kindOf(one.measure) === common?.[0] ? [one] : [];
  });
}

/** What a figure counts: persons, firms, trains; 人 and 个 are two here. */
function kindOf(measure: Measure): string {
  const plain = unitMeant(measure).replace(/^[十百千万亿]+(?=.)/, '');
  return SAME_COUNT.find((units) => units.includes(plain))?.[0] ?? plain;
}
const SAME_COUNT = [
  ['人', '名', '位'],
  ['家', '户'],
  ['件', '项'],
  ['列', '班', '趟', '列次'],
  ['吨', '斤', '公斤'],
  ['%', '个百分点'],
];

/** Sentences that have one of the two most telling words. */
function candidatesOf({ words: [words = [], ...parts] }: Survey, reports: Report[], context: Context): Set<string> {
  const filter = { reports: reports.map(({ id }) => id) };
  const telling = byTelling(words, context).slice(0, 2);
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
    Math.max(
      ...survey.words.map((words, at) => {
        const missing = words.filter((word) => !word.words.some((one) => said.includes(one)));
        // Of two words both are needed, of more all but one that is not the most telling.
        if (missing.length > (words.length > 2 ? 1 : 0)) return 0;
        if (missing[0] && missing[0] === byTelling(words, context)[0]) return 0;
        return heldShare(said, words, context) - (at > 0 ? PART_COST : 0);
      }),
    );
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
    if (share < (survey.units.length > 0 ? ENOUGH : SURE_ENOUGH) || (best && best.share >= share)) continue;
    const bases = said.match(OTHER_BASIS) ?? [];
    const asked = context.reading.normalised.replace(/平均?每[天日]/g, '日均');
    if (bases.some((one) => !asked.includes(one))) continue;
    if (asked.includes('日均') && !/日均|每[天日]/.test(said)) continue;
    if (survey.falls && !FALL_WORDS.test(text.slice(Math.max(0, start - BEFORE), to))) continue;
    if (survey.added && !ADDED_WORDS.test(said)) continue;
    if (survey.whole && /新增|新建|新开|净增|增加/.test(clause)) continue;
    if (survey.rate === 'share' && !SHARE_WORDS.test(clause)) continue;
    if (survey.rate === 'growth' && !GROWTH_WORDS.test(clause)) continue;
    const fitting = measuresOf(clause).filter((one) => fits(one, survey.units));
    // 在上年减59%的基础上再减55%, 由6.1%降至1.2%: the last one is that of the year.
    if (survey.counted !== null && !fitting.some(({ noun }) => noun.slice(0, NOUN).includes(survey.counted ?? '')))
      continue;
    // 城镇和农村分别达到5.1万元和2.3万元: which is which is not read here.
    if (fitting.length > 1 && /分别/.test(clause)) continue;
    const measure = /基础上|(?:由|从)[^，]*(?:到|至)/.test(clause) ? fitting[fitting.length - 1] : fitting[0];
    if (!measure) continue;
    best = { from: start, to, measure, value: Number(measure.number) * factorOf(unitMeant(measure)), share };
  }
  return best;
}

/** 日均新增, 累计, 助力受援地区: other figures of the thing, where they are not asked for. */
const OTHER_BASIS =
  /日均|月均|人均|户均|累计|每[天日月人户]|“十[二三四]五”|[三四五]年来|以来|受援|受扶|对口(?:支援|帮扶)|东西部|城镇(?=居民|常住)|农村(?=居民|常住)|城乡(?=居民)/g;

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
