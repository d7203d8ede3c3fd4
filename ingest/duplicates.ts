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
 * from twice. The longer one stays, of equals the first; the document of the other is told by a warning.
 */
export function withoutDuplicates<Read extends ReadDocument>(documents: Read[]): Read[] {
  const kept: { part: ReportParts; sentences: Set<string>; document: string }[] = [];
  const dropped = new Map<ReportParts, string>();
  const all = documents.flatMap(({ source, parts }) =>
    parts.map((part) => ({ part, sentences: sentencesOf(part), document: source.id })),
  );
  for (const one of [...all].sort((a, b) => b.sentences.size - a.sentences.size)) {
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

function sentencesOf({ sentences }: ReportParts): Set<string> {
  return new Set(sentences.map(({ text }) => text.replace(/\s/g, '')));
}

function isSame(
  a: { part: ReportParts; sentences: Set<string> },
  b: { part: ReportParts; sentences: Set<string> },
): boolean {
  const [one, other] = [a.part.report, b.part.report];
  if (one.region !== other.region || one.year !== other.year || one.kind !== other.kind || a.sentences.size === 0)
    return false;
  let shared = 0;
  for (const sentence of a.sentences) if (b.sentences.has(sentence)) shared += 1;
  return shared / Math.min(a.sentences.size, b.sentences.size) >= SAME_SHARE;
}
