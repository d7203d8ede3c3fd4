/** An answer over all reports by figures read from their sentences: who has most, who passes a threshold, of a thing that is no indicator. */
import type { Context } from './context.ts';
import { answered, type Claim, type Draft, frame, type Line } from './draft.ts';
import { shortRegion } from './figure-text.ts';
import { regionList } from './phrases.ts';
import { wholeReports } from './scope.ts';
import { same } from './stated.ts';
import { factorOf, type Surveyed, surveyed } from './survey.ts';
import { surveyOf } from './survey-asked.ts';

/** Characters of a region's quoted clause. */
const QUOTE = 70;
/** Regions told where neither an order nor a threshold limits them. */
const MOST = 12;

/**
 * Regions by what their sentences tell of the thing asked, the order or those that pass first; null where none does.
 * @param known So many regions have the figure in the matrix; the sentences must tell it of more.
 */
export async function composeSurvey(context: Context, known: number): Promise<Draft | null> {
  const { reading, scope } = context;
  const { ranks, thresholds } = reading.comparison;
  if (ranks.length === 0 && thresholds.length === 0) return null;
  const survey = surveyOf(context);
  if (!survey) return null;
  const reports = wholeReports(scope.reports).filter(({ region }) => !reading.excluded.includes(region ?? ''));
  const found = await surveyed(survey, reports, context);
  if (found.length <= known) return null;
  const all = [...found].sort((a, b) => b.value - a.value);
  const passing = all.filter((one) => thresholds.length > 0 && thresholds.every((threshold) => passes(one, threshold)));
  // 前三名各多少项？还有两个省都是16项: both are asked for.
  const beside = thresholds.some(({ operator }) => operator === 'equal') || thresholds.length === 0;
  const descending = beside ? all : passing;
  const top = ranks.length > 0 && beside ? ranked(all, ranks) : [];
  const chosen = all.filter((one) => top.includes(one) || passing.slice(0, MOST).includes(one));
  if (chosen.length === 0) return null;
  const lines: Line[] = chosen.map((one) => ({ claims: [claimOf(one, context)], item: chosen.length > 1 }));
  const order = ranks.length > 0 ? orderClaims(descending, context) : [];
  if (passing.length > 0 && top.length === 0) lines.unshift({ claims: [frame(`符合的有${chosen.length}个地区：`)] });
  lines.push(...order.map((claim) => ({ claims: [claim] })));
  const others = found.filter((one) => !chosen.includes(one)).map(({ region }) => region);
  return answered({
    lines,
    citations: context.citations.list,
    coverage: `${new Set(reports.map(({ region }) => region)).size}份报告里有${found.length}份的句子写明了这个数（逐句按原文找出，口径以各报告为准，可能有别的写法没有找到）${
      others.length > 0 ? `；另外写明的：${regionList(others, 'zh')}` : ''
    }。`,
  });
}

type Ranks = Context['reading']['comparison']['ranks'];

/** The regions at the ends asked for, ties with them. */
function ranked(descending: Surveyed[], ranks: Ranks): Surveyed[] {
  const chosen = new Set<Surveyed>();
  for (const rank of ranks) for (const group of groupsOf(descending, rank)) for (const one of group) chosen.add(one);
  return [...descending.filter((one) => chosen.has(one))];
}

/** Groups of equal figures from the end that a rank asks for, as many as it asks for. */
function groupsOf(descending: Surveyed[], { order, size, place }: Ranks[number]): Surveyed[][] {
  const list = order === 'lowest' || order === 'worst' ? [...descending].reverse() : descending;
  const groups: Surveyed[][] = [];
  for (const one of list) {
    const last = groups[groups.length - 1];
    if (last?.[0] && same(last[0].value, one.value)) last.push(one);
    else groups.push([one]);
  }
  let before = 0;
  return groups.filter((group) => {
    const own = before + 1;
    before += group.length;
    return place === null ? own <= size : own <= place && place < own + group.length;
  });
}

function passes(
  { measure, value }: Surveyed,
  threshold: Context['reading']['comparison']['thresholds'][number],
): boolean {
  const limit = threshold.value * (threshold.unit === '' ? 1 : factorOf(threshold.unit));
  switch (threshold.operator) {
    case 'at-least':
      return value >= limit || same(value, limit);
    case 'more-than':
      // 超过1000列 is more than that.
      return value > limit || (same(value, limit) && measure.qualifiers.has('at-least'));
    case 'at-most':
      return value <= limit || same(value, limit);
    case 'less-than':
      return value < limit;
    case 'equal':
      return same(value, limit);
    case 'between':
      return value >= limit && value <= (threshold.high ?? threshold.value) * (limit / (threshold.value || 1));
  }
}

/** The clause of a region as it is quoted. */
export function claimOf(one: Surveyed, { citations }: Context): Claim {
  const { text } = one.sentence;
  // 煤炭600万吨 behind 压减钢铁产能1400万吨、 alone does not say what is done with it.
  let start = one.from;
  while (text.charAt(start - 1) === '、') {
    const before = Math.max(...[...'，；：。、'].map((mark) => text.lastIndexOf(mark, start - 2) + 1));
    if (one.to - before > QUOTE) break;
    start = before;
  }
  const cut = text.slice(start, one.to).replace(/[，；：、。,;\s]+$/, '');
  const quoted = cut.length > QUOTE ? cut.slice(cut.length - QUOTE) : cut;
  const from = start + text.slice(start).indexOf(quoted);
  return {
    text: `${one.region}：${quoted}。`,
    quoted,
    citations: [citations.sentence(one.sentence, from, from + quoted.length)],
    kind: 'quoted',
  };
}

/** 最多：江西（51件）；第二：青海（41项）: the order asked, each figure as its clause tells it. */
function orderClaims(descending: Surveyed[], context: Context): Claim[] {
  const claims: Claim[] = [];
  for (const rank of context.reading.comparison.ranks) {
    const top = rank.order !== 'lowest' && rank.order !== 'worst';
    let place = rank.place ?? 1;
    for (const group of groupsOf(descending, rank)) {
      const [first] = group;
      if (!first) continue;
      const word = place === 1 ? (top ? '数字最大' : '数字最小') : `第${ORDINALS[place] ?? place}${top ? '大' : '小'}`;
      const names = group.map((one) => shortRegion(one.region, 'zh')).join('、');
      const shown = figureOf(first);
      claims.push({
        text: `${word}：${names}（${shown}${group.length > 1 ? '，并列' : ''}）。`,
        citations: group.map((one) => claimOf(one, context).citations[0] ?? 0),
        kind: 'derived',
        derived: [{ text: shown, recompute: () => figureOf(first) }],
      });
      place += group.length;
    }
  }
  return claims;
}
const ORDINALS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

function figureOf({ measure }: Surveyed): string {
  return `${measure.number}${measure.unit}`;
}
