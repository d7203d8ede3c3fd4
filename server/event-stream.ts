/** Server-sent events, written so that no proxy holds them back or closes the connection. */
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { describeError, isUnexpected } from './errors.ts';

/** Proxies close a silent connection after 30 to 60 s. */
const HEARTBEAT_MS = 15_000;

/**
 * The response; `work` sends events in order. What it throws becomes the last event, `error`, unless the client has gone away.
 * @param onGone Called when the client goes away.
 */
export function streamEvents(
  c: Context,
  work: (send: (event: string, data: unknown) => void) => Promise<void>,
  onGone: () => void = () => {},
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
    const send = (event: string, data: unknown): void => {
      written = written.then(() => stream.writeSSE({ event, data: JSON.stringify(data) }));
    };
    try {
      await work(send);
    } catch (error) {
      if (gone) return;
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
