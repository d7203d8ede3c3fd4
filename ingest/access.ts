/** Who may do what: named tokens with roles, as `TOKEN` and `TOKENS` give them. Only digests are kept, never a token itself. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ReportError } from './errors.ts';

/** Each may do what those before it may: ask and read; add and correct; remove, configure and watch. */
export const ROLES = ['reader', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export interface AccessToken {
  /** Of the person or program; it stands in the audit log. */
  name: string;
  role: Role;
  /** SHA-256 of the token. */
  digest: Buffer;
}

/** A token that others can try over a network: 16 random letters and digits are 95 bits. */
const MIN_TOKEN = 16;
const ENTRY = /^([\w.@-]{1,64})[\s:]+(reader|editor|admin)[\s:]+(\S+)$/;
const HASHED = /^sha256:([\da-f]{64})$/i;

/** The one token of `TOKEN`: its holder may do everything. */
export function soleToken(token: string): AccessToken {
  return { name: 'token', role: 'admin', digest: digestOf(token) };
}

/** Of equal length whatever comes in, as a comparison in constant time needs. */
export function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/**
 * The tokens of `TOKENS`: entries `name:role:token` with commas between them, or the path of a file with an entry a line
 * (`name role token`; `#` begins a comment). A token may be written as `sha256:` and the hash of it in hex.
 * @param root Relative paths start here.
 * @throws ReportError `bad-config` that names the entry by its place, never by its words.
 */
export function parseTokens(value: string, root: string): AccessToken[] {
  const lines = entriesOf(value, root);
  const tokens = lines.map(({ text, place }): AccessToken => {
    const [, name, role, token] = ENTRY.exec(text) ?? [];
    if (name === undefined || role === undefined || token === undefined) {
      throw wrong(place, 'is not "name role token" with the role reader, editor or admin');
    }
    const hash = HASHED.exec(token)?.[1];
    if (hash === undefined && token.length < MIN_TOKEN) {
      throw wrong(place, `has a token of ${token.length} characters; expected at least ${MIN_TOKEN}`);
    }
    return { name, role: role as Role, digest: hash === undefined ? digestOf(token) : Buffer.from(hash, 'hex') };
  });
  const names = new Set<string>();
  tokens.forEach(({ name }, at) => {
    if (names.has(name)) throw wrong(lines[at]?.place ?? '', 'has the name of an entry before it');
    names.add(name);
  });
  if (tokens.length === 0) throw wrong('the file', 'has no entry');
  return tokens;
}

function entriesOf(value: string, root: string): { text: string; place: string }[] {
  if (/:(?:reader|editor|admin):/.test(value)) {
    const parts = value.split(',').map((text) => text.trim());
    return parts.map((text, at) => ({ text, place: `entry ${at + 1}` }));
  }
  const path = resolve(root, value);
  if (!existsSync(path)) throw wrong('it', 'is neither entries name:role:token nor a file that is there');
  return readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .map((text, at) => ({ text: text.replace(/(?:^|\s)#.*$/, '').trim(), place: `line ${at + 1}` }))
    .filter(({ text }) => text !== '');
}

function wrong(place: string, what: string): ReportError {
  return new ReportError('bad-config', `TOKENS cannot be used: ${place} ${what}.`, {
    hint: 'Write an entry a line, such as "wang editor 8f3kq0cmz27hvd5x", into a file that only the server may read, and set TOKENS to its path.',
  });
}
