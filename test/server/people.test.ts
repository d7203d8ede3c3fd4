import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { digestOf } from '../../ingest/access.ts';
import { State } from '../../ingest/state/state.ts';
import { createApp } from '../../server/app.ts';
import { answerWith, fakeEngine } from './fake-engine.ts';
import { sampleIndex } from './sample-reports.ts';

let dir: string;
let state: State;
let app: Hono;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'people-'));
  state = new State(dir);
  const engine = fakeEngine(sampleIndex(), () => answerWith({ answer: '' }));
  const token = (name: string) => ({ name, role: 'reader' as const, digest: digestOf(name) });
  app = createApp({
    engine,
    config: { host: '127.0.0.1', basePath: '', tokens: [token('lan'), token('mei')] },
    state,
  });
});
afterEach(() => {
  state.close();
  rmSync(dir, { recursive: true });
});

const send = async (method: string, path: string, body?: unknown, who = 'lan') => {
  const response = await app.request(path, {
    method,
    headers: { authorization: `Bearer ${who}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) : null };
};
const exchange = (question: string, text = '') => ({ id: question, question, text, state: 'done' });

describe('conversations', () => {
  test('are kept, listed newest first, searched, renamed and deleted', async () => {
    await send('PUT', '/api/conversations/a', { exchanges: [exchange('安徽的就业目标？', '63万人')] });
    await send('PUT', '/api/conversations/b', { exchanges: [exchange('湖南100%？')] });
    const titles = async (q = '') =>
      (await send('GET', `/api/conversations?q=${encodeURIComponent(q)}`)).body.conversations.map(
        ({ title }: { title: string }) => title,
      );
    expect((await titles()).sort()).toEqual(['安徽的就业目标？', '湖南100%？']);
    expect(await titles('63 就业')).toEqual(['安徽的就业目标？']);
    expect(await titles('0%')).toEqual(['湖南100%？']);
    expect(await titles('_')).toEqual([]);
    // The first question is the title, also when it was edited.
    await send('PUT', '/api/conversations/a', { exchanges: [exchange('安徽省呢？', '63万人就业')] });
    expect((await titles())[0]).toBe('安徽省呢？');
    await send('PATCH', '/api/conversations/a', { title: '就业' });
    // A title that was given stays when the conversation goes on.
    await send('PUT', '/api/conversations/a', { exchanges: [exchange('安徽的就业目标？'), exchange('那湖南呢？')] });
    expect((await titles())[0]).toBe('就业');
    expect((await send('GET', '/api/conversations/a')).body.exchanges).toHaveLength(2);
    expect((await send('DELETE', '/api/conversations/a')).status).toBe(204);
    expect((await send('GET', '/api/conversations/a')).status).toBe(404);
  });

  test('belong to who made them', async () => {
    await send('PUT', '/api/conversations/a', { exchanges: [exchange('问')] });
    expect((await send('GET', '/api/conversations', undefined, 'mei')).body.conversations).toEqual([]);
    expect((await send('GET', '/api/conversations/a', undefined, 'mei')).status).toBe(404);
    expect((await send('DELETE', '/api/conversations/a', undefined, 'mei')).status).toBe(404);
    expect((await send('GET', '/api/conversations/a')).status).toBe(200);
  });

  test('are refused where a field is wrong, by its name', async () => {
    const { status, text } = await send('PUT', '/api/conversations/a', { exchanges: [{ id: 'x' }] });
    expect(status).toBe(400);
    expect(text).toContain('exchanges.0.question');
  });
});

test('feedback comes back as questions, the last word of each', async () => {
  const said = { id: 'e1', question: '湖南？', answer: { answer: '7.5%', refused: false, citations: [] } };
  await send('POST', '/api/feedback', { ...said, rating: 'up' });
  await send('POST', '/api/feedback', { ...said, rating: 'down', reason: '数字不对' });
  const lines = (await send('GET', '/api/feedback')).text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ question: '湖南？', feedback: { rating: 'down', reason: '数字不对' } });
});

test('excerpts are pinned at the end, moved, noted and taken out', async () => {
  const pin = (id: string) => send('PUT', `/api/excerpts/${id}`, { kind: 'quote', title: id, text: id, citations: [] });
  const order = async () => (await send('GET', '/api/excerpts')).body.excerpts.map(({ id }: { id: string }) => id);
  for (const id of ['a', 'b', 'c']) await pin(id);
  await send('PATCH', '/api/excerpts/c', { before: 'a' });
  expect(await order()).toEqual(['c', 'a', 'b']);
  await pin('c');
  expect(await order()).toEqual(['c', 'a', 'b']);
  await send('PATCH', '/api/excerpts/c', { before: null, note: '要核对' });
  expect(await order()).toEqual(['a', 'b', 'c']);
  expect((await send('GET', '/api/excerpts')).body.excerpts[2].note).toBe('要核对');
  await send('DELETE', '/api/excerpts/a');
  expect(await order()).toEqual(['b', 'c']);
});

test('nothing is written by who only looks', async () => {
  await send('GET', '/api/conversations');
  await send('GET', '/api/excerpts');
  await send('GET', '/api/feedback');
  expect(state.existing).toBeUndefined();
});
