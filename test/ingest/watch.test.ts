/** `npm run ingest -- --watch` as a person starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { projectRoot } from '../../ingest/config.ts';
import { needs } from '../require.ts';
import { SmallReports, smallReport } from './small-reports.ts';

const hasModels = needs(
  'the embedding models (data/models)',
  existsSync(join(projectRoot, 'data/models/bge-small-zh-v1.5')),
);
const PROGRAM = fileURLToPath(new URL('../../ingest/main.ts', import.meta.url));
const SOON = { timeout: 60_000 };

let folder: SmallReports;
let child: ChildProcess | undefined;
let said = '';
beforeEach(() => {
  folder = new SmallReports();
  folder.put('2021-安徽省.txt', smallReport('安徽省'));
  said = '';
});
afterEach(() => {
  child?.kill('SIGKILL');
  folder.remove();
});

const start = (args: string[]): ChildProcess => {
  child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, ...args], {
    cwd: projectRoot,
    env: { ...process.env, ...folder.env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.stderr?.on('data', (words) => {
    said += words;
  });
  return child;
};
const ended = (one: ChildProcess): Promise<number | null> => new Promise((resolve) => one.once('exit', resolve));
const regions = (): (string | null)[] => {
  try {
    return folder.using(({ reports }) => reports.map(({ region }) => region));
  } catch {
    return [];
  }
};

describe.runIf(hasModels)('watching', () => {
  test('the index follows what is added, changed and removed, and Ctrl-C ends it', async () => {
    const watching = start(['--watch']);
    const exit = ended(watching);
    await expect.poll(() => said, SOON).toMatch(/Watching[\s\S]*generation \d+ has 1 reports/);
    expect(regions()).toEqual(['安徽省']);
    folder.put('省/2021-福建省.txt', smallReport('福建省'));
    await expect.poll(regions, SOON).toEqual(['安徽省', '福建省']);
    // What the page adds while it watches.
    folder.put('2021-河北省.txt', smallReport('河北省'), folder.uploadsDir);
    await expect.poll(regions, SOON).toEqual(['安徽省', '福建省', '河北省']);
    folder.put('2021-安徽省.txt', smallReport('安徽省', '4.4'));
    await expect.poll(() => folder.using((index) => index.source('2021-安徽省')), SOON).toContain('4.4%');
    rmSync(join(folder.config.reportsDir, '省'), { recursive: true });
    await expect.poll(regions, SOON).toEqual(['安徽省', '河北省']);
    folder.put('old.wps', 'x');
    await expect.poll(() => said, SOON).toContain('Not read: old.wps');
    watching.kill('SIGINT');
    expect(await exit).toBe(0);
  }, 300_000);

  test('a folder that becomes empty is told, and the watch goes on', async () => {
    start(['--watch']);
    await expect.poll(regions, SOON).toEqual(['安徽省']);
    rmSync(join(folder.config.reportsDir, '2021-安徽省.txt'));
    await expect.poll(() => said, SOON).toMatch(/found an empty folder/);
    folder.put('2021-湖南省.txt', smallReport('湖南省'));
    await expect.poll(regions, SOON).toEqual(['湖南省']);
  }, 200_000);
});

test('a run whose parent is killed in the middle stops without a word of its own faults', async () => {
  for (let n = 0; n < 40; n++)
    folder.put(`2021-${n}.txt`, smallReport(['福建省', '河北省', '河南省'][n % 3] as string, `${n}`));
  const log = join(folder.root, 'child.log');
  // The parent forks it as a server does, and is gone as soon as it is told anything.
  const parent = `const { fork } = require('node:child_process'); const { openSync } = require('node:fs');
    const child = fork(${JSON.stringify(PROGRAM)}, [], { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', openSync(${JSON.stringify(log)}, 'w'), 'ipc'] });
    child.once('message', () => { process.stdout.write(String(child.pid)); process.kill(process.pid, 'SIGKILL'); });`;
  child = spawn(process.execPath, ['-e', parent], {
    cwd: projectRoot,
    env: { ...process.env, ...folder.env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let pid = '';
  child.stdout?.on('data', (words) => {
    pid += words;
  });
  await new Promise((resolve) => child?.once('exit', resolve));
  expect(Number(pid)).toBeGreaterThan(1);
  const isRunning = (): boolean => {
    try {
      process.kill(Number(pid), 0);
      return true;
    } catch {
      return false;
    }
  };
  await expect.poll(isRunning, SOON).toBe(false);
  expect(readFileSync(log, 'utf8')).not.toMatch(/EPIPE|Unhandled|at process/);
}, 120_000);
