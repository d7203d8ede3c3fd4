/** `GET /api/gloss?text`: a Chinese text word by word, with pinyin and English. */
import type { Hono } from 'hono';
import { z } from 'zod';
import { glossOf, LONGEST_GLOSS } from '../gloss/gloss.ts';
import { check, QUERY_HINT } from '../request.ts';

/** The query of a gloss. */
export const glossSchema = z.strictObject({
  text: z.string('is missing; expected a Chinese text').min(1, 'is empty').max(LONGEST_GLOSS),
});

/** Adds the route. */
export function glossRoute(app: Hono): void {
  app.get('/api/gloss', (c) => {
    const { text } = check(glossSchema, c.req.query(), QUERY_HINT);
    // What words mean does not change while the program runs.
    c.header('Cache-Control', 'private, max-age=3600');
    return c.json({ words: glossOf(text) });
  });
}
