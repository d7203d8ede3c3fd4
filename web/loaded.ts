/** What is loaded in the generation of the index that answers now. */
import type { Notice } from './health.ts';
import type { DocumentSummary, ReportSummary } from './model.ts';

let documents: DocumentSummary[] | null = null;
let notice: Notice = null;
const listeners = new Set<() => void>();
const waiting = new Set<() => void>();

/** Null until the server has told. */
export function documentsLoaded(): DocumentSummary[] | null {
  return documents;
}

export function reportsLoaded(): ReportSummary[] {
  return documents?.flatMap(({ reports }) => reports) ?? [];
}

/** What is the matter with the server; null while all is well or nothing is known. */
export function serverNotice(): Notice {
  return notice;
}

/** Tells those who wait for reports too, so that they can say why none come. */
export function setServerNotice(now: Notice): void {
  if (now === notice) return;
  notice = now;
  if (documents === null) for (const listener of waiting) listener();
}

/** Calls whenever the reason changes for which nothing is loaded yet. */
export function whenWaiting(listener: () => void): void {
  waiting.add(listener);
}

/** The report of that name in a document. */
export function reportLoaded(document: string, name: string): ReportSummary | undefined {
  return documents?.find(({ id }) => id === document)?.reports.find((report) => report.name === name);
}

export function setDocumentsLoaded(loaded: DocumentSummary[]): void {
  documents = loaded;
  for (const listener of listeners) listener();
}

/** Calls whenever other documents answer; at once where some are known. */
export function whenLoaded(listener: () => void): void {
  listeners.add(listener);
  if (documents !== null) listener();
}
