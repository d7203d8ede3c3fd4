/** The target of a year beside the result that the next year's report tells. */
import type { ReportIndex } from '../../ingest/index/model.ts';
import { type Indicator, indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { IndicatorRow } from '../../ingest/model.ts';
import { rowOf, unitKind } from '../answer/matrix.ts';
import { boundsIn } from '../answer/stated.ts';

export type Outcome = 'kept' | 'missed' | 'not-comparable' | 'no-target' | 'no-result';

export interface YearCell {
  region: string;
  target: IndicatorRow | undefined;
  result: IndicatorRow | undefined;
  outcome: Outcome;
}

/** What 左右 leaves open below the figure: 4.8% keeps 5%左右 (and 49 keeps 50万人左右), 4.7% does not. */
const ABOUT_POINTS = 0.2;
const ABOUT_SHARE = 0.02;
/** A hair for what binary fractions add. */
const EPSILON = 1e-9;

const ABOUT = /左右|约|上下/;
const AT_MOST = /以内|以下|不超过|不高于|低于|小于|之内|控制/;
const AT_LEAST = /以上|不低于|不少于|超|突破|逾|过|多|余|高于|大于/;

/** The rule in words, for whoever reads a count of kept targets. */
export const RULE = {
  zh: `结果不低于目标算完成（物价、失业率、PM2.5浓度这类越低越好的，不高于目标算完成）；区间目标按下限；写“左右”的，差${ABOUT_POINTS}个百分点以内（数量差${ABOUT_SHARE * 100}%以内）算完成；只有文字、单位或口径不同的不比较`,
  en: `a result at or above the target keeps it (at or below for prices, unemployment and PM2.5); of a range the lower end counts; “about” (左右) allows ${ABOUT_POINTS} points (${ABOUT_SHARE * 100}% of an amount); words alone, other units and other bases are not compared`,
};

/** One cell for each region, in the order given. */
export function yearCells(index: ReportIndex, regions: string[], indicator: string, year: number): YearCell[] {
  const known = indicatorOf(indicator);
  return regions.map((region) => {
    const target = rowOf(index, { indicator, kind: 'target', year }, region);
    const result = rowOf(index, { indicator, kind: 'result', year }, region);
    return { region, target, result, outcome: outcomeOf(target, result, known) };
  });
}

/** Whether a result keeps its target, by `RULE`. */
export function outcomeOf(
  target: IndicatorRow | undefined,
  result: IndicatorRow | undefined,
  indicator: Pick<Indicator, 'better'> | undefined,
): Outcome {
  if (!target) return 'no-target';
  if (!result) return 'no-result';
  const wanted = boundsIn(target);
  const got = boundsIn(result);
  if (!wanted || !got || unitKind(target.unit) !== unitKind(result.unit) || basisOf(target) !== basisOf(result))
    return 'not-comparable';
  const ceiling = isCeiling(target, indicator);
  const rate = target.unit.startsWith('%') || target.unit.includes('百分点');
  const slack = ABOUT.test(target.qualifier) ? (rate ? ABOUT_POINTS : Math.abs(wanted[1]) * ABOUT_SHARE) : 0;
  // 5%以上 as a result keeps a target of 5%, and says nothing of one of 6%.
  const open = ceiling ? AT_LEAST.test(result.qualifier) : AT_MOST.test(result.qualifier);
  const further = ceiling ? AT_MOST.test(result.qualifier) : AT_LEAST.test(result.qualifier);
  const kept = ceiling ? got[1] <= wanted[1] + slack + EPSILON : got[0] >= wanted[0] - slack - EPSILON;
  if (kept) return open ? 'not-comparable' : 'kept';
  return further ? 'not-comparable' : 'missed';
}

/** Whether a kept target's result lies beyond all that the target says (5.1% beyond 5%左右, 1.8% below 2%左右 of prices). */
export function exceeds(
  { target, result, outcome }: YearCell,
  indicator: Pick<Indicator, 'better'> | undefined,
): boolean {
  const wanted = target && boundsIn(target);
  const got = result && boundsIn(result);
  if (outcome !== 'kept' || !wanted || !got) return false;
  return isCeiling(target, indicator) ? got[1] < wanted[0] - EPSILON : got[0] > wanted[1] + EPSILON;
}

function isCeiling(target: IndicatorRow, indicator: Pick<Indicator, 'better'> | undefined): boolean {
  return AT_MOST.test(target.qualifier) || (indicator?.better === 'lower' && !AT_LEAST.test(target.qualifier));
}

/** How many regions have each outcome. */
export function countOutcomes(cells: YearCell[]): Record<Outcome, number> {
  const counts: Record<Outcome, number> = { kept: 0, missed: 0, 'not-comparable': 0, 'no-target': 0, 'no-result': 0 };
  for (const { outcome } of cells) counts[outcome] += 1;
  return counts;
}

/** Growth in real terms is compared with growth in real terms only. */
function basisOf({ basis }: IndicatorRow): string {
  return basis === 'real' || basis === 'comparable' || basis === 'cumulative' ? basis : 'plain';
}
