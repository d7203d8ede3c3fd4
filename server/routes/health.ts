/** `GET /api/health`: true only with an index loaded. */
import type { Hono } from 'hono';
import { ReportError } from '../../ingest/errors.ts';
import type { ReportIndex } from '../../ingest/index/model.ts';
import type { Engine } from '../engine.ts';

/** Adds the route. */
export function healthRoute(app: Hono, engine: Engine): void {
  app.get('/api/health', (c) => {
    const generation = engine.index?.manifest.generation ?? null;
    c.header('Cache-Control', 'no-store');
    return c.json({ ok: generation !== null, generation, vectors: engine.vectors }, generation === null ? 503 : 200);
  });
}

/** The generation that answers now; throws `index-building` (503) while there is none. */
export function loadedIndex(engine: Engine): ReportIndex {
  if (engine.index !== null) return engine.index;
  throw new ReportError('index-building', 'The reports are still being read', {
    status: 503,
    hint: 'Try again in a few seconds; GET /api/health says when it is ready',
  });
}
