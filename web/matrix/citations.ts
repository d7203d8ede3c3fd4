/** A figure of the matrix as a citation that the reading pane opens. */
import { reportLoaded } from '../loaded.ts';
import type { Citation, IndicatorRow } from '../model.ts';

/** `number` tells it apart from the others of the page. */
export function citationOf(row: IndicatorRow, number: number): Citation {
  const report = reportLoaded(row.document, row.report);
  return {
    number,
    passage: row.passage,
    document: row.document,
    report: row.report,
    title: report?.title ?? row.report,
    region: row.region,
    year: report?.year ?? null,
    // The reading pane knows the headings once the report is open.
    section: [],
    quote: row.quote,
    start: row.start,
    end: row.end,
  };
}
