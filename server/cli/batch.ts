/** Files of questions and of their answers: JSON lines, or a table with a column of questions. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import Papa from 'papaparse';
import { citationLine } from '../answer-text.ts';
import type { ErrorBody } from '../errors.ts';
import { csvCell } from '../matrix/csv.ts';
import type { Answer } from '../model.ts';
import { parseJson } from '../request.ts';
import { readAll, usage } from './terminal.ts';

export type BatchFormat = 'jsonl' | 'csv';

/** One question, not yet checked. */
export interface BatchItem {
  /** The fields of a question; throws where the line is no JSON. */
  fields: () => unknown;
  /** The row of a table by its columns; null for a line of JSON. */
  row: Record<string, string> | null;
}

/** What came of a question. */
export type BatchResult = { id?: unknown } & (Answer | ErrorBody);

/** Heads of columns that are taken for the question where none is named. */
const QUESTION_HEADS = ['question', '问题', '提问', 'q'];
/** What is added to a row. */
const ADDED = ['answer', 'refused', 'reason', 'citations', 'error'] as const;
const HINT = 'baogao ask --help';

/** The questions in their order. Throws `usage` where a table has no such column. */
export async function* readBatch(
  input: Readable,
  { format, column }: { format: BatchFormat; column: string | undefined },
): AsyncGenerator<BatchItem> {
  if (format === 'csv') {
    yield* readTable(await readAll(input), column);
    return;
  }
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    const text = line.replace(/^\uFEFF/, '').trim();
    if (text !== '') yield { fields: () => parseJson(text), row: null };
  }
}

function* readTable(text: string, column: string | undefined): Generator<BatchItem> {
  const { data, meta } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: 'greedy' });
  const heads = meta.fields ?? [];
  const named = column ?? heads.find((head) => QUESTION_HEADS.includes(head.trim().toLowerCase())) ?? heads[0];
  if (named === undefined || !heads.includes(named))
    throw usage(`The table has no column ${JSON.stringify(named ?? '')}; it has ${heads.join(', ') || 'none'}`, HINT);
  for (const row of data) yield { fields: () => ({ id: row.id, question: row[named] ?? '' }), row };
}

/** The head of a table of answers. */
export function tableHead(row: Record<string, string>): string {
  return csvLine([...Object.keys(row), ...ADDED.map((name) => (name in row ? `baogao_${name}` : name))]);
}

/** A result as a line of the file. */
export function resultLine(result: BatchResult, { row }: BatchItem): string {
  if (row === null) return `${JSON.stringify(result)}\n`;
  const own = Object.values(row);
  if ('error' in result) return csvLine([...own, '', '', '', '', result.error.message]);
  const { answer, refused, reason, citations } = result;
  return csvLine([...own, answer, refused, reason, citations.map(citationLine).join('\n'), '']);
}

function csvLine(cells: (string | boolean | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * How many answers a file has already; half a line at its end, left by a stop, is cut off.
 */
export function answersIn(file: string, format: BatchFormat): number {
  if (!existsSync(file)) return 0;
  const text = readFileSync(file, 'utf8');
  const whole = format === 'csv' ? wholeRows(text) : wholeLines(text);
  if (whole.length < text.length) writeFileSync(file, text.slice(0, whole.length));
  return whole.count;
}

function wholeLines(text: string): { length: number; count: number } {
  const length = text.lastIndexOf('\n') + 1;
  return { length, count: text.slice(0, length).split('\n').length - 1 };
}

/** Rows without the head; a row ends with CR LF, which may stand inside a quoted cell too. A head alone is written again. */
function wholeRows(text: string): { length: number; count: number } {
  // The parser does not count the byte order mark.
  const mark = text.startsWith('\uFEFF') ? 1 : 0;
  const ends: number[] = [];
  Papa.parse<string[]>(text, {
    newline: '\r\n',
    step: ({ meta, errors }) => {
      const end = mark + meta.cursor;
      if (errors.length === 0 && text.slice(0, end).endsWith('\r\n')) ends.push(end);
    },
  });
  return ends.length < 2 ? { length: 0, count: 0 } : { length: ends.at(-1) ?? 0, count: ends.length - 1 };
}
