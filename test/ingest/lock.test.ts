import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockIndex } from '../../ingest/index/lock.ts';
import { processStart } from '../../ingest/index/process-start.ts';

let folder = '';
let other: ChildProcess;
const path = () => join(folder, 'ingest.lock');
const held = (holder: object) => writeFileSync(path(), JSON.stringify({ host: hostname(), since: 'then', ...holder }));
/** As if nobody had touched it for so long. */
const untouched = (minutes: number) => utimesSync(path(), 0, (Date.now() - minutes * 60_000) / 1000);
const locked = expect.objectContaining({ code: 'index-locked' });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baogao-lock-'));
  other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'ignore' });
});
afterEach(() => {
  other.kill();
  rmSync(folder, { recursive: true, force: true });
});

test('a holder that is alive keeps its lock however long it was too busy to touch it', () => {
  const start = processStart(other.pid as number);
  expect(start).toBeDefined();
  held({ process: other.pid, start });
  untouched(90);
  expect(() => lockIndex(folder)).toThrow(locked);
});

test('a process that has the number of a dead holder does not keep its lock', () => {
  for (const process of [other.pid, globalThis.process.pid]) {
    held({ process, start: 'another start' });
    lockIndex(folder)();
    expect(existsSync(path())).toBe(false);
  }
});

test('a holder on another machine is dead when it does not touch its lock', () => {
  held({ process: 1, host: 'elsewhere' });
  expect(() => lockIndex(folder)).toThrow(
    expect.objectContaining({ code: 'index-locked', message: expect.stringContaining('elsewhere') }),
  );
  untouched(5);
  lockIndex(folder)();
});

test('a lock without a content is being written, or was left so long ago', () => {
  writeFileSync(path(), '');
  expect(() => lockIndex(folder)).toThrow(locked);
  untouched(1);
  lockIndex(folder)();
});

test('of many that find a dead holder at once one gets the lock, and nothing is left behind', async () => {
  held({ process: 2 ** 22 - 3 });
  const code = `
    const { lockIndex } = await import(${JSON.stringify(new URL('../../ingest/index/lock.ts', import.meta.url).href)});
    while (Date.now() < Number(process.argv[1])) {}
    try { lockIndex(${JSON.stringify(folder)}); console.log('held'); setTimeout(() => {}, 600000); } catch (e) { console.log(e.code); }`;
  const at = Date.now() + 4000;
  const children: ChildProcess[] = [];
  const run = () =>
    new Promise<string>((resolve) => {
      const child = spawn(
        process.execPath,
        ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', code, String(at)],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      children.push(child);
      child.stdout.once('data', (said) => resolve(String(said).trim()));
    });
  const said = await Promise.all(Array.from({ length: 6 }, run));
  for (const child of children) child.kill();
  expect(said.sort()).toEqual(['held', ...Array(5).fill('index-locked')]);
  expect(readdirSync(folder)).toEqual(['ingest.lock']);
  expect(JSON.parse(readFileSync(path(), 'utf8')).process).toBeTypeOf('number');
});
