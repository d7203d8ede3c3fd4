/**
 * What people made: `STATE_DIR/state.db` (corrections, conversations, feedback, excerpts) and `STATE_DIR/uploads` (files that were
 * added). It outlives every index and every upgrade; nothing of it can be rebuilt.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ReportError } from '../errors.ts';
import { STATE_STEPS, type StateStep } from './steps.ts';

/** How long a writer waits, with its thread, for another process that writes; its transactions take milliseconds. */
const BUSY_MS = 1000;

export interface StateOptions {
  /** The steps that make the tables; those of the program by default. Tests give others. */
  steps?: readonly StateStep[];
}

/** The state folder of one process. Nothing is created or opened before it is needed. */
export class State {
  readonly #dir: string;
  readonly #steps: readonly StateStep[];
  #opened: Database.Database | undefined;

  /** @param stateDir `STATE_DIR`. */
  constructor(stateDir: string, { steps = STATE_STEPS }: StateOptions = {}) {
    this.#dir = stateDir;
    this.#steps = steps;
  }

  /** Where added files live, with their names and folders; it may not be there yet. */
  get uploadsDir(): string {
    return join(this.#dir, 'uploads');
  }

  /**
   * The database with all its tables, created where it is missing.
   * @throws ReportError `state-newer`, `state-damaged`, `state-read-only`, `disk-full`.
   */
  get database(): Database.Database {
    this.#opened ??= openDatabase(this.#dir, this.#steps);
    return this.#opened;
  }

  /** The database if there is one: for who only reads, and should leave no file behind where nobody made anything. */
  get existing(): Database.Database | undefined {
    return this.#opened ?? (existsSync(pathOf(this.#dir)) ? this.database : undefined);
  }

  close(): void {
    this.#opened?.close();
    this.#opened = undefined;
  }
}

function pathOf(dir: string): string {
  return join(dir, 'state.db');
}

function openDatabase(dir: string, steps: readonly StateStep[]): Database.Database {
  const path = pathOf(dir);
  let database: Database.Database | undefined;
  try {
    mkdirSync(dir, { recursive: true });
    database = new Database(path, { timeout: BUSY_MS });
    database.pragma('journal_mode = WAL');
    // What a person was told is kept survives a power cut.
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    migrate(database, path, steps);
    return database;
  } catch (error) {
    database?.close();
    throw asStateError(error, path);
  }
}

/** Makes the steps that are missing; of two processes that find the same old version one waits and then finds them made. */
function migrate(database: Database.Database, path: string, steps: readonly StateStep[]): void {
  if (versionOf(database) === steps.length) return;
  database
    .transaction(() => {
      const version = versionOf(database);
      if (version > steps.length) {
        throw new ReportError(
          'state-newer',
          `${path} has version ${version}; this program knows versions up to ${steps.length}.`,
          { hint: 'A newer program wrote it: update this one, or set STATE_DIR to another folder.', status: 503 },
        );
      }
      for (const { module, sql } of steps.slice(version)) {
        try {
          database.exec(sql);
        } catch (cause) {
          throw new Error(`The tables of ${module} could not be made in ${path}`, { cause });
        }
      }
      database.pragma(`user_version = ${steps.length}`);
    })
    .immediate();
}

function versionOf(database: Database.Database): number {
  return database.pragma('user_version', { simple: true }) as number;
}

/** Errors of disk and file in words, with what to do; others come back unchanged. */
export function asStateError(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (/^(?:ENOSPC|EDQUOT|SQLITE_FULL)/.test(code)) {
    return new ReportError('disk-full', `There is no room left on the disk to write ${path}.`, {
      hint: 'Free some space and try again; what was kept before is unchanged.',
      status: 507,
      cause: error,
    });
  }
  if (/^(?:EROFS|EACCES|EPERM|EEXIST|ENOTDIR|SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM)/.test(code)) {
    return new ReportError('state-read-only', `${path} cannot be written to (${code}).`, {
      hint: 'Give yourself the right to write there, or set STATE_DIR to another folder.',
      status: 500,
      cause: error,
    });
  }
  if (/^SQLITE_(?:CORRUPT|NOTADB)/.test(code)) {
    return new ReportError('state-damaged', `${path} is damaged (${code}).`, {
      hint: 'Put a backup of it in its place, or move it away to begin anew.',
      status: 503,
      cause: error,
    });
  }
  return error;
}
