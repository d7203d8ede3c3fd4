/**
 * The nouns of ingest: what a document, a report, a passage and a figure are. Types only; each stage has its own module.
 * All offsets are UTF-16 code units, end exclusive. "Source" is the decoded text of a document (a byte order mark
 * removed, nothing else changed); "clean" is the text that search and figures see.
 */

/** A stretch of the source text of a document: `source.slice(start, end)`. */
export interface Span {
  start: number;
  end: number;
}

/** Something that a person should know about a document that was read all the same. */
export interface Warning {
  /** Machine-readable, such as `joined-line`, `removed-mark`, `lost-item-head`, `empty-heading`, `replaced-word`. */
  code: string;
  message: string;
  /** Where in the source, if it has one place. */
  span?: Span;
  /** How many times, where one warning stands for many places; 1 if absent. */
  count?: number;
}

/** What a reader makes of a file (or of one row of a table, one member of an archive). */
export interface SourceDocument {
  /** Path below `REPORTS_DIR` without its ending, with `#row` or `~2` where that would clash. */
  id: string;
  /** Path below `REPORTS_DIR` with its ending. */
  path: string;
  format: 'txt' | 'md' | 'docx' | 'pdf' | 'html' | 'csv' | 'xlsx';
  /** The decoded text. Quotes are slices of it. */
  text: string;
  /** SHA-256 of the bytes of the file (of the row's text for tables), in hex. */
  hash: string;
  /** The encoding found, such as `utf-8` or `gb18030`; null where the format has none. */
  encoding: string | null;
  /** What columns or metadata of the file say; the text's own head goes first. */
  hints: { title?: string; region?: string; year?: number; date?: string };
  /** Where each page starts in `text`, for formats with pages. */
  pages?: { page: number; start: number }[];
  warnings: Warning[];
  /** Where it came from; absent before the folders are read together. */
  origin?: Origin;
}

/** The file that a document stands in: itself, or an archive or a table with others. */
export interface Origin {
  /** Path below `REPORTS_DIR`, or below `STATE_DIR/uploads`. */
  file: string;
  /** SHA-256 of the file's bytes, in hex. */
  hash: string;
  /** It was added by hand and lives in `STATE_DIR/uploads`. */
  upload: boolean;
  /** The document's id before it was told apart from that of another (`~2`). */
  plainId: string;
}

/** Clean text with the exact way back to the source. */
export interface CleanText {
  text: string;
  /** The source span that the clean span `[start, end)` came from. An empty clean span gives an empty source span. */
  toSource(start: number, end: number): Span;
  /** The clean offset of the first clean character that came from `sourceOffset` or later. */
  toClean(sourceOffset: number): number;
  warnings: Warning[];
}

export type Level = 'nation' | 'province' | 'city' | 'county' | 'department';
export type ReportKind = 'report' | 'division' | 'digest' | 'other';

/** Whether a part looks back on results (`review`), plans (`plan`), or does neither. */
export type Timing = 'review' | 'plan' | 'neither';

/** One report inside a document. */
export interface Report {
  /** Stable: made of the document and the report's name. */
  id: string;
  /** Id of its document. */
  document: string;
  /** Its name inside the document, such as `安徽省政府工作报告`. */
  name: string;
  /** What people would call it, such as `2020年安徽省政府工作报告`. */
  title: string;
  /** Full name, such as `安徽省` or `株洲市`; null if it could not be found. */
  region: string | null;
  /** For a city its province's full name, else null. */
  parent: string | null;
  /** Null where neither its region nor its words tell. */
  level: Level | null;
  /** The year that it plans for. */
  year: number | null;
  kind: ReportKind;
  /** The document has only a part of the report. */
  partial: boolean;
  speaker: string | null;
  /** Day of the speech, `YYYY-MM-DD`. */
  date: string | null;
  span: Span;
  sections: Section[];
  /** Why region (and level), year and kind were taken to be what they are, a phrase each, for `--list`. */
  reasons: { region: string; year: string; kind: string };
  warnings: Warning[];
}

/** A heading and what stands under it, up to the next heading of the same or a higher level. */
export interface Section {
  /** Place in `Report.sections`, in reading order. */
  index: number;
  /** Index of the section above; null at the top. */
  parent: number | null;
  /** Clean title without its number, such as `扎实推进三大攻坚战`. */
  title: string;
  /** 1 for 一、, 2 for （一）, and so on. */
  depth: number;
  timing: Timing;
  /** The heading and its body. */
  span: Span;
}

/** About 200 characters of a report, cut on sentence ends; what is embedded and ranked. */
export interface Passage {
  /** Stable: made of the document, the report, the clean text and its occurrence. */
  id: string;
  /** Id of its report. */
  report: string;
  /** Place in the report, from 0. */
  ordinal: number;
  /** Clean text. */
  text: string;
  span: Span;
  /** Section titles from the top down, without their numbers. */
  path: string[];
  /** Index of the innermost section; null before the first heading. */
  section: number | null;
  timing: Timing;
  /** The year that it speaks of: the report's year for a plan, the one before for a review; null if unknown. */
  year: number | null;
  kind: 'body' | 'task' | 'glossary';
  /** For a division of tasks: the item, and who does it. */
  task: Task | null;
}

export interface Task {
  /** Number of the item as printed or, where its head is lost, as inferred from its neighbours; null if neither. */
  number: number | null;
  /** Departments that lead (牵头, or 负责 where nobody leads). */
  lead: string[];
  /** Departments that take part. */
  partners: string[];
}

/** A whole sentence (or bullet) of a passage. Sentences of a passage cover it without overlap, in order. */
export interface Sentence {
  /** Stable, made like a passage's. */
  id: string;
  /** Id of its passage. */
  passage: string;
  /** Place in the report, from 0. */
  ordinal: number;
  text: string;
  span: Span;
}

/** One report with everything cut out of it. */
export interface ReportParts {
  report: Report;
  passages: Passage[];
  sentences: Sentence[];
}

export type FigureKind = 'target' | 'result';

/** One figure of one report: a cell of the indicator matrix. */
export interface IndicatorRow {
  region: string;
  parent: string | null;
  /** The year that the figure speaks of. */
  year: number;
  /** Id in `data/indicators.json`, such as `gdp_growth`. */
  indicator: string;
  kind: FigureKind;
  /** One figure; null for a range and for words without a number. */
  value: number | null;
  /** A range; both null for one figure. */
  low: number | null;
  high: number | null;
  /** `%`, `%（下降）`, `个百分点（提高）`, `万人`, `亿元`, `微克/立方米` ... */
  unit: string;
  /** The report's own words: 左右, 以上, 以内, 力争, 与经济增长同步 ...; empty if none. */
  qualifier: string;
  /** `growth`, `level`, `cumulative`, `comparable` (可比口径, 同口径), `real` (实际). */
  basis: 'growth' | 'level' | 'cumulative' | 'comparable' | 'real';
  /** `region` for the whole region, else what it is limited to (`urban`, `rural`, a place within). */
  scope: string;
  /** The figure as the clean text has it: `增长6%左右`. */
  text: string;
  document: string;
  /** Name of the report in the document. */
  report: string;
  /** Id of the report. */
  reportId: string;
  /** Id of the passage and of the sentence that it stands in. */
  passage: string;
  sentence: string;
  /** The source slice that proves it: subject, figure, unit and qualifier. */
  quote: string;
  start: number;
  end: number;
  /** 0 to 1. */
  confidence: number;
  /** Name of the rule that found it. */
  rule: string;
  /** The report also says something else of the same figure. */
  disputed: boolean;
}
