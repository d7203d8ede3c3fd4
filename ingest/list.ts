/** The table of what went into an index: documents with their reports, what was corrected, and what could not be read. */
import type { Correction } from './corrections/fields.ts';
import { DUPLICATE_WARNING } from './duplicates.ts';
import { faultText } from './errors.ts';
import type { DocumentRecord, ReportIndex } from './index/model.ts';
import type { Report, Warning } from './model.ts';

export interface ListedReport {
  document: string;
  report: string;
  region: string | null;
  year: number | null;
  level: string | null;
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
  warnings: ListedWarning[];
  reasons: { region: string; year: string; kind: string };
}

interface ListedWarning {
  /** Machine-readable kind, such as `joined-line`. */
  code: string;
  message: string;
  count: number;
}

export interface ListedDocument {
  document: string;
  path: string;
  format: string;
  encoding: string | null;
  /** Added by hand, kept in `STATE_DIR/uploads`. */
  upload: boolean;
  /** Why it has no report: left out by hand, or all of it stands in another document; null where it has one. */
  without: 'left-out' | 'duplicate' | 'no-report' | null;
  characters: number;
  sections: number;
  passages: number;
  sentences: number;
  figures: number;
  /** Of the file and of all its reports, one entry a kind. */
  warnings: ListedWarning[];
  corrections: Correction[];
  reports: ListedReport[];
}

export interface Listing {
  generation: string;
  documents: ListedDocument[];
  /** Files that could not be read, and what cannot be used of `catalog.json`. */
  problems: { path: string; upload: boolean; code: string; message: string; hint: string | null }[];
  totals: Record<'documents' | Counted, number>;
}

const COUNTED = ['characters', 'sections', 'passages', 'sentences', 'figures'] as const;
type Counted = (typeof COUNTED)[number];

/** All documents in the order of the index, those without a report among them. */
export function listDocuments(index: ReportIndex): Listing {
  const reports = listReports(index);
  const documents = index.documents.map((document) => {
    return listed(
      document,
      reports.filter((report) => report.document === document.id),
    );
  });
  const sums = COUNTED.map((name) => [name, sumOf(documents, (one) => one[name])]);
  return {
    generation: index.manifest.generation,
    documents,
    problems: (index.manifest.problems ?? []).map(({ path, upload = false, code, message, hint = null }) => ({
      path,
      upload,
      code,
      message,
      hint,
    })),
    totals: { documents: documents.length, ...(Object.fromEntries(sums) as Record<Counted, number>) },
  };
}

function listed(document: DocumentRecord, reports: ListedReport[]): ListedDocument {
  const { id, path, format, encoding, origin, characters, corrections = [], warnings } = document;
  return {
    document: id,
    path,
    format,
    encoding,
    upload: origin?.upload ?? false,
    without: reports.length > 0 ? null : reasonWithout(document),
    characters,
    sections: sumOf(reports, (one) => one.sections),
    passages: sumOf(reports, (one) => one.passages),
    sentences: sumOf(reports, (one) => one.sentences),
    figures: sumOf(reports, (one) => one.figures),
    // Those of the file stand in its first report's list.
    warnings: byKind(reports.length > 0 ? reports.flatMap((one) => one.warnings) : warnings.map(listedWarning)),
    corrections,
    reports,
  };
}

/** Why a document has no report. */
function reasonWithout({ corrections = [], warnings }: DocumentRecord): 'left-out' | 'duplicate' | 'no-report' {
  if (corrections.some(({ field, value }) => field === 'ignore' && value === true)) return 'left-out';
  return warnings.some(({ code }) => code === DUPLICATE_WARNING) ? 'duplicate' : 'no-report';
}

function listedWarning({ code, message, count = 1 }: Warning): ListedWarning {
  return { code, message, count };
}

/** Warnings of one kind counted together, the message of the first of them kept. */
function byKind(warnings: ListedWarning[]): ListedWarning[] {
  const kinds = new Map<string, ListedWarning>();
  for (const warning of warnings) {
    const known = kinds.get(warning.code);
    if (known) known.count += warning.count;
    else kinds.set(warning.code, { ...warning });
  }
  return [...kinds.values()];
}

function sumOf<T>(items: T[], amountOf: (item: T) => number): number {
  return items.reduce((sum, item) => sum + amountOf(item), 0);
}

/** One entry a report, in the order of the index. */
export function listReports(index: ReportIndex): ListedReport[] {
  const figures = new Map<string, number>();
  for (const { reportId } of index.indicators) figures.set(reportId, (figures.get(reportId) ?? 0) + 1);
  const documents = new Map(index.documents.map((document) => [document.id, document]));
  return index.reports.map((report) => {
    const document = documents.get(report.document);
    const passages = index.passagesOf(report.id);
    const warnings = [...(document?.reports[0] === report.id ? document.warnings : []), ...report.warnings];
    return {
      ...described(report),
      characters: report.span.end - report.span.start,
      sections: report.sections.length,
      passages: passages.length,
      sentences: sumOf(passages, ({ id }) => index.sentencesOf(id).length),
      figures: figures.get(report.id) ?? 0,
      encoding: document?.encoding ?? null,
      warnings: warnings.map(listedWarning),
      reasons: report.reasons,
    };
  });
}

function described({ document, name, region, year, level, kind, partial, date, speaker }: Report) {
  return { document, report: name, region, year, level, kind, partial, date, speaker };
}

/** The list as text for a terminal. */
export function listText({ documents, problems, totals }: Listing): string {
  const blocks = documents.map(documentText);
  if (problems.length > 0) blocks.push(['Not read or not used:', ...problems.map(problemText)].join('\n'));
  blocks.push(`In all: ${totals.documents} documents, ${countsText(totals)}`);
  return blocks.join('\n');
}

const WITHOUT = {
  'left-out': 'left out by hand; correct "ignore" to false to have it back',
  duplicate: 'no report of its own: all of it stands in another document',
  'no-report': 'no report was found in it',
};

function documentText(document: ListedDocument): string {
  const { document: id, path, format, encoding, upload, without, corrections, reports, warnings } = document;
  const read = [format, ...(encoding ? [encoding] : []), ...(upload ? ['added by hand'] : [])].join(', ');
  const only = reports.length === 1;
  return [
    only ? `${id} · ${reports[0]?.report}` : id,
    `  ${path} (${read}): ${countsText(document)}`,
    ...(without ? [`  ${WITHOUT[without]}`] : []),
    ...corrections.map(
      ({ report, field, value, from }) =>
        `  corrected ${from === 'catalog' ? 'in catalog.json' : 'by hand'}: ${report === null ? '' : `${report}, `}${field} = ${JSON.stringify(value)}`,
    ),
    ...reports.flatMap((report) => reportText(report, only)),
    ...(without ? warnings.map(warningText) : []),
  ].join('\n');
}

function reportText(report: ListedReport, isOnly: boolean): string[] {
  const { region, year, level, kind, partial, date, speaker, reasons } = report;
  const what = [region ?? 'region not found', year ?? 'year not found', level ?? 'level not found', kind];
  const more = [partial && 'partial', date, speaker].filter(Boolean);
  return [
    ...(isOnly ? [] : [`  - ${report.report}: ${countsText(report)}`]),
    `  ${[...what, ...more].join(' · ')}`,
    `  region: ${reasons.region}; year: ${reasons.year}; kind: ${reasons.kind}`,
    ...report.warnings.map(warningText),
  ];
}

function warningText({ code, count, message }: ListedWarning): string {
  return `  ! ${code} × ${count}: ${message}`;
}

function problemText({ path, code, message, hint }: Listing['problems'][number]): string {
  return `  ! ${path} (${code}): ${faultText({ path, message, hint })}`;
}

function countsText(counts: Record<Counted, number>): string {
  return COUNTED.map((name) => `${counts[name]} ${name}`).join(', ');
}
