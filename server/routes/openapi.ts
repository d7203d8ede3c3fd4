/** `GET /api/openapi.json` and `/api/docs`: the description of the API, for programs and for people. */
import type { Hono } from 'hono';
import { openApi } from '../openapi/document.ts';
import { docsPage } from '../openapi/page.ts';
import type { Page } from '../page.ts';

/** Adds both; they tell nothing of the reports, so they need no token (a browser cannot send one with an address). */
export function openApiRoutes(app: Hono, { basePath, page }: { basePath: string; page?: Page | undefined }): void {
  // Described when first asked for: few ask, and every start would wait.
  let described: ReturnType<typeof openApi> | undefined;
  const document = () => {
    described ??= openApi(basePath);
    return described;
  };
  app.get('/api/openapi.json', (c) => c.json(document(), 200, { 'Cache-Control': 'no-cache' }));

  const asset = (start: string): string | undefined => {
    const name = page && [...page.assets.keys()].find((candidate) => candidate.startsWith(start));
    return name && `assets/${name}`;
  };
  app.get('/api/docs', async (c) => {
    const body = docsPage({ document: document(), basePath, style: asset('docs-'), theme: asset('theme-') });
    return c.html(body, 200, { 'Cache-Control': 'no-cache' });
  });
}
