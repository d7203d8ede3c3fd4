/** Changing what is loaded, on a real server with the real models, whose ingests run beside it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig, projectRoot } from '../../ingest/config.ts';
import { State } from '../../ingest/state/state.ts';
import { createApp } from '../../server/app.ts';
import { createEngine, type Engine } from '../../server/engine.ts';
import { encode } from '../ingest/encode.ts';
import { SmallReports, smallReport } from '../ingest/small-reports.ts';
import { docx, paragraph } from '../ingest/word-file.ts';
import { needs } from '../require.ts';

const hasModels = needs(
  'the embedding models (data/models)',
  existsSync(join(projectRoot, 'data/models/bge-small-zh-v1.5')),
);

let folder: SmallReports;
let engine: Engine;
let address: string;
let close: () => Promise<void>;
beforeAll(async () => {
  if (!hasModels) return;
  folder = new SmallReports();
  folder.put('2021-安徽省.txt', smallReport('安徽省', '3.9'));
  folder.put('省/2021#湖南.txt', smallReport('湖南省', '3.8'));
  const config = loadConfig(folder.env);
  engine = await createEngine({ config, build: 'background', models: 'apart' });
  await engine.ingests?.refresh().complete;
  const state = new State(config.stateDir);
  const app = createApp({ engine, config: { host: '127.0.0.1', basePath: '' }, state });
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  address = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  close = async () => {
    await new Promise((resolve) => server.close(resolve));
    await engine.close();
    state.close();
    folder.remove();
  };
});
afterAll(() => close?.());

const url = (path: string): string => `${address}/api/documents${path}`;
// biome-ignore lint/suspicious/noExplicitAny: answers of a server are looked at by expectations.
type Json = any;
const list = async (): Promise<Json> => (await fetch(url(''))).json();
const ids = async (): Promise<string[]> => (await list()).documents.map(({ id }: { id: string }) => id);
const upload = (files: [string, string | Uint8Array][], headers: Record<string, string> = {}): Promise<Response> => {
  const form = new FormData();
  for (const [name, content] of files) form.append('files', new Blob([content]), name);
  return fetch(url(''), { method: 'POST', body: form, headers });
};
const remove = (id: string, query = ''): Promise<Response> =>
  fetch(url(`/${encodeURIComponent(id)}${query}`), { method: 'DELETE' });
const correct = (id: string, body: unknown): Promise<Response> =>
  fetch(url(`/${encodeURIComponent(id)}`), { method: 'PATCH', body: JSON.stringify(body) });
const ask = async (question: string): Promise<Json> =>
  (await fetch(`${address}/api/ask`, { method: 'POST', body: JSON.stringify({ question }) })).json();

/** Events of a stream, in order. */
async function eventsOf(response: Response): Promise<{ name: string; data: Json }[]> {
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  return (await response.text()).split('\n\n').flatMap((block) => {
    const name = /^event: (.*)$/m.exec(block)?.[1];
    const data = /^data: (.*)$/m.exec(block)?.[1];
    return name === undefined || data === undefined ? [] : [{ name, data: JSON.parse(data) }];
  });
}

describe.runIf(hasModels)('adding files', () => {
  test('tells of each as it goes, and answers from them; questions are answered meanwhile', async () => {
    const before = await list();
    const response = upload([['2021-福建省.txt', smallReport('福建省', '3.3')]], { accept: 'text/event-stream' });
    // From the generation that is there, as often as it is asked, until the new one is.
    let events: { name: string; data: Json }[] | undefined;
    const done = response.then(eventsOf).then((found) => {
      events = found;
    });
    let answered = 0;
    while (events === undefined) {
      const answer = await ask('安徽2020年生产总值增长多少？');
      expect(answer.answer).toContain('3.9%');
      answered++;
    }
    await done;
    expect(answered).toBeGreaterThan(0);
    const names = (events as unknown as { name: string }[]).map(({ name }) => name);
    expect(names[0]).toBe('received');
    expect(names).toEqual(expect.arrayContaining(['read', 'published', 'answering', 'embedded', 'done']));
    expect(names.indexOf('read')).toBeLessThan(names.indexOf('answering'));
    expect(names.at(-1)).toBe('done');
    const { data } = (events as unknown as { data: Json }[]).at(-1) as { data: Json };
    expect(data).toMatchObject({
      vectors: 'ready',
      refused: [],
      added: [{ path: '2021-福建省.txt', replaced: false }],
    });
    expect(data.documents).toMatchObject([{ id: '2021-福建省', upload: true, figures: 1 }]);
    expect(Number(data.generation)).toBeGreaterThan(Number(before.generation));
    expect((await ask('福建2020年生产总值增长多少？')).answer).toContain('3.3%');
  });

  test('an archive whose names are GBK without saying so, with a Word file in a folder', async () => {
    const name = encode('河北省.docx', 'gb18030');
    const ascii = 'x'.repeat(name.length);
    const word = docx(
      smallReport('河北省', '3.7')
        .trim()
        .split('\n')
        .map((line) => paragraph(line)),
    );
    const archive = Buffer.from(zipSync({ [`a/${ascii}`]: word }));
    for (let at = archive.indexOf(ascii); at >= 0; at = archive.indexOf(ascii, at + 1)) archive.set(name, at);
    const response = await upload([['2021年.zip', archive]]);
    expect(response.status).toBe(200);
    expect(((await response.json()) as Json).documents).toMatchObject([{ id: '2021年/a/河北省', format: 'docx' }]);
    const { citations } = await ask('河北2020年生产总值增长多少？');
    const [{ document, start, end, quote }] = citations;
    const source = await (await fetch(url(`/${encodeURIComponent(document)}/source`))).text();
    expect(source.slice(start, end)).toBe(quote);
    expect(quote).toContain('3.7%');
  });

  test('some refused: the others go in, and each refusal says what to do', async () => {
    const response = await upload([
      ['2021-江西省.txt', smallReport('江西省', '3.8')],
      ['扫描.wps', 'x'],
      ['again.txt', smallReport('安徽省', '3.9')],
    ]);
    const { added, refused } = (await response.json()) as Json;
    expect(response.status).toBe(200);
    expect(added.map(({ path }: { path: string }) => path)).toEqual(['2021-江西省.txt']);
    expect(refused.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual([
      ['扫描.wps', 'unsupported-format'],
      ['again.txt', 'already-there'],
    ]);
    expect(refused[0].hint).toContain('.docx');
  });

  test('all refused: an error that says why, the generation stays, and nothing is kept', async () => {
    const { generation } = await list();
    const kept = readdirSync(folder.uploadsDir).sort();
    const response = await upload([['a.rar', 'Rar!']]);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      error: { code: 'nothing-added', message: expect.stringContaining('a.rar') },
    });
    const [last] = (await eventsOf(await upload([['b.rar', 'Rar!']], { accept: 'text/event-stream' }))).slice(-1);
    expect(last).toMatchObject({ name: 'error', data: { error: { code: 'nothing-added' } } });
    expect((await list()).generation).toBe(generation);
    expect(readdirSync(folder.uploadsDir).sort()).toEqual(kept);
    await expect.poll(() => readdirSync(join(folder.config.stateDir, 'incoming'))).toEqual([]);
  });

  test('names that would leave the folder, or that no system takes, are made plain', async () => {
    const response = await upload([['../../..\\x/a:b?.txt', smallReport('云南省', '4')]]);
    const { added } = (await response.json()) as Json;
    expect(added).toMatchObject([{ path: 'x/a_b_.txt' }]);
    expect(readFileSync(join(folder.uploadsDir, 'x/a_b_.txt'), 'utf8')).toContain('云南省');
  });

  test.each<[string, FormData | string, Record<string, string>, string]>([
    ['nothing', new FormData(), {}, 'found none'],
    ['JSON', '{}', { 'content-type': 'application/json' }, 'multipart'],
    ['a broken body', '--x\r\n', { 'content-type': 'multipart/form-data; boundary=x' }, 'multipart'],
  ])('%s is no upload', async (_, body, headers, words) => {
    const response = await fetch(url(''), { method: 'POST', body, headers });
    expect(response.status).toBe(400);
    expect(((await response.json()) as Json).error.message).toContain(words);
  });
});

describe.runIf(hasModels)('correcting', () => {
  const id = '省/2021#湖南';

  test('a document whose id has / and #: what was said goes before what was found, and is taken back by null', async () => {
    const response = await correct(id, { region: '株洲', speaker: '李某' });
    expect(response.status).toBe(200);
    const corrected = (await response.json()) as Json;
    expect(corrected.reports).toMatchObject([{ region: '株洲市', parent: '湖南省', level: 'city', speaker: '李某' }]);
    expect(corrected.corrections).toHaveLength(2);
    expect((await ask('株洲2020年生产总值增长多少？')).answer).toContain('3.8%');
    const back = (await (await correct(id, { region: null, speaker: null })).json()) as Json;
    expect(back.reports).toMatchObject([{ region: '湖南省', speaker: null }]);
    expect(back.corrections).toEqual([]);
  });

  test.each<[string, unknown, number, string]>([
    ['a field that there is not', { colour: 'red' }, 400, 'known are region'],
    ['a year as text', { year: '2019' }, 400, 'such as 2020'],
    ['nothing', {}, 400, 'nothing to correct'],
    ['a report that is not in it', { report: '无', year: 2019 }, 404, 'no report "无"'],
  ])('%s is refused with what was expected', async (_, body, status, words) => {
    const response = await correct(id, body);
    expect(response.status).toBe(status);
    expect(((await response.json()) as Json).error.message).toContain(words);
  });

  test('a catalog that cannot be read is a problem in the list, and costs nothing else', async () => {
    folder.put('catalog.json', '{ broken');
    await engine.ingests?.refresh().text;
    const { problems, documents } = await list();
    expect(problems).toMatchObject([
      { path: 'catalog.json', code: 'catalog-unreadable', hint: expect.stringContaining('Expected') },
    ]);
    expect(documents.map((document: Json) => document.id)).toContain(id);
    folder.put('catalog.json', '{"documents":[{"document":"省/2021#湖南","speaker":"某人"}]}');
    await engine.ingests?.refresh().text;
    expect((await list()).problems).toEqual([]);
    expect((await list()).documents.find((document: Json) => document.id === id).reports).toMatchObject([
      { speaker: '某人' },
    ]);
  });
});

describe.runIf(hasModels)('removing', () => {
  test('an added file is deleted, and its figures are no longer told', async () => {
    const response = await remove('2021-江西省');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ document: '2021-江西省', what: 'removed' });
    expect(existsSync(join(folder.uploadsDir, '2021-江西省.txt'))).toBe(false);
    expect(await ids()).not.toContain('2021-江西省');
    expect(await ask('江西2020年生产总值增长多少？')).toMatchObject({ refused: true, reason: 'no-region' });
  });

  test('a file of the folder of reports is hidden, told so, and comes back', async () => {
    const id = '省/2021#湖南';
    expect(await (await remove(id)).json()).toMatchObject({ what: 'hidden' });
    expect((await list()).documents.find((document: Json) => document.id === id)).toMatchObject({
      hidden: true,
      reports: [],
    });
    expect(existsSync(join(folder.config.reportsDir, '省/2021#湖南.txt'))).toBe(true);
    await correct(id, { ignore: null });
    expect((await list()).documents.find((document: Json) => document.id === id)).toMatchObject({ hidden: false });
  });

  test('one of an added archive is hidden; the archive goes when the whole file is meant', async () => {
    await upload([
      ['two.zip', zipSync({ '山西.txt': strToU8(smallReport('山西省')), '山东.txt': strToU8(smallReport('山东省')) })],
    ]);
    expect(await (await remove('two/山西')).json()).toMatchObject({ what: 'hidden' });
    expect(await (await remove('two/山东', '?file=whole')).json()).toMatchObject({ what: 'removed' });
    expect((await ids()).filter((id) => id.startsWith('two/'))).toEqual([]);
  });

  test('what is not there, and what was not asked for so, are errors', async () => {
    expect((await remove('nothing')).status).toBe(404);
    expect((await remove('2021-安徽省', '?file=half')).status).toBe(400);
    expect(await ids()).toContain('2021-安徽省');
  });
});
