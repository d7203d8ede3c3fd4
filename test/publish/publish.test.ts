/** What others get: the package and the archive, made from a copy of the repository and used far away from it. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../ingest/program.ts';
import { recipeHash } from '../../ingest/recipe.ts';
import type { Answer } from '../../server/model.ts';
import { needs } from '../require.ts';

const REPORT = `政府工作报告
——2021年1月12日在安徽省第十三届人民代表大会第四次会议上
一、2020年工作回顾
全省生产总值增长3.9%。
二、2021年重点工作
地区生产总值增长8%以上。为65岁以上老年人免费体检一次。
`;
/** Two packages are compiled: two minutes on two cores that have nothing else to do. */
const INSTALL_MS = 1_200_000;
const QUESTION = '安徽2021年GDP增长目标是多少？';
const platform = `${process.platform}-${process.arch}`;

let folder = '';
let copy = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'baogao-publish-'));
  copy = join(folder, 'repository');
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  for (const file of files.split('\0').filter((one) => one !== '' && existsSync(join(projectRoot, one))))
    cpSync(join(projectRoot, file), join(copy, file));
  symlinkSync(join(projectRoot, 'node_modules'), join(copy, 'node_modules'), 'junction');
  mkdirSync(join(folder, 'reports'));
  writeFileSync(join(folder, 'reports/2021-anhui.txt'), REPORT);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Nothing of the environment of npm, vitest or this repository. */
function plainEnvironment(more: Record<string, string>): NodeJS.ProcessEnv {
  const { PATH = '', HOME = '', SystemRoot } = process.env;
  return { PATH, HOME, ...(SystemRoot && { SystemRoot }), REPORTS_DIR: join(folder, 'reports'), ...more };
}

function run(command: string, args: string[], options: { cwd: string; env: NodeJS.ProcessEnv }): string {
  const { status, stdout, stderr } = spawnSync(command, args, { ...options, encoding: 'utf8' });
  expect(status, `${command} ${args.join(' ')}\n${stdout}\n${stderr}`).toBe(0);
  return stdout;
}

function registryAnswers(): boolean {
  return spawnSync('npm', ['view', 'bindings', 'version', '--fetch-retries=0'], { cwd: tmpdir() }).status === 0;
}

describe.skipIf(!needs('a registry of npm', registryAnswers()))('the package', () => {
  let empty = '';
  beforeAll(() => {
    const env = plainEnvironment({ PLATFORMS: platform });
    const before = readFileSync(join(copy, 'package.json'), 'utf8');
    const nowhere = join(folder, 'nowhere/at/all');
    expect(spawnSync('npm', ['pack', '--pack-destination', nowhere], { cwd: copy, env }).status).not.toBe(0);
    run('npm', ['pack', '--pack-destination', folder], { cwd: copy, env });
    expect(readFileSync(join(copy, 'package.json'), 'utf8')).toBe(before);
    empty = join(folder, 'empty');
    mkdirSync(empty);
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) as string;
    run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', join(folder, tarball)], { cwd: empty, env });
  }, INSTALL_MS);

  test('answers by npx, and keeps what it makes in the folder for a person’s data', () => {
    const env = plainEnvironment({
      XDG_DATA_HOME: join(folder, 'data'),
      LOCALAPPDATA: join(folder, 'data'),
      HOME: folder,
    });
    const answer = JSON.parse(run('npx', ['baogao', 'ask', '--json', QUESTION], { cwd: empty, env })) as Answer;
    expect(answer.answer).toContain('8%以上');
    expect(answer.citations[0]?.quote).toContain('地区生产总值增长8%以上');
    expect(existsSync(join(empty, 'node_modules/baogao/data/index'))).toBe(false);
    if (process.platform === 'linux') expect(existsSync(join(folder, 'data/baogao/index'))).toBe(true);
  });

  test('is JavaScript with few packages, and the licences of those inside it', () => {
    const installed = join(empty, 'node_modules/baogao');
    const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    for (const step of ['preinstall', 'install', 'postinstall']) expect(manifest.scripts).not.toHaveProperty(step);
    expect(Object.keys(manifest.dependencies)).toEqual(['@node-rs/jieba', 'better-sqlite3', 'pdfjs-dist']);
    expect(readdirSync(join(installed, 'dist')).filter((name) => name.endsWith('.ts'))).toEqual([]);
    expect(existsSync(join(installed, 'data/reports/2020-provinces-29.txt'))).toBe(true);
    const licences = readFileSync(join(installed, 'dist/THIRD-PARTY-LICENCES.txt'), 'utf8');
    for (const name of ['hono', 'zod', '@langchain/core', '@huggingface/transformers'])
      expect(licences).toContain(`\n${name} `);
  });
});

describe('the archive', () => {
  let program = '';
  beforeAll(() => {
    const command = ['--import', 'tsx', 'server/publish/bundle-command.ts', '--out', folder];
    const archive = run(process.execPath, command, { cwd: copy, env: plainEnvironment({}) }).trim();
    const away = join(folder, 'away');
    mkdirSync(away);
    run('tar', ['-xzf', archive, '-C', away], { cwd: folder, env: plainEnvironment({}) });
    cpSync(join(folder, 'reports'), join(folder, 'formats'), { recursive: true });
    cpSync(join(projectRoot, 'test/ingest/files/reportlab.pdf'), join(folder, 'formats/reportlab.pdf'));
    program = join(away, readdirSync(away)[0] as string, process.platform === 'win32' ? 'baogao.cmd' : 'baogao');
  });

  test('has all that its packages need, also those that are only loaded where they are configured', () => {
    const packages = [
      'better-sqlite3',
      '@node-rs/jieba',
      'pdfjs-dist/legacy/build/pdf.mjs',
      'hnswlib-node',
      'pg',
      '@zilliz/milvus2-sdk-node',
    ];
    const script = `Promise.all(${JSON.stringify(packages)}.map((name) => import(name))).then(() => process.exit(0))`;
    run(join(program, '../node'), ['-e', script], { cwd: join(program, '..'), env: plainEnvironment({}) });
  });

  test(
    'serves page and answers where there is no npm, no Node and no network',
    async () => {
      const server = startOffline(
        program,
        ['serve'],
        plainEnvironment({ PATH: '/usr/bin:/bin', HOME: '/nowhere', PORT: '0', REPORTS_DIR: join(folder, 'formats') }),
      );
      try {
        expect(await server.address).toMatch(/^http:/);
        const answer = JSON.parse(await server.fetch('/api/ask', { question: QUESTION })) as Answer;
        expect(answer.answer).toContain('8%以上');
        // PDFs are read by a package with parts of its own.
        expect(await server.fetch('/api/documents')).toContain('"id":"reportlab"');
        expect(await server.fetch('/')).toContain('<!doctype html>');
        expect(await server.fetch('/api/docs')).toContain('/api/ask');
        await expect(server.vectors()).resolves.toBe('ready');
        expect(existsSync(join(program, '../data/index/files'))).toBe(true);
      } finally {
        await server.stop();
      }
    },
    INSTALL_MS,
  );
});

test('an index that was made by the sources is that of what was built', () => {
  const built = run(process.execPath, ['--import', 'tsx', 'server/publish/build-command.ts', '--platform', platform], {
    cwd: copy,
    env: plainEnvironment({}),
  });
  expect(built).toBe('');
  const parts = readdirSync(join(copy, 'dist')).filter((name) => name.endsWith('.js'));
  expect(parts.some((name) => readFileSync(join(copy, 'dist', name), 'utf8').includes(recipeHash()))).toBe(true);
});

interface Offline {
  address: Promise<string>;
  /** GET, or POST of JSON, from where the server can be reached. */
  fetch(path: string, body?: unknown): Promise<string>;
  vectors(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a server in a network that has only itself, or where this system has no such thing, forbids it connections elsewhere. */
function startOffline(command: string, args: string[], env: NodeJS.ProcessEnv): Offline {
  const hasNamespaces = spawnSync('unshare', ['-rn', 'sh', '-c', 'ip link set lo up']).status === 0;
  const noNetwork = pathToFileURL(join(projectRoot, 'test/no-network.mjs')).href;
  const watched = { NODE_OPTIONS: `--import ${noNetwork}`, NO_NETWORK_LOG: join(folder, 'network.log') };
  const server: ChildProcess = hasNamespaces
    ? spawn('unshare', ['-rn', 'sh', '-c', 'ip link set lo up && exec "$0" "$@"', command, ...args], { env })
    : spawn(command, args, { env: { ...env, ...watched } });
  const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const address = new Promise<string>((resolve, reject) => {
    let said = '';
    for (const stream of [server.stdout, server.stderr])
      stream?.on('data', (chunk) => {
        said += chunk;
        const found = /^http:\/\/127\.0\.0\.1:\d+/m.exec(said)?.[0];
        if (found) resolve(found);
      });
    server.once('exit', (code) => reject(new Error(`the server left with code ${code}: ${said}`)));
  });
  const fetchText = async (path: string, body?: unknown): Promise<string> => {
    const url = `${await address}${path}`;
    const headers = { 'content-type': 'application/json' };
    const init = body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) };
    if (!hasNamespaces) return (await fetch(url, init)).text();
    // The server's own network is entered by a second process.
    const script = `fetch(${JSON.stringify(url)}, ${JSON.stringify(init)}).then((r) => r.text()).then((t) => process.stdout.write(t))`;
    const enter = ['-t', `${server.pid}`, '-U', '-n', '--preserve-credentials', process.execPath, '-e', script];
    return run('nsenter', enter, { cwd: folder, env: process.env });
  };
  return {
    address,
    fetch: fetchText,
    async vectors() {
      for (let tries = 0; tries < 600; tries++) {
        const { vectors } = JSON.parse(await fetchText('/api/health')) as { vectors: string };
        if (vectors === 'ready') return vectors;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      return 'not within two minutes';
    },
    async stop() {
      server.kill('SIGTERM');
      await gone;
    },
  };
}
