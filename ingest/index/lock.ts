/** One ingest at a time: a lock file that says who holds it, and that a dead holder loses. */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ReportError } from '../errors.ts';
import { asDiskError } from './files.ts';

interface Holder {
  process: number;
  host: string;
  since: string;
}

const LOCK_FILE = 'ingest.lock';
/** The holder touches its lock this often; one on another machine counts as dead after DEAD_MS without. */
const TOUCH_MS = 5_000;
const DEAD_MS = 60_000;

/**
 * Takes the lock of an index; call what comes back to give it up.
 * @throws ReportError `index-locked` naming the holder, `index-read-only`, `disk-full`.
 */
export function lockIndex(indexDir: string): () => void {
  const path = join(indexDir, LOCK_FILE);
  const own: Holder = { process: process.pid, host: hostname(), since: new Date().toISOString() };
  try {
    mkdirSync(indexDir, { recursive: true });
  } catch (error) {
    throw asDiskError(error, indexDir);
  }
  if (!create(path, own)) {
    const holder = readHolder(path);
    if (holder !== undefined && isAlive(holder, path)) throw locked(indexDir, holder);
    // Renamed first: of two that find the same dead lock, only one succeeds in moving it away.
    try {
      const dead = `${path}.${process.pid}.dead`;
      renameSync(path, dead);
      rmSync(dead, { force: true });
    } catch {
      // The other one was faster; the next lines say so.
    }
    if (!create(path, own)) throw locked(indexDir, readHolder(path));
  }
  const timer = setInterval(() => touch(path), TOUCH_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    const holder = readHolder(path);
    if (holder?.process === own.process && holder.since === own.since) rmSync(path, { force: true });
  };
}

function create(path: string, holder: Holder): boolean {
  try {
    writeFileSync(path, JSON.stringify(holder), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw asDiskError(error, path);
  }
}

/** Undefined where there is no lock any more, or one that was cut short in the middle of being written. */
function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

/** On this machine the process is asked; of another machine only its touches are seen. */
function isAlive(holder: Holder, path: string): boolean {
  if (holder.host !== hostname()) return Date.now() - modified(path) < DEAD_MS;
  if (holder.process === process.pid) return true;
  try {
    process.kill(holder.process, 0);
    // A number that another program got since: such a one does not touch the lock.
    return Date.now() - modified(path) < DEAD_MS;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function modified(path: string): number {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return 0;
  }
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
