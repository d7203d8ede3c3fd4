/** What people said of rows, laid over the matrix. */
import type { ReportIndex } from '../../ingest/index/model.ts';
import type { IndicatorRow } from '../../ingest/model.ts';
import type { Correction } from './corrections.ts';
import { rowId } from './rows.ts';

/** The figure of a row. */
export type Figure = Pick<IndicatorRow, 'value' | 'low' | 'high' | 'unit' | 'qualifier'>;

export type CorrectedRow = IndicatorRow & {
  correction?: { row: string; verdict: Correction['verdict']; was: Figure | null; note: string };
};

/**
 * The rows with their corrections. A figure that a person replaced stands in the row, the report's own beside it; of rows that
 * contradict each other those that a person called right or wrong settle the dispute.
 */
export function correctRows(rows: readonly IndicatorRow[], corrections: readonly Correction[]): CorrectedRow[] {
  if (corrections.length === 0) return [...rows];
  const byCell = new Map<string, Correction[]>();
  for (const one of corrections) byCell.set(cellOf(one), [...(byCell.get(cellOf(one)) ?? []), one]);
  const corrected = rows.map((row): CorrectedRow => {
    const found = byCell.get(cellOf(row))?.find((one) => isMeant(one, row));
    if (!found) return row;
    const { verdict, note, figure } = found;
    const was = verdict === 'value' ? figureOf(row) : null;
    return {
      ...row,
      ...(verdict === 'value' && figure && { ...figure, text: printed(figure) }),
      disputed: false,
      correction: { row: rowId(row), verdict, was, note },
    };
  });
  const settled = new Set(corrected.filter((row) => row.correction).map(cellOf));
  return corrected.map((row) => (row.disputed && settled.has(cellOf(row)) ? { ...row, disputed: false } : row));
}

/**
 * The index with corrected rows. What a person called wrong is no row of answers, so it stands in `indicators` only with
 * `keepWrong`, for the table where it can be taken back.
 */
export function correctedIndex(
  index: ReportIndex,
  source: { readonly version: number; list(): Correction[] },
  { keepWrong = false } = {},
): ReportIndex {
  const original = originalIndex(index);
  let seen = -1;
  let rows: IndicatorRow[] = [];
  const corrected = new Proxy(original, {
    get(target, name) {
      if (name === 'indicators') {
        if (seen !== source.version) {
          rows = correctRows(target.indicators, source.list()).filter(
            (row) => keepWrong || row.correction?.verdict !== 'wrong',
          );
          seen = source.version;
        }
        return rows;
      }
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  originals.set(corrected, original);
  return corrected;
}

const originals = new WeakMap<ReportIndex, ReportIndex>();

/** The index as ingest made it. */
function originalIndex(index: ReportIndex): ReportIndex {
  return originals.get(index) ?? index;
}

function cellOf({
  region,
  indicator,
  year,
  kind,
}: Pick<IndicatorRow, 'region' | 'indicator' | 'year' | 'kind'>): string {
  return `${region} ${indicator} ${year} ${kind}`;
}

/** A correction from the page names the row; one that a person wrote may name the figure, or the cell alone. */
function isMeant({ row: id, was }: Correction, row: IndicatorRow): boolean {
  if (id !== null) return id === rowId(row);
  if (row.scope !== 'region') return false;
  if (was === null) return true;
  return Array.isArray(was) ? row.low === was[0] && row.high === was[1] : row.value === was;
}

/** A figure that no report printed, as one would. */
function printed({ value, low, high, unit, qualifier }: Figure): string {
  return value === null && low === null ? qualifier : `${value ?? `${low}-${high}`}${unit}`;
}

function figureOf({ value, low, high, unit, qualifier }: IndicatorRow): Figure {
  return { value, low, high, unit, qualifier };
}
