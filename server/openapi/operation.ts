/** What is told of one route: enough for the OpenAPI document, the page at `/api/docs` and the tests. */
import type { z } from 'zod';
import type { ErrorCode } from './errors.ts';

/** A request that the tests send; its response is checked against the description. */
export interface Example {
  /** Words for the page; the first example of an operation is shown in full. */
  name: string;
  /** Values of the path's parameters, not yet percent-encoded. */
  params?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: unknown;
  /** The status that must come; 200 if absent. */
  status?: number;
  /** Name of a recorded response in `openapi/examples/`, without `.json`. */
  recorded?: string;
  /** For a request that the tests cannot send as it is (it would change files): why. */
  untried?: string;
}

/** Stands for the name of events that have none. */
export const UNNAMED = 'data';

/** The content of a response by its media type; `null` for bytes or text without a schema. */
export type Content = Record<string, z.ZodType | null>;

export interface Operation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** In OpenAPI's form: `/api/documents/{id}`. */
  path: string;
  tag: 'answers' | 'reports' | 'figures' | 'people' | 'protocols' | 'server';
  summary: string;
  /** Plain paragraphs, separated by an empty line. */
  description?: string;
  /** The path's parameters; an object schema. */
  params?: z.ZodObject;
  /** The query; the very schema that checks it. */
  query?: z.ZodType;
  /** The body; the very schema that checks it. */
  body?: { type: string; schema: z.ZodType };
  /** By status, without errors. */
  responses: Record<number, { description: string; content?: Content }>;
  /** The events of `text/event-stream`, in the order in which they come; `UNNAMED` where they have no name, a literal that is no JSON. */
  events?: { name: string; description: string; schema: z.ZodType }[];
  /** Codes of errors that this route gives beside those that any route gives. */
  errors: ErrorCode[];
  /** OpenAI's routes have the error shape of that protocol. */
  errorShape?: z.ZodType;
  /** Answers without the token too, where one is set. */
  open?: true;
  examples: Example[];
}
