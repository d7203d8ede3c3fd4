/** Refuses query parameters that the description does not know: a misspelt filter would be ignored in silence. */
import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { ReportError } from '../../ingest/errors.ts';
import { jsonSchema } from './document.ts';
import type { Operation } from './operation.ts';
import { OPERATIONS } from './operations.ts';

/** The route without the names of its parameters: `GET /api/documents/{}` for `/api/documents/:path{.+}` and `/{id}` alike. */
export function namelessRoute(method: string, path: string): string {
  return `${method.toUpperCase()} ${path.replace(/:\w+(?:\{[^}]*\})?/g, '{}').replace(/\{\w+\}/g, '{}')}`;
}

/** For the routes below `basePath` that are described; throws `bad-request`. */
export function refuseUnknownQuery(basePath: string): MiddlewareHandler {
  const known = new Map(
    OPERATIONS.map((operation) => [namelessRoute(operation.method, basePath + operation.path), queryNames(operation)]),
  );
  return async (c, next) => {
    // A path may fit two routes (an id may have a slash): the parameters of both are let pass.
    const routes = matchedRoutes(c).filter(({ method }) => method !== 'ALL');
    const lists = routes.map(({ method, path }) => known.get(namelessRoute(method, path)));
    const names = lists.flatMap((list) => list ?? []);
    const unknown = Object.keys(c.req.query()).filter((name) => !names.includes(name));
    if (lists.some(Boolean) && unknown.length > 0) {
      throw new ReportError('bad-request', `Unknown field ${unknown.map((name) => JSON.stringify(name)).join(', ')}`, {
        status: 400,
        hint: names.length > 0 ? `Known are ${names.join(', ')}` : 'This address takes no parameters',
      });
    }
    await next();
  };
}

function queryNames({ query }: Operation): string[] {
  const { properties = {} } = query === undefined ? {} : jsonSchema(query, 'input', {});
  return Object.keys(properties as object);
}
