/**
 * The service worker: the page opens also while the server is gone, and then says so itself. What the server answers is never
 * kept here, so nothing old can pass for new: without the server only conversations of this browser can be read.
 */
export {};

declare const self: ServiceWorkerGlobalScope;

const CACHE = 'baogao-page';
/** The page itself; everything here is relative to where the worker stands. */
const PAGE = new URL('./', self.location.href).href;
const ASSETS = new URL('assets/', PAGE).href;

self.addEventListener('install', (event) => {
  event.waitUntil(refresh().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = request.url.replace(/[?#].*$/, '');
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate' && address === PAGE) event.respondWith(pageNow(event));
  // Their names hold their hash: what is kept is what is meant.
  else if (address.startsWith(ASSETS)) event.respondWith(asset(request));
});

/** The page from the server, which is kept for later; the kept one only while the server does not answer. */
async function pageNow(event: FetchEvent): Promise<Response> {
  try {
    const response = await fetch(event.request);
    if (response.ok) event.waitUntil(keepPage(response.clone()));
    return response;
  } catch (error) {
    const kept = await caches.match(PAGE);
    if (kept === undefined) throw error;
    return kept;
  }
}

async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}

async function refresh(): Promise<void> {
  const response = await fetch(PAGE, { cache: 'no-cache' });
  if (response.ok) await keepPage(response);
}

/** Keeps a page with the files that it names; those of an older page go. */
async function keepPage(response: Response): Promise<void> {
  const html = await response.text();
  const before = await caches.match(PAGE).then((kept) => kept?.text());
  if (before === html) return;
  if (before !== undefined) await caches.delete(CACHE);
  const cache = await caches.open(CACHE);
  const names = [...html.matchAll(/(?:src|href)="(assets\/[^"]+)"/g)].map(([, name]) => new URL(name ?? '', PAGE).href);
  await cache.addAll(names);
  await cache.put(PAGE, new Response(html, { headers: response.headers }));
}
