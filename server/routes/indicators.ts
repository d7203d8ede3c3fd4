/** `GET /api/indicators`: the figures that the reports state, as JSON (paged) or CSV. */
import type { Hono } from 'hono';
import { z } from 'zod';
import type { Engine } from '../engine.ts';
import { rowsToCsv, selectRows } from '../indicator-table.ts';
import { check, QUERY_HINT } from '../request.ts';
import { loadedIndex } from './health.ts';

/** Rows of a page without `limit`, and at most: all rows of 29 reports for one indicator fit the first. */
const DEFAULT_ROWS = 200;
const MAX_ROWS = 5000;

/** The query: a filter, a format, a page. */
export const indicatorSchema = z.strictObject({
  region: z.string().optional(),
  indicator: z.string().optional(),
  year: z.coerce.number<string>('expected a year such as 2020').int().optional(),
  kind: z.enum(['target', 'result'], 'expected "target" or "result"').optional(),
  format: z.enum(['json', 'csv'], 'expected "json" or "csv"').default('json'),
  offset: z.coerce.number<string>().int().min(0).default(0),
  limit: z.coerce.number<string>().int().min(1).max(MAX_ROWS).default(DEFAULT_ROWS),
});

/** Adds the route. `next` is the offset of the next page, null on the last. */
export function indicatorRoute(app: Hono, engine: Engine): void {
  app.get('/api/indicators', (c) => {
    const { format, offset, limit, ...filter } = check(indicatorSchema, c.req.query(), QUERY_HINT);
    const rows = selectRows(loadedIndex(engine), filter);
    if (format === 'csv') {
      return c.body(rowsToCsv(rows), 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="indicators.csv"',
      });
    }
    const next = offset + limit < rows.length ? offset + limit : null;
    return c.json({ rows: rows.slice(offset, offset + limit), total: rows.length, next });
  });
}
