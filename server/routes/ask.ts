/** `POST /api/ask`: one answer as JSON, or as it comes, as server-sent events. */
import type { Context, Hono } from 'hono';
import { ReportError } from '../../ingest/errors.ts';
import type { AskEvent, AskRequest, Engine } from '../engine.ts';
import { streamEvents } from '../event-stream.ts';
import { askSchema, check, parseJson } from '../request.ts';
import { loadedIndex } from './health.ts';

/** Adds the route. The work stops when the client goes away. */
export function askRoute(app: Hono, engine: Engine): void {
  app.post('/api/ask', async (c) => {
    const request = check(askSchema, parseJson(await c.req.text()));
    loadedIndex(engine);
    if (c.req.header('accept')?.includes('text/event-stream')) {
      // Who is turned away gets a status, not a stream that ends at once.
      engine.admit?.();
      return streamAnswer(c, engine, request);
    }
    return c.json(await engine.ask(request, { signal: c.req.raw.signal }));
  });
}

function streamAnswer(c: Context, engine: Engine, request: AskRequest): Response {
  const abort = new AbortController();
  return streamEvents(
    c,
    async (send) => {
      const onEvent = (event: AskEvent): void => send(event.type, payload(event));
      send('done', await engine.ask(request, { signal: abort.signal, onEvent }));
    },
    () => abort.abort(new ReportError('aborted', 'The client went away', { status: 499 })),
  );
}

function payload(event: AskEvent): unknown {
  switch (event.type) {
    case 'understood':
      return event.understood;
    case 'citation':
      return event.citation;
    case 'delta':
      return { text: event.text };
    case 'table':
      return event.table;
  }
}
