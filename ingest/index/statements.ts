/** The statements that an open database is asked with, prepared once. */
import type Database from 'better-sqlite3';
import type { Unit } from './model.ts';
import type { PassageRow, SentenceRow } from './rows.ts';

export interface ReportRow {
  id: string;
  record: string;
  first_passage: number;
  passages: number;
  first_sentence: number;
  sentences: number;
}

export type Statements = ReturnType<typeof prepareStatements>;

export function prepareStatements(database: Database.Database) {
  const each = <T>(make: (table: string) => T): Record<Unit, T> => ({
    passage: make('passages'),
    sentence: make('sentences'),
  });
  return {
    passage: database.prepare<[string], PassageRow>('SELECT * FROM passages WHERE id = ?'),
    sentence: database.prepare<[string], SentenceRow>(
      'SELECT sentences.*, passages.id AS passage_id FROM sentences JOIN passages ON passages.row = passage WHERE sentences.id = ?',
    ),
    passagesIn: database.prepare<[number, number], PassageRow>(
      'SELECT * FROM passages WHERE row BETWEEN ? AND ? ORDER BY row',
    ),
    sentencesOf: database.prepare<[string], SentenceRow>(
      `SELECT sentences.*, passages.id AS passage_id FROM passages JOIN sentences
       ON sentences.row BETWEEN passages.first_sentence AND passages.first_sentence + passages.sentences - 1
       WHERE passages.id = ? ORDER BY sentences.row`,
    ),
    source: database.prepare<[string], { source: Buffer }>('SELECT source FROM documents WHERE id = ?'),
    idAt: each((table) => database.prepare<[number], { id: string }>(`SELECT id FROM ${table} WHERE row = ?`)),
    rowOf: each((table) => database.prepare<[string], { row: number }>(`SELECT row FROM ${table} WHERE id = ?`)),
  };
}
