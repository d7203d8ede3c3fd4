import { cleanSource } from './clean.ts';
import { type Correction, fieldsFor } from './corrections/fields.ts';
import type { ReportParts, SourceDocument } from './model.ts';
import { cutPieces, passagesOf } from './passages.ts';
import { splitReports } from './reports.ts';
import { placeParagraphs } from './sections.ts';
import { cutTasks } from './tasks.ts';

/**
 * From one decoded document to its reports with their passages and sentences, without those that are to be ignored. Pure;
 * linear in the length of the text. Spans are offsets into `source.text`.
 * @param corrections What was corrected by hand in this document.
 */
export function partsOf(source: SourceDocument, corrections: readonly Correction[] = []): ReportParts[] {
  const cleaned = cleanSource(source);
  const reports = splitReports(source, cleaned, corrections).filter(
    ({ report }) => fieldsFor(corrections, report.name).fields.ignore !== true,
  );
  return reports.map(({ report, paragraphs }, at) => {
    // What cleaning did is told once a document, with its first report.
    if (at === 0) report.warnings.push(...cleaned.warnings);
    const placed = placeParagraphs(report, paragraphs, cleaned);
    const pieces = report.kind === 'division' ? cutTasks(report, placed) : cutPieces(placed);
    if (report.kind === 'division') {
      for (const section of report.sections) section.span = cleaned.toSource(section.span.start, section.span.end);
    }
    const filled = filledSections(report.sections, report.kind === 'division' ? pieces : placed);
    const empty = report.sections.filter(({ index }) => !filled.has(index));
    if (empty.length > 0) {
      report.warnings.push({
        code: 'empty-heading',
        message: `Headings with nothing under them: ${empty
          .slice(0, 5)
          .map((s) => s.title)
          .join('、')}`,
        count: empty.length,
      });
    }
    return { report, ...passagesOf(report, pieces, cleaned) };
  });
}

/** Sections with a paragraph that is no heading, in them or below them. */
function filledSections(
  sections: readonly { parent: number | null }[],
  paragraphs: readonly { section: number | null; isHeading?: boolean }[],
): Set<number> {
  const filled = new Set<number>();
  for (const { section, isHeading } of paragraphs) {
    // What stands above a filled section is filled already.
    for (let at = isHeading ? null : section; at !== null && !filled.has(at); at = sections[at]?.parent ?? null)
      filled.add(at);
  }
  return filled;
}
