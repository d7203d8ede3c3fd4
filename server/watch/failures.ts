/** Errors that nobody expected: none is lost, and how many there were can be seen. */
import type { Context } from 'hono';
import { tryGetContext } from 'hono/context-storage';
import { isUnexpected } from '../errors.ts';

/**
 * Writes an error that is not meant for people into the log, with the id of its request and its stack, and counts it (`baogao_internal_errors_total`).
 * Others are passed over: who asked is told them. Outside of a server it goes to standard error.
 * @param what Where it came up, such as `stream failed`.
 */
export function recordFailure(error: unknown, what: string, c: Context | undefined = tryGetContext()): void {
  if (!isUnexpected(error)) return;
  c?.get('metrics')?.internalError();
  const log = c?.get('log');
  if (log === undefined) console.error(error);
  else log.error({ request: c?.get('requestId'), path: c?.req.path, err: error }, what);
}
