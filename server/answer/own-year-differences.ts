/** 贵州跟宁夏的目标比2019年各提高几个百分点: of several regions each is set against its own figure of the other year. */
import type { IndicatorRow } from '../../ingest/model.ts';
import type { Context } from './context.ts';
import { yearDifference } from './differences.ts';
import type { Line } from './draft.ts';
import { shortRegion } from './figure-text.ts';
import type { Slot } from './matrix.ts';

const AGAINST =
  /(?:比|跟|和|与|同|较)(?:去年|上年|上一年|20\d\d年?)[^，。？]{0,14}(?:各|分别|多少|几|高|低|多|少)|加码|放缓/;
const HOW_MUCH =
  /多少|几(?!个省|个地|家)|各(?:自)?(?:提高|增加|减少|降|升|多|少|高|低)|分别(?:提高|增加|减少|降|升|多|少|高|低)/;

/** Whether regions that are named are each compared with themselves in another year. */
export function comparesOwnYears({ reading }: Context, columns: { slot: Slot }[]): boolean {
  const [a, b] = columns;
  return (
    reading.searchRegions.length > 1 &&
    columns.length === 2 &&
    a !== undefined &&
    b !== undefined &&
    a.slot.indicator === b.slot.indicator &&
    a.slot.year !== b.slot.year &&
    AGAINST.test(reading.normalised) &&
    HOW_MUCH.test(reading.normalised) &&
    reading.comparison.thresholds.length === 0
  );
}

/** 贵州：2020年目标比2019年实绩高1.5个百分点. */
export function ownYearDifference(context: Context, rows: IndicatorRow[]): Line[] {
  const [first] = rows;
  if (rows.length !== 2 || !first) return [];
  const { language } = context.reading;
  const name = shortRegion(first.region, language);
  return yearDifference(context, rows).map((claim) => ({
    claims: [{ ...claim, text: language === 'zh' ? `${name}：${claim.text}` : `${name}: ${claim.text}` }],
  }));
}
