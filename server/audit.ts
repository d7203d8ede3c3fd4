/** The audit log: who changed what, and how it ended. It is kept in `state.db` and never changed by the program. */
import type { Context, MiddlewareHandler } from 'hono';
import type { State } from '../ingest/state/state.ts';
import { roleNeeded } from './access.ts';

export interface AuditEntry {
  id: number;
  /** When it began, ISO 8601. */
  at: string;
  who: string;
  role: string;
  address: string;
  method: string;
  path: string;
  /** What the route said of it, such as the names of files; null where it said nothing. */
  what: string | null;
  /** HTTP status; null where the server ended before the change did. */
  status: number | null;
}

declare module 'hono' {
  interface ContextVariableMap {
    /** What a route says of its change, for the audit log. */
    changed: string;
  }
}

/** Characters of one column: a list of a hundred file names is enough to know what was done. */
const MAX_TEXT = 4000;

/** Writes each change down before it begins, and how it ended: what cannot be written down is not done. */
export function audited(state: State, basePath: string): MiddlewareHandler {
  return async (c, next) => {
    const path = c.req.path.slice(basePath.length);
    if (c.req.method === 'GET' || c.req.method === 'HEAD' || roleNeeded(c.req.method, path) === 'reader') return next();
    const id = begin(state, c, path);
    await next();
    state.database
      .prepare('UPDATE audit SET what = ?, status = ? WHERE id = ?')
      .run(c.get('changed')?.slice(0, MAX_TEXT) ?? null, c.res.status, id);
  };
}

/** Entries, newest first; `before` is the id of the last one of the page before. */
export function auditEntries(
  state: State,
  { limit, before }: { limit: number; before?: number | undefined },
): AuditEntry[] {
  return (
    state.existing
      ?.prepare<[number, number], AuditEntry>('SELECT * FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?')
      .all(before ?? Number.MAX_SAFE_INTEGER, limit) ?? []
  );
}

function begin(state: State, c: Context, path: string): number | bigint {
  const { name, role, address } = c.get('client');
  return state.database
    .prepare('INSERT INTO audit (at, who, role, address, method, path) VALUES (?, ?, ?, ?, ?, ?)')
    .run(new Date().toISOString(), name, role, address, c.req.method, path.slice(0, MAX_TEXT)).lastInsertRowid;
}
