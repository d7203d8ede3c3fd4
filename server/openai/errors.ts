/** Errors in the shape that clients of OpenAI's protocol read. */
import { inSentences } from '../../ingest/errors.ts';
import type { ErrorBody } from '../errors.ts';

/** The body of an error below `/v1`. */
export interface OpenAiError {
  error: { message: string; type: string; param: string | null; code: string };
}

/** The same error in OpenAI's shape; the hint becomes part of the message, which is all that most clients show. */
export function openAiError(status: number, { error }: ErrorBody): OpenAiError {
  const { code, message, hint } = error;
  const type = status === 401 ? 'authentication_error' : status < 500 ? 'invalid_request_error' : 'server_error';
  return { error: { message: hint === undefined ? message : inSentences(message, hint), type, param: null, code } };
}
