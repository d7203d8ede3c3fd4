import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createApp } from '../../server/app.ts';
import { bundlePage } from '../../server/page.ts';
import { answerWith, fakeEngine } from './fake-engine.ts';
import { collection, division, sampleIndex } from './sample-reports.ts';

const index = sampleIndex();
const engine = fakeEngine(index, () => answerWith({ answer: '' }));
const app = createApp({ engine, config: { host: '127.0.0.1', basePath: '' } });
// biome-ignore lint/suspicious/noExplicitAny: the shape is what the test looks at
const json = async (path: string): Promise<any> => (await app.request(path)).json();

const errorOf = async (response: Response) =>
  ((await response.json()) as { error: { code: string; message: string } }).error;

describe('health', () => {
  test('is true only with an index', async () => {
    expect(await json('/api/health')).toEqual({ ok: true, generation: '000001', vectors: 'ready' });
    const empty = createApp({
      engine: fakeEngine(null, () => answerWith({ answer: '' })),
      config: { host: '127.0.0.1', basePath: '' },
    });
    const response = await empty.request('/api/health');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ ok: false, generation: null });
    expect((await empty.request('/api/documents')).status).toBe(503);
  });
});

describe('documents', () => {
  test('are listed with their reports', async () => {
    const { documents, generation } = await json('/api/documents');
    expect(generation).toBe('000001');
    expect(documents.map((document: { id: string }) => document.id)).toEqual([collection.id, division.id]);
    expect(documents[0]).toMatchObject({ path: '2020-provinces-2.txt', format: 'txt', warningCount: 2 });
    expect(documents[0].reports[0]).toMatchObject({
      name: '安徽省政府工作报告',
      title: '2020年安徽省政府工作报告',
      region: '安徽省',
      regionEnglish: 'Anhui',
      year: 2020,
      kind: 'report',
      partial: false,
    });
  });

  test('tell their sections with offsets, and their warnings', async () => {
    const document = await json(`/api/documents/${collection.id}`);
    expect(document.warnings).toHaveLength(1);
    const [anhui, hunan] = document.reports;
    expect(anhui.sections.map((section: { title: string }) => section.title)).toEqual([
      '2019年工作回顾',
      '2020年主要任务',
      '总体要求',
      '推进产业转型升级',
    ]);
    expect(collection.text.slice(anhui.start, anhui.end)).toContain('安徽省政府工作报告');
    expect(collection.text.slice(hunan.start, hunan.end)).not.toContain('安徽');
    const part = anhui.sections[1];
    expect(collection.text.slice(part.start, part.end)).toMatch(/^二、2020年主要任务/);
  });

  test.each([encodeURIComponent(division.id), '2022/division%233'])(
    'are found by an id with # and / (%s)',
    async (id) => {
      expect((await json(`/api/documents/${id}`)).id).toBe(division.id);
      const response = await app.request(`/api/documents/${id}/source`);
      expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(await response.text()).toBe(division.text);
    },
  );

  test('give a slice of the source by the offsets of a citation', async () => {
    const start = collection.text.indexOf('集中整治');
    const response = await app.request(`/api/documents/${collection.id}/source?start=${start}&end=${start + 16}`);
    expect(await response.text()).toBe(collection.text.slice(start, start + 16));
    expect((await app.request(`/api/documents/${collection.id}/source?start=5&end=2`)).status).toBe(400);
    expect((await app.request(`/api/documents/${collection.id}/source?start=x`)).status).toBe(400);
  });

  test('are not sent again while they stay the same', async () => {
    const path = `/api/documents/${collection.id}/source`;
    const tag = (await app.request(path)).headers.get('etag') ?? '';
    expect((await app.request(path, { headers: { 'if-none-match': tag } })).status).toBe(304);
    expect((await app.request(`${path}?end=9`, { headers: { 'if-none-match': tag } })).status).toBe(200);
  });

  test.each([
    '/api/documents/none',
    '/api/documents/none/source',
    '/api/documents/..%2F..%2Fetc%2Fpasswd',
    '/api/passages/none',
  ])('%s is 404 and says where to look', async (path) => {
    const response = await app.request(path);
    expect(response.status).toBe(404);
    expect(await errorOf(response)).toMatchObject({ code: 'not-found', hint: expect.any(String) });
  });
});

describe('passages', () => {
  test('are exact slices with their place and neighbours', async () => {
    const passage = index.passages.find(({ text }) => text.startsWith('今年经济社会发展')) ?? { id: '' };
    const body = await json(`/api/passages/${passage.id}`);
    expect(body).toMatchObject({
      document: collection.id,
      report: '安徽省政府工作报告',
      region: '安徽省',
      year: 2020,
      section: ['2020年主要任务', '总体要求'],
    });
    expect(body.text).toBe(collection.text.slice(body.start, body.end));
    expect(body.cleanText).toContain('63万人');
    expect(body.neighbours.before[0].text).toBe('（一）总体要求');
    expect(body.neighbours.after[0].text).toBe('僚主义，为基层减负。');
    expect((await json(`/api/passages/${body.neighbours.after[0].id}`)).neighbours.before[0].id).toBe(passage.id);
  });
});

describe('search', () => {
  test.each([
    ['/api/search', '"q"'],
    ['/api/search?q=', '"q"'],
    ['/api/search?q=x&k=0', '"k"'],
    ['/api/search?q=x&years=soon', '"years"'],
    ['/api/search?q=x&limit=3', 'Unknown field "limit"'],
  ])('%s is refused', async (path, words) => {
    const response = await app.request(path);
    expect(response.status).toBe(400);
    expect((await errorOf(response)).message).toContain(words);
  });

  test('hands over what was asked', async () => {
    let seen: unknown;
    const search = async (request: unknown) => {
      seen = request;
      return [];
    };
    const searching = { ...engine, search };
    const own = createApp({ engine: searching, config: { host: '127.0.0.1', basePath: '' } });
    expect(await (await own.request('/api/search?q=就业&regions=安徽省,湖南省&years=2020&k=5')).json()).toEqual({
      hits: [],
    });
    expect(seen).toEqual({ q: '就业', regions: ['安徽省', '湖南省'], years: [2020], k: 5, explain: false });
  });
});

describe('the page', () => {
  test('is bundled, small, and refers to files that are there', async () => {
    const page = await bundlePage();
    const own = createApp({ engine, config: { host: '127.0.0.1', basePath: '/b' }, page });
    const html = await (await own.request('/b/')).text();
    expect(html).not.toMatch(/style=|<style|onclick|<script(?![^>]*src)/);
    const names = [...html.matchAll(/(?:src|href)="(assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
    expect(names.length).toBeGreaterThanOrEqual(3);
    let size = 0;
    for (const name of names) {
      const response = await own.request(`/b/${name}`, { headers: { 'accept-encoding': 'gzip' } });
      expect(response.status).toBe(200);
      const bytes = Buffer.from(await response.arrayBuffer());
      size += bytes.length;
      const tag = response.headers.get('etag') ?? '';
      expect((await own.request(`/b/${name}`, { headers: { 'if-none-match': tag } })).status).toBe(304);
      expect(gunzipSync(bytes).length).toBeGreaterThan(0);
    }
    // First load without charts is to stay below 200 kB compressed.
    expect(size).toBeLessThan(200_000);
    const bare = await own.request('/b');
    expect([bare.status, bare.headers.get('location')]).toEqual([308, '/b/']);
    expect((await own.request('/b/assets/none.js')).status).toBe(404);
  });
});
