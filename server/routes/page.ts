/** The page and its bundled files. */
import type { Context, Hono } from 'hono';
import type { Page, PageFile } from '../page.ts';

/** What esbuild named; icons and the manifest keep their names. */
const HASHED = /-[A-Z0-9]{8}\.\w+$/;

/**
 * Adds the page at `BASE_PATH/` and its files below `BASE_PATH/assets/`. Names of files hold their hash, so a browser may
 * keep them for good.
 */
export function pageRoutes(app: Hono, page: Page, basePath: string): void {
  app.get(`${basePath}/`, (c) => send(c, page.index, 'no-cache'));
  // The page's own addresses are relative, so it must be seen below a slash.
  if (basePath !== '') app.get(basePath, (c) => c.redirect(`${basePath}/`, 308));
  app.get(`${basePath}/worker.js`, (c) => send(c, page.worker, 'no-cache'));
  app.get(`${basePath}/assets/:name`, (c) => {
    const file = page.assets.get(c.req.param('name') ?? '');
    if (file === undefined) return c.notFound();
    return send(c, file, HASHED.test(c.req.param('name')) ? 'public, max-age=31536000, immutable' : 'no-cache');
  });
}

function send(c: Context, file: PageFile, caching: string): Response {
  const headers = { 'Cache-Control': caching, ETag: file.tag, Vary: 'Accept-Encoding' };
  if (c.req.header('if-none-match')?.includes(file.tag)) return c.body(null, 304, headers);
  const type = { ...headers, 'Content-Type': file.type };
  return c.req.header('accept-encoding')?.includes('gzip')
    ? c.body(file.gzip, 200, { ...type, 'Content-Encoding': 'gzip' })
    : c.body(file.body, 200, type);
}
