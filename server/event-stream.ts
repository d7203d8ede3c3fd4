/** Server-sent events, written so that no proxy holds them back or closes the connection. */
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { describeError } from './errors.ts';
import { recordFailure } from './watch/failures.ts';

/** Proxies close a silent connection after 30 to 60 s. */
const HEARTBEAT_MS = 15_000;

/** Sends an event (null: without a name) with its data, as JSON but for a text. */
export type Send = (event: string | null, data: unknown) => void;

/**
 * The response; `work` sends events in order. What it throws becomes the last event, `error`, unless the client has gone away.
 * @param onGone Called when the client goes away.
 * @param tellError Sends the last event in another shape than `error` and the error object.
 */
export function streamEvents(
  c: Context,
  work: (send: Send) => Promise<void>,
  onGone: () => void = () => {},
  tellError: (send: Send, error: unknown) => void = (send, error) => send('error', describeError(error).body),
): Response {
  // no-transform and X-Accel-Buffering keep proxies from holding the events back.
  c.header('X-Accel-Buffering', 'no');
  const response = streamSSE(c, async (stream) => {
    let gone = false;
    stream.onAbort(() => {
      gone = true;
      onGone();
    });
    const heartbeat = setInterval(() => void stream.write(': heartbeat\n\n'), HEARTBEAT_MS);
    let written: Promise<void> = Promise.resolve();
    const send: Send = (event, data) => {
      const text = typeof data === 'string' ? data : JSON.stringify(data);
      written = written.then(() => stream.writeSSE({ ...(event !== null && { event }), data: text }));
    };
    try {
      await work(send);
    } catch (error) {
      // Also where the client has gone, and would not be told.
      recordFailure(error, 'stream failed', c);
      if (gone) return;
      tellError(send, error);
    } finally {
      clearInterval(heartbeat);
      await written;
    }
  });
  response.headers.set('Cache-Control', 'no-cache, no-transform');
  return response;
}
