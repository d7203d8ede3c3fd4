import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { backUp } from '../../ingest/state/backup.ts';
import { restore } from '../../ingest/state/restore.ts';
import { State } from '../../ingest/state/state.ts';
import { STATE_STEPS } from '../../ingest/state/steps.ts';

let folder = '';
let state: State;
const dir = () => join(folder, 'state');
const file = () => join(folder, 'backup.zip');
const insert = (id: string, words: string) =>
  state.database.prepare("INSERT INTO conversations VALUES ('li', ?, 'title', '2020', '[]', ?)").run(id, words);
const conversations = (from: State) =>
  from.database.prepare<[], { id: string; words: string }>('SELECT id, words FROM conversations ORDER BY id').all();
const upload = (path: string, text: string) => {
  const at = join(dir(), 'uploads', path);
  mkdirSync(join(at, '..'), { recursive: true });
  writeFileSync(at, text);
};
/** Names and hashes of all files below a folder. */
const contents = (at: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(at, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [relative(at, path), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  );

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baogao-backup-'));
  state = new State(dir());
  insert('c1', '湖南的目标');
  upload('2021/安徽省.txt', '政府工作报告'.repeat(1000));
  upload('plain.txt', '报告');
  upload('.waiting-1/half.txt', '还没有收下');
});
afterEach(() => {
  state.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a backup', () => {
  test('is made while the state is in use, and restored has everything, and nothing that was not accepted', async () => {
    const { files, stateVersion } = await backUp({ stateDir: dir(), file: file() });
    expect(files.map(({ name }) => name)).toEqual(['state.db', 'uploads/2021/安徽省.txt', 'uploads/plain.txt']);
    expect(stateVersion).toBe(STATE_STEPS.length);
    expect(statSync(file()).mode & 0o077).toBe(0);
    insert('c2', '后来的');
    const other = join(folder, 'other');
    await restore({ stateDir: other, file: file(), replace: false });
    const restored = new State(other);
    expect(conversations(restored)).toEqual([{ id: 'c1', words: '湖南的目标' }]);
    restored.close();
    expect(readFileSync(join(other, 'uploads/2021/安徽省.txt'), 'utf8')).toBe('政府工作报告'.repeat(1000));
    expect(existsSync(join(other, 'uploads/.waiting-1'))).toBe(false);
    expect(readdirSync(folder).sort()).toEqual(['backup.zip', 'other', 'state']);
  });

  test('has the database of one moment, whatever is written while it is made', async () => {
    for (let i = 0; i < 2000; i++) insert(`many-${i}`, '词'.repeat(500));
    let written = 0;
    const writer = setInterval(() => {
      // Two rows belong together: one moment has both or none.
      state.database.transaction(() => {
        insert(`pair-${written}-a`, 'x');
        insert(`pair-${written}-b`, 'x');
      })();
      written++;
    }, 0);
    await backUp({ stateDir: dir(), file: file() }).finally(() => clearInterval(writer));
    expect(written).toBeGreaterThan(0);
    const other = join(folder, 'other');
    await restore({ stateDir: other, file: file(), replace: false });
    const restored = new State(other);
    const pairs = conversations(restored).filter(({ id }) => id.startsWith('pair-'));
    expect(pairs.length % 2).toBe(0);
    restored.close();
  });

  test('overwrites no file, and of an empty folder there is none', async () => {
    writeFileSync(file(), 'something else');
    await expect(backUp({ stateDir: dir(), file: file() })).rejects.toMatchObject({ code: 'already-there' });
    expect(readFileSync(file(), 'utf8')).toBe('something else');
    await expect(backUp({ stateDir: join(folder, 'nothing'), file: join(folder, 'b.zip') })).rejects.toMatchObject({
      code: 'no-state',
    });
  });

  test('is not made of a damaged database', async () => {
    for (let i = 0; i < 500; i++) insert(`many-${i}`, '词'.repeat(500));
    state.close();
    const path = join(dir(), 'state.db');
    const bytes = readFileSync(path);
    bytes.fill(0xff, 40_000, 60_000);
    writeFileSync(path, bytes);
    await expect(backUp({ stateDir: dir(), file: file() })).rejects.toMatchObject({ code: 'state-damaged' });
    expect(existsSync(file())).toBe(false);
  });
});

describe('restoring', () => {
  beforeEach(async () => {
    await backUp({ stateDir: dir(), file: file() });
  });

  test('sets aside what is there, only when it is told to, and never below a program that uses it', async () => {
    await expect(restore({ stateDir: dir(), file: file(), replace: false })).rejects.toMatchObject({
      code: 'state-there',
    });
    await expect(restore({ stateDir: dir(), file: file(), replace: true })).rejects.toMatchObject({
      code: 'state-in-use',
    });
    insert('c2', '后来的');
    state.close();
    const { before } = await restore({ stateDir: dir(), file: file(), replace: true });
    state = new State(dir());
    expect(conversations(state).map(({ id }) => id)).toEqual(['c1']);
    const old = new State(before as string);
    expect(conversations(old).map(({ id }) => id)).toEqual(['c1', 'c2']);
    old.close();
  });

  test('refuses an archive with any byte changed, or is not harmed by it; nothing is changed then', async () => {
    state.close();
    const whole = readFileSync(file());
    const original = join(folder, 'original');
    await restore({ stateDir: original, file: file(), replace: false });
    const expected = contents(original);
    const before = contents(dir());
    let refused = 0;
    for (let at = 0; at < 300; at++) {
      const bytes = Buffer.from(whole);
      const place = Math.floor((at * bytes.length) / 300);
      bytes[place] = (bytes[place] as number) ^ (1 << (at % 8));
      const damaged = join(folder, 'damaged.zip');
      writeFileSync(damaged, at % 3 === 0 ? bytes.subarray(0, place) : bytes);
      const target = join(folder, 'target');
      try {
        await restore({ stateDir: target, file: damaged, replace: false });
        // A byte that means nothing, such as the time of a file.
        const { 'backup.json': _, ...found } = contents(target);
        expect(found).toEqual(expected);
      } catch (error) {
        expect(error).toMatchObject({ code: 'backup-damaged', hint: expect.stringContaining('Nothing was changed') });
        expect(existsSync(target)).toBe(false);
        refused++;
      }
      rmSync(target, { recursive: true, force: true });
    }
    expect(refused).toBeGreaterThan(250);
    expect(contents(dir())).toEqual(before);
    expect(readdirSync(folder).filter((name) => name.includes('restoring'))).toEqual([]);
  });

  test.each([
    ['a name outside', 'uploads/../../outside.txt'],
    ['an absolute name', '/tmp/baogao-outside.txt'],
    ["another program's file", 'secrets.txt'],
    ['a name of Windows', 'uploads/..\\..\\outside.txt'],
  ])('refuses %s', async (_, name) => {
    const packed = unzipSync(readFileSync(file()));
    const list = JSON.parse(Buffer.from(packed['backup.json'] as Uint8Array).toString());
    const sha256 = createHash('sha256').update('x').digest('hex');
    list.files.push({ name, bytes: 1, sha256 });
    const evil = join(folder, 'evil.zip');
    writeFileSync(evil, zipSync({ ...packed, [name]: strToU8('x'), 'backup.json': strToU8(JSON.stringify(list)) }));
    await expect(restore({ stateDir: join(folder, 'target'), file: evil, replace: false })).rejects.toMatchObject({
      code: 'backup-damaged',
    });
    expect(existsSync(join(folder, 'outside.txt'))).toBe(false);
  });

  test('refuses what a newer program wrote, and what is not a backup at all', async () => {
    const packed = unzipSync(readFileSync(file()));
    const list = JSON.parse(Buffer.from(packed['backup.json'] as Uint8Array).toString());
    const write = (changes: object) => {
      const path = join(folder, 'newer.zip');
      writeFileSync(path, zipSync({ ...packed, 'backup.json': strToU8(JSON.stringify({ ...list, ...changes })) }));
      return restore({ stateDir: join(folder, 'target'), file: path, replace: false });
    };
    await expect(write({ format: 2 })).rejects.toMatchObject({ code: 'backup-newer' });
    await expect(write({ stateVersion: 99 })).rejects.toMatchObject({ code: 'state-newer' });
    cpSync(join(dir(), 'uploads/plain.txt'), join(folder, 'plain.zip'));
    await expect(
      restore({ stateDir: join(folder, 'target'), file: join(folder, 'plain.zip'), replace: false }),
    ).rejects.toMatchObject({ code: 'backup-damaged' });
  });
});
