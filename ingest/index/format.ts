/** The format of an index: its version, its folders and the tables of its database. */

/** Grows whenever files written before can no longer be read as meant. */
export const FORMAT_VERSION = 1;

/** What rebuilds an index that cannot be used. */
export const REBUILD = 'Run `npm run ingest` to build it.';

/** Folder below `INDEX_DIR` of the immutable files. */
export const FILES_FOLDER = 'files';

/**
 * Row numbers of passages and sentences run on through a report and start at 1, so that a filter by reports is a few ranges of rows, and
 * a vector file needs no ids. Full text is contentless: its words are cut by us, parted by spaces, and the texts stand in the tables.
 * `head` has region, year and section path (in front of a passage they are worth 24 points), `body` the text itself.
 */
export const SCHEMA = `
CREATE TABLE documents (ordinal INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, record TEXT NOT NULL, source BLOB NOT NULL);
CREATE TABLE reports (
  ordinal INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, record TEXT NOT NULL,
  first_passage INTEGER NOT NULL, passages INTEGER NOT NULL, first_sentence INTEGER NOT NULL, sentences INTEGER NOT NULL
);
CREATE TABLE passages (
  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, report INTEGER NOT NULL, ordinal INTEGER NOT NULL, text TEXT NOT NULL,
  "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, path TEXT NOT NULL, section INTEGER, timing TEXT NOT NULL, year INTEGER,
  kind TEXT NOT NULL, task TEXT, first_sentence INTEGER NOT NULL, sentences INTEGER NOT NULL
);
CREATE TABLE sentences (
  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, passage INTEGER NOT NULL, ordinal INTEGER NOT NULL, text TEXT NOT NULL,
  "start" INTEGER NOT NULL, "end" INTEGER NOT NULL
);
CREATE TABLE indicators (
  row INTEGER PRIMARY KEY, region TEXT NOT NULL, year INTEGER NOT NULL, indicator TEXT NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL
);
CREATE INDEX indicators_of ON indicators (indicator, year, kind, region);
CREATE VIRTUAL TABLE passage_words USING fts5 (head, body, content='', tokenize="unicode61 remove_diacritics 0 tokenchars '.%'");
CREATE VIRTUAL TABLE sentence_words USING fts5 (head, body, content='', tokenize="unicode61 remove_diacritics 0 tokenchars '.%'");
`;
