import type { ReportIndex } from '../../ingest/index/model.ts';
import { INDICATORS, indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { FigureKind, IndicatorRow, Report } from '../../ingest/model.ts';
import { measureSaid } from '../question/indicators-found.ts';
import type { Reading } from '../question/reading.ts';

/** A column of the matrix that is asked for. */
export interface Slot {
  indicator: string;
  kind: FigureKind;
  year: number;
}

/** Readings of a figure in the order in which they answer a plain question. */
const BASIS_ORDER: Record<IndicatorRow['basis'], number> = {
  growth: 0,
  level: 0,
  real: 1,
  comparable: 2,
  cumulative: 3,
};
/** Whole reports before a division of tasks, that before a digest. */
const KIND_ORDER: Record<Report['kind'], number> = { report: 0, division: 1, digest: 2, other: 3 };

/** Rows of the whole region for a slot, best first; several readings of one figure stand one after the other. */
export function rowsOf(index: ReportIndex, slot: Slot, region: string): IndicatorRow[] {
  const kindOf = (row: IndicatorRow): number => KIND_ORDER[index.report(row.reportId)?.kind ?? 'other'];
  // 突破2亿人次、达到2.09亿人次: the exact figure before the one that it passed.
  const rounded = (row: IndicatorRow): number => (/突破|超过|跃上|迈上/.test(row.qualifier) ? 1 : 0);
  const figureless = (row: IndicatorRow): number => (row.value === null && row.low === null ? 1 : 0);
  return [...(cellsOf(index).get(cellKey({ ...slot, region })) ?? [])].sort(
    (a, b) =>
      kindOf(a) - kindOf(b) ||
      figureless(a) - figureless(b) ||
      BASIS_ORDER[a.basis] - BASIS_ORDER[b.basis] ||
      rounded(a) - rounded(b) ||
      b.confidence - a.confidence,
  );
}

/** Rows by cell, kept for as long as the index has the same rows: a table of 31 regions looks 62 times. */
const cells = new WeakMap<IndicatorRow[], Map<string, IndicatorRow[]>>();

function cellsOf({ indicators }: ReportIndex): Map<string, IndicatorRow[]> {
  const known = cells.get(indicators);
  if (known) return known;
  const made = new Map<string, IndicatorRow[]>();
  for (const row of indicators) {
    if (row.scope !== 'region' && row.scope !== '') continue;
    const key = cellKey(row);
    const rows = made.get(key);
    if (rows) rows.push(row);
    else made.set(key, [row]);
  }
  cells.set(indicators, made);
  return made;
}

function cellKey({ region, indicator, kind, year }: Slot & { region: string }): string {
  return `${region} ${indicator} ${kind} ${year}`;
}

/** The row that is set beside those of other regions; a sum or an average over several years never is. */
export function rowOf(index: ReportIndex, slot: Slot, region: string): IndicatorRow | undefined {
  return rowsOf(index, slot, region).find((row) => row.basis !== 'cumulative');
}

/** Units of one thing: grain in 斤 and 吨, jobs in 人 and 个. */
const SAME_KIND = [
  ['斤', '吨'],
  ['人', '个'],
  ['家', '户'],
  ['座', '个'],
  ['列', '班'],
  ['件', '项', '部'],
  ['个工作日', '天'],
];

/** What a unit counts, so that figures that cannot stand in one list are told apart: 万人 and 人 are one, % and 微克/立方米 two. */
export function unitKind(unit: string): string {
  const plain = unit.replace(/^(?:万亿|亿|万)(?=.)/, '');
  return SAME_KIND.find((units) => units.includes(plain))?.[0] ?? plain;
}

/**
 * The columns that a question asks for: each indicator with each year and kind. Without a year the newest target and the
 * newest result that the regions state, newest first.
 */
export function slotsOf(index: ReportIndex, reading: Reading, regions: string[]): Slot[] {
  const slots: Slot[] = [];
  for (const named of reading.indicators) {
    const indicator = statedMeasure(index, named, reading, regions);
    if (slots.some((slot) => slot.indicator === indicator)) continue;
    const rows = rowsFor(index, indicator, regions);
    const newest = (kind: FigureKind): number[] =>
      newestYear(
        ofOwnYear(
          index,
          rows.filter((row) => row.kind === kind),
        ),
      );
    const kinds: FigureKind[] =
      reading.kind === 'both' || reading.kind === null ? ['target', 'result'] : [reading.kind];
    if (reading.years.length === 0) {
      for (const kind of kinds) for (const year of newest(kind)) slots.push({ indicator, kind, year });
      continue;
    }
    for (const year of reading.years) {
      const stated = (kind: FigureKind): boolean => rows.some((row) => row.kind === kind && row.year === year);
      const present = kinds.filter(stated);
      // Of several years each has what its report can say: a result of 2019 beside a target of 2020.
      const other = reading.years.length > 1 ? (['target', 'result'] as const).filter(stated) : [];
      const chosen = present.length > 0 ? present : other.length > 0 ? other : kinds;
      for (const kind of chosen.length > 1 && reading.years.length > 1 ? chosen.slice(-1) : chosen)
        slots.push({ indicator, kind, year });
    }
  }
  return slots;
}

/** A year is compared over regions where at least this share of the regions of the best told year tell it. */
export const TOLD_BY = 0.5;

/**
 * Without a year a report's own year is meant: what its five-year plan sets for 2030, or sums up over several years, is asked for
 * by its year. Where nothing else is told the rows as they are.
 */
function ofOwnYear(index: ReportIndex, rows: IndicatorRow[]): IndicatorRow[] {
  const own = rows.filter((row) => {
    const year = index.report(row.reportId)?.year ?? null;
    return row.basis !== 'cumulative' && (year === null || row.year <= year);
  });
  return own.length > 0 ? own : rows;
}

/** The newest year of rows; of several regions not one that few of them tell (a division of tasks of one province). */
function newestYear(rows: IndicatorRow[]): number[] {
  const regions = new Map<number, Set<string>>();
  for (const row of rows) regions.set(row.year, (regions.get(row.year) ?? new Set()).add(row.region));
  const most = Math.max(0, ...[...regions.values()].map((names) => names.size));
  return [...regions.keys()]
    .filter((year) => (regions.get(year)?.size ?? 0) >= most * TOLD_BY)
    .sort((a, b) => b - a)
    .slice(0, 1);
}

const HOW_MUCH = /多少|几(?=[个万亿])|多大|谁(?:更)?[多大高]|how (?:much|many|large)/i;

function rowsFor(index: ReportIndex, indicator: string, regions: string[]): IndicatorRow[] {
  return index.indicators.filter(
    (row) => row.indicator === indicator && (regions.length === 0 || regions.includes(row.region)),
  );
}

/** The indicator of the same name that is measured the other way: 旅游总收入 and its growth. */
export function siblingOf(indicator: string): string | null {
  const own = indicatorOf(indicator);
  const name = own?.aliases[0];
  if (!own || name === undefined) return null;
  const other = INDICATORS.find(
    (one) =>
      one !== own &&
      one.group === own.group &&
      one.aliases.includes(name) &&
      (one.measure === 'level') !== (own.measure === 'level'),
  );
  return other?.id ?? null;
}

/**
 * The indicator asked, or, where the words fit both and no region states it for the years and kind asked, its sibling:
 * 旅游收入 is an amount where no report tells its growth.
 */
function statedMeasure(index: ReportIndex, indicator: string, reading: Reading, regions: string[]): string {
  const sibling = siblingOf(indicator);
  // 总额多少、增速多少: each is asked for itself.
  if (sibling === null || reading.indicators.includes(sibling)) return indicator;
  const states = (id: string): number =>
    new Set(
      rowsFor(index, id, regions)
        .filter(
          (row) =>
            (reading.years.length === 0 || reading.years.includes(row.year)) &&
            (reading.kind === null || reading.kind === 'both' || row.kind === reading.kind) &&
            row.scope === 'region' &&
            boundsOf(row) !== null,
        )
        .map((row) => row.region),
    ).size;
  const said = measureSaid(reading.normalised);
  const asked = indicatorOf(indicator)?.measure === 'growth' ? 'growth' : 'level';
  if (said === asked) return indicator;
  const [own, other] = [states(indicator), states(sibling)];
  // 旅游收入各多少 asks for the amount where it is told by as many.
  const amount = said === null && asked === 'growth' && reading.kind === 'result' && HOW_MUCH.test(reading.normalised);
  return other > 0 && (own === 0 || (other > own && regions.length > 1) || (amount && other >= own))
    ? sibling
    : indicator;
}

/** `[low, high]` of a row in its unit; null where the report gives words only. */
export function boundsOf(row: IndicatorRow): [number, number] | null {
  if (row.value !== null) return [row.value, row.value];
  return row.low !== null ? [row.low, row.high ?? row.low] : null;
}

/** How much one of a unit is in the plain unit of its kind, so that 万吨 and 亿斤 can stand in one list. */
const UNIT_FACTORS: Record<string, number> = {
  万人: 1e4,
  人: 1,
  万人次: 1e4,
  亿人次: 1e8,
  人次: 1,
  万户: 1e4,
  户: 1,
  万套: 1e4,
  套: 1,
  万个: 1e4,
  个: 1,
  万座: 1e4,
  座: 1,
  万家: 1e4,
  家: 1,
  万亿元: 1e12,
  亿元: 1e8,
  万元: 1e4,
  元: 1,
  亿美元: 1e8,
  亿斤: 5e7,
  万斤: 5e3,
  万吨: 1e7,
  亿吨: 1e11,
  万亩: 1e4,
  亩: 1,
  公里: 1,
  万公里: 1e4,
  张: 1,
  万张: 1e4,
  万头: 1e4,
  亿件: 1e8,
  万件: 1e4,
  件: 1,
  万: 1e4,
  亿: 1e8,
  万亿: 1e12,
};

/** The factor of a unit; 1 for percentages and units that stand alone. */
export function unitFactor(unit: string): number {
  const scale = /^(万亿|亿|万)(?=.)/.exec(unit)?.[1];
  return UNIT_FACTORS[unit] ?? UNIT_FACTORS[scale ?? ''] ?? 1;
}

/** Whether figures of that indicator may be added up over regions. */
export function isAdditive(indicator: string): boolean {
  return indicatorOf(indicator)?.additive ?? false;
}
