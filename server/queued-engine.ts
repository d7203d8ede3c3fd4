/** The engine, with every question and search waiting its turn. */
import type { Context } from 'hono';
import { tryGetContext } from 'hono/context-storage';
import type { Engine } from './engine.ts';
import type { FairQueue, QueueLimits } from './queue.ts';

/**
 * A question takes 5 to 50 ms of this thread and some of the models', which work beside it: more than four at once only make each
 * other wait. Two hundred connections that ask at once all wait (some seconds at most); beyond them it is quicker to come again.
 */
export const QUESTION_LIMITS: QueueLimits = {
  what: 'questions',
  running: 4,
  waiting: 200,
  waitingOfOne: 32,
  timeMs: 30_000,
};

/** Everything passes through unchanged; questions and searches wait in the queue. */
export function queuedEngine(engine: Engine, queue: FairQueue): Engine {
  const queued: Pick<Engine, 'ask' | 'search' | 'admit'> = {
    admit: () => queue.check(clientOf(tryGetContext())),
    ask: (request, options = {}) =>
      queue.run(clientOf(tryGetContext()), (signal) => engine.ask(request, { ...options, signal }), options.signal),
    search: (request) => queue.run(clientOf(tryGetContext()), () => engine.search(request)),
  };
  return Object.assign(Object.create(engine), queued);
}

/** Whose turn it is: a token at an address; where no token is asked for, a connection. */
export function clientOf(c: Context | undefined): string {
  const { name = 'local', address = 'unknown' } = c?.get('client') ?? {};
  const port: number | undefined = name === 'local' ? c?.env?.incoming?.socket?.remotePort : undefined;
  return `${name} ${address} ${port ?? ''}`;
}
