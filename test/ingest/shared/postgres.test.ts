/** Documents and figures in a PostgreSQL that the test starts, for servers on other machines. */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../../ingest/config.ts';
import { contentId } from '../../../ingest/index/generations.ts';
import { openIndex } from '../../../ingest/index/open.ts';
import { withDatabase } from '../../../ingest/index/postgres/connection.ts';
import { currentContent, fetchGeneration } from '../../../ingest/index/postgres/fetch.ts';
import { contentOf, publishToPostgres } from '../../../ingest/index/postgres/publish.ts';
import { programFile, programFlags } from '../../../ingest/program.ts';
import { createEngine } from '../../../server/engine.ts';
import type { Answer } from '../../../server/model.ts';
import { needs } from '../../require.ts';
import { milvusProgram, postgresPrograms, type Service, startMilvus, startPostgres } from '../../services.ts';
import { type Corpus, makeCorpus } from './corpus.ts';

const programs = postgresPrograms();
const milvus = milvusProgram();

test('a database that is away is told as such, without its password', async () => {
  const away = currentContent('postgres://baogao:sesame@127.0.0.1:1/x');
  await expect(away).rejects.toMatchObject({ code: 'database-unreachable', status: 503 });
  await expect(away).rejects.not.toThrow(/sesame/);
});

describe.skipIf(!needs('PostgreSQL', programs !== undefined))('PostgreSQL', () => {
  let corpus: Corpus;
  let service: Service;
  let databaseUrl = '';
  beforeAll(async () => {
    corpus = makeCorpus();
    service = await startPostgres(programs as string, corpus.folder);
    databaseUrl = service.address;
  });
  afterAll(async () => {
    await service?.stop();
    if (corpus) rmSync(corpus.folder, { recursive: true, force: true });
  });
  const copyDir = () => join(corpus.folder, 'copy');
  const fetchCopy = () => fetchGeneration({ databaseUrl, indexDir: copyDir(), hasStore: true });

  test('before anything was published there is no index, and the error says what to do', async () => {
    await expect(fetchCopy()).rejects.toMatchObject({
      code: 'index-missing',
      hint: expect.stringContaining('npm run ingest'),
    });
  });

  test('a copy has all that the generation has', async () => {
    const { manifest } = await corpus.ingest({ databaseUrl });
    expect(await currentContent(databaseUrl)).toBe(contentId(manifest));
    expect(await fetchCopy()).toBe(true);
    expect(await fetchCopy()).toBe(false);
    const [original, copy] = [openIndex(corpus.config.indexDir), openIndex(copyDir(), { vectors: false })];
    expect(copy.manifest).toMatchObject({
      generation: manifest.generation,
      created: manifest.created,
      counts: manifest.counts,
    });
    expect(contentId(copy.manifest)).toBe(contentId(manifest));
    expect(copy.documents).toEqual(original.documents);
    for (const record of original.documents) expect(contentOf(copy, record)).toEqual(contentOf(original, record));
    expect(copy.indicators).toEqual(original.indicators);
    original.close();
    copy.close();
  });

  test('figures can be asked for in SQL', async () => {
    const rows = await withDatabase(databaseUrl, async (client) => {
      const sql = `SELECT region, value, unit, quote FROM baogao_indicators JOIN baogao_current USING (content)
                   WHERE indicator = 'gdp_growth' AND kind = 'target' ORDER BY region COLLATE "C"`;
      return (await client.query<{ region: string; value: number; unit: string; quote: string }>(sql)).rows;
    });
    expect(rows.map(({ region, value, unit }) => [region, value, unit])).toEqual(
      ['云南省', '安徽省', '福建省'].map((region) => [region, 8, '%']),
    );
    expect(rows[0]?.quote).toContain('8%以上');
  });

  test('documents that did not change are not written again; a document taken away leaves nothing after the next', async () => {
    corpus.put('2021-anhui.txt', '安徽省', '新建养老机构二百家。');
    const { manifest } = await corpus.ingest({});
    expect(await publishToPostgres({ databaseUrl, indexDir: corpus.config.indexDir, manifest })).toBe(1);
    expect(await publishToPostgres({ databaseUrl, indexDir: corpus.config.indexDir, manifest })).toBe(0);
    rmSync(join(corpus.config.reportsDir, '2021-fujian.txt'));
    await corpus.ingest({ databaseUrl });
    corpus.put('2021-anhui.txt', '安徽省', '新建养老机构三百家。');
    await corpus.ingest({ databaseUrl });
    const ids = await withDatabase(databaseUrl, async (client) => {
      return (await client.query<{ id: string }>('SELECT id FROM baogao_documents ORDER BY id')).rows.map(
        ({ id }) => id,
      );
    });
    expect(ids).toEqual(['2021-anhui', '2021-anhui', '2021-yunnan']);
    expect(await fetchCopy()).toBe(true);
  });

  test.skipIf(!needs('milvus-lite (test/fetch-tools.sh brings it)', milvus !== undefined))(
    'a server without reports answers from both, follows what is published, and changes nothing',
    async () => {
      const real = makeCorpus(true);
      const store = await startMilvus(milvus as string, real.folder);
      await real.ingest({ databaseUrl, store: store.address });
      const nothing = join(real.folder, 'nothing');
      mkdirSync(nothing);
      const folders = { ...loadConfig({}), ...real.config, stateDir: join(real.folder, 'state') };
      const own = await createEngine({ config: folders, build: 'wait', models: 'here' });
      const server = await startServer({
        DATABASE_URL: databaseUrl,
        STORE: store.address,
        REPORTS_DIR: nothing,
        INDEX_DIR: join(real.folder, 'server-index'),
        STATE_DIR: join(real.folder, 'server-state'),
      });
      try {
        const ask = async (question: string): Promise<Answer> => {
          const headers = { 'content-type': 'application/json' };
          const body = JSON.stringify({ question });
          return (await (await fetch(`${server.address}/api/ask`, { method: 'POST', headers, body })).json()) as Answer;
        };
        expect((await ask('云南2021年GDP增长目标是多少？')).answer).toContain('8%以上');
        let answered = 0;
        for (const question of [
          '云南2021年新增高速公路里程多少公里？',
          '福建新建了几个远洋渔业基地？',
          '云南古茶树保护得怎么样？',
        ]) {
          const { ms: _, generation: __, ...expected } = await own.ask({ question });
          expect(await ask(question)).toMatchObject(expected);
          answered += expected.refused ? 0 : 1;
        }
        expect(answered).toBeGreaterThan(0);
        const form = new FormData();
        form.append('files', new Blob(['政府工作报告']), 'a.txt');
        const refused = await fetch(`${server.address}/api/documents`, { method: 'POST', body: form });
        expect([refused.status, ((await refused.json()) as { error: { code: string } }).error.code]).toEqual([
          403,
          'read-only',
        ]);
        real.put('2021-hainan.txt', '海南省', '自由贸易港开始建设。');
        const { generation } = (await real.ingest({ databaseUrl, store: store.address })).manifest;
        await expect
          .poll(
            async () =>
              ((await (await fetch(`${server.address}/api/health`)).json()) as { generation: string }).generation,
            {
              timeout: 60_000,
            },
          )
          .toBe(generation);
        expect((await ask('海南2021年GDP增长目标是多少？')).answer).toContain('8%以上');
      } finally {
        await own.close();
        await server.stop();
        await store.stop();
        rmSync(real.folder, { recursive: true, force: true });
      }
    },
    180_000,
  );
});

async function startServer(env: Record<string, string>): Promise<{ address: string; stop: () => Promise<void> }> {
  const server = spawn(process.execPath, [...programFlags(), programFile('server/main.ts')], {
    env: { ...process.env, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    for (const stream of [server.stdout, server.stderr])
      stream.on('data', (chunk) => {
        said += chunk;
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
        if (found) resolve(found);
      });
    server.once('exit', (code) => reject(new Error(`the server left with code ${code}: ${said}`)));
  });
  return {
    address,
    stop: async () => {
      server.kill('SIGTERM');
      await gone;
    },
  };
}
