/**
 * Reading along from a phone: beside loopback the server listens on the local network, where a token that was made for this
 * start and for one device lets in, for reading alone.
 */
import { randomBytes } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { type AccessToken, digestOf } from '../../ingest/access.ts';
import { ReportError } from '../../ingest/errors.ts';
import { type Client, requireAccess } from '../access.ts';
import { guard } from '../guard.ts';

/** Bytes of a token: 128 bits cannot be guessed, and 22 letters keep the QR code small. */
const TOKEN_BYTES = 16;
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Posts that only read. Whatever else is not a GET is refused, also what a reader may do elsewhere. */
const READING_POSTS = /^\/(?:api\/(?:ask|search)|v1|mcp)(?:\/|$)/;

export interface SharingOptions {
  /** Address on the local network that is listened on. */
  host: string;
  /** Paths of routes start after it. */
  basePath: string;
  /** Whose conversations and excerpts are read along; null where they have owners of their own. */
  owner: string | null;
}

interface Invitation {
  token: AccessToken;
  /** Address of the device that came first; null as long as none has. */
  device: string | null;
}

/** What is added to a request's environment by the listener on the network. */
export interface SharedEnvironment {
  shared?: boolean;
}

export class Sharing {
  readonly options: SharingOptions;
  readonly guard: MiddlewareHandler;
  /** Instead of the access of the server itself. */
  readonly access: MiddlewareHandler;
  readonly #invitations = new Map<string, Invitation>();
  readonly #tokens: AccessToken[] = [];

  constructor(options: SharingOptions) {
    this.options = options;
    this.guard = guard({ host: options.host });
    const known = requireAccess({ tokens: this.#tokens, proxies: 0, basePath: options.basePath });
    this.access = (c, next) =>
      known(c, async () => {
        this.#admit(c);
        await next();
      });
  }

  /** A token for one more device: the first that comes with it. It is kept nowhere, and ends with the server. */
  invite(): string {
    const secret = randomBytes(TOKEN_BYTES).toString('base64url');
    const name = `shared-${this.#tokens.length + 1}`;
    const token: AccessToken = { name, role: 'reader', digest: digestOf(secret) };
    this.#tokens.push(token);
    this.#invitations.set(name, { token, device: null });
    return secret;
  }

  #admit(c: Context): void {
    const client: Client = c.get('client');
    const invitation = this.#invitations.get(client.name);
    if (invitation === undefined) throw new Error(`${client.name} was not invited`);
    invitation.device ??= client.address;
    if (invitation.device !== client.address) {
      throw new ReportError('not-allowed', 'This link has been opened on another device', {
        status: 403,
        hint: 'A link is for one device: who runs the server makes another with Enter',
      });
    }
    if (!SAFE_METHODS.has(c.req.method) && !READING_POSTS.test(c.req.path.slice(this.options.basePath.length))) {
      throw new ReportError('not-allowed', 'This server is shared for reading only', {
        status: 403,
        hint: 'Ask and read here; keep and change things on the machine that runs it',
      });
    }
    if (this.options.owner !== null) c.set('client', { ...client, name: this.options.owner });
  }
}

/** Whether a request came over the shared listener. */
export function isShared(c: Context): boolean {
  return (c.env as SharedEnvironment | undefined)?.shared === true;
}
