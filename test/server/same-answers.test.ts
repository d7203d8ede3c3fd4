/** Whatever a program speaks, it gets the same answers and citations: 20 golden questions over the real reports, without vectors. */
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { serve } from '@hono/node-server';
import { AIMessage, HumanMessage } from '@langchain/core/messages';
import { ChatOpenAI } from '@langchain/openai';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../ingest/config.ts';
import { createApp } from '../../server/app.ts';
import { askCommand } from '../../server/ask-command.ts';
import type { Engine } from '../../server/engine.ts';
import type { Answer, Citation, Turn } from '../../server/model.ts';
import { sourcesText } from '../../server/openai/sources.ts';
import { QUESTION_TYPES, readQuestions } from '../bench/golden.ts';
import { realEngine } from './real-index.ts';

/** Some of every kind, refusals and follow-ups among them. */
const PER_KIND = 3;
const COUNT = 20;
const all = readQuestions(join(projectRoot, 'test/golden/dev.jsonl'));
const questions = QUESTION_TYPES.flatMap((type) => all.filter((one) => one.type === type).slice(0, PER_KIND))
  .slice(-COUNT)
  .map(({ id, question, history = [] }) => ({ id, question, history }));

let engine: Engine;
let server: ReturnType<typeof serve>;
let address = '';
let expected: (Answer & { id: string })[];
beforeAll(async () => {
  engine = await realEngine();
  const app = createApp({ engine, config: { host: '127.0.0.1', basePath: '' } });
  server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  address = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  expected = await byCommand();
});
afterAll(async () => {
  server?.close();
  await engine?.close();
});

async function byCommand(): Promise<(Answer & { id: string })[]> {
  let output = '';
  const write = new Writable({
    write(chunk, _, done) {
      output += chunk;
      done();
    },
  });
  const input = Readable.from(questions.map((one) => `${JSON.stringify(one)}\n`));
  const openEngine = async () => ({ ...engine, close: async () => {} });
  const code = await askCommand(['--batch', '-'], { input, output: write, log: () => {}, openEngine });
  expect(code).toBe(0);
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const messages = (history: Turn[], question: string): Turn[] => [...history, { role: 'user', content: question }];

test('the questions are of every kind', () => {
  expect(questions).toHaveLength(COUNT);
  expect(expected.filter(({ refused }) => refused).length).toBeGreaterThan(0);
  expect(expected.filter(({ citations }) => citations.length > 0).length).toBeGreaterThan(COUNT / 2);
  expect(questions.some(({ history }) => history.length > 0)).toBe(true);
});

test("the official client of OpenAI's protocol", async () => {
  const client = new OpenAI({ baseURL: `${address}/v1`, apiKey: 'none', maxRetries: 0 });
  for (const [place, { question, history }] of questions.entries()) {
    const answer = expected[place] as Answer;
    const request = { model: 'baogao', messages: messages(history, question) };
    const { choices } = await client.chat.completions.create(request);
    expect(choices[0]?.message.content).toBe(answer.answer + sourcesText(answer));
    expect((choices[0]?.message as { citations?: Citation[] } | undefined)?.citations).toEqual(answer.citations);
  }
});

test("LangChain's client, streamed", async () => {
  const model = new ChatOpenAI({
    model: 'baogao',
    apiKey: 'none',
    configuration: { baseURL: `${address}/v1` },
    maxRetries: 0,
  });
  for (const [place, { question, history }] of questions.entries()) {
    const answer = expected[place] as Answer;
    const turns = messages(history, question).map(({ role, content }) =>
      role === 'user' ? new HumanMessage(content) : new AIMessage(content),
    );
    let text = '';
    for await (const piece of await model.stream(turns)) text += piece.content;
    expect(text).toBe(answer.answer + sourcesText(answer));
  }
});

test('the client of the Model Context Protocol', async () => {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${address}/mcp`)));
  for (const [place, { question, history }] of questions.entries()) {
    const { id: _, ms: __, ...answer } = expected[place] as Answer & { id: string };
    const result = await client.callTool({ name: 'ask', arguments: { question, history } });
    expect(result.structuredContent).toMatchObject(answer);
  }
  await client.close();
});
