/** The rows of the matrix as other programs get them, filtered. */
import { createHash } from 'node:crypto';
import { ReportError } from '../../ingest/errors.ts';
import type { ReportIndex } from '../../ingest/index/model.ts';
import { INDICATORS } from '../../ingest/indicators/catalogue.ts';
import type { FigureKind, IndicatorRow } from '../../ingest/model.ts';
import { englishCell } from '../answer/figure-text.ts';
import { fullName } from '../question/region-names.ts';
import type { CorrectedRow } from './corrected.ts';

/** Which rows of the matrix are wanted; absent fields do not limit. */
export interface IndicatorFilter {
  /** Any name of a region. */
  region?: string | undefined;
  /** An id, or a name in Chinese or English. */
  indicator?: string | undefined;
  year?: number | undefined;
  kind?: FigureKind | undefined;
  /** Only those that the same report contradicts. */
  disputed?: boolean | undefined;
  /** Adds a row with `stated: false` for every region that says nothing of what others say. */
  missing?: boolean | undefined;
  /** Words that stand in the quote, the figure, or the names of region and indicator. */
  q?: string | undefined;
}

const COLUMNS = [
  'region',
  'year',
  'indicator',
  'kind',
  'value',
  'low',
  'high',
  'unit',
  'qualifier',
  'basis',
  'scope',
  'text',
  'document',
  'report',
  'quote',
  'start',
  'end',
  'passage',
  'confidence',
  'rule',
  'disputed',
] as const;

/** A row as other programs get it. */
export type PublicRow = Pick<IndicatorRow, (typeof COLUMNS)[number]> & {
  /** Made of what the row says, so that it stays the same when the reports are read again. */
  id: string;
  /** The figure as an English table has it: `630,000 people or more`, `in step with economic growth`. */
  english: string;
  /** False where the report was searched and says nothing; only with `missing`. */
  stated: boolean;
  /** What a person said of it: that it is right or wrong, or another figure; null if nothing. */
  corrected: 'right' | 'wrong' | 'value' | null;
  /** The figure as the report has it, where a person gave another. */
  was: { value: number | null; low: number | null; high: number | null; unit: string; qualifier: string } | null;
};

/** The columns of a table of rows, in order. */
export const ROW_COLUMNS = [...COLUMNS, 'id', 'stated', 'corrected'] as const;

/**
 * The rows that a filter leaves, in the order of the index; those that are not stated behind them.
 * Throws ReportError `unknown-region` or `unknown-indicator` (400) that lists the known ones.
 */
export function selectRows(index: ReportIndex, filter: IndicatorFilter): PublicRow[] {
  const region = filter.region === undefined ? undefined : regionOf(filter.region, index);
  const indicator = filter.indicator === undefined ? undefined : indicatorId(filter.indicator);
  const wanted = (row: Pick<IndicatorRow, 'region' | 'indicator' | 'year' | 'kind'>): boolean =>
    (region === undefined || row.region === region) &&
    (indicator === undefined || row.indicator === indicator) &&
    (filter.year === undefined || row.year === filter.year) &&
    (filter.kind === undefined || row.kind === filter.kind);
  const words = filter.q?.trim().split(/\s+/) ?? [];
  const rows = index.indicators.filter((row) => wanted(row) && (!filter.disputed || row.disputed)).map(publicRow);
  const all = filter.missing ? [...rows, ...missingRows(index).filter(wanted)] : rows;
  return words.length === 0 ? all : all.filter((row) => words.every((word) => holds(row, word)));
}

/** The id of an indicator by its id or any of its names; throws `unknown-indicator` that lists the known ones. */
export function indicatorId(name: string): string {
  const wanted = name.trim().toLowerCase();
  const found =
    INDICATORS.find((one) => one.id === wanted) ??
    INDICATORS.find((one) => one.zh === name.trim() || one.en.toLowerCase() === wanted) ??
    INDICATORS.find((one) =>
      [...one.questions.zh, ...one.questions.en, ...one.aliases].some((alias) => alias.toLowerCase() === wanted),
    );
  if (found) return found.id;
  throw new ReportError('unknown-indicator', `There is no indicator ${JSON.stringify(name)}.`, {
    status: 400,
    hint: `Known are ${INDICATORS.map((one) => one.id).join(', ')}.`,
  });
}

/** The full name of a region by any of its names; throws `unknown-region` that lists those with a report. */
export function regionOf(name: string, index: ReportIndex): string {
  const full = fullName(name);
  const known = [...new Set(index.reports.flatMap((report) => report.region ?? []))];
  if (full !== undefined && known.includes(full)) return full;
  throw new ReportError('unknown-region', `There is no report of ${JSON.stringify(name)} here.`, {
    status: 400,
    hint: `Known are ${known.join(', ')}.`,
  });
}

/** What makes a row the same row when the reports are read again: what it says, not where. */
export function rowId(row: IndicatorRow): string {
  const { region, indicator, year, kind, scope, basis, value, low, high, unit, qualifier } = row;
  const content = [region, indicator, year, kind, scope, basis, value, low, high, unit, qualifier];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
}

/** Made once a row: its id is a hash, and all 1,400 of them took 20 ms of a request. */
const publicRows = new WeakMap<CorrectedRow, PublicRow>();

/** A row of the index as other programs get it; not to be changed. */
export function publicRow(row: CorrectedRow): PublicRow {
  const known = publicRows.get(row);
  if (known !== undefined) return known;
  const made = makePublic(row);
  publicRows.set(row, made);
  return made;
}

function makePublic(row: CorrectedRow): PublicRow {
  return {
    ...(Object.fromEntries(COLUMNS.map((column) => [column, row[column]])) as Pick<
      PublicRow,
      (typeof COLUMNS)[number]
    >),
    id: row.correction?.row ?? rowId(row),
    english: englishCell(row),
    stated: true,
    corrected: row.correction?.verdict ?? null,
    was: row.correction?.was ?? null,
  };
}

/** Made once for the rows of an index: 5,000 objects took 40 ms of a request. */
const missingOf = new WeakMap<readonly IndicatorRow[], PublicRow[]>();

/** One for each cell that some province fills and this one's whole report leaves empty. */
function missingRows(index: ReportIndex): PublicRow[] {
  const rows = index.indicators;
  const known = missingOf.get(rows);
  if (known !== undefined) return known;
  const cells = new Map<string, IndicatorRow>();
  const stated = new Set<string>();
  const cellOf = (row: Pick<IndicatorRow, 'indicator' | 'kind' | 'year'>) => `${row.indicator} ${row.kind} ${row.year}`;
  for (const row of rows) {
    if (row.scope !== 'region' || row.basis === 'cumulative') continue;
    stated.add(`${row.region} ${cellOf(row)}`);
    cells.set(cellOf(row), row);
  }
  const found: PublicRow[] = [];
  for (const report of index.reports) {
    if (report.kind !== 'report' || report.level !== 'province' || report.partial || report.region === null) continue;
    for (const [cell, { indicator, kind, year }] of cells) {
      const speaksFor = kind === 'target' ? year === report.year : year + 1 === report.year;
      if (!speaksFor || stated.has(`${report.region} ${cell}`)) continue;
      found.push(
        notStated({ region: report.region, indicator, kind, year, document: report.document, report: report.name }),
      );
    }
  }
  missingOf.set(rows, found);
  return found;
}

/** Field by field: thousands of objects made by spreading others take ten times the time and memory. */
function notStated({
  region,
  indicator,
  kind,
  year,
  document,
  report,
}: Pick<PublicRow, 'region' | 'indicator' | 'kind' | 'year' | 'document' | 'report'>): PublicRow {
  return {
    region,
    indicator,
    kind,
    year,
    document,
    report,
    value: null,
    low: null,
    high: null,
    unit: '',
    qualifier: '',
    basis: 'level',
    scope: 'region',
    text: '',
    quote: '',
    start: 0,
    end: 0,
    passage: '',
    confidence: 0,
    rule: '',
    disputed: false,
    id: '',
    english: '',
    stated: false,
    corrected: null,
    was: null,
  };
}

function holds(row: PublicRow, word: string): boolean {
  const indicator = INDICATORS.find((one) => one.id === row.indicator);
  return [row.region, row.text, row.quote, indicator?.zh ?? '', indicator?.en ?? '', row.indicator].some((text) =>
    text.replace(/\s+/g, '').toLowerCase().includes(word.toLowerCase()),
  );
}
