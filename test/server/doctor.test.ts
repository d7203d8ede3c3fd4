import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../ingest/config.ts';
import { ingest } from '../../ingest/ingest.ts';
import { examine, type Finding } from '../../server/examination.ts';

let folder = '';
const at = (name: string): string => join(folder, name);
const env = (more: Record<string, string> = {}): Record<string, string> => ({
  PORT: '0',
  REPORTS_DIR: at('reports'),
  INDEX_DIR: at('index'),
  STATE_DIR: at('state'),
  MODELS_DIR: join(projectRoot, 'data/models'),
  ...more,
});
async function findings(more: Record<string, string> = {}): Promise<Map<string, Finding>> {
  const found = new Map<string, Finding>();
  for await (const finding of examine(env(more))) found.set(finding.what, finding);
  return found;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'baogao-doctor-'));
  mkdirSync(at('reports'));
  writeFileSync(
    at('reports/2021-anhui.txt'),
    '安徽省政府工作报告\n——2021年1月12日\n一、2020年工作回顾\n全省生产总值增长3.9%。\n',
  );
  const dirs = { reportsDir: at('reports'), indexDir: at('index'), modelsDir: join(projectRoot, 'data/models') };
  await ingest({ config: dirs, vectors: false });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a machine where all is well has no failure, and an index without its vectors is said to be behind', async () => {
  const found = await findings();
  expect([...found.values()].filter(({ verdict }) => verdict === 'failure')).toEqual([]);
  expect(found.get('reports')?.found).toContain('1 documents');
  expect(found.get('index')).toMatchObject({ verdict: 'warning', advice: expect.stringContaining('npm run ingest') });
});

test('each thing that is wrong is told with what to do, and hides nothing else', async () => {
  mkdirSync(at('broken'));
  writeFileSync(at('broken/state.db'), 'no database at all, and long enough to be looked at'.repeat(40));
  const found = await findings({
    HOST: '0.0.0.0',
    REPORTS_DIR: at('none'),
    INDEX_DIR: at('empty'),
    STATE_DIR: at('broken'),
    MODELS_DIR: at('none'),
  });
  const failures = ['access', 'model bge-small-zh-v1.5', 'reports', 'index', 'state'];
  for (const what of failures) {
    expect(found.get(what), what).toMatchObject({ verdict: 'failure', advice: expect.stringMatching(/\S/) });
  }
  expect(found.get('machine')?.verdict).toBe('ok');
});

test('a store and a database that do not answer are told, and no reports are asked of a server that shares them', async () => {
  const away = { STORE: 'milvus://127.0.0.1:1', DATABASE_URL: 'postgres://baogao:sesame@127.0.0.1:1/x' };
  const found = await findings(away);
  for (const what of ['store', 'database'])
    expect(found.get(what), what).toMatchObject({
      verdict: 'failure',
      advice: expect.stringMatching(/STORE|DATABASE_URL/),
    });
  expect(JSON.stringify([...found.values()])).not.toContain('sesame');
  expect(found.has('reports')).toBe(false);
});

test('a configuration that cannot be read ends the examination with its error', async () => {
  expect((await findings({ PORT: 'abc' })).get('configuration')).toMatchObject({
    verdict: 'failure',
    found: expect.stringContaining('PORT'),
  });
});
