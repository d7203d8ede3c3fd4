import { serve } from '@hono/node-server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ReportError } from '../../ingest/errors.ts';
import { createApp } from '../../server/app.ts';
import type { Answer } from '../../server/model.ts';
import { openLog } from '../../server/watch/log.ts';
import { answerWith, cite, type FakeEngine, fakeEngine } from './fake-engine.ts';
import { sampleIndex } from './sample-reports.ts';

const index = sampleIndex();
const config = { host: '127.0.0.1', basePath: '' };
const answer: Answer = answerWith({
  answer: '安徽省2020年的目标是增长7.5%左右。[1]湖南省也是7.5%左右。[2]\n\n覆盖：2份报告都有。',
  citations: [
    cite(index, 1, '安徽省政府工作报告', '全省生产总值增长7.5%左右'),
    cite(index, 2, '湖南省政府工作报告', '地区生产总值增长7.5%左右'),
  ],
});

let engine: FakeEngine;
let app: ReturnType<typeof createApp>;
beforeEach(() => {
  engine = fakeEngine(index, () => answer);
  app = createApp({ engine, config });
});

const ask = (body: unknown, headers: Record<string, string> = {}) =>
  app.request('/api/ask', { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers });
const askStream = (body: unknown) => ask(body, { accept: 'text/event-stream' });

describe('a question as JSON', () => {
  test('gives the whole answer', async () => {
    const response = await ask({
      question: '安徽2020年GDP目标？',
      history: [{ role: 'user', content: '你好' }],
      filters: { years: [2020] },
      language: 'zh',
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(answer);
    expect(engine.asked[0]).toEqual({
      question: '安徽2020年GDP目标？',
      history: [{ role: 'user', content: '你好' }],
      filters: { years: [2020] },
      language: 'zh',
    });
  });

  test.each([
    ['an empty question', { question: ' \n' }, 'empty'],
    ['no question', {}, 'question'],
    ['a question of 10,000 characters', { question: '长'.repeat(10_000) }, '10000 characters; expected at most 2000'],
    ['invalid JSON', '{"question": ', 'Not valid JSON'],
    ['no object', '[]', 'JSON object'],
    ['null', 'null', 'JSON object'],
    ['an unknown field', { question: '问', quesiton: 'x', top_k: 3 }, 'Unknown field "quesiton", "top_k"'],
    ['an unknown filter', { question: '问', filters: { region: ['安徽省'] } }, 'Unknown field "filters.region"'],
    ['a role that is none', { question: '问', history: [{ role: 'system', content: 'x' }] }, 'history.0.role'],
    ['a language that is none', { question: '问', language: 'fr' }, 'expected "zh" or "en"'],
    ['a year that is none', { question: '问', filters: { years: ['2020'] } }, 'filters.years.0'],
  ])('refuses %s with 400 and says what is expected', async (_, body, words) => {
    const response = await ask(body);
    expect(response.status).toBe(400);
    const error = await errorOf(response);
    expect(error.code).toBe('bad-request');
    expect(error.message).toContain(words);
    expect(error.hint).toContain('"question"');
    expect(engine.asked).toEqual([]);
  });

  test('takes a question of exactly 2,000 characters', async () => {
    expect((await ask({ question: '长'.repeat(2000) })).status).toBe(200);
  });

  test('refuses a body beyond the limit with 413', async () => {
    const response = await ask(`{"question": "${'x'.repeat(2 * 1024 * 1024)}"}`);
    expect(response.status).toBe(413);
    expect((await errorOf(response)).code).toBe('too-large');
  });

  test('answers 503 with Retry-After while there is no index', async () => {
    engine.index = null;
    const response = await ask({ question: '问' });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('3');
    expect((await errorOf(response)).code).toBe('index-building');
  });

  test('keeps the status and hint of a ReportError, and tells nothing of any other error', async () => {
    const lines: string[] = [];
    app = createApp({ engine, config, log: openLog({ level: 'error', write: (line) => lines.push(line) }) });
    engine.script = () => {
      throw new ReportError('model-missing', 'The model folder is not there', {
        status: 503,
        hint: 'Run npm run ingest',
      });
    };
    let response = await ask({ question: '问' });
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      error: { code: 'model-missing', message: 'The model folder is not there', hint: 'Run npm run ingest' },
    });
    engine.script = () => {
      throw new Error('/home/someone/secret');
    };
    response = await ask({ question: '问' });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
    expect(lines.filter((line) => line.includes('/home/someone/secret'))).not.toEqual([]);
    engine.script = () => answer;
    expect((await ask({ question: '问' })).status).toBe(200);
  });
});

describe('a question as a stream', () => {
  afterEach(() => void vi.useRealTimers());

  test('begins with what was understood, cites before it uses, and ends with the whole answer', async () => {
    engine.script = () => ({ ...answer, table: { columns: [], rows: [], coverage: { stated: [], missing: [] } } });
    const response = await askStream({ question: '问' });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.get('cache-control')).toBe('no-cache, no-transform');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    const events = parse(await response.text());
    expect(events[0]).toEqual({ event: 'understood', data: answer.understood });
    expect(events.at(-1)).toEqual({ event: 'done', data: engine.script({ question: '问' }) });
    const names = events.map(({ event }) => event);
    expect(names).toContain('table');
    let said = '';
    const cited = new Set<number>();
    for (const { event, data } of events) {
      if (event === 'citation') cited.add(data.number);
      if (event !== 'delta') continue;
      said += data.text;
      for (const [, number] of data.text.matchAll(/\[(\d+)\]/g)) expect(cited).toContain(Number(number));
    }
    expect(said).toBe(answer.answer);
  });

  test('ends with an error event when the answer fails', async () => {
    engine.script = () => {
      throw new Error('broken');
    };
    const events = parse(await (await askStream({ question: '问' })).text());
    expect(events.map(({ event }) => event)).toEqual(['error']);
    expect(events[0]?.data.error.code).toBe('internal');
  });

  test('is refused as JSON when the request is wrong', async () => {
    const response = await askStream({ question: '' });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/json');
  });

  test('sends a heartbeat every 15 seconds', async () => {
    vi.useFakeTimers();
    engine.pace = 40_000;
    const response = await askStream({ question: '问' });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const next = async () => new TextDecoder().decode((await reader.read()).value);
    await vi.advanceTimersByTimeAsync(15_100);
    expect(await next()).toBe(': heartbeat\n\n');
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await next()).toBe(': heartbeat\n\n');
    await reader.cancel();
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('stops the work when the client goes away', async () => {
    engine.pace = 30;
    const response = await askStream({ question: '问' });
    await (response.body as ReadableStream).cancel();
    await vi.waitFor(() => expect(engine.aborted).toBe(1));
  });

  test('stops the work when the connection is cut, streamed or not', async () => {
    engine.pace = 200;
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address() as { port: number };
    const url = `http://127.0.0.1:${address.port}/api/ask`;
    try {
      for (const [times, accept] of [
        [1, 'text/event-stream'],
        [2, 'application/json'],
      ] as const) {
        const abort = new AbortController();
        const answered = fetch(url, {
          method: 'POST',
          body: '{"question":"问"}',
          headers: { accept },
          signal: abort.signal,
        });
        await vi.waitFor(() => expect(engine.asked).toHaveLength(times));
        abort.abort();
        await answered.then((response) => response.text()).catch(() => {});
        await vi.waitFor(() => expect(engine.aborted).toBe(times));
      }
    } finally {
      server.close();
    }
  });
});

describe('who may ask', () => {
  test('another Host is refused while the server listens on loopback', async () => {
    expect((await app.request('/api/health', { headers: { host: 'evil.example:8787' } })).status).toBe(403);
    for (const host of ['127.0.0.1:8787', 'localhost:8787', '[::1]:8787']) {
      expect((await app.request('/api/health', { headers: { host } })).status).toBe(200);
    }
    const open = createApp({ engine, config: { host: '0.0.0.0', basePath: '' } });
    expect((await open.request('/api/health', { headers: { host: 'office:8787' } })).status).toBe(200);
  });

  test('posts from pages of another site are refused', async () => {
    const from = (headers: Record<string, string>) => ask({ question: '问' }, { host: '127.0.0.1:8787', ...headers });
    expect((await from({ origin: 'http://evil.example' })).status).toBe(403);
    expect((await from({ origin: 'null' })).status).toBe(403);
    expect((await from({ origin: 'http://127.0.0.1:9999' })).status).toBe(403);
    expect((await from({ origin: 'http://127.0.0.1:8787', 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await from({ origin: 'http://127.0.0.1:8787' })).status).toBe(200);
    expect((await from({ origin: 'https://proxy.example', 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });
});

describe('what is not there', () => {
  test('is 404 with a hint', async () => {
    const response = await app.request('/api/nothing');
    expect(response.status).toBe(404);
    expect(await errorOf(response)).toMatchObject({ code: 'not-found', hint: expect.stringContaining('/api/') });
  });

  test('a wrong method is 405 and names the right one', async () => {
    const response = await app.request('/api/ask');
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect((await errorOf(response)).hint).toContain('POST');
  });

  test('everything moves below BASE_PATH', async () => {
    const below = createApp({ engine, config: { host: '127.0.0.1', basePath: '/baogao' } });
    expect((await below.request('/baogao/api/health')).status).toBe(200);
    expect((await below.request('/api/health')).status).toBe(404);
  });
});

async function errorOf(response: Response): Promise<{ code: string; message: string; hint: string }> {
  return ((await response.json()) as { error: { code: string; message: string; hint: string } }).error;
}

// biome-ignore lint/suspicious/noExplicitAny: the shape is what the test looks at
function parse(text: string): { event: string; data: any }[] {
  return text
    .split('\n\n')
    .filter((block) => block.startsWith('event:'))
    .map((block) => {
      const [event, data] = block.split('\n');
      return { event: (event ?? '').slice('event: '.length), data: JSON.parse((data ?? '').slice('data: '.length)) };
    });
}
