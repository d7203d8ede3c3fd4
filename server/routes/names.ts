/** `GET /api/names`: what the page calls indicators and regions, in both languages. */
import type { Hono } from 'hono';
import { INDICATORS } from '../../ingest/indicators/catalogue.ts';
import { regions } from '../../ingest/regions.ts';

/** Adds the route. */
export function namesRoute(app: Hono): void {
  const names = {
    indicators: INDICATORS.map(({ id, zh, en }) => ({ id, zh, en })),
    regions: regions.map(({ name, short, english }) => ({ name, short, english })),
  };
  app.get('/api/names', (c) => c.json(names));
}
