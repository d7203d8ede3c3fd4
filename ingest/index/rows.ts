/** Rows of the database as the nouns of ingest. */
import type { Passage, Report, Sentence, Task } from '../model.ts';

export interface PassageRow {
  id: string;
  /** Ordinal of its report, from 1. */
  report: number;
  ordinal: number;
  text: string;
  start: number;
  end: number;
  path: string;
  section: number | null;
  timing: Passage['timing'];
  year: number | null;
  kind: Passage['kind'];
  task: string | null;
}

export interface SentenceRow {
  row: number;
  id: string;
  passage_id: string;
  ordinal: number;
  text: string;
  start: number;
  end: number;
}

/** @param reports All reports of the generation, in order. */
export function toPassage(row: PassageRow, reports: Report[]): Passage {
  const { id, ordinal, text, start, end, section, timing, year, kind } = row;
  return {
    id,
    report: (reports[row.report - 1] as Report).id,
    ordinal,
    text,
    span: { start, end },
    path: JSON.parse(row.path) as string[],
    section,
    timing,
    year,
    kind,
    task: row.task === null ? null : (JSON.parse(row.task) as Task),
  };
}

export function toSentence({ id, passage_id, ordinal, text, start, end }: SentenceRow): Sentence {
  return { id, passage: passage_id, ordinal, text, span: { start, end } };
}
