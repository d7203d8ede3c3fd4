/** What is kept of every question and request: a trace, a line in the log, figures for Prometheus. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestOf } from '../../ingest/access.ts';
import { projectRoot } from '../../ingest/config.ts';
import type { ReportIndex } from '../../ingest/index/model.ts';
import { openIndex } from '../../ingest/index/open.ts';
import { ingest } from '../../ingest/ingest.ts';
import { answerQuestion } from '../../server/answer/answer.ts';
import { createApp } from '../../server/app.ts';
import type { Engine } from '../../server/engine.ts';
import { Corrections } from '../../server/matrix/corrections.ts';
import type { QuestionEmbedders } from '../../server/retrieve/embedders.ts';
import { openLog } from '../../server/watch/log.ts';
import { type Trace, TraceRecorder, Traces } from '../../server/watch/trace.ts';

const config = { host: '127.0.0.1', basePath: '' };
let folder = '';
let index: ReportIndex;
let engine: Engine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'baogao-watch-'));
  const dirs = { reportsDir: join(folder, 'reports'), indexDir: join(folder, 'index') };
  mkdirSync(dirs.reportsDir);
  writeFileSync(
    join(dirs.reportsDir, '2021-anhui.txt'),
    '政府工作报告\n——2021年1月12日在安徽省第十三届人民代表大会第四次会议上\n一、2020年工作回顾\n全省生产总值增长3.9%。\n二、2021年重点工作\n开设小学生爱心暑托班600个，解决家长后顾之忧。\n',
  );
  await ingest({ config: { ...dirs, modelsDir: join(projectRoot, 'data/models') }, vectors: false });
  index = openIndex(dirs.indexDir);
  // The index has no vectors, so no model is asked.
  const embedders = {} as QuestionEmbedders;
  engine = {
    index,
    corrections: new Corrections({ stateDir: join(folder, 'state'), reportsDir: dirs.reportsDir }),
    vectors: 'none',
    ask: (request, { signal, onEvent, trace } = {}) => {
      if (request.question === '坏') throw new Error('broken by the test');
      return answerQuestion({ request, index, embedders, signal, onEvent, trace });
    },
    search: async () => [],
    ingests: null,
    close: async () => {},
  };
});
afterAll(() => {
  index?.close();
  rmSync(folder, { recursive: true, force: true });
});

const post = (question: string, headers: Record<string, string> = {}) => ({
  method: 'POST',
  body: JSON.stringify({ question }),
  headers,
});

describe('a trace', () => {
  test.each(['application/json', 'text/event-stream'])(
    'tells every stage of a question asked for %s',
    async (accept) => {
      const app = createApp({ engine, config });
      const response = await app.request('/api/ask', post('安徽2021年给小学生开多少个爱心暑托班？', { accept }));
      expect(await response.text()).toContain('600个');
      const id = response.headers.get('x-request-id');
      const trace = (await (await app.request(`/api/traces/${id}`)).json()) as Trace;
      expect(trace).toMatchObject({
        id,
        question: '安徽2021年给小学生开多少个爱心暑托班？',
        who: 'local',
        outcome: 'answered',
      });
      expect(trace.steps.map(({ stage }) => stage)).toEqual(['understood', 'found', 'composed', 'checked']);
      expect(trace.steps[0]?.details).toMatchObject({ regions: ['安徽省'], years: [2021] });
      expect(JSON.stringify(trace.steps[1]?.details)).toContain('爱心暑托班600个');
      expect(trace.steps[3]?.details).toMatchObject({ citationCount: 1, dropped: [] });
      const took = trace.steps.reduce((sum, { ms }) => sum + ms, 0);
      expect(took).toBeLessThanOrEqual(trace.ms + 1);
    },
  );

  test('says that a question was refused, or failed and with what', async () => {
    const app = createApp({ engine, config });
    await app.request('/api/ask', post('安徽2021年地铁修多少公里？'));
    await app.request('/api/ask', post('坏'));
    const { traces } = (await (await app.request('/api/traces?limit=5')).json()) as { traces: Trace[] };
    expect(traces.map(({ outcome, error }) => [outcome, error])).toEqual([
      ['failed', 'internal'],
      ['refused', null],
    ]);
    expect((await app.request('/api/traces/none')).status).toBe(404);
  });

  test('holds the claims that the check dropped, and why', () => {
    const recorder = new TraceRecorder({ id: '1', question: '问', who: 'local' });
    const claim = { text: '增长9%', citations: [1], kind: 'figure' as const };
    recorder.checked({
      answer: '',
      citations: [],
      table: null,
      pieces: [],
      dropped: [{ claim, fault: 'not in the quote' }],
    });
    expect(recorder.trace.steps[0]?.details.dropped).toEqual([
      { kind: 'figure', text: '增长9%', fault: 'not in the quote' },
    ]);
  });

  test('makes room for newer ones', () => {
    const traces = new Traces(3);
    for (const id of ['a', 'b', 'c', 'd']) traces.add(new TraceRecorder({ id, question: id, who: '' }).trace);
    expect(traces.list(9).map(({ id }) => id)).toEqual(['d', 'c', 'b']);
    expect(traces.get('a')).toBeUndefined();
  });
});

test('figures count requests and questions by what became of them, and admit no labels without end', async () => {
  const app = createApp({ engine, config });
  await app.request('/api/ask', post('安徽2021年给小学生开多少个爱心暑托班？'));
  for (let i = 0; i < 20; i++) await app.request(`/nothing/${i}`, { method: `M${i}` });
  const response = await app.request('/metrics');
  expect(response.headers.get('content-type')).toContain('text/plain');
  const text = await response.text();
  expect(text).toMatch(/^baogao_questions_total\{outcome="answered"\} 1$/m);
  expect(text).toMatch(/^baogao_request_seconds_count\{method="POST",route="\/api\/ask",status="200"\} 1$/m);
  expect(text).toMatch(/^baogao_stage_seconds_count\{stage="found"\} 1$/m);
  expect(text).toMatch(/^baogao_reports 1$/m);
  expect(text.match(/^baogao_request_seconds_count/gm)).toHaveLength(2);
});

describe('the log', () => {
  test.each(['application/json', 'text/event-stream'])(
    'an error that nobody expected has its stack there with the id of its request, and is counted (%s)',
    async (accept) => {
      const lines: string[] = [];
      const app = createApp({ engine, config, log: openLog({ level: 'warn', write: (line) => lines.push(line) }) });
      const response = await app.request('/api/ask', post('坏', { accept }));
      expect(await response.text()).toContain('internal');
      const found = lines.map((line) => JSON.parse(line)).find(({ err }) => err !== undefined);
      expect(found).toMatchObject({ request: response.headers.get('x-request-id'), path: '/api/ask', level: 50 });
      expect(found.err.stack).toContain('broken by the test');
      const figures = await (await app.request('/metrics')).text();
      expect(figures).toMatch(/^baogao_internal_errors_total 1$/m);
    },
  );

  test('an error that people are told is none of these', async () => {
    const lines: string[] = [];
    const app = createApp({ engine, config, log: openLog({ level: 'warn', write: (line) => lines.push(line) }) });
    expect((await app.request('/api/ask', post(''))).status).toBe(400);
    expect(lines).toEqual([]);
    expect(await (await app.request('/metrics')).text()).toMatch(/^baogao_internal_errors_total 0$/m);
  });

  test('has a line a request with its id, and neither tokens nor questions nor queries', async () => {
    const lines: string[] = [];
    const log = openLog({ level: 'info', secrets: ['hidden-key'], write: (line) => lines.push(line) });
    const tokens = [{ name: 'li', role: 'admin' as const, digest: digestOf('sesame-open') }];
    const app = createApp({ engine, config: { ...config, tokens }, log });
    const authorization = 'Bearer sesame-open';
    const { headers } = await app.request('/api/ask', post('安徽有什么？', { authorization }));
    await app.request('/api/search?q=%E7%A7%98%E5%AF%86', { headers: { authorization } });
    await app.request('/api/documents', { headers: { authorization: 'Bearer wrong-guess' } });
    await app.request('/api/ask', post('坏', { authorization }));
    log.error({ err: new Error('the endpoint refused the key hidden-key') }, 'failed');
    const entries = lines.map((line) => JSON.parse(line));
    expect(entries[0]).toMatchObject({
      request: headers.get('x-request-id'),
      ...{ method: 'POST', path: '/api/ask', status: 200, who: 'li', level: 30 },
    });
    expect(entries.filter(({ level }) => level >= 50).length).toBeGreaterThan(1);
    expect(lines.join('')).toContain('broken by the test');
    for (const secret of ['sesame-open', 'wrong-guess', 'hidden-key', '安徽有什么', '%E7%A7%98'])
      expect(lines.join(''), secret).not.toContain(secret);
  });
});
