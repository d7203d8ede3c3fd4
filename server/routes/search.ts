/** `GET /api/search?q&regions&years&k`: the ranked passages for some words, without an answer. */
import type { Hono } from 'hono';
import { z } from 'zod';
import type { Engine } from '../engine.ts';
import { check, MAX_QUESTION, QUERY_HINT, queryNumber } from '../request.ts';
import type { SearchRequest } from '../retrieve/search.ts';
import { loadedIndex } from './health.ts';

/** Hits without `k`, and at most. */
const DEFAULT_HITS = 10;
const MAX_HITS = 100;

const list = z.string().transform((text) => text.split(/[,，、]/).filter((part) => part !== ''));
/** The query of a search. */
export const searchSchema: z.ZodType<SearchRequest, unknown> = z.strictObject({
  q: z.string('is missing; expected words to look for').trim().min(1, 'is empty').max(MAX_QUESTION),
  regions: list.optional(),
  years: z
    .string()
    .regex(/^(\d{4}([,，、]\d{4})*)?$/, 'expected years such as 2020,2021')
    .pipe(list)
    .transform((years) => years.map(Number))
    .optional(),
  k: queryNumber(z.int().min(1).max(MAX_HITS)).default(DEFAULT_HITS),
  explain: z
    .enum(['true', 'false', '1', '0', ''])
    .default('false')
    .transform((text) => text !== 'false' && text !== '0'),
});

/** Adds the route. */
export function searchRoute(app: Hono, engine: Engine): void {
  app.get('/api/search', async (c) => {
    const request = check(searchSchema, c.req.query(), QUERY_HINT);
    loadedIndex(engine);
    return c.json({ hits: await engine.search(request) });
  });
}
