/** The view as a file: figures with their sources as CSV and XLSX, the picture shown as PNG and SVG. */
import Papa from 'papaparse';
import writeExcelFile from 'write-excel-file/browser';
import { figureText } from '../chat/figure-text.ts';
import { download } from '../download.ts';
import { language } from '../language.ts';
import { reportLoaded } from '../loaded.ts';
import { indicatorName, regionName } from '../names.ts';
import type { ExportedView, FORMATS } from './export-menu.ts';
import { pngOf, svgText, tablePicture } from './picture.ts';
import { matrixWords } from './words.ts';

type Value = string | number | null;

export async function saveView(view: ExportedView, format: (typeof FORMATS)[number]): Promise<void> {
  const name = `${matrixWords().fileName}.${format}`;
  if (format === 'csv') return download(name, csvOf(sourcesTable(view)));
  if (format === 'xlsx') return download(name, await workbook(view));
  const picture = view.picture ?? tablePicture(figuresTable(view).map((line) => line.map((value) => `${value ?? ''}`)));
  if (format === 'svg') return download(name, new Blob([svgText(picture)], { type: 'image/svg+xml' }));
  download(name, await pngOf(picture));
}

/** As it is seen: regions down, indicators across, figures as they are read. */
function figuresTable({ columns, rows }: ExportedView): Value[][] {
  const words = matrixWords();
  const head = columns.map(({ indicator, kind, year }) =>
    words.columnName(indicatorName(indicator) ?? indicator, words.kind[kind], year),
  );
  const body = rows.map(({ region, cells }) => [
    regionName(region),
    ...cells.map(({ status, rows: [first] }) =>
      first ? figureText(first, language()) : status === 'not-stated' ? words.notStated : words.noReport,
    ),
  ]);
  return [[words.region, ...head], ...body];
}

/** A line for each figure with its quote, and one for each cell that no report states. */
function sourcesTable({ columns, rows }: ExportedView): Value[][] {
  const words = matrixWords();
  const lines = rows.flatMap(({ region, cells }) =>
    cells.flatMap(({ status, rows: figures }, place): Value[][] => {
      const column = columns[place];
      if (column === undefined) return [];
      const { indicator, year, kind } = column;
      const start = [regionName(region), indicatorName(indicator) ?? indicator, year, words.kind[kind]];
      if (status !== 'stated') {
        const said = status === 'not-stated' ? words.notStated : words.noReport;
        return [[...start, null, null, null, null, null, null, null, said]];
      }
      return figures.map((row) => [
        ...start,
        row.value,
        row.low,
        row.high,
        row.unit,
        row.qualifier,
        row.quote,
        reportLoaded(row.document, row.report)?.title ?? row.report,
        null,
      ]);
    }),
  );
  return [words.sourceHead, ...lines];
}

/** With a byte order mark, so that a spreadsheet opens it right; nothing in it can act as a formula. */
function csvOf(table: Value[][]): Blob {
  return new Blob([`\ufeff${Papa.unparse(table, { escapeFormulae: true })}\r\n`], { type: 'text/csv;charset=utf-8' });
}

async function workbook(view: ExportedView): Promise<Blob> {
  const words = matrixWords();
  const sheet = (table: Value[][], widths: number[]) => ({
    data: table.map((line, place) =>
      line.map((value) =>
        value === null ? null : place === 0 ? { value: String(value), fontWeight: 'bold' as const } : { value },
      ),
    ),
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: 1,
    stickyColumnsCount: 1,
  });
  const figures = figuresTable(view);
  return writeExcelFile([
    {
      ...sheet(
        figures,
        (figures[0] ?? []).map(() => 20),
      ),
      sheet: words.sheetFigures,
    },
    { ...sheet(sourcesTable(view), [16, 22, 8, 8, 10, 10, 10, 10, 10, 60, 30, 10]), sheet: words.sheetSources },
  ]).toBlob();
}
