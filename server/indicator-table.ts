import { ReportError } from '../ingest/errors.ts';
import type { ReportIndex } from '../ingest/index/model.ts';
import { INDICATORS } from '../ingest/indicators/catalogue.ts';
import type { FigureKind, IndicatorRow } from '../ingest/model.ts';
import { fullName } from './question/region-names.ts';

/** Which rows of the matrix are wanted; absent fields do not limit. */
export interface IndicatorFilter {
  /** Any name of a region. */
  region?: string | undefined;
  indicator?: string | undefined;
  year?: number | undefined;
  kind?: FigureKind | undefined;
}

/** A row as other programs get it. */
export type PublicRow = Pick<
  IndicatorRow,
  | 'region'
  | 'year'
  | 'indicator'
  | 'kind'
  | 'value'
  | 'low'
  | 'high'
  | 'unit'
  | 'qualifier'
  | 'basis'
  | 'scope'
  | 'text'
  | 'document'
  | 'report'
  | 'quote'
  | 'start'
  | 'end'
> & { passage: string; confidence: number; rule: string; disputed: boolean };

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

/**
 * The rows that a filter leaves, in the order of the index.
 * Throws ReportError `unknown-region` or `unknown-indicator` (400) that lists the known ones.
 */
export function selectRows(index: ReportIndex, filter: IndicatorFilter): PublicRow[] {
  const region = filter.region === undefined ? undefined : regionOf(filter.region, index);
  if (filter.indicator !== undefined && !INDICATORS.some((one) => one.id === filter.indicator)) {
    throw new ReportError('unknown-indicator', `There is no indicator ${JSON.stringify(filter.indicator)}.`, {
      status: 400,
      hint: `Known are ${INDICATORS.map((one) => one.id).join(', ')}.`,
    });
  }
  return index.indicators
    .filter(
      (row) =>
        (region === undefined || row.region === region) &&
        (filter.indicator === undefined || row.indicator === filter.indicator) &&
        (filter.year === undefined || row.year === filter.year) &&
        (filter.kind === undefined || row.kind === filter.kind),
    )
    .map(publicRow);
}

function regionOf(name: string, index: ReportIndex): string {
  const full = fullName(name);
  const known = [...new Set(index.reports.flatMap((report) => report.region ?? []))];
  if (full !== undefined && known.includes(full)) return full;
  throw new ReportError('unknown-region', `There is no report of ${JSON.stringify(name)} here.`, {
    status: 400,
    hint: `Known are ${known.join(', ')}.`,
  });
}

function publicRow(row: IndicatorRow): PublicRow {
  return Object.fromEntries(COLUMNS.map((column) => [column, row[column]])) as unknown as PublicRow;
}

/** The rows as CSV: UTF-8 with a byte order mark, so that a spreadsheet opens it right; nothing in it can act as a formula. */
export function rowsToCsv(rows: PublicRow[]): string {
  const lines = [COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((column) => csvCell(row[column])).join(','))];
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

/**
 * Begins what a spreadsheet takes for a formula (the full-width signs in Chinese settings); white space in front does not help.
 * A quotation mark before it makes it a text.
 */
const FORMULA = /^(?:[\s\p{Cf}]*[=+\-@＝＋－＠]|[\t\r\n])/u;

function csvCell(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
