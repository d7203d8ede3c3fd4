import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { SCHEMA } from '../../ingest/index/format.ts';
import { openFullText } from '../../ingest/index/fulltext.ts';

/** Sentences of these words, in order. */
function databaseOf(words: Iterable<string>): Database.Database {
  const database = new Database(':memory:');
  database.exec(SCHEMA);
  const sentence = database.prepare("INSERT INTO sentences VALUES (?, ?, 1, ?, '', 0, 0)");
  const insert = database.prepare("INSERT INTO sentence_words (rowid, head, body) VALUES (?, '安徽', ?)");
  database.transaction(() => {
    let row = 0;
    for (const body of words) {
      row++;
      sentence.run(row, `s${row}`, row);
      insert.run(row, body);
    }
  })();
  return database;
}

function* manyRows(): Generator<string> {
  for (let row = 0; row < 60_000; row++) {
    const rare = row === 41_000 ? ' 罕见' : '';
    yield `发展 ${row % 2 === 0 ? '建设' : '推进'} ${row % 3000 === 7 ? '冰雪' : '经济'}${rare}`;
  }
}

test('in a large corpus the commonest tokens are not scored, and what holds the rare ones is still found first', () => {
  const database = databaseOf(manyRows());
  const search = openFullText(database, 'sentence');
  const rows = (tokens: string[]) => search(tokens, undefined, 5).map(({ row }) => row);
  expect(rows(['发展', '建设', '罕见'])[0]).toBe(41_000);
  expect(rows(['经济', '冰雪', '发展', '推进'])).toEqual([7, 3007, 6007, 9007, 12_007]);
  // Common tokens alone are searched all the same.
  expect(rows(['发展', '经济'])).toHaveLength(5);
  expect(rows(['没有'])).toEqual([]);
  // A few reports are searched with every token.
  expect(search(['发展'], [{ first: 10, end: 13 }], 5).map(({ row }) => row)).toEqual([10, 11, 12]);
  database.close();
});
