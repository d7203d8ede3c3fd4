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
export function describeError(error: unknown): { status: number; body: ErrorBody } {
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

/** True for errors that nobody expected and that belong in the log. */
export function isUnexpected(error: unknown): boolean {
  return !(error instanceof ReportError) && !(error instanceof HTTPException);
}

function withoutFolders(text: string): string {
  // A folder inside another goes first.
  const folders = [...privateFolders].sort(([a], [b]) => b.length - a.length);
  return folders.reduce((hidden, [folder, name]) => hidden.replaceAll(folder, name), text);
}
