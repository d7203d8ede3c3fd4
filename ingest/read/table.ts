/** Tables whose rows are reports: .csv and .xlsx. */
import Papa from 'papaparse';
import readSheets from 'read-excel-file/node';
import { ReportError } from '../errors.ts';
import type { Warning } from '../model.ts';
import { regionByName } from '../regions.ts';
import type { Member } from './archive.ts';
import type { Extracted } from './extracted.ts';

/** A cell shorter than this is no report; the shortest provincial one has some 9,000 characters. */
const SHORTEST_TEXT = 200;
/** Excel's limit for a cell: a text of just this length was cut. */
const CELL_LIMIT = 32_767;
/** Rows above the names of the columns: a title, a remark. */
const HEAD_ROWS = 6;
/** Characters of a column's name. */
const LONGEST_NAME = 20;
/** What a workbook may unpack to; the library holds all of it at once. */
const MAX_SHEET_BYTES = 60 * 2 ** 20;

/** Columns by what they are called, the most exact name first. */
const COLUMNS = {
  text: [
    /^(?:full_?text|text|content|body|正文|全文|内容|文本)$/i,
    /正文|全文|文本|内容|原文|报告|text|content|body|article/i,
  ],
  county: [/^(?:county|district|县|区县|县区|县（区）|区)$/i, /区县|县区|县名|county/i],
  city: [/^(?:city|城市|市|地市|地级市)$/i, /城市|地市|地级市|市名|city/i],
  province: [/^(?:province|region|area|省份?|地区|省市|省区市|区域|行政区)$/i, /省|地区|区域|行政区|province|region/i],
  year: [/^(?:year|年份?|年度)$/i, /年份|年度|year/i],
  title: [/^(?:title|name|标题|题目|名称)$/i, /标题|题目|名称|title/i],
  date: [/^(?:publish_?date|date|日期|时间|发布日期|发布时间)$/i, /日期|时间|date/i],
} as const;
type Column = keyof typeof COLUMNS;

/** The rows of a CSV text that hold a report each. Throws ReportError `no-text` where none does. */
export function readCsv(text: string, path: string): Extracted[] {
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: true });
  return atLeastOne(rowsOf(data), path);
}

/** The same for the sheets of an .xlsx. Throws ReportError `damaged`, `too-large` and `no-text`. */
export async function readXlsx(bytes: Uint8Array, members: Member[], path: string): Promise<Extracted[]> {
  const size = members.reduce((sum, member) => sum + member.size, 0);
  if (size > MAX_SHEET_BYTES) {
    throw new ReportError(
      'too-large',
      `${path}: expected at most ${MAX_SHEET_BYTES / 2 ** 20} MB unpacked, found more`,
      {
        hint: 'Save it as .csv, or split it.',
        status: 413,
      },
    );
  }
  let sheets: { sheet: string; data: unknown[][] }[];
  try {
    sheets = await readSheets(Buffer.from(bytes));
  } catch (cause) {
    throw new ReportError(
      'damaged',
      `${path}: expected a whole .xlsx, found one that cannot be opened (${(cause as Error).message})`,
      { hint: 'Open it in Excel, WPS or LibreOffice and save it again.', status: 422, cause },
    );
  }
  const found = sheets.map(({ data }) =>
    rowsOf(
      data.map((row) =>
        row.map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? ''))),
      ),
    ),
  );
  // Rows of the first sheet that has reports keep their plain numbers.
  const first = found.findIndex((rows) => rows.length > 0);
  const all = found.flatMap((rows, at) =>
    at === first ? rows : rows.map((row) => ({ ...row, part: `${sheets[at]?.sheet}-${row.part}` })),
  );
  return atLeastOne(all, path);
}

function atLeastOne(reports: Extracted[], path: string): Extracted[] {
  if (reports.length === 0) {
    throw new ReportError(
      'no-text',
      `${path}: expected a column with a report of at least ${SHORTEST_TEXT} characters in each row, found none`,
      { hint: 'Name the column full_text (or 正文), one report a row.', status: 422 },
    );
  }
  return reports.length === 1 ? reports.map(({ part: _, ...rest }) => rest) : reports;
}

function rowsOf(rows: string[][]): Extracted[] {
  const { names, body } = withoutHead(rows);
  const texts = textColumns(names, body);
  const at = (column: Column) => columnOf(names, column, texts);
  const places = { county: at('county'), city: at('city'), province: at('province') };
  const [year, title, date] = [at('year'), at('title'), at('date')];
  return body.flatMap((row, number): Extracted[] => {
    const cell = (place: number): string | undefined => (place >= 0 ? row[place]?.trim() || undefined : undefined);
    const parts = texts.map((place) => row[place] ?? '');
    const text = parts.join('');
    if (text.length < SHORTEST_TEXT) return [];
    const region = regionOf([places.county, places.city, places.province].map(cell));
    const found = Number(/(?:19|20)\d\d/.exec(cell(year) ?? '')?.[0]);
    const day = dayOf(cell(date));
    const heading = cell(title);
    return [
      {
        text,
        warnings: parts.some((part) => part.length === CELL_LIMIT) ? [CUT_CELL] : [],
        hints: {
          ...(heading && { title: heading }),
          ...(region && { region }),
          ...(found > 0 && { year: found }),
          ...(day && { date: day }),
        },
        part: String(number + 1),
      },
    ];
  });
}

const CUT_CELL: Warning = {
  code: 'cut-cell',
  message: `A cell has just the ${CELL_LIMIT} characters that Excel allows: its text may have been cut off there`,
};

/** The names of the columns, which may stand below a title, and the rows under them; no names where none is known. */
function withoutHead(rows: string[][]): { names: string[]; body: string[][] } {
  const namesIn = (row: string[]) => row.filter((name) => name.length < LONGEST_NAME && isColumnName(name)).length;
  const known = rows
    .slice(0, HEAD_ROWS)
    .map((row) => (row.some((cell) => cell.length >= SHORTEST_TEXT) ? 0 : namesIn(row)));
  const most = Math.max(0, ...known);
  const head = known.indexOf(most);
  return most === 0 ? { names: [], body: rows } : { names: rows[head] ?? [], body: rows.slice(head + 1) };
}

function isColumnName(name: string): boolean {
  return Object.values(COLUMNS).some(([exact]) => exact.test(name.trim())) || COLUMNS.text[1].test(name.trim());
}

/** The column with the text, and those that go on with it: 正文1, 正文2. Without a name, the one with the longest cells. */
function textColumns(names: string[], body: string[][]): number[] {
  const lengths: number[] = [];
  for (const row of body)
    for (const [place, cell] of row.entries()) lengths[place] = (lengths[place] ?? 0) + cell.length;
  const longest = (places: number[]) =>
    places.reduce((a, b) => ((lengths[b] ?? 0) > (lengths[a] ?? 0) ? b : a), places[0] ?? -1);
  const named = names.flatMap((name, place) =>
    COLUMNS.text.some((pattern) => pattern.test(name.trim())) ? [place] : [],
  );
  const best = longest(named);
  const isText = best >= 0 && body.some((row) => (row[best]?.length ?? 0) >= SHORTEST_TEXT);
  const chosen = isText ? best : longest([...lengths.keys()]);
  const stem = (place: number) => (names[place] ?? '').trim().replace(/[\s_\-（(]*[\d一二三四上中下][）)]?$/, '');
  const siblings = isText
    ? named.filter((place) => stem(place) === stem(chosen) && stem(place) !== names[place]?.trim())
    : [];
  return siblings.includes(chosen) ? siblings : chosen >= 0 ? [chosen] : [];
}

function columnOf(names: string[], column: Column, taken: number[]): number {
  for (const pattern of COLUMNS[column]) {
    const place = names.findIndex((name, at) => !taken.includes(at) && pattern.test(name.trim()));
    if (place >= 0) return place;
  }
  return -1;
}

/** The smallest region that is known by its name; else what the widest column says. */
function regionOf(cells: (string | undefined)[]): string | undefined {
  return (
    cells.find((cell) => cell !== undefined && regionByName(cell) !== undefined) ??
    cells.findLast((cell) => cell !== undefined)
  );
}

/** `2021-01-12` from 2021/1/12, 2021.1.12, 2021年1月12日, 20210112. */
function dayOf(text: string | undefined): string | undefined {
  const match = /((?:19|20)\d\d)(?:[-/.年]\s*)?(\d{1,2})(?:[-/.月]\s*)?(\d{1,2})/.exec(text ?? '');
  if (!match) return undefined;
  const [, year, month = '', day = ''] = match;
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return undefined;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
