/** Writes the database of a generation: documents, reports, passages, sentences, full text and figures. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import Database from 'better-sqlite3';
import type { Passage, ReportParts } from '../model.ts';
import { tokensOf } from '../tokens.ts';
import { type DocumentContent, headOf, sentencesByPassage } from './content.ts';
import { SCHEMA } from './format.ts';
import type { DocumentRecord, Manifest } from './model.ts';

/** Memory for the words of a table before they are written; those of 64 reports take about 16 MB. */
const WORDS_BYTES = 64 << 20;

/** Writes into a fresh file at `path`, which nobody reads before it is published; it is closed but not yet synced. */
export function writeDatabase(path: string, documents: Iterable<DocumentContent>): Manifest['counts'] {
  const database = new Database(path);
  try {
    // No journal: a file that was not finished is never published.
    database.pragma('journal_mode = OFF');
    database.pragma('synchronous = OFF');
    database.exec(SCHEMA);
    // Collected in memory before they are written, words make a file a third smaller and need no merging afterwards.
    for (const table of ['passage_words', 'sentence_words'])
      database.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('hashsize', ${WORDS_BYTES})`);
    const counts = database.transaction(() => insertAll(database, documents))();
    database.exec(`
      INSERT INTO passage_words (passage_words) VALUES ('optimize');
      INSERT INTO sentence_words (sentence_words) VALUES ('optimize');
      ANALYZE;
    `);
    return counts;
  } finally {
    database.close();
  }
}

/** UTF-16, so that a lone surrogate of a broken document comes back as it was and offsets stay right. */
export function packSource(text: string): Buffer {
  return deflateRawSync(Buffer.from(text, 'utf16le'));
}

export function unpackSource(packed: Buffer): string {
  return inflateRawSync(packed).toString('utf16le');
}

function insertAll(database: Database.Database, documents: Iterable<DocumentContent>): Manifest['counts'] {
  const insertDocument = database.prepare('INSERT INTO documents (id, record, source) VALUES (?, ?, ?)');
  const insertIndicator = database.prepare(
    'INSERT INTO indicators (region, year, indicator, kind, record) VALUES (?, ?, ?, ?, ?)',
  );
  const insertReport = reportInserter(database);
  const counts = { documents: 0, reports: 0, passages: 0, sentences: 0, indicators: 0 };
  for (const { source, parts, indicators, corrections = [] } of documents) {
    const { text, ...rest } = source;
    const record: DocumentRecord = {
      ...rest,
      characters: text.length,
      reports: parts.map(({ report }) => report.id),
      passages: parts.reduce((sum, { passages }) => sum + passages.length, 0),
      figures: indicators.length,
      corrections,
    };
    counts.documents++;
    insertDocument.run(source.id, JSON.stringify(record), packSource(text));
    for (const part of parts) {
      insertReport(part, counts);
      counts.reports++;
      counts.passages += part.passages.length;
      counts.sentences += part.sentences.length;
    }
    for (const row of indicators) {
      insertIndicator.run(row.region, row.year, row.indicator, row.kind, JSON.stringify(row));
      counts.indicators++;
    }
  }
  return counts;
}

function reportInserter(database: Database.Database) {
  const insertReport = database.prepare('INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?)');
  const insertPassage = database.prepare('INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const insertSentence = database.prepare('INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?, ?)');
  const passageWords = database.prepare('INSERT INTO passage_words (rowid, head, body) VALUES (?, ?, ?)');
  const sentenceWords = database.prepare('INSERT INTO sentence_words (rowid, head, body) VALUES (?, ?, ?)');

  return (part: ReportParts, before: { reports: number; passages: number; sentences: number }) => {
    const { report, passages, sentences } = part;
    const ordinal = before.reports + 1;
    const firstPassage = before.passages + 1;
    let row = before.sentences + 1;
    insertReport.run(ordinal, report.id, JSON.stringify(report), firstPassage, passages.length, row, sentences.length);
    sentencesByPassage(part).forEach(({ passage, own }, at) => {
      const passageRow = firstPassage + at;
      const head = wordsOf(headOf(report, passage));
      insertPassage.run(passageRow, ...passageColumns(passage, ordinal), row, own.length);
      passageWords.run(passageRow, head, wordsOf(passage.text));
      for (const { id, ordinal: place, text, span } of own) {
        insertSentence.run(row, id, passageRow, place, text, span.start, span.end);
        sentenceWords.run(row, head, wordsOf(text));
        row++;
      }
    });
  };
}

function passageColumns(passage: Passage, report: number): unknown[] {
  const { id, ordinal, text, span, path, section, timing, year, kind, task } = passage;
  const packedTask = task === null ? null : JSON.stringify(task);
  return [
    id,
    report,
    ordinal,
    text,
    span.start,
    span.end,
    JSON.stringify(path),
    section,
    timing,
    year,
    kind,
    packedTask,
  ];
}

function wordsOf(text: string): string {
  return tokensOf(text).join(' ');
}
