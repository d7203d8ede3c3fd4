/** Finds words literally: every row is looked through, or, where the words allow it, only those that full text names. */
import type Database from 'better-sqlite3';
import { tokensOf } from '../tokens.ts';
import type { Unit } from './model.ts';
import type { RowRange } from './vectors.ts';

/** Ids of the rows that hold the words, in order, the first `limit` of them; all rows where there are no ranges. */
export type Scan = (words: string, ranges: RowRange[] | undefined, limit?: number) => string[];

const EVERYTHING: RowRange[] = [{ first: 0, end: Number.MAX_SAFE_INTEGER - 1 }];

/**
 * Chinese characters alone, and none that stands in a number or a range: whatever text holds these words literally has their pairs
 * among its tokens. (百分之五十 becomes the token 50%, in which 五十 is no longer found.)
 */
const PLAIN_HAN = /^(?:(?![百分之零〇一二两三四五六七八九十点至到])[\u4e00-\u9fff]){2,}$/;

/** Statements are prepared once. */
export function openScan(database: Database.Database, unit: Unit): Scan {
  const table = `${unit}s`;
  const all = database.prepare<[number, number, string, number], { id: string }>(
    `SELECT id FROM ${table} WHERE row BETWEEN ? AND ? AND instr(text, ?) > 0 ORDER BY row LIMIT ?`,
  );
  // CROSS JOIN keeps the order: full text first, which gives rows in their order.
  const named = database.prepare<[string, number, number, string, number], { id: string }>(
    `SELECT ${table}.id AS id FROM ${unit}_words CROSS JOIN ${table} ON ${table}.row = ${unit}_words.rowid
     WHERE ${unit}_words MATCH ? AND ${unit}_words.rowid BETWEEN ? AND ? AND instr(${table}.text, ?) > 0
     ORDER BY ${unit}_words.rowid LIMIT ?`,
  );
  return (words, ranges = EVERYTHING, limit = Number.POSITIVE_INFINITY) => {
    if (words === '') return [];
    const found: string[] = [];
    const query = PLAIN_HAN.test(words) ? `body : (${tokensOf(words).map(quoted).join(' AND ')})` : undefined;
    for (const { first, end } of ranges) {
      // SQLite takes a negative limit for none.
      const left = limit === Number.POSITIVE_INFINITY ? -1 : limit - found.length;
      if (left === 0) break;
      const rows =
        query === undefined ? all.all(first + 1, end, words, left) : named.all(query, first + 1, end, words, left);
      for (const { id } of rows) found.push(id);
    }
    return found;
  };
}

function quoted(token: string): string {
  return `"${token}"`;
}
