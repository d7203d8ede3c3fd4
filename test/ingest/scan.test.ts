import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { projectRoot } from '../../ingest/config.ts';
import { SCHEMA } from '../../ingest/index/format.ts';
import { openScan } from '../../ingest/index/scan.ts';
import { tokensOf } from '../../ingest/tokens.ts';

/** A database with these passages and nothing else. */
function databaseOf(texts: string[]): Database.Database {
  const database = new Database(':memory:');
  database.exec(SCHEMA);
  const passage = database.prepare(
    `INSERT INTO passages VALUES (?, ?, 1, ?, ?, 0, 0, '[]', NULL, 'plan', NULL, 'text', NULL, 1, 0)`,
  );
  const words = database.prepare("INSERT INTO passage_words (rowid, head, body) VALUES (?, '安徽', ?)");
  texts.forEach((text, at) => {
    passage.run(at + 1, `p${at}`, at, text);
    words.run(at + 1, tokensOf(text).join(' '));
  });
  return database;
}

const texts = readFileSync(join(projectRoot, 'data/reports/2020-zhuzhou.txt'), 'utf8').split('\n').filter(Boolean);
texts.push('百分之五十以上', '增长6至7%左右', '“一带一路”建设', '三〇一医院', '完成5百分点', 'ＧＤＰ 增长', '㈱株洲');

test('words are found in the rows that hold them literally, whatever they are made of', () => {
  const database = databaseOf(texts);
  const scan = openScan(database, 'passage');
  const piece = fc
    .record({ row: fc.nat(texts.length - 1), start: fc.nat(400), length: fc.integer({ min: 1, max: 6 }) })
    .map(({ row, start, length }) => (texts[row] as string).slice(start, start + length));
  fc.assert(
    fc.property(fc.oneof(piece, fc.string({ unit: fc.constantFrom(...'百分之五十一带路增长至点') })), (words) => {
      const wanted = words === '' ? [] : texts.flatMap((text, at) => (text.includes(words) ? [`p${at}`] : []));
      expect(scan(words, undefined)).toEqual(wanted);
      expect(scan(words, undefined, 2)).toEqual(wanted.slice(0, 2));
    }),
    { numRuns: 500 },
  );
  database.close();
});

test('only the ranges are looked through, in their order', () => {
  const database = databaseOf(['高速公路', '公路', '高速公路与铁路', '高速公路']);
  const ranges = [
    { first: 2, end: 4 },
    { first: 0, end: 1 },
  ];
  expect(openScan(database, 'passage')('高速公路', ranges)).toEqual(['p2', 'p3', 'p0']);
  expect(openScan(database, 'passage')('高速公路', ranges, 1)).toEqual(['p2']);
  expect(openScan(database, 'passage')('高速公路', ranges, 3)).toEqual(['p2', 'p3', 'p0']);
  database.close();
});
