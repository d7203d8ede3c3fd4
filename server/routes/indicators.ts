/** The matrix over HTTP: rows, what people said of them, targets beside results, and how often a word is said. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { ReportIndex } from '../../ingest/index/model.ts';
import { inSlices, type Slices } from '../../ingest/index/slices.ts';
import { wholeReports } from '../answer/scope.ts';
import type { Engine } from '../engine.ts';
import { notFound } from '../errors.ts';
import { correctedIndex } from '../matrix/corrected.ts';
import { correctionSchema } from '../matrix/corrections.ts';
import { writingCsv } from '../matrix/csv.ts';
import { indicatorId, type PublicRow, publicRow, regionOf, selectRows } from '../matrix/rows.ts';
import { countTerm } from '../matrix/terms.ts';
import { Workbooks } from '../matrix/workbooks.ts';
import { countOutcomes, RULE, yearCells } from '../matrix/years.ts';
import { FairQueue, type QueueLimits } from '../queue.ts';
import { clientOf } from '../queued-engine.ts';
import { check, parseJson, QUERY_HINT, queryNumber } from '../request.ts';
import { Turns } from '../turns.ts';
import { loadedIndex } from './health.ts';

/** Rows of a page without `limit`, and at most: all rows of 29 reports for one indicator fit the first. */
const DEFAULT_ROWS = 200;
const MAX_ROWS = 5000;
/** Sentences that are listed of one report's count. */
const MAX_SENTENCES = 50;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const yes = z
  .enum(['true', 'false', '1', '0'], 'expected true or false')
  .transform((word) => word === 'true' || word === '1');

/** The query: a filter, a format, a page. */
export const indicatorSchema = z.strictObject({
  region: z.string().optional(),
  indicator: z.string().optional(),
  year: queryNumber(z.int('expected a year such as 2020')).optional(),
  kind: z.enum(['target', 'result'], 'expected "target" or "result"').optional(),
  disputed: yes.optional(),
  missing: yes.optional(),
  q: z.string().max(200).optional(),
  format: z.enum(['json', 'csv', 'xlsx'], 'expected "json", "csv" or "xlsx"').default('json'),
  offset: queryNumber(z.int().min(0)).default(0),
  limit: queryNumber(z.int().min(1).max(MAX_ROWS)).default(DEFAULT_ROWS),
});

export const yearsSchema = z.strictObject({
  indicator: z.string(),
  year: queryNumber(z.int('expected a year such as 2025')),
  region: z.string().optional(),
});

export const termsSchema = z.strictObject({
  q: z.string().trim().min(1, 'is empty; expected a word such as 数字经济').max(50),
  year: queryNumber(z.int('expected a year such as 2025')).optional(),
  region: z.string().optional(),
});

export const rowParams = z.object({ row: z.string() });

/** A workbook of 1,400 rows takes a tenth of a second of a processor: one after the other, in a process of its own. */
const WORKBOOK_LIMITS: QueueLimits = {
  what: 'workbooks',
  running: 1,
  waiting: 50,
  waitingOfOne: 10,
  timeMs: 30_000,
};

/** Adds the routes. `next` is the offset of the next page, null on the last; what people called wrong is listed too, and marked. */
export function indicatorRoutes(app: Hono, engine: Engine): void {
  // One for each index, since what is made once for its rows is kept by them.
  const tables = new WeakMap<ReportIndex, ReportIndex>();
  const tableIndex = (): ReportIndex => {
    const index = loadedIndex(engine);
    const table = tables.get(index) ?? correctedIndex(index, engine.corrections, { keepWrong: true });
    tables.set(index, table);
    return table;
  };

  const queue = new FairQueue(WORKBOOK_LIMITS);
  const workbooks = new Workbooks();
  app.get('/api/indicators', async (c) => {
    const { format, offset, limit, ...filter } = check(indicatorSchema, c.req.query(), QUERY_HINT);
    const index = tableIndex();
    const rows = selectRows(index, filter);
    if (format === 'csv') {
      const csv = await inTurns(writingCsv(rows), c);
      return download(c, csv, 'text/csv; charset=utf-8', 'indicators.csv');
    }
    if (format === 'xlsx') {
      const write = () => workbooks.write(rows, index);
      return download(c, await queue.run(clientOf(c), write, c.req.raw.signal), XLSX, 'indicators.xlsx');
    }
    const next = offset + limit < rows.length ? offset + limit : null;
    return c.json({
      rows: rows.slice(offset, offset + limit),
      total: rows.length,
      next,
      message: rows.length === 0 ? 'No report states a figure that fits this filter' : null,
    });
  });

  app.get('/api/indicators/corrections', (c) => {
    c.header('Cache-Control', 'no-store');
    return c.json({ corrections: engine.corrections.list() });
  });

  app.post('/api/indicators/corrections', async (c) => {
    const {
      row: id,
      verdict,
      figure = null,
      note,
    } = check(correctionSchema, parseJson(await c.req.text()), QUERY_HINT);
    const row = rowById(tableIndex(), id);
    const { region, indicator, year, kind } = row;
    engine.corrections.keep({
      row: id,
      region,
      indicator,
      year,
      kind,
      verdict,
      figure: verdict === 'value' ? figure : null,
      note,
    });
    return c.json(rowById(tableIndex(), id), 201);
  });

  app.delete('/api/indicators/corrections/:row', (c) => {
    if (!engine.corrections.drop(c.req.param('row')))
      throw notFound('Nothing was said of this row in the page', 'GET /api/indicators/corrections lists what was');
    return c.body(null, 204);
  });

  app.get('/api/indicators/years', (c) => {
    const { indicator, year, region } = check(yearsSchema, c.req.query(), QUERY_HINT);
    const index = loadedIndex(engine);
    const id = indicatorId(indicator);
    const reports = wholeReports(index.reports).filter((report) => report.year === year || report.year === year + 1);
    const regions =
      region === undefined ? [...new Set(reports.flatMap((report) => report.region ?? []))] : [regionOf(region, index)];
    const cells = yearCells(index, regions, id, year);
    return c.json({
      indicator: id,
      year,
      rows: cells.map(({ target, result, ...cell }) => ({
        ...cell,
        target: target ? publicRow(target) : null,
        result: result ? publicRow(result) : null,
      })),
      counts: countOutcomes(cells),
      rule: RULE,
      reports: { target: loaded(index, year), result: loaded(index, year + 1) },
    });
  });

  app.get('/api/terms', (c) => {
    const { q, year, region } = check(termsSchema, c.req.query(), QUERY_HINT);
    const index = loadedIndex(engine);
    const full = region === undefined ? undefined : regionOf(region, index);
    const reports = index.reports.filter(
      (report) => (year === undefined || report.year === year) && (full === undefined || report.region === full),
    );
    const counts = countTerm(index, q, reports);
    return c.json({
      term: q,
      total: counts.reduce((sum, one) => sum + one.count, 0),
      reports: reports.length,
      rows: counts.map(({ report, count, sentences }) => ({
        region: report.region,
        year: report.year,
        document: report.document,
        report: report.name,
        kind: report.kind,
        count,
        passages: sentences.slice(0, MAX_SENTENCES).map((sentence) => ({
          passage: sentence.passage,
          quote: index.source(report.document)?.slice(sentence.span.start, sentence.span.end) ?? sentence.text,
          ...sentence.span,
        })),
      })),
    });
  });
}

/** Between the slices of questions. Not for work that reads the index: another may take its place meanwhile, and this one be closed. */
function inTurns<T>(work: Slices<T>, c: Context): Promise<T> {
  const turns = new Turns(c.req.raw.signal);
  return inSlices(work, () => turns.pause());
}

function rowById(index: ReportIndex, id: string): PublicRow {
  const row = selectRows(index, {}).find((one) => one.id === id);
  if (row) return row;
  throw notFound(`No row has the id ${id}`, 'GET /api/indicators lists the rows with their ids');
}

/** Whole reports of provinces of that year. */
function loaded(index: ReportIndex, year: number): number {
  return wholeReports(index.reports).filter((report) => report.year === year).length;
}

function download(c: Context, body: string | Uint8Array<ArrayBuffer>, type: string, name: string): Response {
  return c.body(body, 200, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${name}"`,
  });
}
