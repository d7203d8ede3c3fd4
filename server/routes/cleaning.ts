/** `GET /api/documents/:id/cleaning?report=NAME`: where the clean text of a report differs from its source. */
import type { Hono } from 'hono';
import { z } from 'zod';
import { differences } from '../cleaning.ts';
import type { Engine } from '../engine.ts';
import { notFound } from '../errors.ts';
import { check } from '../request.ts';
import { loadedIndex } from './health.ts';

export const cleaningSchema = z.strictObject({ report: z.string().min(1) });

/** Adds the route; before `/api/documents/:path`, which takes whatever stands below it. */
export function cleaningRoute(app: Hono, engine: Engine): void {
  app.get('/api/documents/:id/cleaning', (c) => {
    const index = loadedIndex(engine);
    const { report: name } = check(cleaningSchema, c.req.query());
    const document = c.req.param('id');
    const report = index.reports.find((candidate) => candidate.document === document && candidate.name === name);
    if (report === undefined) {
      throw notFound(`No report "${name}" in a document "${document}"`, 'GET /api/documents lists what is loaded');
    }
    return c.json({ document, report: name, differences: differences(index, report) });
  });
}
