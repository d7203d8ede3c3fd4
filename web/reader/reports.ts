/** Reports as they are opened, each loaded once. */
import { ApiError, documentReports, source } from '../api.ts';
import type { ReportDetails } from '../model.ts';

export interface OpenReport {
  document: string;
  report: ReportDetails;
  /** Source from `report.start` to `report.end`. */
  text: string;
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
  const report = (await documentReports(document)).find((candidate) => candidate.name === name);
  if (report === undefined) throw new ApiError('not-found', `${document} has no report ${name}`);
  return { document, report, text: await source(document, report.start, report.end) };
}
