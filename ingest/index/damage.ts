/** A file of an index that turns out damaged after it was opened: told as such, so that who reads can turn to another generation. */
import type Database from 'better-sqlite3';
import { ReportError } from '../errors.ts';
import { REBUILD } from './format.ts';
import { verify } from './generations.ts';
import type { Manifest } from './model.ts';

/** What SQLite and zlib say of bytes that are not what was written. Both check little: the checksums at opening are what counts. */
const DAMAGE = /^(?:SQLITE_(?:CORRUPT|NOTADB|IOERR)|Z_|ERR_BUFFER)/;

/** The error of a generation that is damaged. */
export function damaged(generation: string, what: string, cause?: unknown): ReportError {
  return new ReportError('index-damaged', `Generation ${generation} of the index is damaged: ${what}.`, {
    hint: REBUILD,
    status: 503,
    cause,
  });
}

/** Runs what reads a file of a generation; a sign of damage becomes `index-damaged`. */
export function reading<T>(generation: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw DAMAGE.test(code) ? damaged(generation, message, error) : error;
  }
}

/** From now on statements of this database tell damage as `index-damaged`. */
export function tellDamage(database: Database.Database, generation: string): Database.Database {
  const prepare = database.prepare.bind(database) as (sql: string) => Database.Statement;
  const prepareGuarded = (sql: string): Database.Statement => {
    const statement = reading(generation, () => prepare(sql));
    const { get, all } = statement;
    statement.get = (...values) => reading(generation, () => get.apply(statement, values));
    statement.all = (...values) => reading(generation, () => all.apply(statement, values));
    return statement;
  };
  return Object.assign(database, { prepare: prepareGuarded });
}

/** An error that nobody expected, or `index-damaged` where the files of the generation turn out to be the cause; reads all of them. */
export function explained(error: unknown, indexDir: string, manifest: Manifest): unknown {
  if (error instanceof ReportError) return error;
  const [fault] = verify(indexDir, manifest);
  return fault === undefined ? error : damaged(manifest.generation, fault, error);
}
