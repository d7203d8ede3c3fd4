import type { ReportIndex } from '../../ingest/index/model.ts';
import type { Passage, Report } from '../../ingest/model.ts';
import type { Reading } from '../question/reading.ts';

/** Which reports are searched for a question, and which of their parts fit it. */
export interface Scope {
  reports: Report[];
  /** True where the passage stands in a part that can speak of the years and kind asked. */
  fits: (passage: Passage) => boolean;
}

/**
 * The reports that a question ranges over: those of its regions (all where it names none, less the excluded ones) and years,
 * and of the documents that a filter names.
 * @param regions Overrides the reading's regions, for one region of a comparison.
 */
export function scopeOf(
  index: ReportIndex,
  reading: Reading,
  documents: string[] | undefined,
  regions = reading.searchRegions,
): Scope {
  const years = new Set(reading.reportScopes.map((scope) => scope.year));
  const inRegion = (report: Report): boolean =>
    regions.length > 0
      ? report.region !== null && regions.includes(report.region)
      : !reading.excluded.includes(report.region ?? '');
  const inYear = (report: Report): boolean => years.size === 0 || report.year === null || years.has(report.year);
  const reports = index.reports.filter(
    (report) => inRegion(report) && inYear(report) && (documents === undefined || documents.includes(report.document)),
  );
  const yearOf = new Map(reports.map((report) => [report.id, report.year]));
  const fits = (passage: Passage): boolean => {
    if (reading.reportScopes.length === 0) return fitsKind(passage, reading);
    return reading.reportScopes.some(
      (scope) =>
        yearOf.get(passage.report) === scope.year &&
        (scope.timing === 'any' || passage.timing === 'neither' || passage.timing === scope.timing),
    );
  };
  return { reports, fits };
}

function fitsKind(passage: Passage, reading: Reading): boolean {
  if (reading.kind === 'target') return passage.timing !== 'review';
  if (reading.kind === 'result') return passage.timing !== 'plan';
  return true;
}

/** Whole work reports of provinces among `reports`: what coverage counts. */
export function wholeReports(reports: Report[]): Report[] {
  return reports.filter((report) => report.kind === 'report' && report.level === 'province');
}
