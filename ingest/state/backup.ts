/** Puts `STATE_DIR` into one archive, also while a server uses it. */
import { createHash, type Hash, randomBytes } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { type FileHandle, link, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import Database from 'better-sqlite3';
import { ZipFile } from 'yazl';
import { ReportError } from '../errors.ts';
import { BACKUP_FORMAT, type Backup, type BackupFile, DATABASE_NAME, LIST_NAME, UPLOADS } from './archive.ts';
import { asStateError } from './state.ts';

/** Only who made a backup reads it: conversations are in it. */
const OWNER_ONLY = 0o600;
/** How long it waits for a program that writes into the database. */
const BUSY_MS = 30_000;
const ALL_PAGES = 2 ** 31 - 1;

export interface BackupOptions {
  stateDir: string;
  /** The archive to be made; one that is there is not overwritten. */
  file: string;
}

/**
 * Writes the archive aside and gives it its name when it is whole. The database is copied by SQLite itself, as it was at one moment;
 * files that are added or removed meanwhile are in it or not.
 * @throws ReportError `no-state`, `already-there`, `state-damaged`, `disk-full`, `state-read-only`.
 */
export async function backUp({ stateDir, file }: BackupOptions): Promise<Backup> {
  const path = resolve(file);
  if (existsSync(path)) throw alreadyThere(file);
  const uploads = await listUploads(join(stateDir, 'uploads'));
  const hasDatabase = existsSync(join(stateDir, DATABASE_NAME));
  if (!hasDatabase && uploads.length === 0) {
    throw new ReportError('no-state', `${stateDir} holds nothing that people made.`, {
      hint: 'Set STATE_DIR to the folder that the server uses.',
    });
  }
  const aside = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  const copy = `${aside}.db`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const stateVersion = hasDatabase ? await copyDatabase(join(stateDir, DATABASE_NAME), copy) : null;
    const files = [
      ...(hasDatabase ? [{ name: DATABASE_NAME, path: copy }] : []),
      ...uploads.map((name) => ({ name: UPLOADS + name, path: join(stateDir, 'uploads', name) })),
    ];
    const backup = await writeArchive(aside, files, stateVersion);
    await publish(aside, path, file);
    return backup;
  } catch (error) {
    throw asStateError(error, path);
  } finally {
    await rm(aside, { force: true });
    await rm(copy, { force: true });
  }
}

/** The database as it was at one moment, whole; gives the version of its tables. */
async function copyDatabase(from: string, to: string): Promise<number> {
  const source = new Database(from, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
  try {
    // All pages in one step: between two steps another program could write, and SQLite would begin anew each time.
    await source.backup(to, { progress: () => ALL_PAGES });
  } finally {
    source.close();
  }
  const copy = new Database(to);
  try {
    // One file, without the log that is kept beside a database in use.
    copy.pragma('journal_mode = DELETE');
    const found = copy.pragma('integrity_check(1)', { simple: true });
    if (found !== 'ok') {
      throw new ReportError('state-damaged', `${from} is damaged: ${found}.`, {
        hint: 'Keep the backups that you have; the last whole one can be restored.',
      });
    }
    return copy.pragma('user_version', { simple: true }) as number;
  } finally {
    copy.close();
  }
}

async function writeArchive(
  path: string,
  files: { name: string; path: string }[],
  stateVersion: number | null,
): Promise<Backup> {
  const zip = new ZipFile();
  const output = createWriteStream(path, { flags: 'wx', mode: OWNER_ONLY, flush: true });
  const written = pipeline(zip.outputStream, output);
  // It is awaited below; a failure before that is not to end the program.
  written.catch(() => {});
  const backup: Backup = { format: BACKUP_FORMAT, created: new Date().toISOString(), stateVersion, files: [] };
  for (const file of files) {
    const added = await Promise.race([addFile(zip, file), written.then(() => undefined)]);
    if (added) backup.files.push(added);
  }
  zip.addBuffer(Buffer.from(JSON.stringify(backup, null, 1)), LIST_NAME);
  zip.end();
  await written;
  return backup;
}

/** Adds a file as it is at this moment; undefined where it was removed since it was listed. */
async function addFile(zip: ZipFile, { name, path }: { name: string; path: string }): Promise<BackupFile | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const counted = new Counted();
    zip.addReadStream(counted, name);
    await pipeline(handle.createReadStream({ autoClose: false }), counted);
    return { name, bytes: counted.bytes, sha256: counted.hash.digest('hex') };
  } finally {
    await handle.close();
  }
}

/** What passes through is counted and hashed. */
class Counted extends Transform {
  readonly hash: Hash = createHash('sha256');
  bytes = 0;

  override _transform(chunk: Buffer, _: BufferEncoding, done: (error: null, chunk: Buffer) => void): void {
    this.hash.update(chunk);
    this.bytes += chunk.length;
    done(null, chunk);
  }
}

/** Gives the archive its name, unless another has it by now. */
async function publish(aside: string, path: string, file: string): Promise<void> {
  try {
    await link(aside, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw alreadyThere(file);
    // File systems without links.
    await rename(aside, path);
  }
}

/** Paths below the uploads with `/`, sorted; what waits to be accepted (dot files) is none of them. */
async function listUploads(folder: string): Promise<string[]> {
  const paths: string[] = [];
  const walk = async (below: string): Promise<void> => {
    const entries = await readdir(join(folder, below), { withFileTypes: true }).catch((error) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue;
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) await walk(path);
      else if (entry.isFile()) paths.push(path);
    }
  };
  await walk('');
  return paths.sort();
}

function alreadyThere(file: string): ReportError {
  return new ReportError('already-there', `${file} is there already.`, { hint: 'Name another file.', status: 400 });
}
