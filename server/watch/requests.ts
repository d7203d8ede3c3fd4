/** Every request gets an id, a line in the log and its place in the figures. */
import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** As in the response's header X-Request-Id. */
    requestId: string;
    /** For what a route has to say beside its answer. */
    log: Log;
    metrics: Metrics;
  }
}

/** Methods that HTTP knows; others would be labels without end. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Neither headers nor queries nor bodies are logged: they hold tokens and what people ask. */
export function watchRequests(log: Log, metrics: Metrics): MiddlewareHandler {
  return async (c, next) => {
    const began = performance.now();
    const id = randomUUID();
    c.set('requestId', id);
    c.set('log', log);
    c.set('metrics', metrics);
    await next();
    c.header('X-Request-Id', id);
    const ms = Math.round((performance.now() - began) * 10) / 10;
    const { status } = c.res;
    const method = METHODS.has(c.req.method) ? c.req.method : 'other';
    metrics.request({ method, route: status === 404 ? 'none' : routePath(c, -1), status }, ms);
    const { name: who, address } = c.get('client') ?? {};
    const line = { request: id, method, path: c.req.path.slice(0, 500), status, ms, who, address };
    if (status >= 500 && status !== 503) log.error(line, 'request failed');
    else if (status === 401 || status === 403 || status === 429) log.warn(line, 'request refused');
    else log.info(line, 'request');
  };
}
