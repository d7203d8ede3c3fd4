/** Rows of a small report, for tests of the matrix. */
import { extractIndicators } from '../../ingest/indicators/extract.ts';
import type { IndicatorRow, SourceDocument } from '../../ingest/model.ts';
import { partsOf } from '../../ingest/parts.ts';

/** The rows of a text that is a whole document. */
export function rowsOf(text: string): IndicatorRow[] {
  const source: SourceDocument = {
    id: 'report',
    path: 'report.txt',
    format: 'txt',
    text,
    hash: '',
    encoding: 'utf-8',
    hints: {},
    warnings: [],
  };
  return partsOf(source).flatMap((parts) => extractIndicators(parts, source));
}

/** A report of Anhui for `year` with two parts; headings may be given. */
export function reportOf(
  year: number,
  review: string,
  plan: string,
  [first, second] = [`${year - 1}年工作回顾`, `${year}年重点工作`],
): string {
  return `${year}年安徽省政府工作报告\n——${year}年1月12日在安徽省第十四届人民代表大会上\n各位代表：\n一、${first}\n${review}\n二、${second}\n${plan}\n`;
}

/** `indicator kind year value|low..high|words unit basis`, one line a row. */
export const told = (rows: IndicatorRow[]): string[] =>
  rows.map((row) =>
    [
      row.indicator,
      row.kind,
      row.year,
      row.value ?? (row.low === null ? row.qualifier : `${row.low}..${row.high}`),
      row.unit,
      row.basis,
    ].join(' '),
  );
