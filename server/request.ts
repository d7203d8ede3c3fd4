/** What may be asked, checked: the one schema of a question, for HTTP and for `npm run ask`. */
import { z } from 'zod';
import { ReportError } from '../ingest/errors.ts';

/** Characters of a question. The longest golden question has 98; what is longer than this is a pasted text. */
export const MAX_QUESTION = 2000;
/** Turns of history; the page sends its last 12. */
export const MAX_TURNS = 100;
/** Characters of one turn: an answer over 31 regions with its coverage has about 4,000. */
export const MAX_TURN = 20_000;
/** Entries of one filter: more than there are regions of a level in any loaded set. */
const MAX_FILTER = 500;

const question = z
  .string(`expected a text of 1 to ${MAX_QUESTION} characters`)
  .trim()
  .min(1, `is empty; expected a text of 1 to ${MAX_QUESTION} characters`)
  .refine((text) => text.length <= MAX_QUESTION, {
    error: (issue) => `has ${String(issue.input).length} characters; expected at most ${MAX_QUESTION}`,
  });

const turn = z.strictObject({
  role: z.enum(['user', 'assistant'], 'expected "user" or "assistant"'),
  content: z.string().max(MAX_TURN, `expected at most ${MAX_TURN} characters`),
});

const history = z.array(turn).max(MAX_TURNS, `expected at most ${MAX_TURNS} turns`);
const names = z.array(z.string().min(1).max(500)).max(MAX_FILTER);

/** The body of `POST /api/ask`. Fields it does not know are an error. */
export const askSchema = z.strictObject({
  question,
  history: history.optional(),
  filters: z
    .strictObject({
      regions: names.optional(),
      years: z.array(z.int().min(1900).max(2200)).max(MAX_FILTER).optional(),
      documents: names.optional(),
    })
    .optional(),
  language: z.enum(['zh', 'en'], 'expected "zh" or "en"').optional(),
  mode: z.enum(['extract', 'model'], 'expected "extract" or "model"').optional(),
});

/** A line of a batch file. Other fields are let pass, so that golden files can be asked as they are. */
export const batchSchema = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  question,
  history: history.optional(),
});

/** What is said beside a wrong question. */
const QUESTION_HINT =
  'Expected {"question": "...", "history"?: [{"role": "user"|"assistant", "content": "..."}], "filters"?: {"regions"?, "years"?, "documents"?}, "language"?: "zh"|"en", "mode"?: "extract"|"model"}';
/** What is said beside a wrong parameter. */
export const QUERY_HINT = 'GET /api/docs tells the parameters of every route';

/**
 * A whole number of a query. Digits and nothing else: an empty parameter is no 0, and `1e3` none that people write.
 * @param number What it must be, such as `z.int().min(0)`.
 */
export function queryNumber<T extends z.ZodNumber>(number: T) {
  return z.preprocess((text) => (typeof text === 'string' && /^-?\d+$/.test(text) ? Number(text) : text), number);
}

/** The checked value; throws a `bad-request` that names each field that is wrong and what was expected. */
export function check<T>(schema: z.ZodType<T>, value: unknown, hint = QUESTION_HINT): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const message = result.error.issues.slice(0, 3).map(describeIssue).join('; ');
  throw new ReportError('bad-request', message, {
    status: 400,
    hint,
  });
}

/** The parsed JSON; throws a `bad-request` that says where it breaks. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ReportError('bad-request', `Not valid JSON: ${(cause as Error).message}`, {
      status: 400,
      hint: 'Expected a JSON object such as {"question": "安徽省2020年GDP增长目标是多少？"}',
      cause,
    });
  }
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const place = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const fields = issue.keys.map((key) => `"${place === '' ? key : `${place}.${key}`}"`).join(', ');
    return `Unknown field ${fields}`;
  }
  if (place === '') return 'Expected a JSON object';
  return `"${place}" ${issue.message}`;
}
