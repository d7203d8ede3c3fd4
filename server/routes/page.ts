/** The page and its bundled files. */
import type { Context, Hono } from 'hono';
import type { Page, PageFile } from '../page.ts';

/** Adds `/` and `/assets/*`. Names of assets hold their hash, so a browser may keep them for good. */
export function pageRoutes(app: Hono, page: Page): void {
  app.get('/', (c) => send(c, page.index, 'no-cache'));
  app.get('/assets/:name', (c) => {
    const file = page.assets.get(c.req.param('name'));
    return file === undefined ? c.notFound() : send(c, file, 'public, max-age=31536000, immutable');
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
