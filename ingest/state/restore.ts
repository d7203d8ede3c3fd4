/** Puts a backup in the place of `STATE_DIR`: everything is unpacked and checked beside it first. */
import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import Database from 'better-sqlite3';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { ReportError } from '../errors.ts';
import {
  BACKUP_FORMAT,
  type Backup,
  type BackupFile,
  backupSchema,
  DATABASE_NAME,
  damagedBackup,
  isSafeName,
  LIST_NAME,
} from './archive.ts';
import { asStateError } from './state.ts';
import { STATE_STEPS } from './steps.ts';

/** A list of a hundred thousand files has 15 MB. */
const MAX_LIST_BYTES = 64 * 2 ** 20;

export interface RestoreOptions {
  stateDir: string;
  /** An archive that `backUp` wrote. */
  file: string;
  /** What is in the folder already is set aside; without it, that is an error. */
  replace: boolean;
}

export interface Restored {
  backup: Backup;
  /** Where what was there before lies now; null where there was nothing. */
  before: string | null;
}

/**
 * Restores a backup. Until everything in it has been found right nothing is changed; then two folders change their names.
 * @throws ReportError `not-found`, `backup-damaged`, `backup-newer`, `state-newer`, `state-there`, `state-in-use`, `disk-full`.
 */
export async function restore({ stateDir, file, replace }: RestoreOptions): Promise<Restored> {
  if (!existsSync(file))
    throw new ReportError('not-found', `${file}: expected a backup, found nothing`, { status: 404 });
  const there = (await readdir(stateDir).catch(() => [])).length > 0;
  if (there && !replace) {
    throw new ReportError('state-there', `${stateDir} holds something already.`, {
      hint: 'With --replace it is set aside, and the backup takes its place.',
    });
  }
  const aside = `${stateDir}.restoring-${randomBytes(6).toString('hex')}`;
  try {
    await mkdir(dirname(stateDir), { recursive: true });
    await mkdir(aside);
    const backup = await unpack(file, aside);
    checkDatabase(file, aside, backup);
    if (existsSync(join(stateDir, DATABASE_NAME))) refuseInUse(join(stateDir, DATABASE_NAME));
    let before: string | null = null;
    if (there) {
      before = `${stateDir}.before-${new Date().toISOString().replace(/[:.]/g, '-')}`;
      await rename(stateDir, before);
    } else await rm(stateDir, { recursive: true, force: true });
    await rename(aside, stateDir);
    return { backup, before };
  } catch (error) {
    throw asStateError(error, stateDir);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

async function unpack(file: string, to: string): Promise<Backup> {
  let archive: ZipFile;
  try {
    archive = await openPromise(file, { autoClose: false });
  } catch (cause) {
    throw damagedBackup(file, `it cannot be opened (${(cause as Error).message})`, cause);
  }
  try {
    const entries = new Map<string, Entry>();
    for await (const entry of archive.eachEntry()) entries.set(entry.fileName, entry);
    const backup = await readList(archive, entries.get(LIST_NAME), file);
    const named = new Set([LIST_NAME, ...backup.files.map(({ name }) => name)]);
    const stranger = [...entries.keys()].find((name) => !named.has(name));
    if (stranger !== undefined) throw damagedBackup(file, `its list does not name ${JSON.stringify(stranger)}`);
    for (const listed of backup.files) await unpackFile(archive, entries.get(listed.name), { listed, file, to });
    return backup;
  } catch (cause) {
    if (
      cause instanceof ReportError ||
      /^(?:ENOSPC|EDQUOT|EACCES|EROFS)$/.test((cause as { code?: string }).code ?? '')
    )
      throw cause;
    throw damagedBackup(file, (cause as Error).message, cause);
  } finally {
    archive.close();
  }
}

async function readList(archive: ZipFile, entry: Entry | undefined, file: string): Promise<Backup> {
  if (entry === undefined) throw damagedBackup(file, `there is no ${LIST_NAME} in it`);
  if (entry.uncompressedSize > MAX_LIST_BYTES) throw damagedBackup(file, `its ${LIST_NAME} is too large`);
  const parts: Buffer[] = [];
  for await (const part of await archive.openReadStreamPromise(entry)) parts.push(part as Buffer);
  const value: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'));
  const { format } = Object(value) as { format?: unknown };
  if (typeof format === 'number' && format > BACKUP_FORMAT) {
    throw new ReportError('backup-newer', `${file} has format ${format}; this program reads up to ${BACKUP_FORMAT}.`, {
      hint: 'Update the program first.',
    });
  }
  const parsed = backupSchema.safeParse(value);
  if (!parsed.success) throw damagedBackup(file, `its ${LIST_NAME} is not of its form`);
  const names = parsed.data.files.map(({ name }) => name);
  const unsafe = names.find((name, at) => !isSafeName(name) || names.indexOf(name) !== at);
  if (unsafe !== undefined) throw damagedBackup(file, `${JSON.stringify(unsafe)} is no name that a backup has`);
  return parsed.data;
}

async function unpackFile(
  archive: ZipFile,
  entry: Entry | undefined,
  { listed, file, to }: { listed: BackupFile; file: string; to: string },
): Promise<void> {
  if (entry === undefined) throw damagedBackup(file, `${listed.name} is missing`);
  if (entry.uncompressedSize !== listed.bytes) throw damagedBackup(file, `${listed.name} has another size`);
  const path = join(to, ...listed.name.split('/'));
  await mkdir(dirname(path), { recursive: true });
  const hash = createHash('sha256');
  const hashed = async function* (source: Readable): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      hash.update(chunk as Buffer);
      yield chunk as Buffer;
    }
  };
  await pipeline(
    await archive.openReadStreamPromise(entry),
    hashed,
    createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }),
  );
  if (hash.digest('hex') !== listed.sha256) throw damagedBackup(file, `${listed.name} is not what was written`);
}

function checkDatabase(file: string, folder: string, { stateVersion }: Backup): void {
  const path = join(folder, DATABASE_NAME);
  if (stateVersion === null || !existsSync(path)) {
    if (stateVersion !== null || existsSync(path)) throw damagedBackup(file, 'its list and its database contradict');
    return;
  }
  const database = new Database(path, { readonly: true });
  try {
    const found = database.pragma('integrity_check(1)', { simple: true });
    if (found !== 'ok') throw damagedBackup(file, `its database is damaged (${found})`);
  } finally {
    database.close();
  }
  if (stateVersion > STATE_STEPS.length) {
    throw new ReportError(
      'state-newer',
      `${file} has tables of version ${stateVersion}; this program knows versions up to ${STATE_STEPS.length}.`,
      { hint: 'A newer program wrote it: update this one first.' },
    );
  }
}

/** A database leaves the mode in which it is used only when nobody else has it open. */
function refuseInUse(path: string): void {
  const database = new Database(path, { timeout: 0 });
  try {
    database.pragma('journal_mode = DELETE');
  } catch (cause) {
    const { code = '' } = cause as { code?: string };
    // A damaged one is nobody's; it is set aside like any other.
    if (!/^SQLITE_(?:BUSY|LOCKED)/.test(code)) return;
    throw new ReportError('state-in-use', `A program is using ${path}.`, {
      hint: 'Stop the server first; nothing was changed.',
      cause,
    });
  } finally {
    database.close();
  }
}
