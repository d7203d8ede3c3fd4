import type { ReportParts, SourceDocument } from './model.ts';

/** Two reports that share so large a part of the shorter one's sentences are one report in two files; an other year's shares under 0.1. */
const SAME_SHARE = 0.8;

/** Code of the warning that a report was left out of a document. */
export const DUPLICATE_WARNING = 'duplicate-report';

/** What was read, with the reports cut out of it. */
export interface ReadDocument {
  source: SourceDocument;
  parts: ReportParts[];
}

/**
 * Leaves out reports that stand in another document already (the same in two formats, or twice), so that nothing is answered
 * from twice. The longer one stays, of equals the one whose region and year are sure, of these the first; the document of the other is told by a warning.
 */
export function withoutDuplicates<Read extends ReadDocument>(documents: Read[]): Read[] {
  const kept: { part: ReportParts; sentences: Set<string>; document: string }[] = [];
  const dropped = new Map<ReportParts, string>();
  const all = withRival(documents.flatMap(({ source, parts }) => parts.map((part) => ({ part, document: source.id }))));
  const compared = all.map((one) => ({ ...one, sentences: sentencesOf(one.part) }));
  for (const one of compared.sort(
    (a, b) => b.sentences.size - a.sentences.size || doubtsOf(a.part) - doubtsOf(b.part),
  )) {
    const same = kept.find((other) => isSame(one, other));
    if (same) dropped.set(one.part, same.document);
    else kept.push(one);
  }
  if (dropped.size === 0) return documents;
  return documents.map((document) => {
    const { source, parts } = document;
    const gone = parts.filter((part) => dropped.has(part));
    if (gone.length === 0) return document;
    const warnings = gone.map((part) => ({
      code: DUPLICATE_WARNING,
      message: `${part.report.title} stands in ${dropped.get(part)} already and is answered from there`,
    }));
    return {
      ...document,
      source: { ...source, warnings: [...source.warnings, ...warnings] },
      parts: parts.filter((part) => !dropped.has(part)),
    };
  });
}

/** Those that agree with another in kind, region and year: the sentences of the others need not even be read. */
function withRival<One extends { part: ReportParts }>(all: One[]): One[] {
  const counts = new Map<string, number>();
  const placeOf = ({ part: { report } }: One): string => [report.kind, report.region, report.year].join('\0');
  for (const one of all) counts.set(placeOf(one), (counts.get(placeOf(one)) ?? 0) + 1);
  const unsure = all.filter(({ part }) => doubtsOf(part) > 0);
  const agreeing = (one: One, others: One[]): boolean =>
    others.some((other) => other !== one && mayBeSame(one.part, other.part));
  return all.filter(
    (one) => (counts.get(placeOf(one)) ?? 0) > 1 || agreeing(one, doubtsOf(one.part) > 0 ? all : unsure),
  );
}

function mayBeSame(a: ReportParts, b: ReportParts): boolean {
  return a.report.kind === b.report.kind && agree(a, b, 'region') && agree(a, b, 'year');
}

function sentencesOf({ sentences }: ReportParts): Set<string> {
  return new Set(sentences.map(({ text }) => text.replace(/\s/g, '')));
}

/** What was not found, or only guessed, is no reason to take two reports for different ones. */
function isUnsure({ report }: ReportParts, what: 'region' | 'year'): boolean {
  return report.warnings.some(({ code }) => code === `${what}-unsure`);
}

function doubtsOf(part: ReportParts): number {
  return Number(isUnsure(part, 'region')) + Number(isUnsure(part, 'year'));
}

function agree(a: ReportParts, b: ReportParts, what: 'region' | 'year'): boolean {
  return a.report[what] === b.report[what] || isUnsure(a, what) || isUnsure(b, what);
}

function isSame(
  a: { part: ReportParts; sentences: Set<string> },
  b: { part: ReportParts; sentences: Set<string> },
): boolean {
  if (a.sentences.size === 0 || !mayBeSame(a.part, b.part)) return false;
  let shared = 0;
  for (const sentence of a.sentences) if (b.sentences.has(sentence)) shared += 1;
  return shared / Math.min(a.sentences.size, b.sentences.size) >= SAME_SHARE;
}
