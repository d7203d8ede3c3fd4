/** Rows of figures put into a grid of regions and columns. Pure. */
import type { FigureKind, IndicatorRow, ReportSummary } from '../model.ts';

export interface Column {
  /** `gdp_growth.target.2020`. */
  key: string;
  indicator: string;
  kind: FigureKind;
  year: number;
}

export interface Cell {
  status: 'stated' | 'not-stated' | 'no-report';
  /** The figure, and other readings of it that say something else, best first. */
  rows: IndicatorRow[];
}

export interface GridRow {
  region: string;
  /** In the order of the columns. */
  cells: Cell[];
}

/** Whether a report could speak of a year so: one of a year plans for it and looks back on the year before. */
function couldSay(kind: FigureKind, year: number, reports: ReportSummary[]): boolean {
  return reports.some((report) => report.kind === 'report' && report.year === (kind === 'target' ? year : year + 1));
}

/** The years that loaded reports could speak of as that kind, newest first. */
export function yearsOf(kind: FigureKind, reports: ReportSummary[]): number[] {
  const years = reports.flatMap((report) =>
    report.kind === 'report' && report.year !== null ? [kind === 'target' ? report.year : report.year - 1] : [],
  );
  return [...new Set(years)].sort((a, b) => b - a);
}

/** Every indicator with each kind and year that a loaded report states or could state. */
export function columnsOf(
  { indicators, kinds, years }: { indicators: string[]; kinds: FigureKind[]; years: number[] },
  { rows, reports }: { rows: IndicatorRow[]; reports: ReportSummary[] },
): Column[] {
  return indicators.flatMap((indicator) =>
    years.flatMap((year) =>
      kinds
        .filter(
          (kind) =>
            couldSay(kind, year, reports) ||
            rows.some((row) => row.indicator === indicator && row.year === year && row.kind === kind),
        )
        .map((kind) => ({ key: `${indicator}.${kind}.${year}`, indicator, kind, year })),
    ),
  );
}

/** The grid, rows in the order of the regions. */
export function gridOf(
  columns: Column[],
  regions: string[],
  { rows, reports }: { rows: IndicatorRow[]; reports: ReportSummary[] },
): GridRow[] {
  const bySlot = new Map<string, IndicatorRow[]>();
  for (const row of rows) {
    if (row.scope !== 'region' && row.scope !== '') continue;
    const slot = `${row.region} ${row.indicator}.${row.kind}.${row.year}`;
    bySlot.set(slot, [...(bySlot.get(slot) ?? []), row]);
  }
  const reported = new Set(
    reports.filter(({ kind }) => kind === 'report').map(({ region, year }) => `${region} ${year}`),
  );
  return regions.map((region) => ({
    region,
    cells: columns.map(({ key, kind, year }): Cell => {
      const found = bySlot.get(`${region} ${key}`) ?? [];
      if (found.length > 0) return { status: 'stated', rows: readings(found) };
      // A report of a year plans for it and looks back on the year before.
      const isReported = reported.has(`${region} ${kind === 'target' ? year : year + 1}`);
      return { status: isReported ? 'not-stated' : 'no-report', rows: [] };
    }),
  }));
}

/** As the answers order them: figures before words, the plain reading before the comparable one. */
const BASES = ['growth', 'level', 'real', 'comparable', 'cumulative'];

function readings(rows: IndicatorRow[]): IndicatorRow[] {
  const sorted = [...rows].sort(
    (a, b) =>
      Number(!hasFigure(a)) - Number(!hasFigure(b)) ||
      BASES.indexOf(a.basis) - BASES.indexOf(b.basis) ||
      b.confidence - a.confidence,
  );
  const said = new Set<string>();
  return sorted.filter((row) => {
    const figure = hasFigure(row) ? [magnitude(row), row.low, row.high, row.basis].join(' ') : 'words';
    if (said.has(figure)) return false;
    said.add(figure);
    return true;
  });
}

function hasFigure({ value, low, high }: IndicatorRow): boolean {
  return value !== null || low !== null || high !== null;
}

const NUMBER_WORDS: Record<string, number> = { 万亿: 1e12, 亿: 1e8, 万: 1e4, 千: 1e3, 百: 100 };
/** In kilograms. */
const WEIGHTS: Record<string, number> = { 斤: 0.5, 公斤: 1, 吨: 1000 };

/** How much one of a unit is in the plain unit of its kind, so that 亿元 and 万亿元, 亿斤 and 万吨 can stand in one order. */
export function unitFactor(unit: string): number {
  const [, words = '', plain = ''] = /^(万亿|[亿万千百])?(.*)$/.exec(unit) ?? [];
  return (NUMBER_WORDS[words] ?? 1) * (WEIGHTS[plain] ?? 1);
}

/** A figure in the plain unit, the middle of a range; null where the report gives words only. */
export function magnitude({ value, low, high, unit }: IndicatorRow): number | null {
  const figure = value ?? (low !== null && high !== null ? (low + high) / 2 : (low ?? high));
  return figure === null ? null : figure * unitFactor(unit);
}

/** Rows in another order; what has no figure comes last either way. */
export function sortRows(
  rows: GridRow[],
  columns: Column[],
  { sort, descending, name }: { sort: string | null; descending: boolean; name: (region: string) => string },
): GridRow[] {
  if (sort === null) return rows;
  if (sort === 'region') {
    const sign = descending ? -1 : 1;
    return [...rows].sort((a, b) => sign * name(a.region).localeCompare(name(b.region), ['zh-CN', 'en']));
  }
  const place = columns.findIndex(({ key }) => key === sort);
  if (place < 0) return rows;
  const amount = ({ cells }: GridRow): number | null => {
    const row = cells[place]?.rows[0];
    return row === undefined ? null : magnitude(row);
  };
  const rank = (row: GridRow): number => (amount(row) !== null ? 0 : row.cells[place]?.status === 'stated' ? 1 : 2);
  return [...rows].sort((a, b) => rank(a) - rank(b) || (descending ? -1 : 1) * ((amount(a) ?? 0) - (amount(b) ?? 0)));
}

/** How many of a column's reports state it: `[28, 29]`. */
export function coverageOf(rows: GridRow[], place: number): [number, number] {
  const cells = rows.flatMap(({ cells }) => cells[place] ?? []).filter(({ status }) => status !== 'no-report');
  return [cells.filter(({ status }) => status === 'stated').length, cells.length];
}

/** Where each row stands between a column's least and most, 0 to 1; null without a figure or without a difference. */
export function heatOf(rows: GridRow[], place: number): (number | null)[] {
  const amounts = rows.map(({ cells }) => {
    const row = cells[place]?.rows[0];
    return row === undefined ? null : magnitude(row);
  });
  const known = amounts.filter((amount) => amount !== null);
  const least = Math.min(...known);
  const most = Math.max(...known);
  return amounts.map((amount) => (amount === null || most === least ? null : (amount - least) / (most - least)));
}
