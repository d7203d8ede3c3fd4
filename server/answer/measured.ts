/** Figures of things that are no indicator, read from the sentences themselves, and how two of them differ. */
import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { RankedSentence } from '../retrieve/rank-sentences.ts';
import type { Context } from './context.ts';
import { amountOf, differenceText } from './differences.ts';
import type { Claim } from './draft.ts';
import { unitFactor, unitKind } from './matrix.ts';
import { type Measure, measuresOf } from './measures.ts';
import { asksStock, same } from './stated.ts';
import { contentWords, heldShare } from './topic-words.ts';

/** A figure with what it is called beside the other one: 河南, 2022年. */
export interface Measured {
  name: string;
  citation: number;
  measure: Measure;
}

/** A clause must hold this share of the question's words more than the next best one, for its figure to be surely the one asked. */
const CLEARLY = 0.05;

/**
 * The figure that a sentence gives of the thing asked: the one in the asked unit whose clause holds most of the question's words;
 * null where two clauses hold as much, or the clause has two such figures.
 */
export function measureOfThing({ sentence }: Pick<RankedSentence, 'sentence'>, context: Context): Measure | null {
  const units = unitsAsked(context);
  if (units === null) return null;
  const words = contentWords(context);
  const stock = asksStock(context.reading);
  const clauses = sentence.text.split(/[，；。：]|、(?!\d)/).flatMap((clause) => {
    const fitting = measuresOf(clause).filter(({ unit }) => fitsUnit(unit, units));
    if (stock && /新增|新建|新开|净增/.test(clause)) return [];
    return fitting.length === 0 ? [] : [{ fitting, share: heldShare(clause, words, context) }];
  });
  const [best, next] = clauses.sort((a, b) => b.share - a.share);
  if (!best || best.share === 0 || best.fitting.length !== 1) return null;
  if (next && best.share - next.share < CLEARLY) return null;
  return best.fitting[0] ?? null;
}

/** Units that would answer; those of the indicator where the question has none (谁长); null where no figure is asked. */
function unitsAsked({ expected, reading }: Context): string[] | null {
  const [indicator] = reading.indicators;
  if (reading.comparison.ranks.length > 0 && indicator) return indicatorOf(indicator)?.units ?? null;
  return expected.shape === 'figure' || expected.shape === 'percent' ? expected.units : null;
}

function fitsUnit(unit: string, units: string[]): boolean {
  if (unit === '' || unit === '年' || unit === '月' || unit === '日') return false;
  return units.length === 0 || units.some((one) => unitKind(one) === unitKind(unit));
}

/** 16家: the figure without its qualifier, which the quote beside it shows. */
function bare({ measure }: Measured): string {
  return `${measure.number}${measure.unit}`;
}

/** 2022年比2020年多2家: how two figures read from sentences differ; null where their units cannot be set against each other. */
export function measuredDifference([a, b]: [Measured, Measured], context: Context, keepOrder: boolean): Claim | null {
  if (context.reading.language !== 'zh' || unitKind(a.measure.unit) !== unitKind(b.measure.unit)) return null;
  const plain = ({ number, unit }: Measure): number => Number(number) * unitFactor(unit);
  const difference = (): number => (plain(a.measure) - plain(b.measure)) / unitFactor(a.measure.unit);
  const rate = a.measure.unit === '%';
  const citations = [...new Set([a.citation, b.citation])];
  if (same(difference(), 0))
    return {
      text: `${a.name}与${b.name}数字相同（${bare(a)}）。`,
      citations,
      kind: 'derived',
      derived: [{ text: bare(a), recompute: () => bare(a) }],
    };
  const more = difference() > 0;
  const [lead, other] = more || keepOrder ? [a, b] : [b, a];
  const up = more || !keepOrder;
  const shown = (): string => `${amountOf(difference())}${rate ? '个百分点' : a.measure.unit}`;
  const written = [a, b].some(({ measure }) => measure.qualifiers.size > 0);
  return {
    text: differenceText([lead.name, other.name], {
      up,
      rate,
      shown: shown(),
      figures: `${bare(lead)}与${bare(other)}`,
      written,
    }),
    citations,
    kind: 'derived',
    derived: [shown, () => bare(lead), () => bare(other)].map((recompute) => ({ text: recompute(), recompute })),
  };
}

/** 最多：湖南（1309件）: of three or more figures of one kind the one at the end asked for; null where they are of several kinds. */
export function measuredExtreme(all: Measured[], lowest: boolean): Claim | null {
  const kinds = new Set(all.map(({ measure }) => unitKind(measure.unit)));
  if (kinds.size > 1) return null;
  const plain = ({ measure }: Measured): number => Number(measure.number) * unitFactor(measure.unit);
  const sorted = [...all].sort((a, b) => (lowest ? plain(a) - plain(b) : plain(b) - plain(a)));
  const [first] = sorted;
  if (!first) return null;
  const tied = sorted.filter((one) => same(plain(one), plain(first)));
  const shown = bare(first);
  return {
    text: `数字最${lowest ? '小' : '大'}：${tied.map(({ name }) => name).join('、')}（${shown}${tied.length > 1 ? '，并列' : ''}）。`,
    citations: [...new Set(tied.map(({ citation }) => citation))],
    kind: 'derived',
    derived: [{ text: shown, recompute: () => bare(first) }],
  };
}
