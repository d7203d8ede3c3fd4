/**
 * The tables of `state.db`, as steps from one version to the next. A module that keeps something appends its own step at the END
 * of the list and never changes one that was published: the database counts the steps it has made in `user_version`.
 */
export interface StateStep {
  /** The module that the tables belong to, for people who read a failing migration. */
  module: string;
  /** Statements; they run in one transaction with the other missing steps. */
  sql: string;
}

export const STATE_STEPS: readonly StateStep[] = [
  {
    module: 'corrections',
    // One row a corrected field. `report` is empty where the correction is for all reports of the document; `value` is JSON.
    sql: `CREATE TABLE document_corrections (
      document TEXT NOT NULL, report TEXT NOT NULL DEFAULT '', field TEXT NOT NULL, value TEXT NOT NULL, made TEXT NOT NULL,
      PRIMARY KEY (document, report, field)
    ) WITHOUT ROWID`,
  },
  {
    module: 'audit',
    sql: `CREATE TABLE audit (
      id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, role TEXT NOT NULL, address TEXT NOT NULL,
      method TEXT NOT NULL, path TEXT NOT NULL, what TEXT, status INTEGER
    )`,
  },
  {
    module: 'conversations',
    // `exchanges` is JSON as the page has it, `words` what is searched: questions and answers. Each has an owner, the name of a token.
    sql: `CREATE TABLE conversations (
      owner TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL, updated TEXT NOT NULL, exchanges TEXT NOT NULL, words TEXT NOT NULL,
      PRIMARY KEY (owner, id)
    );
    CREATE INDEX conversations_updated ON conversations (owner, updated DESC)`,
  },
  {
    module: 'feedback',
    sql: `CREATE TABLE feedback (
      owner TEXT NOT NULL, id TEXT NOT NULL, at TEXT NOT NULL, rating TEXT NOT NULL, reason TEXT NOT NULL, question TEXT NOT NULL,
      history TEXT NOT NULL, answer TEXT NOT NULL,
      PRIMARY KEY (owner, id)
    )`,
  },
  {
    module: 'excerpts',
    // `place` orders them.
    sql: `CREATE TABLE excerpts (
      owner TEXT NOT NULL, id TEXT NOT NULL, place REAL NOT NULL, note TEXT NOT NULL, content TEXT NOT NULL,
      PRIMARY KEY (owner, id)
    )`,
  },
  {
    module: 'indicator corrections',
    // One row a row of the matrix, by what it says; `figure` is JSON where a person gave another figure.
    sql: `CREATE TABLE indicator_corrections (
      row TEXT PRIMARY KEY, region TEXT NOT NULL, indicator TEXT NOT NULL, year INTEGER NOT NULL, kind TEXT NOT NULL, verdict TEXT NOT NULL,
      figure TEXT, note TEXT NOT NULL, made TEXT NOT NULL
    ) WITHOUT ROWID`,
  },
];
