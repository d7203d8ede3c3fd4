/** What was added in a year and all there is are two readings of one indicator: 新增高速公路493公里, 总里程达9495公里. */
import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { IndicatorRow } from '../../ingest/model.ts';
import type { Reading } from '../question/reading.ts';

const ASKS_ADDED = /新增|新建|净增|新改[扩建]|增加(?:了)?(?:多少|几)|\bnew\b|\badded\b|\badditional\b/i;
const ASKS_WHOLE = /总里程|总量|总数|总共|一共|合计|累计|总计|\btotal\b|\boverall\b|altogether/i;

/** Whether a row of an amount tells what was added to it. */
function isAdded({ indicator, qualifier }: IndicatorRow): boolean {
  return indicatorOf(indicator)?.measure === 'level' && /新增|提高/.test(qualifier);
}

/** Rows of one cell in the order in which they answer: what was added first where that is asked, else the whole first. */
export function asAsked<Row extends IndicatorRow>(rows: Row[], { normalised }: Pick<Reading, 'normalised'>): Row[] {
  const added = ASKS_ADDED.test(normalised) && !ASKS_WHOLE.test(normalised);
  const fits = (row: Row): boolean => isAdded(row) === added;
  return [...rows.filter(fits), ...rows.filter((row) => !fits(row))];
}
