/** `POST /api/ask`: one answer as JSON, or as it comes, as server-sent events. */
import type { Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { ReportError } from '../../ingest/errors.ts';
import type { AskEvent, AskRequest, Engine } from '../engine.ts';
import { describeError, isUnexpected } from '../errors.ts';
import { askSchema, check, parseJson } from '../request.ts';
import { loadedIndex } from './health.ts';

/** Proxies close a silent connection after 30 to 60 s. */
const HEARTBEAT_MS = 15_000;

/** Adds the route. The work stops when the client goes away. */
export function askRoute(app: Hono, engine: Engine): void {
  app.post('/api/ask', async (c) => {
    const request = check(askSchema, parseJson(await c.req.text()));
    loadedIndex(engine);
    if (c.req.header('accept')?.includes('text/event-stream')) return streamAnswer(c, engine, request);
    return c.json(await engine.ask(request, { signal: c.req.raw.signal }));
  });
}

function streamAnswer(c: Context, engine: Engine, request: AskRequest): Response {
  // no-transform and X-Accel-Buffering keep proxies from holding the events back.
  c.header('X-Accel-Buffering', 'no');
  const response = streamSSE(c, async (stream) => {
    const abort = new AbortController();
    stream.onAbort(() => abort.abort(new ReportError('aborted', 'The client went away', { status: 499 })));
    const heartbeat = setInterval(() => void stream.write(': heartbeat\n\n'), HEARTBEAT_MS);
    let written: Promise<void> = Promise.resolve();
    const send = (event: string, data: unknown): void => {
      written = written.then(() => stream.writeSSE({ event, data: JSON.stringify(data) }));
    };
    try {
      send(
        'done',
        await engine.ask(request, { signal: abort.signal, onEvent: (event) => send(event.type, payload(event)) }),
      );
    } catch (error) {
      if (abort.signal.aborted) return;
      if (isUnexpected(error)) console.error(error);
      send('error', describeError(error).body);
    } finally {
      clearInterval(heartbeat);
      await written;
    }
  });
  response.headers.set('Cache-Control', 'no-cache, no-transform');
  return response;
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
