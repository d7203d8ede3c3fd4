import Papa from 'papaparse';
import { readSheet } from 'read-excel-file/node';
import { ReportError } from '../errors.ts';
import type { Member } from './archive.ts';
import type { Extracted } from './extracted.ts';

/** A cell shorter than this is no report; the shortest provincial one has some 9,000 characters. */
const SHORTEST_TEXT = 200;
/** Columns by what they are called. */
const COLUMNS = {
  text: /^(?:full_?text|text|content|body|正文|全文|内容|文本|报告)$/i,
  region: /^(?:province|region|area|city|省份?|地区|省市|省区市|城市|区域)$/i,
  year: /^(?:year|年份?|年度)$/i,
  title: /^(?:title|name|标题|题目|名称)$/i,
  date: /^(?:publish_?date|date|日期|时间|发布日期|发布时间)$/i,
};

/** The rows of a CSV text that hold a report each. Throws ReportError `no-text` where none does. */
export function readCsv(text: string, path: string): Extracted[] {
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: true });
  return rowsOf(data, path);
}

/** The same for the first sheet of an .xlsx. Throws ReportError `damaged` and `no-text`. */
export async function readXlsx(bytes: Uint8Array, _members: Member[], path: string): Promise<Extracted[]> {
  let rows: unknown[][];
  try {
    rows = await readSheet(Buffer.from(bytes));
  } catch (cause) {
    throw new ReportError(
      'damaged',
      `${path}: expected a whole .xlsx, found one that cannot be opened (${(cause as Error).message})`,
      {
        hint: 'Open it in Excel, WPS or LibreOffice and save it again.',
        status: 422,
        cause,
      },
    );
  }
  return rowsOf(
    rows.map((row) => row.map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? '')))),
    path,
  );
}

function rowsOf(rows: string[][], path: string): Extracted[] {
  const [header = [], ...body] = rows;
  const column = (pattern: RegExp): number => header.findIndex((name) => pattern.test(name.trim()));
  const named = column(COLUMNS.text);
  // Without a header that says so, the text is the column with the longest cells.
  const headless =
    named < 0 && header.every((name) => !Object.values(COLUMNS).some((pattern) => pattern.test(name.trim())));
  const all = headless ? rows : body;
  const text = named >= 0 ? named : longestColumn(all);
  const at = {
    region: column(COLUMNS.region),
    year: column(COLUMNS.year),
    title: column(COLUMNS.title),
    date: column(COLUMNS.date),
  };
  const reports = all.flatMap((row, i): Extracted[] => {
    const value = row[text] ?? '';
    if (value.length < SHORTEST_TEXT) return [];
    const cell = (place: number): string | undefined => (place >= 0 ? row[place]?.trim() || undefined : undefined);
    const year = Number(/20\d\d/.exec(cell(at.year) ?? '')?.[0]);
    const [title, region, date] = [cell(at.title), cell(at.region), /\d{4}-\d{2}-\d{2}/.exec(cell(at.date) ?? '')?.[0]];
    return [
      {
        text: value,
        warnings: [],
        hints: { ...(title && { title }), ...(region && { region }), ...(year > 0 && { year }), ...(date && { date }) },
        part: String(i + 1),
      },
    ];
  });
  if (reports.length === 0) {
    throw new ReportError(
      'no-text',
      `${path}: expected a column with a report of at least ${SHORTEST_TEXT} characters in each row, found none`,
      {
        hint: 'Name the column full_text (or 正文), one report a row.',
        status: 422,
      },
    );
  }
  return reports.length === 1 ? reports.map(({ part: _, ...rest }) => rest) : reports;
}

function longestColumn(rows: string[][]): number {
  const sums: number[] = [];
  for (const row of rows)
    row.forEach((cell, i) => {
      sums[i] = (sums[i] ?? 0) + cell.length;
    });
  return sums.indexOf(Math.max(0, ...sums));
}
