/** `/v1/chat/completions` and `/v1/models`: OpenAI's protocol, for the chat clients that speak it already. */
import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { ReportError } from '../../ingest/errors.ts';
import type { Engine } from '../engine.ts';
import { describeError, notFound } from '../errors.ts';
import { streamEvents } from '../event-stream.ts';
import { type Completion, chunkOf, completionOf, modelNames, NO_TOKENS, questionOf, readChat } from '../openai/chat.ts';
import { openAiError } from '../openai/errors.ts';
import { sourcesText } from '../openai/sources.ts';
import { parseJson } from '../request.ts';
import { loadedIndex } from './health.ts';

/** Adds the routes. */
export function openAiRoutes(app: Hono, engine: Engine, { hasLanguageModel }: { hasLanguageModel: boolean }): void {
  const names = modelNames(hasLanguageModel);
  app.post('/v1/chat/completions', async (c) => {
    const chat = readChat(parseJson(await c.req.text()));
    const request = questionOf(chat, names);
    loadedIndex(engine);
    const completion: Completion = {
      id: `chatcmpl-${randomUUID()}`,
      created: Math.floor(Date.now() / 1000),
      model: chat.model,
    };
    if (!chat.stream) return c.json(completionOf(await engine.ask(request, { signal: c.req.raw.signal }), completion));
    engine.admit?.();
    const abort = new AbortController();
    return streamEvents(
      c,
      async (send) => {
        send(null, chunkOf({ role: 'assistant', content: '' }, completion));
        const answer = await engine.ask(request, {
          signal: abort.signal,
          onEvent: (event) => event.type === 'delta' && send(null, chunkOf({ content: event.text }, completion)),
        });
        send(null, chunkOf({ content: sourcesText(answer), citations: answer.citations }, completion));
        send(null, chunkOf({}, completion, 'stop'));
        if (chat.stream_options?.include_usage)
          send(null, { ...chunkOf({}, completion), choices: [], usage: NO_TOKENS });
        send(null, '[DONE]');
      },
      () => abort.abort(new ReportError('aborted', 'The client went away', { status: 499 })),
      (send, error) => {
        const { status, body } = describeError(error);
        send(null, openAiError(status, body));
      },
    );
  });

  const models = (): { id: string; object: 'model'; created: number; owned_by: string }[] => {
    const created = Math.floor(Date.parse(loadedIndex(engine).manifest.created) / 1000);
    return names.map((id) => ({ id, object: 'model', created, owned_by: 'baogao' }));
  };
  app.get('/v1/models', (c) => c.json({ object: 'list', data: models() }));
  app.get('/v1/models/:model', (c) => {
    const model = models().find(({ id }) => id === c.req.param('model'));
    if (model === undefined) throw notFound(`There is no model ${JSON.stringify(c.req.param('model'))}`);
    return c.json(model);
  });
}
