/** The real model and a real server on loopback, over two small reports. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../ingest/config.ts';
import type { Answer } from '../../server/model.ts';

const REPORT = (region: string): string => `政府工作报告
——2021年1月12日在${region}第十三届人民代表大会第四次会议上
一、2020年工作回顾
全省生产总值增长3.9%。粮食总产达803.8亿斤。新增高新技术企业2000家。城镇老旧小区改造受到群众欢迎。
二、2021年重点工作
（一）改善民生
为65岁以上老年人免费体检一次。开设小学生爱心暑托班600个，解决家长后顾之忧。改造农村户用厕所5万户。
（二）完善交通
新增高速公路300公里。加快机场改扩建。推进内河航道整治。
（三）加强生态保护
落实长江十年禁渔，做好退捕渔民转产安置。植树造林140万亩。
`;

let folder = '';
let server: ChildProcess | undefined;
let address = '';
const env = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PORT: '0',
  REPORTS_DIR: join(folder, 'reports'),
  INDEX_DIR: join(folder, 'index'),
  STATE_DIR: join(folder, 'state'),
});
const NO_NETWORK = pathToFileURL(join(projectRoot, 'test/no-network.mjs')).href;
const tsx = ['--import', import.meta.resolve('tsx')];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'baogao-real-'));
  mkdirSync(join(folder, 'reports'));
  writeFileSync(join(folder, 'reports/2021-anhui.txt'), REPORT('安徽省'));
  writeFileSync(join(folder, 'reports/2021-fujian.txt'), REPORT('福建省').replace('600个', '450个'));
  server = spawn(process.execPath, [...tsx, join(projectRoot, 'server/main.ts')], {
    env: { ...env(), NODE_OPTIONS: `--import ${NO_NETWORK}`, NO_NETWORK_LOG: join(folder, 'network.log') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  address = await new Promise<string>((resolve, reject) => {
    let said = '';
    server?.stdout?.on('data', (chunk) => {
      said += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (found) resolve(found);
    });
    server?.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    server?.once('exit', (code) => reject(new Error(`the server left with code ${code}: ${said}`)));
  });
  for (let i = 0; i < 600; i++) {
    const { vectors } = (await (await fetch(`${address}/api/health`)).json()) as { vectors: string };
    if (vectors === 'ready') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the vectors were not ready within a minute');
}, 120_000);

afterAll(() => {
  server?.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

const ask = async (question: string): Promise<Answer> => {
  const response = await fetch(`${address}/api/ask`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ question }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
};

describe('ranking', () => {
  const best = async (q: string): Promise<string[]> => {
    const response = await fetch(`${address}/api/search?${new URLSearchParams({ q, k: '3', explain: '1' })}`);
    const { hits } = (await response.json()) as {
      hits: { quote: string; region: string; explain: { legs: Record<string, unknown> } }[];
    };
    for (const hit of hits) expect(Object.keys(hit.explain.legs).length).toBeGreaterThan(0);
    return hits.map((hit) => `${hit.region} ${hit.quote}`);
  };

  // Exact names: full text and both models agree on the passage that has them; the region filters first.
  test('the passage with the very words is first, and only the region asked is there', async () => {
    const hits = await best('安徽2021年新增高速公路多少公里');
    expect(hits[0]).toContain('新增高速公路300公里');
    expect(hits.every((hit) => hit.startsWith('安徽省'))).toBe(true);
  });

  // No word in common but 长江: the vectors and the everyday word's report word (禁渔) must carry it.
  test('an everyday question finds the report word', async () => {
    expect((await best('安徽长江里不让打鱼的事'))[0]).toContain('十年禁渔');
  });

  // The question has no Chinese at all: the bilingual model finds it.
  test('an English question finds the Chinese passage', async () => {
    expect((await best('How many kilometres of new expressways does Anhui plan?'))[0]).toContain('高速公路');
  });
});

describe('answers', () => {
  test('a figure with a citation that is the source slice', async () => {
    const answer = await ask('福建2021年打算给小学生开多少个暑假托管的班，好让上班的爹妈放心？');
    expect(answer.answer).toContain('450个');
    const [citation] = answer.citations;
    const source = await (await fetch(`${address}/api/documents/${citation?.document}/source`)).text();
    expect(source.slice(citation?.start, citation?.end)).toBe(citation?.quote);
  });

  test('what is not there is refused', async () => {
    expect(await ask('福建2021年地铁要建多少公里？')).toMatchObject({ refused: true, reason: 'not-stated' });
  });

  test('a report that is added is answered from without a restart', async () => {
    writeFileSync(join(folder, 'reports/2021-hunan.txt'), REPORT('湖南省').replace('300公里', '777公里'));
    const ingest = spawn(process.execPath, [...tsx, join(projectRoot, 'ingest/main.ts')], {
      env: env(),
      stdio: 'ignore',
    });
    expect(await new Promise((resolve) => ingest.once('exit', resolve))).toBe(0);
    let answer = await ask('湖南2021年新增高速公路多少公里？');
    for (let i = 0; i < 50 && answer.refused; i++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      answer = await ask('湖南2021年新增高速公路多少公里？');
    }
    expect(answer.answer).toContain('777公里');
  });
});

describe('the ask command', () => {
  const run = (
    args: string[],
    more: NodeJS.ProcessEnv = {},
    input = '',
  ): Promise<{ code: number; out: string; err: string }> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [...tsx, join(projectRoot, 'server/ask.ts'), ...args], {
        env: { ...env(), ...more },
      });
      let [out, err] = ['', ''];
      child.stdout.on('data', (chunk) => {
        out += chunk;
      });
      child.stderr.on('data', (chunk) => {
        err += chunk;
      });
      child.once('close', (code) => resolve({ code: code ?? -1, out, err }));
      child.stdin.end(input);
    });

  test('answers a batch in order, a bad line with its error', async () => {
    const lines = [
      '{"id":"a","question":"安徽2020年粮食总产量是多少？"}',
      'not json',
      '{"id":"c","question":"福建2021年植树造林多少万亩？"}',
    ];
    const { code, out } = await run(['--batch', '-', '--passages', '2'], {}, `${lines.join('\n')}\n`);
    expect(code).toBe(0);
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map((a) => a.id)).toEqual(['a', undefined, 'c']);
    expect(answers[0].answer).toContain('803.8亿斤');
    expect(answers[1].error).toBeDefined();
    expect(answers[2].chunks).toHaveLength(2);
  });

  test.each([
    [['--nonsense'], {}, 2],
    [['湖南的目标'], { REPORTS_DIR: '/nowhere/at/all', INDEX_DIR: '/tmp/baogao-no-such-index' }, 1],
    [['湖南的目标'], { MODELS_DIR: '/nowhere/at/all' }, 1],
    [['湖南的目标'], { PORT: 'abc' }, 1],
  ])('%o with %o leaves with %i and says what to do', async (args, more, code) => {
    const result = await run(args, more);
    expect({ code: result.code, err: result.err }).toEqual({ code, err: expect.stringMatching(/\S/) });
    expect(result.err).not.toContain('    at ');
  });
});

describe('the network', () => {
  const log = () => join(folder, 'network.log');

  test('is used by nothing that was asked above', () => {
    expect(existsSync(log()) ? readFileSync(log(), 'utf8') : '').toBe('');
  });

  test('would have been missed if it had been used', () => {
    const attempt = (code: string) =>
      spawnSync(process.execPath, ['--import', NO_NETWORK, '-e', code], {
        env: { ...process.env, NO_NETWORK_LOG: join(folder, 'attempts.log') },
      });
    attempt("fetch('http://192.0.2.1/')");
    attempt("require('node:https').get('https://models.example/')");
    expect(readFileSync(join(folder, 'attempts.log'), 'utf8')).toMatch(/192\.0\.2\.1\n(?:.*\n)*models\.example/);
  });
});
