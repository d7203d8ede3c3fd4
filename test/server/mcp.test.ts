/** The official client of the protocol's SDK, over HTTP and over standard input and output. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { projectRoot } from '../../ingest/config.ts';
import { createApp } from '../../server/app.ts';
import type { Answer } from '../../server/model.ts';
import { answerWith, cite, type FakeEngine, fakeEngine } from './fake-engine.ts';
import { sampleIndex } from './sample-reports.ts';

const TOOLS = ['ask', 'indicators', 'list_documents', 'read_passage', 'search_passages'];

interface Result {
  isError?: boolean;
  content: { type: string; text: string }[];
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the test looks at
  structuredContent?: any;
}

const call = async (client: Client, name: string, args: object = {}): Promise<Result> =>
  (await client.callTool({ name, arguments: { ...args } })) as unknown as Result;

describe('over HTTP', () => {
  const index = sampleIndex();
  const answer: Answer = answerWith({
    answer: '湖南省也是7.5%左右。[1]',
    citations: [cite(index, 1, '湖南省政府工作报告', '地区生产总值增长7.5%左右')],
  });
  let engine: FakeEngine;
  let server: ReturnType<typeof serve>;
  let url: URL;
  let client: Client;
  const connect = async (token: string): Promise<Client> => {
    const one = new Client({ name: 'test', version: '1' });
    const requestInit = { headers: { authorization: `Bearer ${token}` } };
    await one.connect(new StreamableHTTPClientTransport(url, { requestInit }));
    return one;
  };
  beforeAll(async () => {
    engine = fakeEngine(index, () => answer);
    const app = createApp({ engine, config: { host: '127.0.0.1', basePath: '', token: 'sesame' } });
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
    await new Promise((resolve) => server.once('listening', resolve));
    url = new URL(`http://127.0.0.1:${(server.address() as { port: number }).port}/mcp`);
    client = await connect('sesame');
  });
  afterAll(async () => {
    await client.close();
    server.close();
  });

  test('the tools are listed, each with what goes in and out', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(TOOLS);
    for (const { description, inputSchema, outputSchema, annotations } of tools) {
      expect(description).toBeTruthy();
      expect(inputSchema.type).toBe('object');
      expect(outputSchema?.type).toBe('object');
      expect(annotations?.readOnlyHint).toBe(true);
    }
    expect(client.getInstructions()).toContain('citations');
  });

  test('ask gives the answer as text with its sources, and whole as data', async () => {
    const history = [{ role: 'user', content: '安徽呢？' }];
    const result = await call(client, 'ask', { question: '湖南的目标？', history });
    expect(result.structuredContent).toEqual(answer);
    expect(result.content[0]?.text).toContain('湖南省也是7.5%左右。[1]');
    expect(result.content[0]?.text).toContain('[1] 2020年湖南省政府工作报告');
    expect(engine.asked.at(-1)).toEqual({ question: '湖南的目标？', history });
  });

  test('search_passages, read_passage and list_documents give what the API gives', async () => {
    const passage = index.passages[0];
    const hit = {
      passage: passage?.id ?? '',
      document: '2020-provinces-2',
      report: '安徽省政府工作报告',
      title: '2020年安徽省政府工作报告',
      region: '安徽省',
      year: 2020,
      section: [],
      quote: passage?.text ?? '',
      start: 0,
      end: 9,
      score: 1,
    };
    const search = vi.spyOn(engine, 'search').mockResolvedValue([hit]);
    const found = await call(client, 'search_passages', { query: '目标', regions: ['安徽'], limit: 3 });
    expect(found.structuredContent.hits).toEqual([hit]);
    expect(search).toHaveBeenCalledWith({ q: '目标', regions: ['安徽'], years: undefined, k: 3, explain: false });
    const read = await call(client, 'read_passage', { id: passage?.id });
    expect(read.structuredContent).toMatchObject({ id: passage?.id, region: '安徽省', neighbours: { before: [] } });
    const listed = await call(client, 'list_documents');
    expect(listed.structuredContent.documents[0].reports[0].title).toBe('2020年安徽省政府工作报告');
    expect(listed.content[0]?.text).toContain('2020年湖南省政府工作报告');
  });

  test('indicators are rows, and an unknown one is told with the known ones', async () => {
    const { structuredContent } = await call(client, 'indicators', { region: '湖南' });
    expect(structuredContent).toEqual({ rows: [], total: 0, next: null });
    const wrong = await call(client, 'indicators', { indicator: 'happiness' });
    expect(wrong.isError).toBe(true);
    expect(wrong.content[0]?.text).toContain('gdp_growth');
  });

  test.each([
    ['read_passage', { id: 'none' }, 'No passage'],
    ['ask', { question: '' }, 'question'],
    ['ask', { question: '问', colour: 'red' }, 'colour'],
    ['search_passages', {}, 'query'],
  ])('%s %j is an error that an agent can read', async (name, args, words) => {
    const result = await call(client, name, args);
    expect(result.isError).toBe(true);
    expect(result.content[0]?.text).toContain(words);
  });

  test('the reports are resources', async () => {
    const { resources } = await client.listResources();
    expect(resources.map(({ name }) => name)).toEqual(index.reports.map(({ title }) => title));
    for (const [place, { uri }] of resources.entries()) {
      const { contents } = await client.readResource({ uri });
      const report = index.reports[place];
      expect((contents[0] as { text: string }).text).toBe(
        index.source(report?.document ?? '')?.slice(report?.span.start, report?.span.end),
      );
    }
    await expect(client.readResource({ uri: 'baogao://reports/none' })).rejects.toThrow(/No report/);
  });

  test('the token and the guard of the API hold here too', async () => {
    await expect(connect('wrong')).rejects.toThrow();
    const post = (headers: Record<string, string>) =>
      fetch(url, {
        method: 'POST',
        headers: { authorization: 'Bearer sesame', ...headers },
        body: '{}',
      });
    expect((await post({ origin: 'http://evil.example' })).status).toBe(403);
    expect((await fetch(url, { headers: { authorization: 'Bearer sesame' } })).status).toBe(405);
  });
});

describe('over standard input and output', () => {
  let folder = '';
  let client: Client;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'baogao-mcp-'));
    mkdirSync(join(folder, 'reports'));
    const text =
      '安徽省政府工作报告\n——2021年1月12日在安徽省第十三届人民代表大会第四次会议上\n一、2020年工作回顾\n全省生产总值增长3.9%。\n二、2021年重点工作\n全省生产总值增长8%以上。\n';
    writeFileSync(join(folder, 'reports/2021-anhui.txt'), text);
    client = new Client({ name: 'test', version: '1' });
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: ['--import', import.meta.resolve('tsx'), join(projectRoot, 'server/mcp-command.ts')],
        env: {
          PATH: process.env.PATH ?? '',
          REPORTS_DIR: join(folder, 'reports'),
          INDEX_DIR: join(folder, 'index'),
          STATE_DIR: join(folder, 'state'),
        },
        stderr: 'ignore',
      }),
    );
  });
  afterAll(async () => {
    await client?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('the tools are listed and answer, building the index that is missing', async () => {
    expect((await client.listTools()).tools.map(({ name }) => name).sort()).toEqual(TOOLS);
    const listed = await call(client, 'list_documents');
    expect(listed.structuredContent.documents[0].id).toBe('2021-anhui');
    const answered = await call(client, 'ask', { question: '安徽2021年GDP增长目标是多少？' });
    expect(answered.structuredContent.answer).toContain('8%以上');
    const [citation] = answered.structuredContent.citations;
    const read = await call(client, 'read_passage', { id: citation.passage });
    expect(read.structuredContent.text).toContain('8%以上');
    const found = await call(client, 'search_passages', { query: '生产总值' });
    expect(found.structuredContent.hits.length).toBeGreaterThan(0);
    const rows = await call(client, 'indicators', { region: '安徽', kind: 'target' });
    expect(rows.structuredContent.rows[0]).toMatchObject({ region: '安徽省', value: 8, qualifier: '以上' });
  });
});
