/** The codes that errors have, their status, and what a client does about each. */
import { z } from 'zod';
import type { ErrorBody } from '../errors.ts';

export const errorSchema = z
  .object({
    error: z.object({
      code: z.string().meta({ description: 'Machine-readable; stays the same when the words change' }),
      message: z.string().meta({ description: 'What was expected and what was found' }),
      hint: z.string().optional().meta({ description: 'What to do' }),
    }),
  })
  .meta({
    id: 'Error',
    description: 'The body of every error response, and of the `error` event of a stream.',
  }) satisfies z.ZodType<ErrorBody>;

/** By code. */
export const ERRORS = {
  'bad-request': { status: 400, meaning: 'A field or parameter is missing, unknown, or not of its kind' },
  'bad-question': { status: 400, meaning: 'The question is empty or too long' },
  'unknown-region': { status: 400, meaning: 'No loaded report is of this region; the hint lists the known ones' },
  'unknown-indicator': { status: 400, meaning: 'No such indicator; the hint lists the known ones' },
  'unknown-model': { status: 404, meaning: 'GET /v1/models lists the names of models' },
  'bad-corrections': { status: 500, meaning: 'corrections.json of the report folder is not of its form' },
  'no-token': { status: 401, meaning: 'The server asks for a token, and the request has none or a wrong one' },
  'not-allowed': { status: 403, meaning: 'The token has a role that may not do this' },
  'too-many-requests': {
    status: 429,
    meaning: 'Too many requests, or too many wrong tokens of this address; see the header Retry-After',
  },
  busy: { status: 503, meaning: 'So much is waiting that this would not even wait; see the header Retry-After' },
  'too-slow': { status: 503, meaning: 'It waited or ran longer than its time and was stopped' },
  'bad-host': { status: 403, meaning: 'The server listens on this machine only and was called by another name' },
  'bad-origin': { status: 403, meaning: 'The request comes from a page of another site' },
  'not-found': { status: 404, meaning: 'Nothing has this id or address' },
  'method-not-allowed': { status: 405, meaning: 'The address takes other methods; see the header Allow' },
  'too-large': { status: 413, meaning: 'The body is larger than the server reads' },
  'address-too-long': { status: 431, meaning: 'The address and the headers together are longer than the server reads' },
  'nothing-added': { status: 422, meaning: 'Every file was refused; the message says why the first one was' },
  'read-only': { status: 403, meaning: 'What is loaded cannot be changed through this server' },
  'ingest-failed': { status: 500, meaning: 'The index could not be brought in step; the log of the server says why' },
  'state-read-only': { status: 500, meaning: 'STATE_DIR cannot be written to' },
  'state-damaged': { status: 503, meaning: 'The database in STATE_DIR is damaged' },
  'state-newer': { status: 503, meaning: 'The database in STATE_DIR was written by a newer program' },
  'index-damaged': { status: 503, meaning: 'A file of the index is damaged; another generation is looked for' },
  'too-many-files': { status: 503, meaning: 'The server, or its machine, has as many files open as it may' },
  'embedding-failed': { status: 503, meaning: 'The process of the embedding model ended, and is started again' },
  'disk-full': { status: 507, meaning: 'There is no room left on the disk' },
  stopping: { status: 503, meaning: 'The server stops before it is done; nothing that was received is lost' },
  internal: { status: 500, meaning: "A defect of the server; its log has the details, the response doesn't" },
  'index-building': { status: 503, meaning: 'The reports are still being read; see the header Retry-After' },
  starting: { status: 503, meaning: 'The server is starting; see the header Retry-After' },
} as const satisfies Record<string, { status: number; meaning: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** What routes that ask may say beside. */
export const ON_ASKING: ErrorCode[] = ['bad-question', 'busy', 'too-slow', 'embedding-failed', 'stopping'];
/** What routes that change what is loaded may say. */
export const ON_CHANGING: ErrorCode[] = [
  'read-only',
  'index-building',
  'busy',
  'ingest-failed',
  'state-read-only',
  'state-damaged',
  'state-newer',
  'disk-full',
  'stopping',
];
/** What any route may say. */
export const ANYWHERE: ErrorCode[] = [
  'bad-request',
  'bad-host',
  'method-not-allowed',
  'address-too-long',
  'internal',
  'starting',
  'index-damaged',
  'too-many-files',
];
/** What any route that changes or starts something may say beside. */
export const ON_WRITING: ErrorCode[] = ['bad-origin', 'too-large'];
