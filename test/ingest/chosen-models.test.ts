/** Other embedding models than the repository's: pooling and prefixes, what is missing, and the index that is bound to them. */
import { spawnSync } from 'node:child_process';
import fs, { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { projectRoot } from '../../ingest/config.ts';
import { loadEmbedder } from '../../ingest/embedder.ts';
import { fetchMissing } from '../../ingest/embedding/download.ts';
import { checkModel, modelFingerprint } from '../../ingest/embedding/profiles.ts';
import type { Manifest } from '../../ingest/index/model.ts';

const OWN = join(projectRoot, 'data/models/bge-small-zh-v1.5');
const PREFIX = '为这个句子生成表示以用于检索相关文章：';
let folder: string;
let modelsDir: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'baogao-chosen-'));
  modelsDir = join(folder, 'models');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The repository's small model under another name, with a profile of its own where one is given. */
function place(model: string, profile?: object): string {
  const target = join(modelsDir, model);
  mkdirSync(target, { recursive: true });
  for (const file of ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx'])
    symlinkSync(join(OWN, file), join(target, file));
  if (profile) writeFileSync(join(target, 'baogao.json'), JSON.stringify(profile));
  return model;
}

async function vectorOf(dir: string, model: string, text: string): Promise<number[]> {
  const embedder = await loadEmbedder({ modelsDir: dir, model, threads: 1 });
  const [vector] = await embedder.embedQueries([text]);
  await embedder.close();
  return [...(vector as Float32Array)];
}
const cosine = (a: number[], b: number[]): number => a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);

test('pooling and prefixes are those of the profile beside the model', async () => {
  const text = '城镇新增就业目标';
  const own = await vectorOf(join(projectRoot, 'data/models'), 'bge-small-zh-v1.5', text);
  const first = place('Acme/first', { pooling: 'cls', queryPrefix: PREFIX });
  expect(cosine(own, await vectorOf(modelsDir, first, text))).toBeCloseTo(1, 5);
  for (const [name, profile] of [
    ['last', { pooling: 'last', queryPrefix: PREFIX }],
    ['mean', { pooling: 'mean', queryPrefix: PREFIX }],
    ['bare', { pooling: 'cls' }],
  ] as const) {
    const other = await vectorOf(modelsDir, place(`Acme/${name}`, profile), text);
    expect(cosine(other, other), name).toBeCloseTo(1, 5);
    expect(cosine(own, other), name).toBeLessThan(0.999);
  }
});

test('a family that is known by name needs no profile; other prefixes are another model', () => {
  expect(checkModel({ modelsDir, model: place('bge-base-zh-v1.5') })).toEqual({
    dimensions: 512,
    pooling: 'cls',
    queryPrefix: PREFIX,
    passagePrefix: '',
  });
  expect(checkModel({ modelsDir, model: place('Qwen3-Embedding-0.6B-ONNX') }).pooling).toBe('last');
  expect(checkModel({ modelsDir, model: place('multilingual-e5-base') })).toMatchObject({
    pooling: 'mean',
    queryPrefix: 'query: ',
    passagePrefix: 'passage: ',
  });
  const prints = [place('Acme/a', { pooling: 'cls' }), place('Acme/b', { pooling: 'mean' })].map((model) =>
    modelFingerprint({ modelsDir, model }),
  );
  expect(prints[0]).not.toBe(prints[1]);
});

test('a profile that says nothing, or something else, is an error that says what is expected', () => {
  const check = (model: string) => () => checkModel({ modelsDir, model });
  expect(check(place('Acme/silent', {}))).toThrowError(
    expect.objectContaining({ code: 'model-incompatible', hint: expect.stringContaining('pooling') }),
  );
  expect(check(place('Acme/wrong', { pooling: 'best' }))).toThrowError(
    expect.objectContaining({ code: 'model-incompatible', message: expect.stringContaining('baogao.json') }),
  );
});

test('nothing is fetched unless it is allowed, and the error says how', async () => {
  await fetchMissing(modelsDir, ['bge-m3']);
  expect(readdirSync(modelsDir)).not.toContain('bge-m3');
  expect(() => checkModel({ modelsDir, model: 'bge-m3' })).toThrowError(
    expect.objectContaining({ code: 'model-missing', hint: expect.stringContaining('MODEL_DOWNLOADS=on') }),
  );
});

test('an index is bound to the models that made it, and made anew for others', () => {
  const model = place('Acme/both', { pooling: 'cls', queryPrefix: PREFIX });
  const reportsDir = join(folder, 'reports');
  const indexDir = join(folder, 'index');
  mkdirSync(reportsDir, { recursive: true });
  writeFileSync(
    join(reportsDir, '2020-anhui.txt'),
    '2020年安徽省政府工作报告\n\n二、2020年工作安排\n\n城镇新增就业63万人以上。居民消费价格涨幅控制在3.5%左右。\n',
  );
  const run = (args: string[], chosen: Record<string, string>) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', ...args], {
      cwd: projectRoot,
      encoding: 'utf8',
      env: {
        ...process.env,
        REPORTS_DIR: reportsDir,
        INDEX_DIR: indexDir,
        STATE_DIR: join(folder, 'state'),
        ...chosen,
      },
    });
    expect(stderr).not.toContain('Error');
    expect(status).toBe(0);
    return stdout;
  };
  const manifest = (): Manifest => {
    const [newest] = readdirSync(indexDir)
      .filter((name) => name.startsWith('generation-'))
      .sort()
      .reverse();
    return JSON.parse(readFileSync(join(indexDir, newest as string), 'utf8'));
  };
  const chosen = { MODELS_DIR: modelsDir, EMBEDDING_MODEL: model, BILINGUAL_MODEL: model };
  run(['ingest/main.ts'], chosen);
  expect(manifest().vectors.map((set) => `${set.model} ${set.unit}`)).toEqual([
    `${model} passage`,
    `${model} sentence`,
  ]);
  expect(run(['server/ask.ts', '安徽2020年城镇新增就业目标是多少？'], chosen)).toContain('63万人以上');
  const before = manifest().generation;
  run(['ingest/main.ts'], {});
  expect(manifest().generation > before).toBe(true);
  expect([...new Set(manifest().vectors.map((set) => set.model))]).toEqual([
    'bge-small-zh-v1.5',
    'multilingual-e5-small-zh-en',
  ]);
}, 120_000);

test('the weights are opened by their path: nothing reads them into memory beside the runtime', async () => {
  const read = vi.spyOn(fs, 'createReadStream');
  try {
    const vector = await vectorOf(join(projectRoot, 'data/models'), 'bge-small-zh-v1.5', '生态环境');
    expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
    const names = read.mock.calls.map(([path]) => String(path));
    expect(names.some((name) => name.endsWith('config.json'))).toBe(true);
    expect(names.filter((name) => name.endsWith('.onnx'))).toEqual([]);
  } finally {
    read.mockRestore();
  }
});
