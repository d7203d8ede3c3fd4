import type { NamedPeriod, NamedYear } from './reading.ts';

export interface YearsFound {
  named: NamedYear[];
  periods: NamedPeriod[];
  /** 上一年, 去年 in a turn that leans on the one before: one year before that turn's. */
  relative: number | null;
}

const FIVE_YEAR_PLANS: Record<string, [number, number]> = {
  十二五: [2011, 2015],
  十三五: [2016, 2020],
  十四五: [2021, 2025],
  十五五: [2026, 2030],
};

/** One figure over the years. */
const SUMMED = /累计|合计|总共|一共|年均|平均每年/;
const PLAN_YEARS = 5;

/** What English calls them. */
const ENGLISH_PLANS: [string, string][] = [
  ['(?:12th|twelfth)', '十二五'],
  ['(?:13th|thirteenth)', '十三五'],
  ['(?:14th|fourteenth)', '十四五'],
  ['(?:15th|fifteenth)', '十五五'],
];

/** 去年 and the like, with how many years from the base. */
const RELATIVE: [RegExp, number][] = [
  [/前年|two years ago/i, -2],
  [/去年|上年|上一年|last year|previous year|the year before/i, -1],
  [/今年|本年|当年|this year|current year/i, 0],
  [/明年|下一年|next year/i, 1],
];

/**
 * The years that a normalised question names. Words such as 去年 count only where no year is written out; they are counted
 * from `base`, the year of the conversation or of the newest report.
 */
export function findYears(text: string, base: number | null): YearsFound {
  const named: NamedYear[] = [];
  for (const match of text.matchAll(/(?<![\d.])(20\d\d)(?![\d.]*[%万亿]|\d)/g)) {
    const start = match.index;
    const year = Number(match[1]);
    const after = text.slice(start + 4);
    if (/^\s*(?:多|余|个|家|公里|万|亿|元|吨|人|户|套|项|件|亩|辆|台|座|所)/.test(after)) continue;
    const before = text.slice(Math.max(0, start - 6), start);
    const end = start + 4 + (after.startsWith('年') ? 1 : 0);
    const isReport =
      /^年?(?:的)?(?:各?省级?|各地|本?省|市|[\u4e00-\u9fff]{2,8}?(?:省|市|自治区)(?:的)?|两会)?(?:政府)?(?:工作)?(?:的)?(?:报告|分工意见|任务分工)/.test(
        after,
      ) ||
      /^(?:\s+\w+){0,3}\s+(?:government )?(?:work )?reports?\b/i.test(after) ||
      /reports? (?:of|for|from) $/i.test(text.slice(Math.max(0, start - 12), start));
    // 从2016年到2019年 is a stretch, its end no horizon.
    const stretch = /(?:(?:从|由|自)[^，。？]{0,14}|20\d\d年?)[到至]$/.test(text.slice(0, start));
    const horizon =
      (/到$|至$|截至$|\bby (?:the end of )?$/i.test(before) && !stretch) || /^年?(?:底|末)?(?:前|之前)/.test(after);
    named.push({
      year,
      naming: isReport ? 'report' : horizon ? 'horizon' : 'explicit',
      text: text.slice(start, end),
      start,
      end,
    });
  }
  // 19年安徽的GDP: two digits at the start of a phrase, where no stretch of years (连续19年) is told.
  for (const match of text.matchAll(
    /(?<=^|[，。；、\s\p{Script=Han}])(?<![连续近过去满达第约超十]|历时|用了)([12]\d)年(?![来间内期底度多])/gu,
  )) {
    if (named.length > 0 || !/^|[，。；、\s省市区]$/.test(text.slice(0, match.index))) break;
    named.push({
      year: 2000 + Number(match[1]),
      naming: 'explicit',
      text: match[0],
      start: match.index,
      end: match.index + match[0].length,
    });
  }
  let relative: number | null = null;
  for (const [pattern, offset] of RELATIVE) {
    const match = pattern.exec(text);
    if (!match || (offset < 0 && isYardstick(text, match))) continue;
    relative ??= offset;
    if (named.length === 0 && base !== null) {
      named.push({
        year: base + offset,
        naming: 'relative',
        text: match[0],
        start: match.index,
        end: match.index + match[0].length,
      });
    }
  }
  const periods: NamedPeriod[] = [];
  for (const [name, [from, to]] of Object.entries(FIVE_YEAR_PLANS)) {
    const start = text.indexOf(name);
    if (start >= 0) periods.push({ from, to, text: name, start, end: start + name.length });
  }
  // 这五年来一共多少: the five years that the newest report looks back on.
  const five = SUMMED.test(text) ? /(?:这|近|最近|过去)(?:的)?五年(?:来|间|里)?/.exec(text) : null;
  if (five && base !== null)
    periods.push({
      from: base - PLAN_YEARS,
      to: base - 1,
      text: five[0],
      start: five.index,
      end: five.index + five[0].length,
    });
  for (const [ordinal, name] of ENGLISH_PLANS) {
    const match = new RegExp(`\\b(?:the )?${ordinal}(?: five-year plan)(?: period)?`, 'i').exec(text);
    const [from, to] = FIVE_YEAR_PLANS[name] as [number, number];
    if (match) periods.push({ from, to, text: match[0], start: match.index, end: match.index + match[0].length });
  }
  return { named, periods, relative };
}

/** 比上年涨了几成, 较去年, than last year: the year that is compared with, not the one asked about. */
function isYardstick(text: string, { index, 0: words }: RegExpExecArray): boolean {
  const before = text.slice(Math.max(0, index - 16), index);
  const after = text.slice(index + words.length);
  return (
    /(?:比|较|相比|相较于?|对比)$/.test(before) ||
    (/(?:与|同|跟|和)$/.test(before) && /^[^，。？]{0,6}(?:相比|比|持平)/.test(after)) ||
    /\b(?:than|compared (?:with|to)|over|from|on|versus|vs\.?)\s+(?:the\s+)?$/i.test(before)
  );
}

/** Words that tell a plan from a result. 要 is a plan unless it belongs to a word (要求, 主要, 重要, 需要). */
const TARGET =
  /目标|预期(?!增长.{0,4}了)|(?<!行动|人才|发展|工程|教育|提升|培育)计划(?!生育|单列|[》”])|打算|力争|拟(?=[\u4e00-\u9fff])|准备|(?<![主重需必摘只纪还不我想])要(?![求闻素点好不等花看实]|20\d\d年的|的是)|争取|安排|定在|定为(?=[^，。？]{0,8}(?:多少|几|\d|与))|定得|确保|预计要|部署|\btargets?\b|\bplan(?:s|ned)?\b|\baim(?:s|ed)?\b|\bgoals?\b|\bset\b(?! (?:up|off|aside))|\bintend|\bwill\b|\bwant(?:s|ed)?\b|\bcalls? for\b|\bhope[sd]?\b|\bpledge[sd]?\b|\bpromise[sd]?\b|\b(?:is|are|was|were|still) to (?:be|reach)\b/i;
const RESULT =
  /完成(?:了|得|情况)|实现了|达到了|同比|实际|实绩|结果|建成了|增长了|下降了|[^为除定]了(?:多少|几|哪|什么|没有|\d)|初步预计|预计增[速长]|已经|负增长|报告宣布|荣获|获评|\bactual(?:ly)?\b|\bachieved?\b|\breached\b|\bgrew\b|\brose\b|\brecorded\b|\bresults?\b|\bbecame\b|\bcompleted\b|\bdid\b(?![^?]*\b(?:plan|aim|want|hope|intend|expect|promise|pledge|target|set|propose|call))[^?.]{0,60}\b(?:see|record|produce|receive|create|build|add|attract|export|import|grow|fall|rise|spend|earn|win|open|handle|sell|renovate)\b/i;

/** A year with a noun of its own beside a year's target. */
const BESIDE_TARGET =
  /20\d\d年(?:的)?(?:总数|总量|总额|存量|数量|规模|底数|情况|数字|数)(?:和|与|、|及|，)[^，。？]{0,4}20\d\d年[^，。？]{0,8}(?:目标|预期|计划|打算)/;
const AGAINST_YEAR =
  /(?:计划|打算|要)[^。？目标]{1,24}比(?:20\d\d|去|上|上一)年(?!的?(?:目标|计划|预期))[^，。？目标]{0,10}[多少高低大小]/;

/** 完成年度计划的百分之几: what was done is told as a share of the plan. */
export const SHARE_OF_PLAN =
  /完成(?:了|到)?(?:全年|年度|年初|预期|确定的?)*(?:的)?(?:计划|目标|任务)(?:任务)?的?(?:百分之|多少|几成|比例|百分比|\d)/;

/** A plan that something was done under is no plan for it: added under its three-year plan, the talent plan. */
const PLAN_BY_NAME =
  /\b(?:\w+-year|action|talent|under (?:its|the|a|an|this)(?: [\w-]+){0,3}?) plans?\b(?! to (?:have|be)\b)/gi;

/** Target or result, from the question's words alone. */
export function kindOf(text: string): { kind: 'target' | 'result' | 'both' | null; words: string[] } {
  const plain = text
    .replace(/(?:不要|不看|不是|别给)(?:预期)?目标/g, '')
    .replace(SHARE_OF_PLAN, '完成了')
    .replace(PLAN_BY_NAME, ' ')
    .replace(/(?:有没有|是否|没有?)(?:完成|达到|实现)(?:了)?(?:预期|年度)?目标/g, '完成了');
  const target = TARGET.exec(plain)?.[0];
  const result = RESULT.exec(plain)?.[0];
  // 2019年总数和2020年目标, 打算改造的比2019年改造的多: the year before is told by its result.
  if (target && !result && (BESIDE_TARGET.test(plain) || AGAINST_YEAR.test(plain)))
    return { kind: 'both', words: [target] };
  const words = [target, result].filter((word) => word !== undefined);
  if (target && result) return { kind: 'both', words };
  if (target) return { kind: 'target', words };
  return { kind: result ? 'result' : null, words };
}

/** What of a carried topic told a plan from a result and is replaced by a turn that tells it itself: 力争达到, 完成了. */
export function withoutKind(topic: string): string {
  return topic
    .replace(/\b(?:targets?|goals?|planned|expected)\b/gi, ' ')
    .replace(/力争|争取|打算|计划(?!生育|单列|[》”])|预期|目标|准备|确保|实际|已经|完成了?|实现了?|达到了?/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
