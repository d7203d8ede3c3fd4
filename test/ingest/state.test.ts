import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { State } from '../../ingest/state/state.ts';

let folder = '';
const stateDir = () => join(folder, 'state');
const opened: State[] = [];
const open = (...args: ConstructorParameters<typeof State>): State => {
  const state = new State(...args);
  opened.push(state);
  return state;
};
const first = { module: 'notes', sql: 'CREATE TABLE notes (words TEXT)' };
const second = { module: 'marks', sql: 'ALTER TABLE notes ADD COLUMN mark TEXT; CREATE TABLE marks (id INTEGER)' };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baogao-state-'));
});
afterEach(() => {
  for (const state of opened.splice(0)) state.close();
  rmSync(folder, { recursive: true, force: true });
});

test('nothing is created before something is kept', () => {
  const state = open(stateDir());
  expect(state.existing).toBeUndefined();
  expect(state.uploadsDir).toBe(join(stateDir(), 'uploads'));
  expect(existsSync(stateDir())).toBe(false);
});

test('what one process keeps, another finds', () => {
  const one = open(stateDir(), { steps: [first] });
  one.database.prepare('INSERT INTO notes VALUES (?)').run('甲');
  const other = open(stateDir(), { steps: [first] });
  expect(other.existing?.prepare('SELECT words FROM notes').all()).toEqual([{ words: '甲' }]);
  expect(one.database.pragma('journal_mode', { simple: true })).toBe('wal');
});

test('an older database gets the steps it lacks and keeps what it has', () => {
  const old = open(stateDir(), { steps: [first] });
  old.database.prepare('INSERT INTO notes VALUES (?)').run('乙');
  old.close();
  const upgraded = open(stateDir(), { steps: [first, second] }).database;
  expect(upgraded.prepare('SELECT words, mark FROM notes').all()).toEqual([{ words: '乙', mark: null }]);
  expect(upgraded.pragma('user_version', { simple: true })).toBe(2);
});

test('a step that fails leaves the database at the version it had', () => {
  open(stateDir(), { steps: [first] }).database.close();
  const broken = { module: 'broken', sql: 'CREATE TABLE more (id INTEGER); CREATE TABLE notes (id INTEGER)' };
  expect(() => open(stateDir(), { steps: [first, broken] }).database).toThrow(/tables of broken/);
  const again = open(stateDir(), { steps: [first, second] }).database;
  expect(again.pragma('user_version', { simple: true })).toBe(2);
});

test('a database of a newer program is refused and left as it is', () => {
  open(stateDir(), { steps: [first, second] }).database.close();
  const before = readFileSync(join(stateDir(), 'state.db'));
  expect(() => open(stateDir(), { steps: [first] }).database).toThrow(
    expect.objectContaining({ code: 'state-newer', message: expect.stringContaining('version 2'), status: 503 }),
  );
  expect(readFileSync(join(stateDir(), 'state.db')).equals(before)).toBe(true);
});

test('the tables of the program itself can be made', () => {
  expect(open(stateDir()).database.prepare('SELECT count(*) AS n FROM document_corrections').get()).toEqual({ n: 0 });
});

test('a place that cannot be written to is named, with what to do', () => {
  writeFileSync(join(folder, 'state'), 'a file');
  expect(() => open(stateDir()).database).toThrow(
    expect.objectContaining({ code: 'state-read-only', hint: expect.stringContaining('STATE_DIR') }),
  );
  rmSync(join(folder, 'state'));
  mkdirSync(join(folder, 'state', 'state.db'), { recursive: true });
  expect(() => open(stateDir()).database).toThrow(expect.objectContaining({ code: 'state-read-only' }));
});

test('a file that is no database is told to be damaged', () => {
  mkdirSync(stateDir());
  writeFileSync(join(stateDir(), 'state.db'), 'no database at all, and long enough to be looked at'.repeat(40));
  expect(() => open(stateDir()).existing).toThrow(expect.objectContaining({ code: 'state-damaged' }));
});
