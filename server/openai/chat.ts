/** OpenAI's chat protocol in this product's words: what is asked, and how an answer is told. Pure. */
import { z } from 'zod';
import { ReportError } from '../../ingest/errors.ts';
import type { AskRequest } from '../engine.ts';
import type { Answer, Citation, Turn } from '../model.ts';
import { check, MAX_QUESTION, MAX_TURN, MAX_TURNS } from '../request.ts';
import { SOURCES_LEAD, sourcesText } from './sources.ts';

/** Name of the mode that answers in the reports' own words. */
const EXTRACT = 'baogao';
/** Name of the mode in which a language model may reword, where one is configured. */
const REWORDED = 'baogao-model';

/** The modes of answering, as names of models. */
export function modelNames(hasLanguageModel: boolean): string[] {
  return hasLanguageModel ? [EXTRACT, REWORDED] : [EXTRACT];
}

const text = z.looseObject({ type: z.literal('text'), text: z.string() });
const otherPart = z.looseObject({ type: z.string() });
const message = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
  content: z.union([z.string(), z.array(z.union([text, otherPart]))]).nullish(),
});

/** The body of `POST /v1/chat/completions`. Whatever else the protocol allows is accepted and ignored. */
export const chatSchema = z.looseObject({
  model: z.string().meta({ description: 'A name of GET /v1/models' }),
  messages: z.array(message).min(1).meta({
    description:
      'The last message of the user is the question, those before it are the history. System messages are ignored: instructions change no answer.',
  }),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
});

export type ChatRequest = z.output<typeof chatSchema>;

/** The checked body. */
export function readChat(value: unknown): ChatRequest {
  return check(chatSchema, value, 'Expected {"model": "baogao", "messages": [{"role": "user", "content": "..."}]}');
}

/**
 * The question of a chat. Throws `unknown-model` (404), or `bad-request` where no message of the user has text, or the last is too long.
 */
export function questionOf({ model, messages }: ChatRequest, models: string[]): AskRequest {
  if (!models.includes(model)) {
    throw new ReportError('unknown-model', `There is no model ${JSON.stringify(model)}`, {
      status: 404,
      hint: `GET /v1/models lists them: ${models.join(', ')}`,
    });
  }
  const turns = messages.flatMap(({ role, content }): Turn[] =>
    role === 'user' || role === 'assistant' ? [{ role, content: textOf(content) }] : [],
  );
  const last = turns.findLastIndex(({ role }) => role === 'user');
  const question = turns[last]?.content.trim() ?? '';
  if (question === '') throw badQuestion('The last message of the user has no text');
  if (question.length > MAX_QUESTION)
    throw badQuestion(`The last message has ${question.length} characters; expected at most ${MAX_QUESTION}`);
  const history = turns
    .slice(0, last)
    .map(({ role, content }) => ({ role, content: withoutSources(content).slice(0, MAX_TURN) }))
    .filter(({ content }) => content !== '')
    .slice(-MAX_TURNS);
  const mode = model === REWORDED ? 'model' : 'extract';
  return history.length === 0 ? { question, mode } : { question, history, mode };
}

function badQuestion(message: string): ReportError {
  return new ReportError('bad-question', message, { status: 400, hint: 'Ask in a text of the last message' });
}

function textOf(content: ChatRequest['messages'][number]['content']): string {
  if (typeof content === 'string') return content;
  return (content ?? [])
    .flatMap((part) => (part.type === 'text' && typeof part.text === 'string' ? [part.text] : []))
    .join('\n');
}

/** The list at the end of an answer is no part of the conversation: names in its quotes were not talked about. */
function withoutSources(content: string): string {
  const starts = Object.values(SOURCES_LEAD).map((lead) => content.lastIndexOf(`\n\n${lead}\n`));
  const start = Math.max(...starts);
  return (start < 0 ? content : content.slice(0, start)).trim();
}

/** What every response of one completion has in common. */
export interface Completion {
  id: string;
  /** Seconds since 1970. */
  created: number;
  model: string;
}

/** No language model ran: no token was used. */
export const NO_TOKENS = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };

/** The whole completion; `citations` of the message are those of the answer. */
export function completionOf(answer: Answer, completion: Completion) {
  const content = answer.answer + sourcesText(answer);
  const message = { role: 'assistant', content, refusal: null, citations: answer.citations };
  return {
    ...completion,
    object: 'chat.completion',
    choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }],
    usage: NO_TOKENS,
  };
}

/** A piece of a streamed completion. */
export interface Delta {
  role?: 'assistant';
  content?: string;
  citations?: Citation[];
}

/** One chunk of the stream. */
export function chunkOf(delta: Delta, completion: Completion, finish: 'stop' | null = null) {
  return {
    ...completion,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  };
}
