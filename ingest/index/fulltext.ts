/** Full text over the contentless tables of the database: any token may match, BM25 ranks. */
import type Database from 'better-sqlite3';
import type { Unit } from './model.ts';
import type { RowRange, RowScore } from './vectors.ts';

/** Weights of region, year and section path, and of the text itself, in BM25. */
const HEAD_WEIGHT = 1;
const BODY_WEIGHT = 1;
/** Tokens beyond are left out: a pasted page would cost a second and find no better. */
const MAX_QUERY_TOKENS = 256;
/**
 * Rows that a search may score. In a corpus of more the commonest tokens are left out until those that are left are in no more rows: every row
 * with any of them is scored (about 1 µs each), and what stands in every tenth row tells little.
 */
const SCORED_ROWS = 50_000;
/** Tokens that are never left out, the rarest. */
const LEAST_TOKENS = 2;

export type FullText = (tokens: string[], ranges: RowRange[] | undefined, k: number) => RowScore[];

/**
 * Searches one unit of a database; statements are prepared once. Rows count from 0.
 * @param parts Of how many parts of an index this is one: together they score no more rows than one.
 */
export function openFullText(database: Database.Database, unit: Unit, parts = 1): FullText {
  const scored = SCORED_ROWS / parts;
  const table = `${unit}_words`;
  const select = `SELECT rowid AS row, rank FROM ${table} WHERE ${table} MATCH ?
    AND rank MATCH 'bm25(${HEAD_WEIGHT.toFixed(1)}, ${BODY_WEIGHT.toFixed(1)})'`;
  const everywhere = database.prepare<unknown[], RankedRow>(`${select} ORDER BY rank LIMIT ?`);
  const inRange = database.prepare<unknown[], RankedRow>(`${select} AND rowid BETWEEN ? AND ? ORDER BY rank LIMIT ?`);

  const rows = database.prepare<[], { rows: number | null }>(`SELECT max(row) AS rows FROM ${unit}s`).get()?.rows ?? 0;
  const isLarge = rows > scored;
  const holding = isLarge ? openHolding(database, unit) : () => 0;

  return (tokens, ranges, k) => {
    const searched = ranges ? ranges.reduce((sum, { first, end }) => sum + end - first, 0) : rows;
    const query = matchAny(searched > scored ? withoutCommonest(tokens, scored, holding) : tokens);
    if (query === undefined || k <= 0) return [];
    if (ranges === undefined) return everywhere.all(query, k).map(toScore);
    // Scores of different ranges compare: the weight of a word is always taken over the whole table.
    return ranges
      .flatMap(({ first, end }) => inRange.all(query, first + 1, end, k).map(toScore))
      .sort((a, b) => b.score - a.score || a.row - b.row)
      .slice(0, k);
  };
}

/** How many rows hold a token, in head or body. */
function openHolding(database: Database.Database, unit: Unit): (token: string) => number {
  database.exec(`CREATE VIRTUAL TABLE temp.${unit}_holding USING fts5vocab('main', '${unit}_words', 'row')`);
  const count = database.prepare<[string], { doc: number }>(`SELECT doc FROM temp.${unit}_holding WHERE term = ?`);
  return (token) => count.get(token)?.doc ?? 0;
}

/** The rarest tokens, in their order. */
function withoutCommonest(tokens: string[], scored: number, holding: (token: string) => number): string[] {
  const counted = [...new Set(tokens)].map((token) => ({ token, rows: holding(token) }));
  const kept = new Set<string>();
  let sum = 0;
  for (const { token, rows } of counted.filter((one) => one.rows > 0).sort((a, b) => a.rows - b.rows)) {
    sum += rows;
    if (sum > scored && kept.size >= LEAST_TOKENS) break;
    kept.add(token);
  }
  return tokens.filter((token) => kept.has(token));
}

/** Counts the sentences that hold a word, from the full text's own vocabulary: below 0.1 ms a word, nothing to prepare (counting all sentences took 0.56 s). */
export function openWordCount(database: Database.Database): (word: string) => number {
  database.exec("CREATE VIRTUAL TABLE temp.sentence_vocabulary USING fts5vocab('main', 'sentence_words', 'col')");
  const count = database.prepare<[string], { doc: number }>(
    "SELECT doc FROM temp.sentence_vocabulary WHERE term = ? AND col = 'body'",
  );
  return (word) => count.get(word)?.doc ?? 0;
}

interface RankedRow {
  row: number;
  rank: number;
}

function toScore({ row, rank }: RankedRow): RowScore {
  return { row: row - 1, score: -rank };
}

/** Every token quoted, so that `NEAR(`, `*` and `"` are what they look like; undefined where no token has a letter or digit. */
function matchAny(tokens: string[]): string | undefined {
  const words = [...new Set(tokens)].filter((token) => /[\p{L}\p{N}]/u.test(token)).slice(0, MAX_QUERY_TOKENS);
  if (words.length === 0) return undefined;
  return words.map((word) => `"${word.replaceAll('"', '""').replaceAll('\0', ' ')}"`).join(' OR ');
}
