/** Figures of several regions in one unit, ready to be compared. */
import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { IndicatorRow } from '../../ingest/model.ts';
import type { Context } from './context.ts';
import type { Slot } from './matrix.ts';
import { boundsOf, rowsOf, unitFactor, unitKind } from './matrix.ts';

/** Differences of percentages below this are rounding, not a difference. */
export const EQUAL_WITHIN = 1e-9;

/** What one region states for one column. */
export interface Stated {
  region: string;
  row: IndicatorRow;
  /** In the plain unit of its kind; null where the report gives words only. */
  bounds: [number, number] | null;
}

/** Words that ask for how much something fell, where some reports tell a level and others a fall. */
const FALL = /下降|降幅|降低|降了|减少|改善|\bfall\b|\bfell\b|reduc|decreas/i;

/**
 * The regions that state something for a column, in the order given. Figures of the commonest kind are compared; a region that
 * tells it in another kind of unit has no bounds, so that 下降5% is never ranked beside 46微克/立方米.
 */
export function statedOf(regions: string[], slot: Slot, { index, reading }: Context): Stated[] {
  const found = regions.map((region) => ({
    region,
    rows: rowsOf(index, slot, region).filter((row) => row.basis !== 'cumulative'),
  }));
  const kinds = new Map<string, number>();
  for (const { rows } of found)
    for (const kind of new Set(rows.filter((row) => boundsOf(row) !== null).map((row) => unitKind(row.unit))))
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const asked = FALL.test(reading.normalised) ? [...kinds.keys()].filter((kind) => kind.includes('下降')) : [];
  const [common] =
    asked.length > 0 ? asked : [...kinds.keys()].sort((a, b) => (kinds.get(b) ?? 0) - (kinds.get(a) ?? 0));
  return found.flatMap(({ region, rows }) => {
    const fitting = rows.filter((one) => boundsOf(one) !== null && unitKind(one.unit) === common);
    const row = fitting.find((one) => !isOther(one, reading, index)) ?? fitting[0] ?? rows[0];
    if (!row) return [];
    // Of a named region whose row tells only what was added, the sentence may go on to tell the whole.
    if (reading.searchRegions.length > 0 && asksStock(reading) && isOther(row, reading, index)) return [];
    const comparable = unitKind(row.unit) === common && !isOther(row, reading, index);
    return [{ region, row, bounds: comparable ? boundsIn(row) : null }];
  });
}

const ADDED = /新增|净增|新建|新开|新修|新改建|增加/;
const ADDED_IN_CLAUSE = /新[增建改认培设开注登签入引]|净增|增加|再增|建成|开通|培育|引进/;
/** 新增高速公路通车里程: what was added, though it names the whole. */
const ADDED_OF_WHOLE = /(?:新增|净增|新建)[^，。？]{0,10}(?:总里程|通车里程|运营里程|总数|总量)/g;
const WHOLE = /总里程|通车里程|运营里程|总数|总量|累计|达到|达(?=\d)|突破/;

const BUILDS = /建设(?:目标|数量|任务|计划|多少)|[要将](?:建|开通|布局)|计划(?:建|开通)|建设的?(?:数|个数)/;

/** 年底里程有多长: a stock is asked for. */
const STOCK = /里程|数量|总数|年底|年末|多长|更?长|一共|总共|共有/;

/** Whether a question asks how much there is, and not how much was added. */
export function asksStock({ normalised }: Context['reading']): boolean {
  return STOCK.test(normalised) && !ADDED.test(normalised);
}

/** Whether a row of a stock tells what was added where the whole is asked, or the whole where what was added is (新增高速公路里程). */
function isOther(
  { indicator, qualifier, text, sentence }: IndicatorRow,
  { normalised }: Context['reading'],
  index: Context['index'],
): boolean {
  const known = indicatorOf(indicator);
  if (known?.measure !== 'level' || known.flow) return false;
  const [added, whole] = [
    ADDED.test(normalised),
    /总里程|通车里程|运营里程|总数|总量|累计|达到|建成/.test(normalised.replace(ADDED_OF_WHOLE, '新增')),
  ];
  if (added && !whole && !qualifier.includes('新增')) {
    // 高新技术企业突破5万家 where 新增 is asked: no word of the clause tells that so many were added.
    const clause = index
      .sentence(sentence)
      ?.text.split(/[，；。]/)
      .find((one) => one.replace(/\s/g, '').includes(text.replace(/\s/g, '')));
    return WHOLE.test(text) || (clause !== undefined && !ADDED_IN_CLAUSE.test(clause));
  }
  if (added) return false;
  // 5G基站建设数量, 要建多少: what is built is what was added, and all there is where a report tells that.
  if (BUILDS.test(normalised) && !/总里程|总数|总量|累计|年底|年末/.test(normalised)) return false;
  // 高铁里程谁长: the length itself, where it is not asked what was added.
  return (whole || STOCK.test(normalised)) && qualifier.includes('新增');
}

/** `[low, high]` of a row in the plain unit of its kind. */
export function boundsIn(row: IndicatorRow): [number, number] | null {
  const bounds = boundsOf(row);
  const factor = unitFactor(row.unit);
  return bounds && [bounds[0] * factor, bounds[1] * factor];
}

/** Whether two figures are equal but for rounding. */
export function same(a: number, b: number): boolean {
  return Math.abs(a - b) <= EQUAL_WITHIN * Math.max(1, Math.abs(a));
}

/** Whether a region states a range. */
export function isRange({ bounds }: Stated): boolean {
  return bounds !== null && !same(bounds[0], bounds[1]);
}

/** Middle of the figure, for order; ranges are said as such in the answer. */
function middle(stated: Stated): number {
  return stated.bounds ? (stated.bounds[0] + stated.bounds[1]) / 2 : Number.NaN;
}

/** Groups of equal figures from the top down. */
export function ordered(stated: Stated[]): Stated[][] {
  const groups: Stated[][] = [];
  for (const s of stated.filter((x) => x.bounds !== null).sort((a, b) => middle(b) - middle(a))) {
    const last = groups[groups.length - 1];
    if (last?.[0] && same(middle(last[0]), middle(s))) last.push(s);
    else groups.push([s]);
  }
  return groups;
}

/** With a capital letter in front. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** 哪个最高，高出最低的多少: of more than two regions the highest and the lowest, where both are asked for; else none. */
export function extremesOf(stated: Stated[], ranks: { order: string }[]): Stated[] {
  if (!['highest', 'lowest'].every((order) => ranks.some((rank) => rank.order === order))) return [];
  const known = stated.filter(({ bounds }) => bounds !== null);
  const byFigure = [...known].sort((a, b) => (b.bounds?.[0] ?? 0) - (a.bounds?.[0] ?? 0));
  const [highest, lowest] = [byFigure[0], byFigure[byFigure.length - 1]];
  return highest && lowest && highest !== lowest ? [highest, lowest] : [];
}
