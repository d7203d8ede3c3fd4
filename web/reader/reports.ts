/** Reports as they are opened, each loaded once. */
import { ApiError, documentDetails, source } from '../api.ts';
import type { ReportDetails } from '../model.ts';
import type { Page } from './layout.ts';

export interface OpenReport {
  document: string;
  report: ReportDetails;
  /** Source from `report.start` to `report.end`. */
  text: string;
  /** Where its pages begin, by source offsets; none for formats without pages. */
  pages: Page[];
}

const opened = new Map<string, Promise<OpenReport>>();

/** The report of that name in a document; rejects with an ApiError. */
export function openReport(document: string, name: string): Promise<OpenReport> {
  const key = `${document}\n${name}`;
  const known = opened.get(key);
  if (known !== undefined) return known;
  const loading = load(document, name);
  opened.set(key, loading);
  // A failure is not remembered.
  loading.catch(() => opened.delete(key));
  return loading;
}

/** Forgets all, since another generation may have read other files. */
export function forgetReports(): void {
  opened.clear();
}

async function load(document: string, name: string): Promise<OpenReport> {
  const { reports, pages } = await documentDetails(document);
  const report = reports.find((candidate) => candidate.name === name);
  if (report === undefined) throw new ApiError('not-found', `${document} has no report ${name}`);
  const { start, end } = report;
  const own = (pages ?? []).filter((page) => page.start < end && start < endOf(page, pages ?? []));
  return { document, report, text: await source(document, start, end), pages: own };
}

function endOf(page: Page, pages: Page[]): number {
  return pages[pages.indexOf(page) + 1]?.start ?? Number.POSITIVE_INFINITY;
}

/** The page that a source offset stands on; null for formats without pages. */
export function pageAt({ pages }: OpenReport, offset: number): number | null {
  return pages.filter(({ start }) => start <= offset).at(-1)?.page ?? null;
}
