/** Files of an index: written aside, synced, named by what is in them, and never changed afterwards. */
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ReportError } from '../errors.ts';
import { FILES_FOLDER } from './format.ts';
import type { IndexFile } from './model.ts';
import { atOnce, type Slices } from './slices.ts';

/** Ending of what is being written; left behind only by a killed ingest, and cleared by the next. */
export const UNFINISHED = '.tmp';
const BLOCK_BYTES = 1 << 20;

export interface NewFile {
  indexDir: string;
  /** Kind of file: the part of its name before the hash, such as `reports`. */
  kind: string;
  /** Ending of its name, such as `.db`. */
  ending: string;
  /** Writes the file to this path. */
  write(path: string): void;
}

/** Writes a file of a generation and gives it the name of its content; one that is there already is used as it is. */
export function addFile({ indexDir, kind, ending, write }: NewFile): IndexFile {
  const folder = join(indexDir, FILES_FOLDER);
  const aside = join(folder, `${kind}-${randomBytes(6).toString('hex')}${UNFINISHED}`);
  try {
    mkdirSync(folder, { recursive: true });
    write(aside);
    sync(aside);
    const sha256 = atOnce(hashFile(aside));
    const name = `${kind}-${sha256.slice(0, 16)}${ending}`;
    const bytes = statSync(aside).size;
    const path = join(folder, name);
    // One of that name that is damaged must give way, or the new generation would be as damaged.
    if (existsSync(path) && statSync(path).size === bytes && atOnce(hashFile(path)) === sha256) rmSync(aside);
    else renameSync(aside, path);
    sync(folder);
    return { name, bytes, sha256 };
  } catch (error) {
    rmSync(aside, { force: true });
    throw asDiskError(error, folder);
  }
}

/** Writes a small file aside, syncs it and renames it into place. */
export function publishText(path: string, text: string): void {
  const aside = `${path}${UNFINISHED}`;
  try {
    writeBytes(aside, Buffer.from(text));
    renameSync(aside, path);
    sync(dirname(path));
  } catch (error) {
    rmSync(aside, { force: true });
    throw asDiskError(error, path);
  }
}

export function writeBytes(path: string, ...parts: Buffer[]): void {
  const descriptor = openSync(path, 'w');
  try {
    for (const bytes of parts)
      for (let at = 0; at < bytes.length; )
        at += writeSync(descriptor, bytes, at, Math.min(bytes.length - at, BLOCK_BYTES));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** SHA-256 in hex, read in blocks. */
function* hashFile(path: string): Slices<string> {
  const hash = createHash('sha256');
  const descriptor = openSync(path, 'r');
  try {
    const block = Buffer.allocUnsafe(BLOCK_BYTES);
    for (;;) {
      const bytes = readSync(descriptor, block, 0, BLOCK_BYTES, null);
      if (bytes === 0) return hash.digest('hex');
      hash.update(block.subarray(0, bytes));
      yield;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** The bytes of a file, read in blocks. */
export function* readBytes(path: string): Slices<Buffer> {
  const descriptor = openSync(path, 'r');
  try {
    const bytes = Buffer.allocUnsafeSlow(fstatSync(descriptor).size);
    let at = 0;
    while (at < bytes.length) {
      const read = readSync(descriptor, bytes, at, Math.min(bytes.length - at, BLOCK_BYTES), at);
      if (read === 0) break;
      at += read;
      yield;
    }
    return bytes.subarray(0, at);
  } finally {
    closeSync(descriptor);
  }
}

export function hashBytes(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What is wrong with a file of a generation; undefined if nothing is. */
export function* faultOf(indexDir: string, file: IndexFile, checkHash: boolean): Slices<string | undefined> {
  const path = join(indexDir, FILES_FOLDER, file.name);
  try {
    const { size } = statSync(path);
    if (size !== file.bytes) return `${file.name} has ${size} bytes instead of ${file.bytes}`;
    if (checkHash && (yield* hashFile(path)) !== file.sha256)
      return `${file.name} is not what was written (its checksum differs)`;
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Says nothing of the file: an older generation would be no better.
    if (isOutOfFiles(code)) throw asDiskError(error, path);
    return code === 'ENOENT' ? `${file.name} is missing` : `${file.name} cannot be read`;
  }
}

export function readText(path: string): string {
  return readFileSync(path, 'utf8');
}

/** An error of the disk in words, with what to do; other errors come back unchanged. */
export function asDiskError(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(code)) {
    return new ReportError('disk-full', `There is no room left on the disk to write ${path}.`, {
      hint: 'Free some space and run the command again; the index that was there is unchanged.',
      status: 507,
      cause: error,
    });
  }
  if (['EROFS', 'EACCES', 'EPERM', 'SQLITE_READONLY', 'SQLITE_CANTOPEN'].includes(code)) {
    return new ReportError('index-read-only', `${path} cannot be written to.`, {
      hint: 'Give yourself the right to write there, or set INDEX_DIR to another folder.',
      cause: error,
    });
  }
  if (isOutOfFiles(code)) {
    return new ReportError('too-many-files', `${path} cannot be opened: too many files are open.`, {
      hint: 'Try again in a moment; `ulimit -n` tells how many a program may have open.',
      status: 503,
      cause: error,
    });
  }
  return error;
}

/** Whether a program, or the machine, has as many files open as it may. */
export function isOutOfFiles(code: string | undefined): boolean {
  return code === 'EMFILE' || code === 'ENFILE';
}

/** Makes a file, or the names in a folder, last through a power cut. Windows cannot sync folders and need not. */
function sync(path: string): void {
  if (process.platform === 'win32' && statSync(path).isDirectory()) return;
  const descriptor = openSync(path, process.platform === 'win32' ? 'r+' : 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
