/** Errors as they leave the server: one shape, real statuses, nothing of the inside told. */
import { homedir, tmpdir } from 'node:os';
import { HTTPException } from 'hono/http-exception';
import { projectRoot } from '../ingest/config.ts';
import { ReportError } from '../ingest/errors.ts';

/** The body of every error response, and of the `error` event of a stream. */
export interface ErrorBody {
  error: { code: string; message: string; hint?: string };
}

/** What was asked for is not there (404); `hint` says where to look. */
export function notFound(message: string, hint?: string): ReportError {
  return new ReportError('not-found', message, hint === undefined ? { status: 404 } : { status: 404, hint });
}

/** Folders of this machine and what clients read in their place; the log and the terminal tell them as they are. */
const privateFolders = new Map<string, string>();
hideFolders({ '(program)': projectRoot, '(home)': homedir(), '(temporary folder)': tmpdir() });

/** From now on no error that leaves the server tells these folders, but the name that each has here. */
export function hideFolders(folders: Record<string, string>): void {
  for (const [name, folder] of Object.entries(folders)) if (folder.length > 1) privateFolders.set(folder, name);
}

/** Status and body for anything thrown. What is not meant for people becomes `internal`, without its message. */
export function describeError(thrown: unknown): { status: number; body: ErrorBody } {
  const error = asMachineError(thrown);
  if (error instanceof ReportError) {
    const { code, message, hint, status } = error;
    const told = { code, message: withoutFolders(message) };
    return { status, body: { error: hint === undefined ? told : { ...told, hint: withoutFolders(hint) } } };
  }
  if (error instanceof HTTPException) {
    return {
      status: error.status,
      body: { error: { code: 'http', message: error.message || `Status ${error.status}` } },
    };
  }
  return {
    status: 500,
    body: {
      error: {
        code: 'internal',
        message: 'The server failed on this request',
        hint: 'Its log says why; please try again',
      },
    },
  };
}

/** Errors of the disk and of the database that people's data is in, in words; others come back unchanged. */
export function asMachineError(error: unknown): unknown {
  const { code } = Object(error) as { code?: unknown };
  if (error instanceof ReportError || typeof code !== 'string') return error;
  const known = MACHINE_ERRORS.find(({ codes }) => codes.test(code));
  if (known === undefined) return error;
  return new ReportError(known.code, known.message, { status: known.status, hint: known.hint, cause: error });
}

const MACHINE_ERRORS = [
  {
    codes: /^SQLITE_(?:BUSY|LOCKED)/,
    code: 'busy',
    status: 503,
    message: 'Another program is writing to the database of STATE_DIR',
    hint: 'Try again in a few seconds; nothing was changed',
  },
  {
    codes: /^(?:ENOSPC|EDQUOT|SQLITE_FULL)/,
    code: 'disk-full',
    status: 507,
    message: 'There is no room left on the disk',
    hint: 'Free some space and try again; what was kept before is unchanged',
  },
  {
    codes: /^(?:EMFILE|ENFILE|SQLITE_CANTOPEN)/,
    code: 'too-many-files',
    status: 503,
    message: 'A file could not be opened: the server has too many open',
    hint: 'Try again in a few seconds; `ulimit -n` tells how many it may have open',
  },
  {
    codes: /^(?:EROFS|EACCES|EPERM|SQLITE_READONLY|SQLITE_PERM)/,
    code: 'state-read-only',
    status: 500,
    message: 'STATE_DIR cannot be written to',
    hint: 'Ask who runs the server to give it the right to write there',
  },
  {
    codes: /^SQLITE_(?:CORRUPT|NOTADB|IOERR)/,
    code: 'state-damaged',
    status: 503,
    message: 'The database in STATE_DIR is damaged, or its disk fails',
    hint: 'Ask who runs the server to put a backup in its place',
  },
];

/** True for errors that nobody expected and that belong in the log. */
export function isUnexpected(error: unknown): boolean {
  return !(error instanceof ReportError) && !(error instanceof HTTPException);
}

function withoutFolders(text: string): string {
  // A folder inside another goes first.
  const folders = [...privateFolders].sort(([a], [b]) => b.length - a.length);
  return folders.reduce((hidden, [folder, name]) => hidden.replaceAll(folder, name), text);
}
