/** Who may speak to the server: against DNS rebinding (Host) and against posts from other sites (Origin). */
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { ReportError } from '../ingest/errors.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Scripts, styles and connections from the server itself only; nothing inline, nothing framed. */
export const responseHeaders: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    fontSrc: ["'self'"],
    manifestSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  // The server itself speaks plain HTTP; a proxy that adds TLS adds this.
  strictTransportSecurity: false,
});

/** True for addresses that only this machine reaches. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host.toLowerCase());
}

/**
 * Refuses (403) a Host that is not this machine's while only this machine reaches the server, and requests that change or
 * start something when a browser says that another site sent them.
 */
export function guard({ host: listensOn, proxies = 0 }: { host: string; proxies?: number }): MiddlewareHandler {
  // Behind a proxy the Host is the proxy's, and a token keeps others out.
  const onlyLoopback = isLoopback(listensOn) && proxies === 0;
  return async (c, next) => {
    const host = c.req.header('host') ?? new URL(c.req.url).host;
    if (onlyLoopback && !isLoopback(hostname(host))) {
      throw new ReportError('bad-host', `The server answers on ${listensOn} only, not as "${host}"`, {
        status: 403,
        hint: 'Open http://127.0.0.1 with its port, or set HOST to the address it should listen on',
      });
    }
    if (
      !SAFE_METHODS.has(c.req.method) &&
      isFromElsewhere(host, c.req.header('origin'), c.req.header('sec-fetch-site'))
    ) {
      throw new ReportError('bad-origin', 'The request came from a page of another site', {
        status: 403,
        hint: "Use the server's own page, or a program that sends no Origin",
      });
    }
    await next();
  };
}

/**
 * What the browser itself says goes first (it knows the address in the address bar, also behind a proxy); browsers
 * send it only to addresses they trust, so on a plain local network the Origin is compared with the Host.
 */
function isFromElsewhere(host: string, origin: string | undefined, site: string | undefined): boolean {
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host.toLowerCase();
}

function hostname(host: string): string {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : host;
}
