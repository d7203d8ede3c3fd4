/** What is said of several figures together: highest and lowest, ties, sums, means. */
import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { Language } from '../model.ts';
import type { Context } from './context.ts';
import type { Claim } from './draft.ts';
import { figureLabel, shortRegion, valueText } from './figure-text.ts';
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
function pick(groups: Stated[][], rank: Rank): { group: Stated[]; place: number }[] {
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
  const { reading, citations } = context;
  const { language } = reading;
  const zh = language === 'zh';
  const claims: Claim[] = [];
  const groups = ordered(stated);
  const [tied] = groups[0] ?? [];
  if (!tied) return claims;
  const { ranks } = reading.comparison;
  const name = (s: Stated): string => shortRegion(s.region, language);
  if (ranks.length > 0 && groups.length === 1 && stated.length > 1 && reading.searchRegions.length > 0) {
    const value = valueText(tied.row, language);
    const text = zh
      ? `${stated.map(name).join('、')}一样，都是${value.text}。`
      : `${stated.map(name).join(', ')} are equal: ${value.text}.`;
    return [{ text, citations: stated.map((s) => citations.row(s.row)), kind: 'figure', derived: value.derived }];
  }
  const indicator = indicatorOf(slot.indicator);
  const label = indicator ? figureLabel(indicator, slot.kind, slot.year, language) : '';
  for (const rank of ranks) {
    const top = isTop(rank, groups);
    for (const { group, place } of pick(groups, rank)) {
      const [first] = group;
      if (!first) continue;
      const value = valueText(first.row, language);
      const word = placeWord(place, top, first.row.unit.includes('（下降）'), language);
      const tie = group.length > 1 ? (zh ? '并列' : 'tied ') : '';
      const text = zh
        ? `${label}${tie}${word}：${group.map(name).join('、')}，${value.text}。`
        : `${capital(label)}, ${tie}${word}: ${group.map(name).join(', ')}, ${value.text}.`;
      claims.push({ text, citations: group.map((s) => citations.row(s.row)), kind: 'figure', derived: value.derived });
    }
  }
  if (ranks.length > 0 && stated.some(isRange))
    claims.push(frame(zh ? '区间按中间值排序。' : 'Ranges are ranked by their middle.'));
  if (reading.comparison.sum) claims.push(...sumClaim(context, stated, slot));
  if (reading.comparison.mean) claims.push(meanClaim(context, stated, slot));
  return claims;
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

function frame(text: string): Claim {
  return { text, citations: [], kind: 'frame' };
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

function sumClaim({ reading, citations }: Context, stated: Stated[], slot: Slot): Claim[] {
  const zh = reading.language === 'zh';
  const found = addable(stated, slot);
  if (!found) return [frame(zh ? '这些数口径或单位不同，不能相加。' : 'These figures cannot be added up.')];
  const { whole, unit, total } = found;
  const text = (): string => rounded(total(), SUM_DECIMALS);
  const qualified = whole.some((s) => s.row.qualifier !== '');
  const how = zh
    ? `按上列${qualified ? '所写' : ''}数字相加${qualified ? '，约束词不计' : ''}`
    : `adding the figures above${qualified ? ' as written, without their qualifiers' : ''}`;
  return [
    {
      text: zh ? `合计：${text()}${unit}（${how}）。` : `Sum: ${text()} (${unit}), ${how}.`,
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
  const text = (): string => rounded(total() / whole.length, MEAN_DECIMALS);
  const count = (): string => String(whole.length);
  return {
    text: zh
      ? `平均：每个地区${text()}${unit}（上列${count()}个数字的简单平均）。`
      : `Mean: ${text()} (${unit}) a region, the plain mean of the ${count()} figures above.`,
    citations: whole.map((s) => citations.row(s.row)),
    kind: 'derived',
    derived: [
      { text: text(), recompute: text },
      { text: count(), recompute: count },
    ],
  };
}
