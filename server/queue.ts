/** Work waits its turn: so much at once, so much in the queue, and the clients that wait take turns. */
import { ReportError } from '../ingest/errors.ts';

export interface QueueLimits {
  /** What waits and runs here, for the errors: `questions`. */
  what: string;
  /** How many run at once. */
  running: number;
  /** How many wait; who comes then is told to come again (503). */
  waiting: number;
  /** How many of one client wait (429). */
  waitingOfOne: number;
  /** Milliseconds that one may wait, and then again that it may run. */
  timeMs: number;
}

/** Said to those who are turned away: the queue of questions is worked off in about so many seconds. */
const RETRY_S = 2;
/** Work that was stopped looks at its signal between two steps; one that does not within so long loses its place to the next. */
const STOPPED_MS = 150;

interface Waiting {
  start(): void;
  fail(error: unknown): void;
}

/** A bounded queue. A client with a hundred in it waits longer than one with a single one. */
export class FairQueue {
  readonly #limits: QueueLimits;
  /** In the order of their turns. */
  readonly #clients = new Map<string, Waiting[]>();
  readonly #stops = new Set<(reason: unknown) => void>();
  #waiting = 0;
  #running = 0;
  #closed: unknown;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  get waiting(): number {
    return this.#waiting;
  }

  get running(): number {
    return this.#running;
  }

  /**
   * Runs `work` when it is its turn, with a signal that fires when the client's does, when it takes too long or when the queue closes.
   * @throws ReportError `busy` (503), `too-many-requests` (429), `too-slow` (503); what `work` throws; the reason of a signal.
   */
  async run<T>(client: string, work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    this.check(client);
    signal?.throwIfAborted();
    const abort = new AbortController();
    const stop = (reason: unknown): void => abort.abort(reason);
    const onAbort = (): void => stop(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    this.#stops.add(stop);
    let timer = setTimeout(() => stop(this.#tooSlow()), this.#limits.timeMs);
    try {
      await this.#turn(client, abort.signal);
      clearTimeout(timer);
      timer = setTimeout(() => stop(this.#tooSlow()), this.#limits.timeMs);
      return await this.#stoppable(work, abort.signal);
    } finally {
      clearTimeout(timer);
      this.#stops.delete(stop);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Throws what `run` would throw in this moment, before anything is begun. */
  check(client: string): void {
    if (this.#closed !== undefined) throw this.#closed;
    const { waiting, waitingOfOne, what } = this.#limits;
    if (this.#hasRoom) return;
    const own = this.#clients.get(client)?.length ?? 0;
    if (own >= waitingOfOne) throw tooMany(`${own} ${what} of yours are waiting already`);
    if (this.#waiting >= waiting) throw busy(`${this.#waiting} ${what} are waiting already`);
  }

  get #hasRoom(): boolean {
    return this.#running < this.#limits.running && this.#waiting === 0;
  }

  /** From now on everything is refused with this error; what waits and what runs gets it too. */
  close(reason: unknown): void {
    this.#closed = reason;
    for (const stop of [...this.#stops]) stop(reason);
  }

  /** Resolves when there is room to run. */
  #turn(client: string, signal: AbortSignal): Promise<void> {
    if (this.#hasRoom) {
      this.#running++;
      return Promise.resolve();
    }
    const own = this.#clients.get(client) ?? [];
    return new Promise((resolve, reject) => {
      const entry: Waiting = { start: resolve, fail: reject };
      own.push(entry);
      this.#clients.set(client, own);
      this.#waiting++;
      signal.addEventListener('abort', () => {
        const at = own.indexOf(entry);
        if (at < 0) return;
        own.splice(at, 1);
        this.#waiting--;
        if (own.length === 0 && this.#clients.get(client) === own) this.#clients.delete(client);
        reject(signal.reason);
      });
    });
  }

  /** Who is stopped is told at once; the place is free when the work has ended, or does not look at its signal. */
  #stoppable<T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    let freed = false;
    let grace: NodeJS.Timeout | undefined;
    const free = (): void => {
      clearTimeout(grace);
      if (freed) return;
      freed = true;
      this.#running--;
      // Other requests have their turn on this thread between two pieces of work.
      setImmediate(() => this.#next());
    };
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(signal.reason);
        if (!freed) grace = setTimeout(free, STOPPED_MS);
      });
      if (signal.aborted) {
        free();
        reject(signal.reason);
        return;
      }
      Promise.resolve()
        .then(() => work(signal))
        .then(resolve, reject)
        .finally(free);
    });
  }

  #next(): void {
    while (this.#running < this.#limits.running) {
      const [client, own] = this.#clients.entries().next().value ?? [];
      if (client === undefined || own === undefined) return;
      this.#clients.delete(client);
      const entry = own.shift();
      // Its next one comes after one of every other client.
      if (own.length > 0) this.#clients.set(client, own);
      if (!entry) continue;
      this.#waiting--;
      this.#running++;
      entry.start();
    }
  }

  #tooSlow(): ReportError {
    return new ReportError('too-slow', `This took longer than ${this.#limits.timeMs / 1000} s and was stopped`, {
      status: 503,
      hint: 'Ask for less at once, or try again when the server is less busy',
    });
  }
}

function busy(message: string): ReportError {
  return new ReportError('busy', message, { status: 503, retryAfter: RETRY_S, hint: `Try again in ${RETRY_S} s` });
}

function tooMany(message: string): ReportError {
  const hint = `Try again in ${RETRY_S} s`;
  return new ReportError('too-many-requests', message, { status: 429, retryAfter: RETRY_S, hint });
}
