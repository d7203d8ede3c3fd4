/** Ingests beside the server's thread: one child process at a time, what is asked meanwhile waits its turn. */
import type { ChildProcess } from 'node:child_process';
import { ReportError } from '../ingest/errors.ts';
import type { IngestEvent } from '../ingest/events.ts';
import type { AddedFile, RefusedFile } from '../ingest/uploads.ts';

/** What came of a request. */
export interface IngestOutcome {
  /** The generation that has it; null where nothing was published since every file was refused. */
  generation: string | null;
  added: AddedFile[];
  refused: RefusedFile[];
}

export interface IngestRequest {
  /** Full text and figures answer. Rejects with a ReportError. */
  text: Promise<IngestOutcome>;
  /** Every text has its vector too. */
  complete: Promise<IngestOutcome>;
}

export interface IngestRunsOptions {
  /** Starts `ingest/main.ts` with these arguments, with a channel for its events. */
  start: (args: string[]) => Pick<ChildProcess, 'on' | 'once' | 'kill' | 'pid'>;
  /** A generation can be opened; those who wait for it are told when what this returns has resolved. */
  onPublished: () => Promise<void> | void;
  /** A run has ended badly; once a run. */
  onFailed: (error: ReportError) => void;
}

interface Request {
  args: string[];
  onEvent: (event: IngestEvent) => void;
  outcome: IngestOutcome;
  text: PromiseWithResolvers<IngestOutcome>;
  complete: PromiseWithResolvers<IngestOutcome>;
}

/** Changes that wait: each takes a second or two, and a client that waits longer than a minute believes that the server is gone. */
const MAX_WAITING = 30;
/** When to come again. */
const RETRY_S = 5;
/** Another process has the index (`npm run ingest` at the terminal): tried again after so long. */
const RETRY_MS = 1000;
/** A child that was told to stop writes out what it embedded; well below the ten seconds within which a server has to leave. */
const END_MS = 4000;

/**
 * The queue. A run publishes text and figures first and then embeds, which takes minutes; a request that comes while it embeds
 * stops it, since what was embedded is kept and the next run goes on with it.
 */
export class IngestRuns {
  readonly #options: IngestRunsOptions;
  #waiting: Request[] = [];
  /** Those that the running child works for. */
  #current: Request[] = [];
  /** Those whose text answers and whose vectors are still to come. */
  #embedding: Request[] = [];
  #child: Pick<ChildProcess, 'on' | 'once' | 'kill' | 'pid'> | undefined;
  #hasText = false;
  #failure: ReportError | undefined;
  /** Resolves when all that was published so far answers. */
  #opened: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: IngestRunsOptions) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#child !== undefined || this.#waiting.length > 0;
  }

  /** Throws `busy` (503) where so many changes wait that another one would wait too long. */
  check(): void {
    if (this.#closed) throw stopped();
    if (this.#waiting.length < MAX_WAITING) return;
    throw new ReportError('busy', `${this.#waiting.length} changes are waiting already`, {
      status: 503,
      retryAfter: RETRY_S,
      hint: `Try again in ${RETRY_S} s`,
    });
  }

  /** Brings the index in step with the folders and corrections as they are now. */
  refresh(): IngestRequest {
    return this.#request([], () => {});
  }

  /** Adds files, which are taken away from where they are. */
  add(paths: string[], onEvent: (event: IngestEvent) => void = () => {}): IngestRequest {
    return this.#request(['--move', '--', ...paths], onEvent);
  }

  /**
   * Stops what runs; those who wait are told that the server stops. Resolves when the child has ended, so that whoever
   * starts an ingest after the server has gone finds no lock.
   */
  close(): Promise<void> {
    this.#closed = true;
    this.#fail([...this.#waiting.splice(0), ...this.#current.splice(0), ...this.#embedding.splice(0)], stopped());
    const child = this.#child;
    if (child === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      // A kill is what an index is built to outlive.
      const killer = setTimeout(() => child.kill('SIGKILL'), END_MS);
      child.once('exit', () => {
        clearTimeout(killer);
        resolve();
      });
      child.kill();
    });
  }

  #request(args: string[], onEvent: (event: IngestEvent) => void): IngestRequest {
    const outcome: IngestOutcome = { generation: null, added: [], refused: [] };
    const request: Request = { args, onEvent, outcome, text: withResolvers(), complete: withResolvers() };
    // Who waits for the one need not wait for the other.
    request.text.promise.catch(() => {});
    request.complete.promise.catch(() => {});
    this.#waiting.push(request);
    if (this.#child === undefined) this.#next();
    else if (this.#hasText) this.#child.kill();
    return { text: request.text.promise, complete: request.complete.promise };
  }

  #next(): void {
    const [first] = this.#waiting;
    if (first === undefined || this.#closed) return;
    // One run does for all that only want the index in step.
    this.#current = first.args.length > 0 ? [first] : this.#waiting.filter(({ args }) => args.length === 0);
    this.#waiting = this.#waiting.filter((request) => !this.#current.includes(request));
    this.#hasText = false;
    this.#failure = undefined;
    let child: Pick<ChildProcess, 'on' | 'once' | 'kill' | 'pid'>;
    try {
      child = this.#options.start(first.args);
    } catch (error) {
      this.#cannotStart(error as Error);
      return;
    }
    this.#child = child;
    child.on('message', (event) => this.#onEvent(event as IngestEvent));
    child.once('exit', (code) => this.#onExit(code as number | null));
    // A process that could not be started has no number and no exit.
    child.on('error', (error) => child.pid === undefined && this.#child === child && this.#cannotStart(error as Error));
  }

  /** No process can be started: too many files or processes, or no memory. Who waits is told, and may come again. */
  #cannotStart({ message }: Error): void {
    this.#child = undefined;
    const error = new ReportError('ingest-failed', `No process could be started to read files (${message})`, {
      status: 503,
      hint: 'The machine may lack memory or open files; try again in a moment',
    });
    this.#fail([...this.#current.splice(0), ...this.#embedding.splice(0)], error);
    setImmediate(() => this.#child === undefined && this.#next());
  }

  #onEvent(event: IngestEvent): void {
    for (const request of [...this.#current, ...this.#embedding]) request.onEvent(event);
    if (event.event === 'added') {
      for (const { outcome } of this.#current) {
        outcome.added.push(...event.added);
        outcome.refused.push(...event.refused);
      }
    } else if (event.event === 'published') {
      this.#hasText = true;
      const told = this.#current.splice(0);
      for (const { outcome } of told) outcome.generation = event.generation;
      this.#open(() => {
        for (const { text, outcome } of told) text.resolve(outcome);
      });
      this.#embedding.push(...told);
      if (this.#waiting.length > 0) this.#child?.kill();
    } else if (event.event === 'done') {
      const told = this.#embedding.splice(0);
      for (const { outcome } of told) outcome.generation = event.generation;
      this.#open(() => {
        for (const { complete, outcome } of told) complete.resolve(outcome);
      });
    } else if (event.event === 'failed') {
      const { code, message, ...rest } = event.error;
      this.#failure = new ReportError(
        code,
        message,
        rest.hint === undefined ? { status: rest.status } : { ...rest, hint: rest.hint },
      );
    }
  }

  /** Opens what was published, then tells. */
  #open(tell: () => void): void {
    this.#opened = Promise.all([this.#opened, this.#options.onPublished()]).then(tell);
  }

  #onExit(code: number | null): void {
    this.#child = undefined;
    this.#open(() => {});
    if (this.#closed) return;
    if (this.#failure?.code === 'index-locked') {
      // What was to be added lies among the uploads already.
      this.#waiting.unshift(...this.#current.splice(0).map((request) => Object.assign(request, { args: [] })));
      setTimeout(() => this.#child === undefined && this.#next(), RETRY_MS).unref();
      return;
    }
    // Nothing was published, and rightly so: every file was refused.
    const refused = this.#current.filter(({ outcome }) => outcome.refused.length > 0 && outcome.added.length === 0);
    for (const request of refused) {
      request.text.resolve(request.outcome);
      request.complete.resolve(request.outcome);
    }
    const error = this.#failure ?? new ReportError('ingest-failed', `Ingest ended with exit code ${code}`, ASK_LOG);
    const failed = this.#current.filter((request) => !refused.includes(request));
    this.#fail(failed, error);
    this.#current = [];
    // Stopped for the next run, which embeds for all.
    if (this.#waiting.length > 0) this.#next();
    else if (this.#embedding.length > 0) this.#fail(this.#embedding.splice(0), error);
    else if (code !== 0 && refused.length + failed.length === 0) this.#options.onFailed(error);
  }

  #fail(requests: Request[], error: ReportError): void {
    // What was published before is told first.
    void this.#opened.then(() => {
      for (const { text, complete } of requests) {
        text.reject(error);
        complete.reject(error);
      }
    });
    if (requests.length > 0 && !this.#closed) this.#options.onFailed(error);
  }
}

const ASK_LOG = { hint: 'The lines of the server say why; npm run ingest tries again.' };

function stopped(): ReportError {
  return new ReportError('stopping', 'The server stops', { status: 503, hint: 'Try again when it runs.' });
}

interface PromiseWithResolvers<T> {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
}

/** `Promise.withResolvers`, which Node 20 lacks. */
function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve: (value: T) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<T>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  return { promise, resolve, reject };
}
