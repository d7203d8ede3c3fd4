/** `GET /api/audit`: who changed what, newest first. For admins. */
import type { Hono } from 'hono';
import { z } from 'zod';
import type { State } from '../../ingest/state/state.ts';
import { auditEntries } from '../audit.ts';
import { check, queryNumber } from '../request.ts';

const MAX_ENTRIES = 1000;
/** The query: how many entries, and the id of the last one of the page before. */
export const auditSchema = z.strictObject({
  limit: queryNumber(z.int().min(1).max(MAX_ENTRIES)).default(100),
  before: queryNumber(z.int().min(1)).optional(),
});

/** Adds the route. */
export function auditRoute(app: Hono, state: State | undefined): void {
  app.get('/api/audit', (c) => {
    const query = check(auditSchema, c.req.query());
    c.header('Cache-Control', 'no-store');
    return c.json({ entries: state === undefined ? [] : auditEntries(state, query) });
  });
}
