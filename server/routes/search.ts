/** `GET /api/search?q&regions&years&k`: the ranked passages for some words, without an answer. */
import type { Hono } from 'hono';
import { z } from 'zod';
import { ReportError } from '../../ingest/errors.ts';
import type { Engine } from '../engine.ts';
import { check, MAX_QUESTION } from '../request.ts';
import { loadedIndex } from './health.ts';

/** Hits without `k`, and at most. */
const DEFAULT_HITS = 10;
const MAX_HITS = 100;

export interface SearchRequest {
  q: string;
  regions?: string[] | undefined;
  years?: number[] | undefined;
  k: number;
  explain: boolean;
}

/** What an engine offers that can search without answering. */
export interface Searching {
  search(request: SearchRequest): Promise<unknown[]>;
}

const list = z.string().transform((text) => text.split(/[,，、]/).filter((part) => part !== ''));
const searchSchema: z.ZodType<SearchRequest, unknown> = z.strictObject({
  q: z.string('is missing; expected words to look for').trim().min(1, 'is empty').max(MAX_QUESTION),
  regions: list.optional(),
  years: list.pipe(z.array(z.coerce.number<string>('expected years such as 2020').int())).optional(),
  k: z.coerce.number().int().min(1).max(MAX_HITS).default(DEFAULT_HITS),
  explain: z
    .enum(['true', 'false', '1', '0', ''])
    .default('false')
    .transform((text) => text !== 'false' && text !== '0'),
});

/** Adds the route. */
export function searchRoute(app: Hono, engine: Engine & Partial<Searching>): void {
  app.get('/api/search', async (c) => {
    const request = check(searchSchema, c.req.query());
    loadedIndex(engine);
    if (engine.search === undefined) {
      throw new ReportError('not-available', 'Search without an answer is not there yet', {
        status: 501,
        hint: 'Use POST /api/ask',
      });
    }
    return c.json({ hits: await engine.search(request) });
  });
}
