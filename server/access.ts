/** Who is asking, and whether they may: tokens, roles, and what wrong tokens cost. */
import { timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { type AccessToken, digestOf, ROLES, type Role } from '../ingest/access.ts';
import { ReportError } from '../ingest/errors.ts';

/** Who a request comes from. */
export interface Client {
  /** Of the token; `local` where none is asked for. */
  name: string;
  role: Role;
  /** Network address, as far as it is known. */
  address: string;
}

declare module 'hono' {
  interface ContextVariableMap {
    client: Client;
  }
}

/** A page load is about ten requests and a question one; a program that reads every report stays below ten a second. */
const REQUESTS_A_MINUTE = 1200;
/** Wrong tokens of an address that cost nothing: a person who mistypes. */
const FREE_TRIES = 5;
/** Each further one locks the address out for twice as long as the one before, up to this. */
const LONGEST_LOCK_S = 900;
/** Wrong tokens are forgotten after so long without another. */
const MEMORY_S = 3600;

/** What changes nothing though it is posted: questions, and what belongs to who asks. */
const READING = /^\/(?:api\/(?:ask|conversations|feedback|excerpts|search)|v1|mcp)(?:\/|$)/;
/** What is for those who run the server. */
const WATCHING = /^\/(?:metrics|api\/(?:traces|audit|config))(?:\/|$)/;
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The role that a request needs. A route that this does not know needs an editor to change something. */
export function roleNeeded(method: string, path: string): Role {
  if (WATCHING.test(path)) return 'admin';
  if (SAFE_METHODS.has(method) || READING.test(path)) return 'reader';
  return method === 'DELETE' ? 'admin' : 'editor';
}

export interface AccessOptions {
  /** Empty: who reaches the server may do everything (it listens on loopback then). */
  tokens: readonly AccessToken[];
  /** Reverse proxies in front. */
  proxies: number;
  /** Paths of routes start after it. */
  basePath: string;
}

/**
 * Refuses requests without a token that is known (401), of a role that is not enough (403), of an address that tried too many
 * wrong ones (429), and too many of one client (429). Sets `client` for those that pass.
 */
export function requireAccess({ tokens, proxies, basePath }: AccessOptions): MiddlewareHandler {
  const wrongTries = new RateLimiterMemory({ points: FREE_TRIES, duration: MEMORY_S });
  const locks = new RateLimiterMemory({ points: 1, duration: LONGEST_LOCK_S });
  const requests = new RateLimiterMemory({ points: REQUESTS_A_MINUTE, duration: 60 });
  const lockOut = async (address: string): Promise<void> => {
    const { consumedPoints } = await wrongTries.penalty(address);
    if (consumedPoints <= FREE_TRIES) return;
    await locks.block(address, Math.min(2 ** (consumedPoints - FREE_TRIES), LONGEST_LOCK_S));
  };
  return async (c, next) => {
    const address = addressOf(c, proxies);
    if (tokens.length === 0) {
      c.set('client', { name: 'local', role: 'admin', address });
      return next();
    }
    const place = networkOf(address);
    const lock = await locks.get(place);
    // While it is locked the right token is refused too, or guessing would go on at full speed.
    if (lock !== null) throw tooMany(lock.msBeforeNext, 'Too many wrong tokens came from this address');
    const found = tokenOf(c.req.header('authorization'), tokens);
    if (found === null) throw noToken(c);
    if (found === undefined) {
      await lockOut(place);
      throw noToken(c);
    }
    const { name, role } = found;
    const rate = await requests.penalty(`${name} ${place}`);
    if (rate.consumedPoints > REQUESTS_A_MINUTE) throw tooMany(rate.msBeforeNext, 'Too many requests');
    c.set('client', { name, role, address });
    const needed = roleNeeded(c.req.method, c.req.path.slice(basePath.length));
    if (ROLES.indexOf(role) < ROLES.indexOf(needed)) {
      throw new ReportError('not-allowed', `This needs a token of the role ${needed}; yours has ${role}`, {
        status: 403,
        hint: 'Ask who runs the server for another token',
      });
    }
    await next();
  };
}

/** The token's entry; null where there is no token, undefined where it is not known. Compares with every entry in constant time. */
function tokenOf(header: string | undefined, tokens: readonly AccessToken[]): AccessToken | null | undefined {
  if (header === undefined || header.trim() === '') return null;
  const digest = digestOf(/^Bearer +(\S+) *$/i.exec(header)?.[1] ?? '');
  let found: AccessToken | undefined;
  for (const token of tokens) if (timingSafeEqual(token.digest, digest)) found = token;
  return found;
}

/** Where the request comes from: behind proxies, what the outermost trusted one says. */
export function addressOf(c: Context, proxies: number): string {
  const peer: string | undefined = c.env?.incoming?.socket?.remoteAddress;
  const forwarded = proxies === 0 ? undefined : c.req.header('x-forwarded-for')?.split(',').at(-proxies)?.trim();
  return (forwarded || peer || 'unknown').replace(/^::ffff:/, '').slice(0, 64);
}

/** What one who guesses cannot change at will: the address itself, of IPv6 the network of 64 bits. */
function networkOf(address: string): string {
  return address.includes(':') ? address.split(':').slice(0, 4).join(':') : address;
}

function noToken(c: Context): ReportError {
  c.header('WWW-Authenticate', 'Bearer');
  return new ReportError('no-token', 'The token is missing or wrong', {
    status: 401,
    hint: 'Send "Authorization: Bearer TOKEN"; the page takes it from its address: /#token=TOKEN',
  });
}

function tooMany(ms: number, message: string): ReportError {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return new ReportError('too-many-requests', message, {
    status: 429,
    retryAfter: seconds,
    hint: `Try again in ${seconds} s`,
  });
}
