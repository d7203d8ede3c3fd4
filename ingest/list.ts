/** The table of what went into an index. */
import type { ReportIndex } from './index/model.ts';

export interface ListedReport {
  document: string;
  report: string;
  region: string | null;
  year: number | null;
  level: string;
  kind: string;
  partial: boolean;
  date: string | null;
  speaker: string | null;
  characters: number;
  sections: number;
  passages: number;
  sentences: number;
  figures: number;
  encoding: string | null;
  warnings: { code: string; message: string; count: number }[];
  reasons: { region: string; year: string; kind: string };
}

/** One entry a report, in the order of the index. */
export function listReports(index: ReportIndex): ListedReport[] {
  return index.reports.map((report) => {
    const document = index.documents.find((one) => one.id === report.document);
    const passages = index.passagesOf(report.id);
    const warnings = [...(document?.reports[0] === report.id ? document.warnings : []), ...report.warnings];
    return {
      document: report.document,
      report: report.name,
      region: report.region,
      year: report.year,
      level: report.level,
      kind: report.kind,
      partial: report.partial,
      date: report.date,
      speaker: report.speaker,
      characters: report.span.end - report.span.start,
      sections: report.sections.length,
      passages: passages.length,
      sentences: passages.reduce((sum, passage) => sum + index.sentencesOf(passage.id).length, 0),
      figures: index.indicators.filter((row) => row.reportId === report.id).length,
      encoding: document?.encoding ?? null,
      warnings: warnings.map(({ code, message, count }) => ({ code, message, count: count ?? 1 })),
      reasons: report.reasons,
    };
  });
}

/** The list as text for a terminal. */
export function listText(reports: ListedReport[]): string {
  return reports
    .map((r) =>
      [
        `${r.document} · ${r.report}`,
        `  ${r.region ?? 'region not found'} · ${r.year ?? 'year not found'} · ${r.level} · ${r.kind}${r.partial ? ' · partial' : ''}${r.date ? ` · ${r.date}` : ''}${r.speaker ? ` · ${r.speaker}` : ''}`,
        `  ${r.characters} characters, ${r.sections} sections, ${r.passages} passages, ${r.sentences} sentences, ${r.figures} figures${r.encoding ? `, ${r.encoding}` : ''}`,
        `  region: ${r.reasons.region}; year: ${r.reasons.year}; kind: ${r.reasons.kind}`,
        ...r.warnings.map((w) => `  ! ${w.code} × ${w.count}: ${w.message}`),
      ].join('\n'),
    )
    .join('\n');
}
