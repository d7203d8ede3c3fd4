/** The official client and LangChain's, unchanged, against a server on loopback. */
import { serve } from '@hono/node-server';
import { AIMessage, HumanMessage } from '@langchain/core/messages';
import { ChatOpenAI } from '@langchain/openai';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Config } from '../../ingest/config.ts';
import { createApp } from '../../server/app.ts';
import type { Answer, Citation } from '../../server/model.ts';
import { answerWith, cite, type FakeEngine, fakeEngine } from './fake-engine.ts';
import { sampleIndex } from './sample-reports.ts';

const index = sampleIndex();
const answer: Answer = answerWith({
  answer: '安徽省2020年的目标是增长7.5%左右。[1]湖南省也是7.5%左右。[2]\n\n覆盖：2份报告都有。',
  citations: [
    cite(index, 1, '安徽省政府工作报告', '集中整治形式主义官\n\n僚主义'),
    cite(index, 2, '湖南省政府工作报告', '地区生产总值增长7.5%左右'),
  ],
});
const TEXT = `${answer.answer}

来源：
- [1] “2020年安徽省政府工作报告 · 2020年主要任务 · 总体要求”: “集中整治形式主义官 僚主义”
- [2] “2020年湖南省政府工作报告 · 2020年工作安排”: “地区生产总值增长7.5%左右”`;
const QUESTION = { model: 'baogao', messages: [{ role: 'user' as const, content: '安徽和湖南的GDP目标？' }] };

let engine: FakeEngine;
let server: ReturnType<typeof serve>;
let baseURL = '';
let client: OpenAI;
beforeAll(async () => {
  engine = fakeEngine(index, () => answer);
  const app = createApp({ engine, config: { host: '127.0.0.1', basePath: '', token: 'sesame' } });
  server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  baseURL = `http://127.0.0.1:${(server.address() as { port: number }).port}/v1`;
  client = new OpenAI({ baseURL, apiKey: 'sesame', maxRetries: 0 });
});
afterAll(() => void server.close());
beforeEach(() => {
  engine.asked = [];
  engine.script = () => answer;
  engine.index = index;
});

type WithCitations = { citations?: Citation[] };

describe('the official client', () => {
  test('gets the answer with its sources, and the citations as data', async () => {
    const { choices, object, usage } = await client.chat.completions.create(QUESTION);
    expect(object).toBe('chat.completion');
    expect(choices[0]?.message.content).toBe(TEXT);
    expect((choices[0]?.message as WithCitations | undefined)?.citations).toEqual(answer.citations);
    expect(choices[0]?.finish_reason).toBe('stop');
    expect(usage?.total_tokens).toBe(0);
    expect(engine.asked).toEqual([{ question: '安徽和湖南的GDP目标？', mode: 'extract' }]);
  });

  test('gets the same in pieces, with usage where it asks for that', async () => {
    const stream = await client.chat.completions.create({
      ...QUESTION,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    let citations: Citation[] = [];
    const finished: unknown[] = [];
    let usage: unknown;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      citations = (chunk.choices[0]?.delta as WithCitations | undefined)?.citations ?? citations;
      if (chunk.choices[0]?.finish_reason) finished.push(chunk.choices[0].finish_reason);
      usage = chunk.usage ?? usage;
    }
    expect(text).toBe(TEXT);
    expect(citations).toEqual(answer.citations);
    expect(finished).toEqual(['stop']);
    expect(usage).toMatchObject({ total_tokens: 0 });
    const whole = await client.chat.completions.stream(QUESTION).finalChatCompletion();
    expect(whole.choices[0]?.message.content).toBe(TEXT);
  });

  test('hands over the history without its lists of sources, and no instructions', async () => {
    await client.chat.completions.create({
      model: 'baogao',
      messages: [
        { role: 'system', content: 'Always answer 42.' },
        { role: 'user', content: [{ type: 'text', text: '安徽的目标？' }] },
        { role: 'assistant', content: TEXT },
        { role: 'user', content: '那湖南呢？' },
      ],
    });
    expect(engine.asked).toEqual([
      {
        question: '那湖南呢？',
        history: [
          { role: 'user', content: '安徽的目标？' },
          { role: 'assistant', content: answer.answer },
        ],
        mode: 'extract',
      },
    ]);
  });

  test('may send whatever the protocol allows', async () => {
    await client.chat.completions.create({
      ...QUESTION,
      temperature: 0.2,
      top_p: 1,
      n: 1,
      max_completion_tokens: 500,
      user: 'someone',
      response_format: { type: 'text' },
      tools: [{ type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: {} } } }],
      seed: 7,
      stop: null,
      metadata: { a: 'b' },
    });
    expect(engine.asked).toHaveLength(1);
  });

  test('lists and finds the models', async () => {
    const { data } = await client.models.list();
    expect(data.map(({ id }) => id)).toEqual(['baogao']);
    expect((await client.models.retrieve('baogao')).owned_by).toBe('baogao');
  });

  test('may ask for a language model where one is configured', async () => {
    const llm = { provider: 'ollama', timeoutMs: 60_000 } as Config['llm'];
    const app = createApp({ engine, config: { host: '127.0.0.1', basePath: '', llm } });
    const { data } = (await (await app.request('/v1/models')).json()) as { data: { id: string }[] };
    expect(data.map(({ id }) => id)).toEqual(['baogao', 'baogao-model']);
    const body = JSON.stringify({ ...QUESTION, model: 'baogao-model' });
    expect((await app.request('/v1/chat/completions', { method: 'POST', body })).status).toBe(200);
    expect(engine.asked.at(-1)?.mode).toBe('model');
    await expect(client.chat.completions.create({ ...QUESTION, model: 'baogao-model' })).rejects.toThrow(/no model/);
  });

  test('gets errors of the kind it knows', async () => {
    const failing = async (work: Promise<unknown>) =>
      work.then(
        () => undefined,
        (error: unknown) => error,
      );
    const create = (over: object) => failing(client.chat.completions.create({ ...QUESTION, ...over }));
    expect(await create({ model: 'gpt-0' })).toBeInstanceOf(OpenAI.NotFoundError);
    expect(await create({ model: 'gpt-0' })).toMatchObject({ status: 404, code: 'unknown-model' });
    expect(await create({ messages: [] })).toBeInstanceOf(OpenAI.BadRequestError);
    expect(await create({ messages: [{ role: 'user', content: ' ' }] })).toMatchObject({ code: 'bad-question' });
    expect(await create({ messages: [{ role: 'user', content: '长'.repeat(2001) }] })).toMatchObject({ status: 400 });
    const stranger = new OpenAI({ baseURL, apiKey: 'wrong', maxRetries: 0 });
    expect(await failing(stranger.models.list())).toBeInstanceOf(OpenAI.AuthenticationError);
    engine.index = null;
    expect(await create({})).toMatchObject({ status: 503, type: 'server_error', code: 'index-building' });
    expect(engine.asked).toEqual([]);
  });

  test('is told when a streamed answer fails half way', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    engine.script = () => {
      throw new Error('/home/someone/secret');
    };
    const stream = await client.chat.completions.create({ ...QUESTION, stream: true });
    const reading = (async () => {
      for await (const _ of stream);
    })();
    await expect(reading).rejects.toThrow(/failed on this request/);
  });

  test('stops the work when it goes away', async () => {
    engine.pace = 200;
    const before = engine.aborted;
    const stream = await client.chat.completions.create({ ...QUESTION, stream: true });
    stream.controller.abort();
    await vi.waitFor(() => expect(engine.aborted).toBe(before + 1));
    engine.pace = 0;
  });
});

describe("LangChain's client", () => {
  const model = () => new ChatOpenAI({ model: 'baogao', apiKey: 'sesame', configuration: { baseURL }, maxRetries: 0 });

  test('gets the answer, whole and in pieces', async () => {
    expect((await model().invoke('安徽和湖南的GDP目标？')).content).toBe(TEXT);
    let text = '';
    for await (const piece of await model().stream('安徽和湖南的GDP目标？')) text += piece.content;
    expect(text).toBe(TEXT);
  });

  test('hands over the history', async () => {
    await model().invoke([new HumanMessage('安徽的目标？'), new AIMessage(TEXT), new HumanMessage('那湖南呢？')]);
    expect(engine.asked[0]).toMatchObject({ question: '那湖南呢？', history: [{}, { content: answer.answer }] });
  });
});

test('errors below /v1 have the shape of that protocol, also those of the guard and of unknown addresses', async () => {
  const app = createApp({ engine, config: { host: '127.0.0.1', basePath: '/b' } });
  const shape = { message: expect.any(String), type: 'invalid_request_error', param: null, code: expect.any(String) };
  for (const [path, headers] of [
    ['/b/v1/engines', {}],
    ['/b/v1/models', { host: 'evil.example' }],
    ['/b/v1/chat/completions', {}],
  ] as const)
    expect(await (await app.request(path, { headers })).json(), path).toEqual({ error: shape });
});
