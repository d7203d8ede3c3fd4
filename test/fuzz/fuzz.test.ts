/** Inputs by the thousand: whatever comes, the answer is proved or a clear refusal, and no request breaks the server. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../ingest/config.ts';
import type { ReportIndex } from '../../ingest/index/model.ts';
import { State } from '../../ingest/state/state.ts';
import { queryTokens } from '../../ingest/tokens.ts';
import { createApp } from '../../server/app.ts';
import type { AskRequest, Engine } from '../../server/engine.ts';
import { understand } from '../../server/question/understand.ts';
import { withTermsHere } from '../../server/retrieve/terms-here.ts';
import { realEngine } from '../server/real-index.ts';
import { fuzz, timeoutFor } from './budget.ts';
import { type HttpRequest, httpRequest, question, request } from './inputs.ts';

/** Shares of the budget. */
const UNDERSTANDING = 0.35;
const WHOLE = 0.35;
const ROUTES = 0.3;
/** Milliseconds that no question may take, on a machine that is busy with other things too. */
const TOO_LONG_MS = 20_000;

let folder = '';
let engine: Engine;
let index: ReportIndex;
let state: State;
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'baogao-fuzz-'));
  engine = await realEngine();
  index = engine.index as ReportIndex;
  state = new State(join(folder, 'state'));
  app = createApp({ engine, config: { host: '127.0.0.1', basePath: '' }, state });
});
afterAll(async () => {
  state?.close();
  await engine?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Inputs that failed once here, or are known to break such programs, a line each: `{"why", "request" | "http"}`. */
const corpus = readFileSync(join(projectRoot, 'test/fuzz/corpus.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as { why: string; request?: AskRequest; http?: HttpRequest });

describe('an input that is known to be awkward', () => {
  test.each(corpus)('$why', async ({ request: asked, http }) => {
    if (asked !== undefined) {
      understandOne(asked);
      await answerOne(asked);
    }
    if (http !== undefined) await sendOne(http);
  });
});

test('any question is understood, and its words are looked up', { timeout: timeoutFor(UNDERSTANDING) }, async () => {
  await fuzz('questions through understanding and full text', UNDERSTANDING, question, (text) =>
    understandOne({ question: text }),
  );
});

test('any question is answered with proof or refused with a reason', { timeout: timeoutFor(WHOLE) }, async () => {
  await fuzz('questions through the whole path', WHOLE, request, answerOne);
});

test('any request gets an answer in the shape of one', { timeout: timeoutFor(ROUTES) }, async () => {
  await fuzz('requests to every route', ROUTES, httpRequest, sendOne);
});

function understandOne({ question: text, history, filters, language }: AskRequest): void {
  const began = performance.now();
  const input = {
    question: text,
    ...(history && { history }),
    ...(filters && { filters }),
    ...(language && { language }),
  };
  const reading = withTermsHere(understand(input, { reports: index.reports }), index);
  for (const year of reading.years) expect(Number.isInteger(year)).toBe(true);
  const hits = index.searchText('passage', queryTokens(reading.normalised), {}, 5);
  for (const { id } of hits) expect(index.passage(id)).toBeDefined();
  expect(performance.now() - began).toBeLessThan(TOO_LONG_MS);
}

async function answerOne(asked: AskRequest): Promise<void> {
  let said = '';
  const cited = new Set<number>();
  const answer = await engine.ask(asked, {
    onEvent: (event) => {
      if (event.type === 'citation') cited.add(event.citation.number);
      if (event.type !== 'delta') return;
      said += event.text;
    },
  });
  expect(said).toBe(answer.answer);
  expect(answer.answer).not.toBe('');
  expect([...cited].sort((a, b) => a - b)).toEqual(answer.citations.map(({ number }) => number));
  for (const { document, quote, start, end } of answer.citations)
    expect(index.source(document)?.slice(start, end)).toBe(quote);
  if (answer.refused) {
    expect(answer.citations).toEqual([]);
    expect(answer.reason).not.toBeNull();
  } else expect(answer.reason).toBeNull();
  expect(answer.suggestions.length).toBeLessThanOrEqual(3);
}

async function sendOne({ method, path, query, body, accept, type }: HttpRequest): Promise<void> {
  const address = `${path}${query === '' ? '' : `?${query}`}`;
  const withBody = method !== 'GET' && method !== 'HEAD';
  const response = await app.request(address, {
    method,
    headers: { accept, 'content-type': type },
    ...(withBody && { body }),
  });
  const text = await response.text();
  // The engine can change nothing here, so that 403 and 503 are right; a defect is 500.
  expect(response.status, text).not.toBe(500);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(text).not.toContain(projectRoot);
  expect(text).not.toMatch(/^event: error\ndata: .*"internal"/m);
  if (response.status < 400 || method === 'HEAD' || path.startsWith('/mcp')) return;
  expect(JSON.parse(text).error.message, text).toMatch(/\S/);
}
