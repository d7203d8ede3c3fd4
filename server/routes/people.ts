/** `/api/conversations`, `/api/feedback`, `/api/excerpts`: what people keep. Each belongs to who made it. */
import type { Database } from 'better-sqlite3';
import type { Context, Hono } from 'hono';
import type { State } from '../../ingest/state/state.ts';
import {
  conversation,
  conversationSchema,
  conversationsSchema,
  deleteConversation,
  keepConversation,
  listConversations,
  renameConversation,
  renameSchema,
} from '../conversations.ts';
import { notFound } from '../errors.ts';
import {
  changeExcerpt,
  deleteExcerpt,
  excerptChangeSchema,
  excerptSchema,
  keepExcerpt,
  listExcerpts,
} from '../excerpts.ts';
import { feedbackLines, feedbackSchema, keepFeedback } from '../feedback.ts';
import { check, parseJson } from '../request.ts';

/** Adds the routes. Without a state folder nothing is kept and nothing is there. */
export function peopleRoutes(app: Hono, state: State | undefined): void {
  app.use('/api/:kind{conversations|feedback|excerpts}/*', async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  });
  conversationRoutes(app, state);
  excerptRoutes(app, state);
  app.post('/api/feedback', async (c) => {
    keepFeedback(writable(state), owner(c), check(feedbackSchema, await body(c)));
    return c.json({ kept: true });
  });
  app.get('/api/feedback', (c) => {
    const database = state?.existing;
    const lines =
      database === undefined ? [] : feedbackLines(database, c.get('client').role === 'admin' ? null : owner(c));
    c.header('Content-Disposition', 'attachment; filename="feedback.jsonl"');
    return c.body(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), 200, {
      'Content-Type': 'application/jsonl',
    });
  });
}

function conversationRoutes(app: Hono, state: State | undefined): void {
  app.get('/api/conversations', (c) => {
    const { q } = check(conversationsSchema, c.req.query());
    const database = state?.existing;
    return c.json({ conversations: database === undefined ? [] : listConversations(database, owner(c), q) });
  });
  app.get('/api/conversations/:id', (c) => {
    const found = state?.existing && conversation(state.existing, owner(c), c.req.param('id'));
    return found === undefined ? missing(c) : c.json(found);
  });
  app.put('/api/conversations/:id', async (c) => {
    const kept = check(conversationSchema, await body(c));
    return c.json(keepConversation(writable(state), owner(c), c.req.param('id'), kept));
  });
  app.patch('/api/conversations/:id', async (c) => {
    const { title } = check(renameSchema, await body(c));
    const done = renameConversation(writable(state), owner(c), c.req.param('id'), title);
    return done ? c.json({ id: c.req.param('id'), title }) : missing(c);
  });
  app.delete('/api/conversations/:id', (c) =>
    deleteConversation(writable(state), owner(c), c.req.param('id')) ? c.body(null, 204) : missing(c),
  );
}

function excerptRoutes(app: Hono, state: State | undefined): void {
  app.get('/api/excerpts', (c) => {
    const database = state?.existing;
    return c.json({ excerpts: database === undefined ? [] : listExcerpts(database, owner(c)) });
  });
  app.put('/api/excerpts/:id', async (c) => {
    keepExcerpt(writable(state), owner(c), c.req.param('id'), check(excerptSchema, await body(c)));
    return c.json({ id: c.req.param('id') });
  });
  app.patch('/api/excerpts/:id', async (c) => {
    const change = check(excerptChangeSchema, await body(c));
    const done = changeExcerpt(writable(state), owner(c), c.req.param('id'), change);
    return done ? c.json({ id: c.req.param('id') }) : missing(c);
  });
  app.delete('/api/excerpts/:id', (c) =>
    deleteExcerpt(writable(state), owner(c), c.req.param('id')) ? c.body(null, 204) : missing(c),
  );
}

async function body(c: Context): Promise<unknown> {
  return parseJson(await c.req.text());
}

function owner(c: Context): string {
  return c.get('client').name;
}

function writable(state: State | undefined): Database {
  if (state === undefined) throw notFound('This server keeps nothing', 'It was started without a state folder');
  return state.database;
}

function missing(c: Context): never {
  throw notFound(`There is no "${c.req.param('id')}" here`, 'Perhaps it was deleted in another window');
}
