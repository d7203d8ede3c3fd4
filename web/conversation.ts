/** A conversation: questions with what came back, and what of it goes along with the next question. */
import type { Answer, AnswerTable, Citation, Turn, Understood } from './model.ts';

interface Failure {
  code: string;
  message: string;
  hint: string | null;
}

export interface Exchange {
  id: string;
  question: string;
  state: 'pending' | 'answering' | 'done' | 'failed' | 'stopped';
  /** What has arrived of the answer. */
  text: string;
  understood: Understood | null;
  citations: Citation[];
  table: AnswerTable | null;
  /** The whole answer, once it is there. */
  answer: Answer | null;
  failure: Failure | null;
  /** The server's id of the request, by which its trace is found; null where it has not answered. */
  request: string | null;
  /** What was thought of it. */
  rating?: 'up' | 'down';
}

export interface Conversation {
  id: string;
  exchanges: Exchange[];
  /** The server has it. */
  kept?: boolean;
}

/** Exchanges that are sent along: a follow-up refers to the last ones, and 12 turns stay far below the server's limit. */
const REMEMBERED = 6;
/** The server's limit for a turn. */
const TURN_LIMIT = 20_000;

export function newConversation(): Conversation {
  return { id: newId(), exchanges: [] };
}

export function newExchange(question: string): Exchange {
  const exchange: Exchange = {
    id: newId(),
    question,
    state: 'pending',
    text: '',
    understood: null,
    citations: [],
    table: null,
    answer: null,
    failure: null,
    request: null,
  };
  return exchange;
}

/** Empties an exchange to be asked again. */
export function resetExchange(exchange: Exchange): void {
  Object.assign(exchange, { ...newExchange(exchange.question), id: exchange.id });
}

/** The turns before an exchange; what was not answered is left out. */
export function historyBefore(conversation: Conversation, exchange: Exchange): Turn[] {
  const place = conversation.exchanges.indexOf(exchange);
  const before = place < 0 ? conversation.exchanges : conversation.exchanges.slice(0, place);
  return before
    .filter(({ state }) => state === 'done')
    .slice(-REMEMBERED)
    .flatMap(({ question, text }): Turn[] => [
      { role: 'user', content: question },
      { role: 'assistant', content: text.slice(0, TURN_LIMIT) },
    ]);
}

/** The completed question, where the conversation added something to what was typed. */
export function completedQuestion({ question, understood }: Exchange, isFollowUp: boolean): string | null {
  if (!isFollowUp || understood === null) return null;
  const same = (text: string): string => text.replace(/[\s？?。.！!，,]/g, '');
  return same(understood.question) === same(question) || understood.question === '' ? null : understood.question;
}

/** The answer with its citations, as plain text to be pasted elsewhere. */
export function asPlainText({ question, text, citations }: Exchange): string {
  const sources = citations.map(
    ({ number, title, section, quote }) =>
      `[${number}] ${[title, ...section].join(' · ')}：“${quote.replace(/\s*\n\s*/g, ' ')}”`,
  );
  return [question, text, sources.join('\n')].filter((part) => part !== '').join('\n\n');
}

/** Not `crypto.randomUUID`: on a local network without TLS browsers do not offer it. */
export function newId(): string {
  return Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
}
