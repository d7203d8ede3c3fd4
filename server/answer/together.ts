/** What a comparison says beside its lines: their order, the distance between the ends, how many times one is the other. */
import type { IndicatorRow } from '../../ingest/model.ts';
import type { Reading } from '../question/reading.ts';
import type { Context } from './context.ts';
import { regionDifference } from './differences.ts';
import { answered, type Draft, frame, type Line } from './draft.ts';
import { shortRegion, valueText } from './figure-text.ts';
import type { Slot } from './matrix.ts';
import { unitKind } from './matrix.ts';
import { coverageText, regionList } from './phrases.ts';
import type { Stated } from './stated.ts';
import { boundsIn, ordered, same } from './stated.ts';
import { pick } from './verdicts.ts';

const DOWN = /从[高大多快]到[低小少慢]|由[高大多快]到[低小少慢]|降序|(?:排序|排个序|怎么排|依次)/;
const UP = /从[低小少慢]到[高大多快]|由[低小少慢]到[高大多快]|升序/;

/** The lines in the order asked (从高到低); as they are where none is. */
export function inOrderAsked(stated: Stated[], { normalised }: Reading): Stated[] {
  const up = UP.test(normalised);
  if (!up && !DOWN.test(normalised)) return stated;
  const sorted = ordered(stated).flat();
  return [...(up ? sorted.reverse() : sorted), ...stated.filter((s) => s.bounds === null)];
}

/** Whether the regions themselves are asked for beside the highest of them. */
export function asksList({ normalised }: Reading): boolean {
  return /(?:有哪些|有哪几|是哪些|分别)[^。]*(?:最[高低大小多少快慢])/.test(normalised);
}

/** 最高的比最低的高多少: how far the two ends asked for lie apart, where each is one region. */
export function endsDifference(context: Context, stated: Stated[]): Line[] {
  const { ranks } = context.reading.comparison;
  const groups = ordered(stated);
  const ends = ranks.flatMap((rank) =>
    pick(groups, rank)
      .slice(0, 1)
      .map(({ group }) => group),
  );
  // 最多的比第二名多多少, 比最低的高多少: of one end alone the other is the opposite one.
  const [a, b] = ends;
  const [high, low] = [a?.[0], b?.[0]];
  if (!high || !low || high === low) return [];
  return regionDifference(context, [high.row, low.row]).map((claim) => ({ claims: [claim] }));
}

/** 是几倍 asks for the quotient. */
export const RATIO = /(?:几|多少)倍|倍数|how many times/i;
/** Decimals of a quotient. */
const RATIO_DECIMALS = 2;

/** 广东是江苏的1.08倍: the quotient of two single figures of one kind; else that it is not given. */
export function regionRatio({ reading, citations }: Context, rows: IndicatorRow[]): Line[] {
  const [a, b] = rows;
  if (!a || !b) return [];
  const zh = reading.language === 'zh';
  const [x, y] = [boundsIn(a), boundsIn(b)];
  if (!x || !y || y[0] <= 0 || !same(x[0], x[1]) || !same(y[0], y[1]) || unitKind(a.unit) !== unitKind(b.unit)) {
    const text = zh
      ? '有一方是区间、文字或另一种单位，倍数不能直接算。'
      : 'One of the two is a range, words or in another unit, so no quotient is given.';
    return [{ claims: [frame(text)] }];
  }
  const shown = (): string => {
    const quotient = (boundsIn(a)?.[0] ?? 0) / (boundsIn(b)?.[0] ?? 1);
    return `${Math.round(quotient * 10 ** RATIO_DECIMALS) / 10 ** RATIO_DECIMALS}${zh ? '倍' : ' times'}`;
  };
  const [first, second] = [a, b].map((row) => shortRegion(row.region, reading.language));
  const figures = [a, b].map((row) => valueText(row, reading.language)).join(zh ? '与' : ' and ');
  const written = [a, b].some((row) => row.qualifier !== '');
  const text = zh
    ? `${first}约为${second}的${shown()}（${figures}${written ? '，按所写数字' : ''}）。`
    : `${first} has ${shown()} the figure of ${second} (${figures}${written ? ', by the figures as written' : ''}).`;
  return [
    {
      claims: [
        {
          text,
          citations: [citations.row(a), citations.row(b)],
          kind: 'derived',
          derived: [{ text: shown(), recompute: shown }],
        },
      ],
    },
  ];
}

/** No region fits conditions that are joined, or those that fit state none of the figures. */
export function joinedDraft(
  { reading, citations }: Context,
  columns: { slot: Slot; stated: Stated[] }[],
  shown: string[],
  regions: string[],
): Draft {
  const text =
    shown.length === 0
      ? '没有一个地区同时符合这些条件。'
      : `都没有写明数字的有${shown.length}个：${regionList(shown, 'zh')}。`;
  const silent = regions.filter((region) => !columns.some(({ stated }) => stated.some((s) => s.region === region)));
  return answered({
    lines: [{ claims: [frame(text)] }],
    citations: citations.list,
    coverage: coverageText(regions.length - silent.length, shown.length === 0 ? silent : [], reading.language, {
      zh: '写明了其中至少一项',
      en: 'state at least one of them',
    }),
  });
}
