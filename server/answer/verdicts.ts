/** What is said of several figures together: highest and lowest, ties, sums, means. */
import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { Language } from '../model.ts';
import type { Context } from './context.ts';
import { type Claim, frame } from './draft.ts';
import { englishAmount } from './english-figure.ts';
import { figureLabel, shortRegion, valueText } from './figure-text.ts';
import { toldFigure } from './figures.ts';
import type { Slot } from './matrix.ts';
import { isAdditive, unitFactor } from './matrix.ts';
import type { Stated } from './stated.ts';
import { capital, isRange, ordered, same } from './stated.ts';

type Rank = Context['reading']['comparison']['ranks'][number];

const CHINESE_ORDINALS = ['', '', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const ENGLISH_ORDINALS = ['', '', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** The regions that the ranks asked for name. */
export function verdictRegions(context: Context, stated: Stated[]): string[] {
  return context.reading.comparison.ranks.flatMap((rank) =>
    pick(ordered(stated), rank)
      .flatMap(({ group }) => group)
      .map((s) => s.region),
  );
}

/** Groups of equal figures with their place from that end, ties counted: behind two that share the first comes the third. */
export function pick(groups: Stated[][], rank: Rank): { group: Stated[]; place: number }[] {
  const list = isTop(rank, groups) ? groups : [...groups].reverse();
  let place = 1;
  const placed = list.map((group) => {
    const own = place;
    place += group.length;
    return { group, place: own };
  });
  if (rank.place === null) return placed.filter((one) => one.place <= rank.size);
  const wanted = rank.place;
  return placed.filter((one) => one.place <= wanted && wanted < one.place + one.group.length);
}

function isTop(rank: Rank, groups: Stated[][]): boolean {
  const indicator = indicatorOf(groups[0]?.[0]?.row.indicator ?? '');
  const lowerIsBetter = indicator?.better === 'lower';
  return (
    rank.order === 'highest' || (rank.order === 'best' && !lowerIsBetter) || (rank.order === 'worst' && lowerIsBetter)
  );
}

/** What is said of the figures together: highest and lowest, ties, sum, mean; how ranges were ranked. */
export function verdicts(context: Context, stated: Stated[], slot: Slot): Claim[] {
  const { reading } = context;
  const { language } = reading;
  const zh = language === 'zh';
  const claims: Claim[] = [];
  const groups = ordered(stated);
  const [tied] = groups[0] ?? [];
  if (!tied) return claims;
  const { ranks } = reading.comparison;
  if (ranks.length > 0 && groups.length === 1 && stated.length > 1 && reading.searchRegions.length > 0) {
    const text = zh ? `一样：${namedFigures(stated, language)}。` : `Equal: ${namedFigures(stated, language)}.`;
    return [{ text, ...told(stated, context, null) }];
  }
  const indicator = indicatorOf(slot.indicator);
  const label = indicator ? figureLabel(indicator, slot.kind, slot.year, language) : '';
  for (const rank of ranks) {
    const top = isTop(rank, groups);
    for (const { group, place } of pick(groups, rank)) {
      const [first] = group;
      if (!first) continue;
      const word = placeWord(place, top, first.row.unit.includes('（下降）'), language);
      const tie = group.length > 1 ? (zh ? '并列' : 'tied ') : '';
      const figures = namedFigures(group, language);
      const text = zh ? `${label}${tie}${word}：${figures}。` : `${capital(label)}, ${tie}${word}: ${figures}.`;
      claims.push({ text, ...told(group, context, label) });
    }
  }
  if (ranks.length > 0 && stated.some(isRange))
    claims.push(frame(zh ? '区间按中间值排序。' : 'Ranges are ranked by their middle.'));
  // 前五名合计: of all regions only those picked are added.
  const picked =
    ranks.length > 0 && reading.searchRegions.length === 0
      ? ranks.flatMap((rank) => pick(groups, rank).flatMap(({ group }) => group))
      : stated;
  if (reading.comparison.sum) claims.push(...sumClaim(context, picked, slot));
  if (reading.comparison.mean) claims.push(meanClaim(context, picked, slot));
  return claims;
}

/** `安徽、福建，7%左右`; where equal figures are worded otherwise, each with its own: `安徽（7%左右）、福建（7%以上）`. */
function namedFigures(group: Stated[], language: Language): string {
  const zh = language === 'zh';
  const values = group.map((s) => valueText(s.row, language));
  const names = group.map((s) => shortRegion(s.region, language));
  if (new Set(values).size === 1) return `${names.join(zh ? '、' : ', ')}${zh ? '，' : ', '}${values[0]}`;
  return names.map((name, at) => (zh ? `${name}（${values[at]}）` : `${name} (${values[at]})`)).join(zh ? '、' : ', ');
}

/** What proves a claim of several regions' figures. */
function told(group: Stated[], { citations, reading }: Context, label: string | null) {
  const language = reading.language;
  return {
    kind: 'figure' as const,
    citations: group.map((s) => citations.row(s.row)),
    figures: group.map((s) => toldFigure(s.row, { citation: citations.row(s.row), language, label })),
  };
}

/** 最高, 第二高; of figures that tell a fall 降幅最大, 降幅第二大. */
function placeWord(place: number, top: boolean, fall: boolean, language: Language): string {
  if (language === 'en') {
    const ordinal = place === 1 ? '' : `${ENGLISH_ORDINALS[place] ?? `no. ${place}`} `;
    return `${ordinal}${fall ? (top ? 'largest fall' : 'smallest fall') : top ? 'highest' : 'lowest'}`;
  }
  const end = fall ? (top ? '大' : '小') : top ? '高' : '低';
  const ordinal = place === 1 ? '最' : `第${CHINESE_ORDINALS[place] ?? place}`;
  return `${fall ? '降幅' : ''}${ordinal}${end}`;
}

/** Figures that can be added: single ones of one kind of unit, in the unit of the first. */
function addable(stated: Stated[], slot: Slot): { whole: Stated[]; unit: string; total: () => number } | null {
  const whole = stated.filter((s) => s.bounds && same(s.bounds[0], s.bounds[1]));
  const [first] = whole;
  if (!isAdditive(slot.indicator) || !first || whole.length < 2 || whole.length < stated.length) return null;
  const { unit } = first.row;
  const total = (): number => whole.reduce((sum, s) => sum + (s.bounds?.[0] ?? 0), 0) / unitFactor(unit);
  return { whole, unit, total };
}

const rounded = (value: number, decimals: number): string =>
  String(Math.round(value * 10 ** decimals) / 10 ** decimals);
/** Decimals of a sum, so that binary fractions do not show, and of a mean. */
const SUM_DECIMALS = 6;
const MEAN_DECIMALS = 2;

/** The figures as they are added, and what comes of them: `486＋775.6＝1261.6亿斤`. */
function computed(whole: Stated[], unit: string, result: string, zh: boolean): string {
  const operands = whole.map(({ row }) => {
    const own = String(row.value);
    if (!row.text.replace(/,(?=\d{3})/g, '').includes(own)) return row.text;
    return row.unit === unit ? own : `${own}${row.unit}`;
  });
  if (zh) return `${operands.join('＋')}＝${result}${unit}`;
  const { amount, brackets } = englishAmount([Number(result)], unit);
  const quoted = operands.map((one) => (/[\u4e00-\u9fff]/.test(one) ? `“${one}”` : one));
  return brackets === '' ? `${quoted.join(' + ')} = ${amount}` : `${amount} (${quoted.join(' + ')} = ${result}${unit})`;
}

function sumClaim({ reading, citations }: Context, stated: Stated[], slot: Slot): Claim[] {
  const zh = reading.language === 'zh';
  const found = addable(stated, slot);
  if (!found) return [frame(zh ? '这些数口径或单位不同，不能相加。' : 'These figures cannot be added up.')];
  const { whole, unit, total } = found;
  const text = (): string => computed(whole, unit, rounded(total(), SUM_DECIMALS), zh);
  const qualified = whole.some((s) => s.row.qualifier !== '');
  const how = zh
    ? `按上列${qualified ? '所写' : ''}数字相加${qualified ? '，约束词不计' : ''}`
    : `adding the figures above${qualified ? ' as written, without their qualifiers' : ''}`;
  return [
    {
      text: zh ? `合计：${text()}（${how}）。` : `Sum: ${text()}, ${how}.`,
      citations: whole.map((s) => citations.row(s.row)),
      kind: 'derived',
      derived: [{ text: text(), recompute: text }],
    },
  ];
}

function meanClaim({ reading, citations }: Context, stated: Stated[], slot: Slot): Claim {
  const zh = reading.language === 'zh';
  const found = addable(stated, slot);
  if (!found) {
    return frame(
      zh
        ? '增长率、比例没有各地的权数，不能直接平均，这里不给平均数。'
        : 'Rates cannot be averaged without weights, so no mean is given.',
    );
  }
  const { whole, unit, total } = found;
  const sum = (): string => computed(whole, unit, rounded(total(), SUM_DECIMALS), zh);
  const text = (): string => {
    const mean = Number(rounded(total() / whole.length, MEAN_DECIMALS));
    const { amount, brackets } = zh ? { amount: `${mean}${unit}`, brackets: '' } : englishAmount([mean], unit);
    return `${amount}${brackets}`;
  };
  const count = (): string => (zh ? `${whole.length}个数字` : `${whole.length} figures`);
  return {
    text: zh
      ? `平均：每个地区${text()}（上列${count()}的简单平均：${sum()}）。`
      : `Mean: ${text()} a region, the plain mean of the ${count()} above: ${sum()}.`,
    citations: whole.map((s) => citations.row(s.row)),
    kind: 'derived',
    derived: [text, count, sum].map((recompute) => ({ text: recompute(), recompute })),
  };
}
