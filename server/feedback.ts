/** What people thought of answers, kept in `STATE_DIR/state.db` and given back as questions for a golden set. */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';

export const feedbackSchema = z.strictObject({
  /** Of the exchange: thought again, it replaces what was thought before. */
  id: z.string().min(1).max(100),
  rating: z.enum(['up', 'down'], 'expected "up" or "down"'),
  reason: z.string().max(2000).default(''),
  question: z.string().min(1).max(2000),
  history: z
    .array(z.strictObject({ role: z.enum(['user', 'assistant']), content: z.string().max(20_000) }))
    .max(100)
    .default([]),
  answer: z.looseObject({ answer: z.string() }),
});

export type Feedback = z.output<typeof feedbackSchema>;

export function keepFeedback(database: Database, owner: string, feedback: Feedback): void {
  const { id, rating, reason, question, history, answer } = feedback;
  database
    .prepare(
      `INSERT INTO feedback (owner, id, at, rating, reason, question, history, answer) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (owner, id) DO UPDATE SET at = excluded.at, rating = excluded.rating, reason = excluded.reason,
         question = excluded.question, history = excluded.history, answer = excluded.answer`,
    )
    .run(
      owner,
      id,
      new Date().toISOString(),
      rating,
      reason,
      question,
      JSON.stringify(history),
      JSON.stringify(answer),
    );
}

/** What was said, oldest first, with what was answered; of everyone where `owner` is null. */
export function feedbackLines(database: Database, owner: string | null): object[] {
  const rows = database
    .prepare('SELECT * FROM feedback WHERE owner = ? OR ? IS NULL ORDER BY at')
    .all(owner, owner) as {
    id: string;
    at: string;
    rating: string;
    reason: string;
    question: string;
    history: string;
    answer: string;
  }[];
  return rows.map(({ id, at, rating, reason, question, history, answer }) => {
    const { answer: text, refused, reason: refusal, citations } = JSON.parse(answer);
    const turns: unknown[] = JSON.parse(history);
    return {
      id: `feedback-${id}`,
      question,
      ...(turns.length > 0 && { history: turns }),
      feedback: { rating, reason, at },
      answered: { answer: text, refused, reason: refusal, citations },
    };
  });
}
