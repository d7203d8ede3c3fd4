/** What is said of several figures together: highest and lowest, ties, sums. */
import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { Context } from './context.ts';
import type { Claim } from './draft.ts';
import { figureLabel, shortRegion, valueText } from './figure-text.ts';
import type { Slot } from './matrix.ts';
import { isAdditive } from './matrix.ts';
import type { Stated } from './stated.ts';
import { capital, ordered, same } from './stated.ts';

function ranksOf(context: Context): Context['reading']['comparison']['ranks'] {
  return context.reading.comparison.ranks;
}

/** The regions that the ranks asked for name. */
export function verdictRegions(context: Context, stated: Stated[]): string[] {
  return ranksOf(context).flatMap((rank) =>
    pick(ordered(stated), rank, context)
      .flat()
      .map((s) => s.region),
  );
}

function pick(
  groups: Stated[][],
  rank: Context['reading']['comparison']['ranks'][number],
  context: Context,
): Stated[][] {
  const indicator = indicatorOf(context.reading.indicators[0] ?? '');
  const lowerIsBetter = indicator?.better === 'lower' || false;
  const fromTop =
    rank.order === 'highest' || (rank.order === 'best' && !lowerIsBetter) || (rank.order === 'worst' && lowerIsBetter);
  const list = fromTop ? groups : [...groups].reverse();
  return rank.place !== null ? list.slice(rank.place - 1, rank.place) : list.slice(0, rank.size);
}

/** What is said of the figures together: highest and lowest, ties, count, sum, mean. */
export function verdicts(context: Context, stated: Stated[], slot: Slot): Claim[] {
  const { reading, citations } = context;
  const zh = reading.language === 'zh';
  const claims: Claim[] = [];
  const groups = ordered(stated);
  if (groups.length === 0) return claims;
  const ranks = ranksOf(context);
  const name = (s: Stated): string => shortRegion(s.region, reading.language);
  const tied = groups[0]?.[0];
  if (ranks.length > 0 && groups.length === 1 && tied && stated.length > 1 && reading.searchRegions.length > 0) {
    const value = valueText(tied.row, reading.language);
    const text = zh
      ? `${stated.map(name).join('、')}一样，都是${value.text}。`
      : `${stated.map(name).join(', ')} are equal: ${value.text}.`;
    return [{ text, citations: stated.map((s) => citations.row(s.row)), kind: 'figure' }];
  }
  for (const rank of ranks) {
    const chosen = pick(groups, rank, context);
    for (const group of chosen) {
      const [first] = group;
      if (!first) continue;
      const value = valueText(first.row, reading.language);
      const indicator = indicatorOf(slot.indicator);
      const label = indicator ? figureLabel(indicator, slot.kind, slot.year, reading.language) : '';
      const word = zh
        ? rank.place !== null && rank.place > 1
          ? `第${rank.place}`
          : isTop(rank, context)
            ? '最高'
            : '最低'
        : isTop(rank, context)
          ? 'highest'
          : 'lowest';
      const tie = group.length > 1 ? (zh ? '并列' : 'tied ') : '';
      const text = zh
        ? `${label}${tie}${word}：${group.map(name).join('、')}，${value.text}。`
        : `${capital(label)}, ${tie}${word}: ${group.map(name).join(', ')}, ${value.text}.`;
      claims.push({ text, citations: group.map((s) => citations.row(s.row)), kind: 'figure', derived: value.derived });
    }
  }
  if (reading.comparison.sum) claims.push(...sumClaim(context, stated, slot));
  if (reading.comparison.mean && !isAdditive(slot.indicator)) {
    claims.push({
      text: zh
        ? '增长率、比例没有各地的权数，不能直接平均，这里不给平均数。'
        : 'Rates cannot be averaged without weights, so no mean is given.',
      citations: [],
      kind: 'frame',
    });
  }
  return claims;
}

function isTop(rank: Context['reading']['comparison']['ranks'][number], context: Context): boolean {
  const lowerIsBetter = indicatorOf(context.reading.indicators[0] ?? '')?.better === 'lower';
  return (
    rank.order === 'highest' || (rank.order === 'best' && !lowerIsBetter) || (rank.order === 'worst' && lowerIsBetter)
  );
}

function sumClaim(context: Context, stated: Stated[], slot: Slot): Claim[] {
  const { reading, citations } = context;
  const zh = reading.language === 'zh';
  const units = [...new Set(stated.map((s) => s.row.unit))];
  const whole = stated.filter((s) => s.bounds && same(s.bounds[0], s.bounds[1]));
  if (!isAdditive(slot.indicator) || units.length !== 1 || whole.length < 2) {
    return [
      {
        text: zh ? '这些数口径或单位不同，不能相加。' : 'These figures cannot be added up.',
        citations: [],
        kind: 'frame',
      },
    ];
  }
  const total = (): string => String(Math.round(whole.reduce((sum, s) => sum + (s.row.value ?? 0), 0) * 1e6) / 1e6);
  return [
    {
      text: zh
        ? `合计：${total()}${units[0]}（按上列数字相加）。`
        : `Sum: ${total()} (${units[0]}), adding the figures above.`,
      citations: whole.map((s) => citations.row(s.row)),
      kind: 'derived',
      derived: [{ text: total(), recompute: total }],
    },
  ];
}
