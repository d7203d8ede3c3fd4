/** The golden questions, figures and the answers that are judged, and how they are read. */
import { readFileSync } from 'node:fs';
import { ReportError } from '../../ingest/errors.ts';
import type { FigureKind } from '../../ingest/model.ts';
import type { Answer, Turn } from '../../server/model.ts';

/** Kinds of question in the order of the tables. */
export const QUESTION_TYPES = [
  'number',
  'fact',
  'list',
  'compare',
  'aggregate',
  'followup',
  'paraphrase',
  'english',
  'unanswerable',
] as const;

export type QuestionType = (typeof QUESTION_TYPES)[number];

export interface Evidence {
  doc: string;
  region?: string;
  /** A substring of the report file, but for white space. */
  quote: string;
}

export interface GoldQuestion {
  id: string;
  type: QuestionType;
  question: string;
  history?: Turn[];
  answer: string;
  /** A right answer contains one string of every group. */
  must: string[][];
  /** A right answer contains none of these. */
  must_not?: string[];
  evidence: Evidence[];
  /** One of the evidence quotes is enough. */
  any?: boolean;
  why?: string;
}

/** What of an answer the judge looks at: an `Answer` fits, and so does a line of `npm run ask -- --batch`. */
export interface JudgedAnswer {
  answer: string;
  /** Absent where the answerer has no such notion; the words of the answer decide then. */
  refused?: boolean;
  citations?: JudgedCitation[];
  chunks?: { document: string; region?: string | null; quote: string }[];
  understood?: Answer['understood'];
  ms?: number;
  /** What a language model did to it. */
  wording?: { model: string; reworded: number; kept: number; blocked: number } | null;
  notice?: { code: string } | null;
}

export interface JudgedCitation {
  number?: number;
  document: string;
  region?: string | null;
  quote: string;
  start?: number;
  end?: number;
}

export interface GoldFigure {
  region: string;
  indicator: string;
  year: number;
  kind: FigureKind;
  /** One figure, `[low, high]`, or null for words without a number. */
  value: number | [number, number] | null;
  unit: string;
  qualifier: string;
  quote: string;
  note?: string;
}

/** Reads a file of one JSON object a line. Throws a ReportError that names the line which is not JSON, or the file that is not there. */
export function readJsonLines<Row>(path: string): Row[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ReportError('file-missing', `Cannot read ${path}`, { hint: 'Give the path of a .jsonl file.', cause });
  }
  const rows: Row[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (!line.trim()) continue;
    try {
      rows.push(JSON.parse(line));
    } catch (cause) {
      throw new ReportError('bad-golden', `${path}:${index + 1}: not JSON`, {
        hint: 'Every line is one JSON object.',
        cause,
      });
    }
  }
  return rows;
}

/** Reads golden questions. Throws a ReportError where an id comes twice, as that would count one question for two. */
export function readQuestions(path: string): GoldQuestion[] {
  const questions = readJsonLines<GoldQuestion>(path);
  const seen = new Set<string>();
  for (const { id } of questions) {
    if (seen.has(id)) {
      throw new ReportError('bad-golden', `${path}: the id ${id} comes twice`, {
        hint: 'Give each question its own id.',
      });
    }
    seen.add(id);
  }
  return questions;
}
