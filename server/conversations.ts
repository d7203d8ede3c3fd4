/** Conversations that people keep, in `STATE_DIR/state.db`; each belongs to the name of a token (`local` without tokens). */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';

/** Characters of a title, and of a search. */
const LONGEST_TITLE = 200;
/** Entries of a list: more than anyone reads through; a search finds older ones. */
const LISTED = 200;
/** The page's exchanges. What it keeps beside question and text is its own affair, so that it can change without a step here. */
const exchangeSchema = z.looseObject({ id: z.string(), question: z.string(), text: z.string() });

export const conversationSchema = z.strictObject({
  title: z.string().trim().min(1).max(LONGEST_TITLE).optional(),
  exchanges: z.array(exchangeSchema).min(1).max(500),
});
export const renameSchema = z.strictObject({ title: z.string().trim().min(1).max(LONGEST_TITLE) });
export const conversationsSchema = z.strictObject({ q: z.string().max(LONGEST_TITLE).default('') });

export interface ConversationSummary {
  id: string;
  title: string;
  /** ISO 8601. */
  updated: string;
}

/** Newest first; `q` leaves those that have every one of its words in a question, an answer or the title. */
export function listConversations(database: Database, owner: string, q: string): ConversationSummary[] {
  const wanted = q.split(/\s+/).filter((word) => word !== '');
  const conditions = wanted.map(() => "(words LIKE ? ESCAPE '\\' OR title LIKE ? ESCAPE '\\')");
  return database
    .prepare(
      `SELECT id, title, updated FROM conversations WHERE ${['owner = ?', ...conditions].join(' AND ')}
       ORDER BY updated DESC LIMIT ${LISTED}`,
    )
    .all(owner, ...wanted.flatMap((word) => [likely(word), likely(word)])) as ConversationSummary[];
}

/** Undefined for an id that the owner does not have. */
export function conversation(
  database: Database,
  owner: string,
  id: string,
): (ConversationSummary & { exchanges: unknown[] }) | undefined {
  const found = database
    .prepare('SELECT id, title, updated, exchanges FROM conversations WHERE owner = ? AND id = ?')
    .get(owner, id) as (ConversationSummary & { exchanges: string }) | undefined;
  return found && { ...found, exchanges: JSON.parse(found.exchanges) };
}

/** Keeps it as it is now. A title that was given before stays; without one the first question is the title, also when it was changed. */
export function keepConversation(
  database: Database,
  owner: string,
  id: string,
  { title, exchanges }: z.output<typeof conversationSchema>,
): ConversationSummary {
  const words = exchanges.map(({ question, text }) => `${question}\n${text}`).join('\n');
  const first = exchanges[0]?.question.slice(0, LONGEST_TITLE) ?? '';
  const keep = database.prepare(
    `INSERT INTO conversations (owner, id, title, updated, exchanges, words)
       VALUES (@owner, @id, coalesce(@title, @first), @now, @exchanges, @words)
       ON CONFLICT (owner, id) DO UPDATE SET
         title = CASE
           WHEN @title IS NOT NULL THEN @title
           WHEN title = substr(json_extract(conversations.exchanges, '$[0].question'), 1, ${LONGEST_TITLE}) THEN @first
           ELSE title END,
         updated = @now, exchanges = @exchanges, words = @words
       RETURNING id, title, updated`,
  );
  // In a transaction of its own: a row that is read back at once would hide that it could not be committed (a full disk).
  return database.transaction(() =>
    keep.get({
      owner,
      id,
      title: title ?? null,
      first,
      now: new Date().toISOString(),
      exchanges: JSON.stringify(exchanges),
      words,
    }),
  )() as ConversationSummary;
}

/** False where there is no such conversation. */
export function renameConversation(database: Database, owner: string, id: string, title: string): boolean {
  const { changes } = database
    .prepare('UPDATE conversations SET title = ? WHERE owner = ? AND id = ?')
    .run(title, owner, id);
  return changes > 0;
}

/** False where there is no such conversation. */
export function deleteConversation(database: Database, owner: string, id: string): boolean {
  return database.prepare('DELETE FROM conversations WHERE owner = ? AND id = ?').run(owner, id).changes > 0;
}

function likely(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`;
}
