/** The connection to PostgreSQL and its tables: loaded only where `DATABASE_URL` names one. */
import type { Client } from 'pg';
import { ReportError } from '../../errors.ts';

/**
 * Documents are kept once for all generations that have them, by a hash of all that is in them; a generation is the list of its documents.
 * `content` is a document with everything cut out of it, as packed JSON; `indicators` are for whoever asks in SQL. One row of `baogao_current`
 * names the generation that answers, so that publishing is one switch.
 */
const TABLES = `
CREATE TABLE IF NOT EXISTS baogao_documents (key TEXT PRIMARY KEY, id TEXT NOT NULL, content BYTEA NOT NULL);
CREATE TABLE IF NOT EXISTS baogao_generations (
  content TEXT PRIMARY KEY, created TIMESTAMPTZ NOT NULL DEFAULT now(), manifest TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS baogao_members (
  content TEXT NOT NULL REFERENCES baogao_generations ON DELETE CASCADE, ordinal INTEGER NOT NULL,
  key TEXT NOT NULL REFERENCES baogao_documents, PRIMARY KEY (content, ordinal)
);
CREATE TABLE IF NOT EXISTS baogao_indicators (
  content TEXT NOT NULL REFERENCES baogao_generations ON DELETE CASCADE, row INTEGER NOT NULL, region TEXT NOT NULL, year INTEGER NOT NULL,
  indicator TEXT NOT NULL, kind TEXT NOT NULL, value DOUBLE PRECISION, low DOUBLE PRECISION, high DOUBLE PRECISION, unit TEXT NOT NULL,
  qualifier TEXT NOT NULL, document TEXT NOT NULL, quote TEXT NOT NULL, PRIMARY KEY (content, row)
);
CREATE INDEX IF NOT EXISTS baogao_indicators_of ON baogao_indicators (content, indicator, year, kind, region);
CREATE TABLE IF NOT EXISTS baogao_current (one BOOLEAN PRIMARY KEY DEFAULT true CHECK (one), content TEXT NOT NULL REFERENCES baogao_generations);
`;
/** Held while a generation is written, and while tables are made: two machines that ingest at once take turns. */
const LOCK = 0x62616f67;
const CONNECT_MS = 10_000;

/**
 * Opens a connection for some work, and closes it.
 * @throws ReportError `database-missing` where the package is not installed, `database-unreachable`.
 */
export async function withDatabase<T>(databaseUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const { Client } = await loadLibrary();
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_MS });
  // A connection that breaks is told by the query that waits for it.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await client.query(TABLES);
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK]);
  } catch (cause) {
    await client.end().catch(() => {});
    throw new ReportError('database-unreachable', `PostgreSQL did not answer: ${(cause as Error).message}`, {
      status: 503,
      hint: 'DATABASE_URL names where it is, and who asks; see whether it runs. Without it, the built-in database answers.',
      cause,
    });
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** All of it or nothing, one machine after the other. */
export async function inTransaction<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function loadLibrary(): Promise<Pick<typeof import('pg'), 'Client'>> {
  try {
    const library = await import('pg');
    return library.default ?? library;
  } catch (cause) {
    throw new ReportError('database-missing', 'DATABASE_URL names PostgreSQL, and its client is not installed.', {
      hint: 'npm install pg@8',
      cause,
    });
  }
}
