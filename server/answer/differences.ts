/** How two figures differ: of two regions, or of one region in two years. */
import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { IndicatorRow } from '../../ingest/model.ts';
import type { Reading } from '../question/reading.ts';
import type { Context } from './context.ts';
import { type Claim, frame } from './draft.ts';
import { shortRegion, valueText } from './figure-text.ts';
import { unitFactor, unitKind } from './matrix.ts';
import { boundsIn, same } from './stated.ts';

/** One of the two, with what it is called beside the other: 河南, 2020年目标. */
interface Side {
  name: string;
  row: IndicatorRow;
}

/** Decimals of a difference, so that binary fractions do not show. */
const DECIMALS = 6;

/** 是高了还是低了, 哪年更多: two years are set against each other without a word for the difference. */
const SET_AGAINST =
  /还是|[高低多少快慢]了(?![多少几])|哪一?年[^，。？]{0,8}[高低多少大小快慢]|(?:比|跟|和|与)[^，。？]{1,16}(?:相比|比起来|更?[高低多少快慢])|变化|上调|下调|\b(?:higher|lower|more|less|raised?|lowered?|chang(?:e|ed))\b/i;

/** Whether a question asks how much two figures differ. */
export function asksDifference({ comparison, normalised }: Reading): boolean {
  return comparison.difference || SET_AGAINST.test(normalised);
}

/** Whether a question on one region sets two of its figures against each other. */
export function setsAgainst({ comparison, normalised, indicators }: Reading): boolean {
  return indicators.length > 0 && (comparison.difference || comparison.change !== null || SET_AGAINST.test(normalised));
}

/** 河南比山东多118万亩: the difference of two regions' figures, where both are single ones of one kind. */
export function regionDifference(context: Context, rows: IndicatorRow[]): Claim[] {
  const { language } = context.reading;
  const sides = rows.map((row) => ({ name: shortRegion(row.region, language), row }));
  return differenceOf(sides, context);
}

/** 2022年目标比2020年目标低1个百分点: the difference of one region's figures of two years, the later one first. */
export function yearDifference(context: Context, rows: IndicatorRow[]): Claim[] {
  const { language } = context.reading;
  const kinds = new Set(rows.map((row) => row.kind));
  const named = (row: IndicatorRow): string => {
    const kind = row.kind === 'target' ? { zh: '目标', en: 'target' } : { zh: '实绩', en: 'result' };
    const years = new Set(rows.map((one) => one.year));
    if (years.size === 1) return kind[language];
    return language === 'zh' ? `${row.year}年${kinds.size > 1 ? kind.zh : ''}` : `${row.year} ${kind.en}`;
  };
  const ordered = [...rows].sort((a, b) => b.year - a.year || (a.kind === 'result' ? -1 : 1));
  return differenceOf(
    ordered.map((row) => ({ name: named(row), row })),
    context,
    true,
  );
}

/** How large a difference is, without the digits that binary fractions add. */
export function amountOf(difference: number): string {
  return String(Math.round(Math.abs(difference) * 10 ** DECIMALS) / 10 ** DECIMALS);
}

/** 河南比山东多118万亩（1233万亩与1115万亩，按所写数字）。 `written`: a qualifier was left aside. */
export function differenceText(
  [lead, other]: [string, string],
  {
    up,
    rate,
    shown,
    figures,
    written,
  }: Record<'up' | 'rate' | 'written', boolean> & Record<'shown' | 'figures', string>,
): string {
  const word = rate ? (up ? '高' : '低') : up ? '多' : '少';
  return `${lead}比${other}${word}${shown}（${figures}${written ? '，按所写数字' : ''}）。`;
}

function differenceOf(sides: Side[], context: Context, keepOrder = false): Claim[] {
  const [a, b] = sides;
  if (!a || !b || sides.length > 2) return [];
  const { language } = context.reading;
  const bounds = [boundsIn(a.row), boundsIn(b.row)] as const;
  const [first, second] = bounds;
  if (!first || !second || unitKind(a.row.unit) !== unitKind(b.row.unit) || !isSingle(first) || !isSingle(second)) {
    const apart =
      first && second && unitKind(a.row.unit) === unitKind(b.row.unit) ? apartClaim(a, b, context, keepOrder) : null;
    if (apart) return [apart];
    const text =
      language === 'zh'
        ? '有一方是区间、文字或另一种单位，差额不能直接算。'
        : 'One of the two is a range, words or in another unit, so no difference is given.';
    return [frame(text)];
  }
  const difference = (): number => {
    const [x, y] = [boundsIn(a.row)?.[0] ?? 0, boundsIn(b.row)?.[0] ?? 0];
    return (x - y) / unitFactor(a.row.unit);
  };
  const citations = [context.citations.row(a.row), context.citations.row(b.row)];
  if (same(difference(), 0)) {
    const both = [a, b].map(({ row }) => valueText(row, language)).join(language === 'zh' ? '与' : ' and ');
    const text =
      language === 'zh' ? `${a.name}与${b.name}数字相同（${both}）。` : `${a.name} and ${b.name} are equal (${both}).`;
    return [{ text, citations, kind: 'derived', derived: [] }];
  }
  const amount = (): string => amountOf(difference());
  const more = difference() > 0;
  // 河南比山东多…: the greater one first, but of two years the later one.
  const [lead, other] = more || keepOrder ? [a, b] : [b, a];
  const rate = indicatorOf(a.row.indicator)?.units[0] === '%' || a.row.unit.startsWith('%');
  const up = more || !keepOrder;
  const written = [a, b].some(({ row }) => row.qualifier !== '');
  const figures = [lead, other].map(({ row }) => valueText(row, language)).join(language === 'zh' ? '与' : ' and ');
  // With its unit, as it stands in the sentence: the check computes it again.
  const shown = (): string => {
    if (language === 'zh') return `${amount()}${rate ? '个百分点' : plainUnit(a.row.unit)}`;
    if (rate) return `${amount()} percentage points`;
    return valueText({ ...a.row, value: Number(amount()), low: null, high: null, qualifier: '' }, language);
  };
  // 调高了还是调低了: in the words of the question.
  const revised =
    keepOrder &&
    language === 'zh' &&
    /[调定上下][高低调]/.test(context.reading.normalised) &&
    /目标/.test(context.reading.normalised);
  const text =
    language === 'zh' && revised && a.row.kind === 'target' && b.row.kind === 'target'
      ? `${lead.name}比${other.name}调${up ? '高' : '低'}了${shown()}（${figures}${written ? '，按所写数字' : ''}）。`
      : language === 'zh'
        ? differenceText([lead.name, other.name], { up, rate, shown: shown(), figures, written })
        : `${lead.name} is ${shown()} ${up ? (rate ? 'higher' : 'more') : rate ? 'lower' : 'less'} than ${other.name} (${figures}${written ? ', by the figures as written' : ''}).`;
  return [{ text, citations, kind: 'derived', derived: [{ text: shown(), recompute: shown }] }];
}

/** A range that lies wholly above or below the other figure; null where they overlap. */
function apartClaim(a: Side, b: Side, context: Context, keepOrder: boolean): Claim | null {
  const { reading, citations } = context;
  const [first, second] = [boundsIn(a.row), boundsIn(b.row)];
  if (!first || !second) return null;
  const order = first[0] > second[1] ? 1 : first[1] < second[0] ? -1 : 0;
  if (order === 0) return keepOrder ? endsClaim(a, b, context) : null;
  const [x, y] = [valueText(a.row, reading.language), valueText(b.row, reading.language)];
  const text =
    reading.language === 'zh'
      ? `${a.name}（${x}）${order > 0 ? '高于' : '低于'}${b.name}（${y}），区间按两端比。`
      : `${a.name} (${x}) is ${order > 0 ? 'above' : 'below'} ${b.name} (${y}), by both ends of the range.`;
  return { text, citations: [citations.row(a.row), citations.row(b.row)], kind: 'derived', derived: [] };
}

/** 5%-5.5% after 5.5%左右: how each end of a range moved, where the two overlap. */
function endsClaim(a: Side, b: Side, { reading, citations }: Context): Claim | null {
  const [now, before] = [boundsIn(a.row), boundsIn(b.row)];
  if (!now || !before) return null;
  const zh = reading.language === 'zh';
  const [low, high] = ([0, 1] as const).map((end) =>
    same(now[end], before[end])
      ? zh
        ? '相同'
        : 'the same'
      : now[end] > before[end]
        ? zh
          ? '较高'
          : 'higher'
        : zh
          ? '较低'
          : 'lower',
  );
  const [x, y] = [valueText(a.row, reading.language), valueText(b.row, reading.language)];
  const text = zh
    ? `${a.name}（${x}）与${b.name}（${y}）比，区间按两端比：下端${low}，上端${high}。`
    : `${a.name} (${x}) against ${b.name} (${y}), by both ends of the range: the lower end is ${low}, the upper end ${high}.`;
  return { text, citations: [citations.row(a.row), citations.row(b.row)], kind: 'derived', derived: [] };
}

function isSingle([low, high]: [number, number]): boolean {
  return same(low, high);
}

/** 万亩 of 万亩, without the brackets that tell a fall. */
function plainUnit(unit: string): string {
  return unit.replace(/（.*）$/, '');
}
