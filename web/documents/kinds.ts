/** What the page asks of a document to sort it: whether a person should look, and whether it answers. */
import type { DocumentSummary } from '../server-types.ts';

/** Which documents are shown. */
export const SHOWS = ['all', 'check', 'added', 'out'] as const;
export type Show = (typeof SHOWS)[number];

/** Warnings that a person should act on; the others tell what cleaning did. */
const TO_CHECK = new Set([
  'region-unsure',
  'level-unsure',
  'year-unsure',
  'draft',
  'duplicate-report',
  'lost-item-head',
  'empty-heading',
  'pages-without-text',
  'pages-left-out',
  'wrong-ending',
  'lost-characters',
  'private-characters',
  'mojibake',
  'cut-cell',
]);

export function isToCheck(code: string): boolean {
  return TO_CHECK.has(code);
}

/** Why a document does not answer; null where it does. */
export function whyOut({ hidden, reports, warnings }: DocumentSummary): 'left' | 'duplicate' | 'noReport' | null {
  if (hidden) return 'left';
  if (reports.length > 0) return null;
  return warnings.some(({ code }) => code === 'duplicate-report') ? 'duplicate' : 'noReport';
}

/** Whether it is among those shown. */
export function isShown(document: DocumentSummary, show: Show): boolean {
  if (show === 'check') return document.warnings.some(({ code }) => isToCheck(code));
  if (show === 'added') return document.upload;
  if (show === 'out') return whyOut(document) !== null;
  return true;
}

/** Whether all words that a person typed stand in its names. */
export function isNamed(document: DocumentSummary, typed: string): boolean {
  const named = [
    document.path,
    ...document.reports.flatMap(({ title, region, regionEnglish, parent, year }) => [
      title,
      region,
      regionEnglish,
      parent,
      year,
    ]),
  ]
    .join('\n')
    .toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => named.includes(word));
}
