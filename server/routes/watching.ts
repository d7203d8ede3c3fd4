/** `GET /metrics`, `/api/traces` and `/api/traces/:id`: for those who run the server. */
import type { Hono } from 'hono';
import { z } from 'zod';
import { notFound } from '../errors.ts';
import { check, queryNumber } from '../request.ts';
import type { WatchOptions } from '../watch/engine.ts';

/** The query: how many traces. */
export const tracesSchema = z.strictObject({
  limit: queryNumber(z.int().min(1).max(1000)).default(50),
});

/** Adds the routes. */
export function watchingRoutes(app: Hono, { metrics, traces }: Pick<WatchOptions, 'metrics' | 'traces'>): void {
  const headers = { 'Cache-Control': 'no-store' };
  app.get('/metrics', async (c) =>
    c.body(await metrics.text(), 200, { ...headers, 'Content-Type': metrics.contentType }),
  );
  app.get('/api/traces', (c) => {
    const { limit } = check(tracesSchema, c.req.query());
    return c.json({ traces: traces.list(limit) }, 200, headers);
  });
  app.get('/api/traces/:id', (c) => {
    const trace = traces.get(c.req.param('id'));
    if (trace === undefined) {
      throw notFound(
        'No trace has this id',
        'The last 1,000 questions since the start are kept; GET /api/traces lists them',
      );
    }
    return c.json(trace, 200, headers);
  });
}
