/** One ingest at a time: a lock file that says who holds it, and that a dead holder loses. */
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ReportError } from '../errors.ts';
import { asDiskError, UNFINISHED } from './files.ts';
import { processStart } from './process-start.ts';

interface Holder {
  process: number;
  host: string;
  since: string;
  /** When the process began, as this machine tells it; a later process of the same number has another. Null where it tells nothing. */
  start?: string | null;
}

const LOCK_FILE = 'ingest.lock';
/** The holder touches its lock this often, unless its thread is held by work or the machine sleeps. */
const TOUCH_MS = 5_000;
/** So long without a touch is a dead holder where its process cannot be asked: it runs on another machine. */
const DEAD_MS = 180_000;
/** A lock file that cannot be read is being written, or was left so by a crash before this. */
const WRITING_MS = 10_000;

/**
 * Takes the lock of an index; call what comes back to give it up.
 * @throws ReportError `index-locked` naming the holder, `index-read-only`, `disk-full`.
 */
export function lockIndex(indexDir: string): () => void {
  const path = join(indexDir, LOCK_FILE);
  const own: Holder = {
    process: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    start: processStart(process.pid) ?? null,
  };
  try {
    mkdirSync(indexDir, { recursive: true });
  } catch (error) {
    throw asDiskError(error, indexDir);
  }
  if (!create(path, own)) {
    const found = readLock(path);
    if (found !== undefined && isAlive(found, path)) throw locked(indexDir, holderOf(found));
    if (found !== undefined) removeDead(path, found);
    if (!create(path, own)) throw locked(indexDir, holderOf(readLock(path)));
  }
  const timer = setInterval(() => touch(path), TOUCH_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    if (readLock(path) === JSON.stringify(own)) rmSync(path, { force: true });
  };
}

/** The file appears with its whole content: who comes in between must not take it for one that was cut short. */
function create(path: string, holder: Holder): boolean {
  const aside = `${path}.${randomBytes(6).toString('hex')}${UNFINISHED}`;
  try {
    writeFileSync(aside, JSON.stringify(holder), { flag: 'wx' });
    linkSync(aside, path);
    return true;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    // ENOENT: who holds the lock has just cleared away what looked unfinished.
    if (code === 'EEXIST' || code === 'ENOENT') return false;
    // File systems without links; there the content comes a moment after the name.
    if (['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP'].includes(code) && statOf(aside)) return createPlain(path, holder);
    throw asDiskError(error, path);
  } finally {
    rmSync(aside, { force: true });
  }
}

function createPlain(path: string, holder: Holder): boolean {
  try {
    writeFileSync(path, JSON.stringify(holder), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw asDiskError(error, path);
  }
}

/** Moves a dead lock away; where another has taken it over meanwhile, its lock is put back. */
function removeDead(path: string, found: string): void {
  const dead = `${path}.${randomBytes(6).toString('hex')}${UNFINISHED}`;
  try {
    renameSync(path, dead);
    if (readLock(dead) !== found) linkSync(dead, path);
  } catch {
    // The other one was faster; the next attempt to create it says so.
  } finally {
    rmSync(dead, { force: true });
  }
}

/** What stands in the lock; undefined where there is none any more. */
function readLock(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function holderOf(text: string | undefined): Holder | undefined {
  try {
    const holder: unknown = JSON.parse(text ?? '');
    return typeof holder === 'object' && holder !== null && 'process' in holder ? (holder as Holder) : undefined;
  } catch {
    return undefined;
  }
}

/** On this machine the process is asked, however long it has been busy; of another machine only its touches are seen. */
function isAlive(text: string, path: string): boolean {
  const holder = holderOf(text);
  const untouched = Date.now() - (statOf(path)?.mtimeMs ?? 0);
  if (holder === undefined) return untouched < WRITING_MS;
  if (holder.host !== hostname()) return untouched < DEAD_MS;
  try {
    process.kill(holder.process, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const start = processStart(holder.process);
  if (start !== undefined && typeof holder.start === 'string') return start === holder.start;
  return holder.process === process.pid || untouched < DEAD_MS;
}

function statOf(path: string): { mtimeMs: number } | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // Removed by hand; the lock is then simply not held any longer.
  }
}

function locked(indexDir: string, holder: Holder | undefined): ReportError {
  const who = holder ? `process ${holder.process} on ${holder.host} since ${holder.since}` : 'another process';
  return new ReportError('index-locked', `The index in ${indexDir} is being written by ${who}.`, {
    hint: 'Wait until it is done, then run the command again.',
    status: 409,
  });
}
