/** What is loaded in the generation of the index that answers now. */
import type { DocumentSummary, ReportSummary } from './model.ts';

let documents: DocumentSummary[] | null = null;
const listeners = new Set<() => void>();

/** Null until the server has told. */
export function documentsLoaded(): DocumentSummary[] | null {
  return documents;
}

export function reportsLoaded(): ReportSummary[] {
  return documents?.flatMap(({ reports }) => reports) ?? [];
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
