/** The excerpt book: quotes, cells and answers that people pinned, in their order and with their notes. */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';

const citationSchema = z.looseObject({
  document: z.string(),
  report: z.string(),
  title: z.string(),
  quote: z.string(),
  passage: z.string(),
});

/** What is pinned: the words as they were shown, and what proves them. */
export const excerptSchema = z.strictObject({
  kind: z.enum(['quote', 'cell', 'answer']),
  title: z.string().max(2000),
  text: z.string().max(50_000),
  citations: z.array(citationSchema).max(500),
});
/** A note, or the id of the excerpt that it is to stand before; null for the end. */
export const excerptChangeSchema = z.strictObject({
  note: z.string().max(20_000).optional(),
  before: z.string().nullable().optional(),
});

export type Excerpt = z.output<typeof excerptSchema> & { id: string; note: string };

export function listExcerpts(database: Database, owner: string): Excerpt[] {
  const rows = database.prepare('SELECT id, note, content FROM excerpts WHERE owner = ? ORDER BY place').all(owner) as {
    id: string;
    note: string;
    content: string;
  }[];
  return rows.map(({ id, note, content }) => ({ id, note, ...JSON.parse(content) }));
}

/** Puts it at the end; once more pinned under the same id it stays where it is. */
export function keepExcerpt(
  database: Database,
  owner: string,
  id: string,
  content: z.output<typeof excerptSchema>,
): void {
  database
    .prepare(
      `INSERT INTO excerpts (owner, id, place, note, content)
       VALUES (@owner, @id, (SELECT coalesce(max(place), 0) + 1 FROM excerpts WHERE owner = @owner), '', @content)
       ON CONFLICT (owner, id) DO UPDATE SET content = @content`,
    )
    .run({ owner, id, content: JSON.stringify(content) });
}

/** False where there is no such excerpt. */
export function changeExcerpt(
  database: Database,
  owner: string,
  id: string,
  { note, before }: z.output<typeof excerptChangeSchema>,
): boolean {
  return database.transaction(() => {
    const ids = database
      .prepare('SELECT id FROM excerpts WHERE owner = ? ORDER BY place')
      .pluck()
      .all(owner) as string[];
    if (!ids.includes(id)) return false;
    if (note !== undefined)
      database.prepare('UPDATE excerpts SET note = ? WHERE owner = ? AND id = ?').run(note, owner, id);
    if (before !== undefined) {
      const others = ids.filter((other) => other !== id);
      const place = before === null ? -1 : others.indexOf(before);
      others.splice(place < 0 ? others.length : place, 0, id);
      const move = database.prepare('UPDATE excerpts SET place = ? WHERE owner = ? AND id = ?');
      for (const [number, other] of others.entries()) move.run(number + 1, owner, other);
    }
    return true;
  })();
}

/** False where there is no such excerpt. */
export function deleteExcerpt(database: Database, owner: string, id: string): boolean {
  return database.prepare('DELETE FROM excerpts WHERE owner = ? AND id = ?').run(owner, id).changes > 0;
}
