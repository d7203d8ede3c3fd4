/** The nouns of answering: what was understood, what is answered, what proves it. Types only. */
import type { FigureKind } from '../ingest/model.ts';

export type Language = 'zh' | 'en';
export type Reason = 'out-of-scope' | 'no-region' | 'no-year' | 'not-stated';
export type Intent =
  | 'figure'
  | 'fact'
  | 'list'
  | 'responsible'
  | 'compare'
  | 'which-regions'
  | 'count'
  | 'rank'
  | 'aggregate'
  | 'explain'
  | 'summarise'
  | 'about'
  | 'outside';

/** A turn of the conversation before the question. */
export interface Turn {
  role: 'user' | 'assistant';
  content: string;
}

/** What the question was taken to mean; sent to the page. */
export interface Understood {
  intent: Intent;
  /** The completed question: what history added is written out. */
  question: string;
  /** Full names, such as `安徽省` and `株洲市`. */
  regions: string[];
  /** Years as asked ("2019年" selects look-backs of reports of 2020 and plans of reports of 2019). */
  years: number[];
  kind: FigureKind | 'both' | null;
  /** Ids in `data/indicators.json`. */
  indicators: string[];
  /** Words that the search uses beside the question's own: the report's words for everyday or English ones. */
  terms: string[];
}

export interface Citation {
  /** The n of `[n]`, from 1. */
  number: number;
  /** Id of the passage. */
  passage: string;
  document: string;
  /** Name of the report inside the document. */
  report: string;
  title: string;
  region: string | null;
  parent: string | null;
  /** The report's year. */
  year: number | null;
  section: string[];
  /** Exactly `source.slice(start, end)`. */
  quote: string;
  start: number;
  end: number;
}

export interface TableColumn {
  indicator: string;
  kind: FigureKind;
  year: number;
  unit: string;
  label: string;
}

export interface TableCell {
  status: 'stated' | 'not-stated' | 'no-report';
  value: number | null;
  low: number | null;
  high: number | null;
  unit: string;
  qualifier: string;
  text: string;
  /** Numbers of citations. */
  citations: number[];
}

export interface AnswerTable {
  columns: TableColumn[];
  rows: { region: string; year: number; cells: TableCell[] }[];
  coverage: { stated: string[]; missing: string[] };
}

export interface Missing {
  what: string;
  reason: Reason;
}

/** A ranked passage, for `--passages`. */
export interface Chunk {
  document: string;
  region: string | null;
  quote: string;
}

/** Who worded the answer, where a language model is configured. */
export interface Wording {
  /** Name of the model. */
  model: string;
  /** Sentences in the model's words, each checked against what was proved. */
  reworded: number;
  /** Sentences that stayed as they were proved. */
  kept: number;
  /** Sentences of the model that the check did not let through; each is among those kept. */
  blocked: number;
}

/** Something that the person should know about how the answer came to be. */
export interface Notice {
  code: 'model-unavailable' | 'model-timeout' | 'model-context';
  message: string;
}

export interface Answer {
  /** Plain text or simple Markdown with `[n]` markers. */
  answer: string;
  language: Language;
  refused: boolean;
  reason: Reason | null;
  missing: Missing[];
  suggestions: string[];
  understood: Understood;
  citations: Citation[];
  table: AnswerTable | null;
  /** Id of the index generation that answered. */
  generation: string;
  /** `model` where at least one sentence is in a language model's words. */
  mode: 'extract' | 'model';
  /** Null where no language model is configured or none was asked. */
  wording: Wording | null;
  notice: Notice | null;
  ms: number;
  chunks?: Chunk[];
}
