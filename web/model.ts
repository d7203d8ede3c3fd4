/** What the server says, as far as the page looks at it. The page knows the server by HTTP only. */

export type Reason = 'out-of-scope' | 'no-region' | 'no-year' | 'not-stated';
export type FigureKind = 'target' | 'result';

export interface Turn {
  role: 'user' | 'assistant';
  content: string;
}

export interface Understood {
  intent: string;
  /** The completed question: what the conversation added is written out. */
  question: string;
  regions: string[];
  years: number[];
  kind: FigureKind | 'both' | null;
  indicators: string[];
  terms: string[];
}

export interface Citation {
  /** The n of `[n]`. */
  number: number;
  passage: string;
  document: string;
  /** Name of the report inside the document. */
  report: string;
  title: string;
  region: string | null;
  year: number | null;
  section: string[];
  /** Exactly the source from `start` to `end`. */
  quote: string;
  start: number;
  end: number;
}

export interface TableCell {
  status: 'stated' | 'not-stated' | 'no-report';
  value: number | null;
  low: number | null;
  high: number | null;
  unit: string;
  qualifier: string;
  text: string;
  citations: number[];
}

export interface AnswerTable {
  columns: { indicator: string; kind: FigureKind; year: number; unit: string; label: string }[];
  rows: { region: string; year: number; cells: TableCell[] }[];
  coverage: { stated: string[]; missing: string[] };
}

export interface Answer {
  answer: string;
  language: 'zh' | 'en';
  refused: boolean;
  reason: Reason | null;
  missing: { what: string; reason: Reason }[];
  suggestions: string[];
  understood: Understood;
  citations: Citation[];
  table: AnswerTable | null;
  generation: string;
  mode: 'extract' | 'model';
  /** Who worded it, where a language model did. */
  wording: { model: string; reworded: number; kept: number; blocked: number } | null;
  notice: { code: string; message: string } | null;
  ms: number;
}

export interface Health {
  ok: boolean;
  generation: string | null;
  vectors: 'none' | 'building' | 'ready';
}

export interface ReportSummary {
  id: string;
  name: string;
  title: string;
  region: string | null;
  /** `内蒙古` for `内蒙古自治区`. */
  regionShort: string | null;
  regionEnglish: string | null;
  level: 'nation' | 'province' | 'city' | 'county' | 'department';
  year: number | null;
  kind: 'report' | 'division' | 'digest' | 'other';
  partial: boolean;
  start: number;
  end: number;
}

export interface Section {
  index: number;
  title: string;
  depth: number;
  start: number;
  end: number;
}

export interface ReportDetails extends ReportSummary {
  speaker: string | null;
  date: string | null;
  sections: Section[];
}

export interface DocumentSummary {
  id: string;
  reports: ReportSummary[];
}

/** A stretch of a report whose clean text differs from the source. */
export interface Difference {
  start: number;
  end: number;
  source: string;
  clean: string;
  /** `signs`: only spaces, widths, punctuation and marks differ. */
  kind: 'words' | 'signs' | 'left-out';
}

export interface Passage {
  id: string;
  document: string;
  report: string;
  title: string;
  region: string | null;
  year: number | null;
  section: string[];
  text: string;
  start: number;
  end: number;
  neighbours: { before: { start: number; end: number }[]; after: { start: number; end: number }[] };
}

export interface IndicatorName {
  id: string;
  zh: string;
  en: string;
  /** Field that it belongs to, such as `economy`. */
  group: string;
  unit: string;
  /** Without tones, syllables parted by spaces. */
  pinyin: string;
}

export interface RegionName {
  name: string;
  short: string;
  english: string;
  level: 'province' | 'city';
  parent: string | null;
  pinyin: string;
}

export interface RegionGroup {
  name: string;
  english: string | null;
  /** Full names of regions. */
  members: string[];
}

export interface Names {
  indicators: IndicatorName[];
  regions: RegionName[];
  groups: RegionGroup[];
}

/** A figure that a report states. */
export interface IndicatorRow {
  region: string;
  /** The year that the figure speaks of. */
  year: number;
  indicator: string;
  kind: FigureKind;
  value: number | null;
  low: number | null;
  high: number | null;
  unit: string;
  qualifier: string;
  basis: 'growth' | 'level' | 'real' | 'comparable' | 'cumulative';
  /** `region` for the whole region. */
  scope: string;
  text: string;
  document: string;
  report: string;
  passage: string;
  quote: string;
  start: number;
  end: number;
  confidence: number;
  disputed: boolean;
}

/** Something pinned in the excerpt book. */
export interface Excerpt {
  id: string;
  kind: 'quote' | 'cell' | 'answer';
  title: string;
  text: string;
  citations: Citation[];
  note: string;
}
