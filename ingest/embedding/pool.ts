/**
 * A pool of child processes, each with the same models. The runtime's `run` holds its thread until it is done, so a server that
 * embedded in its own process would not answer meanwhile; and one-thread sessions side by side are as fast as, and steadier than,
 * one session of many threads (see PROCESSES).
 */
import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { ReportError } from '../errors.ts';
import { programFile, programFlags } from '../program.ts';
import type { Reply, Request } from './process.ts';

export interface PoolOptions {
  modelsDir: string;
  /** What each child loads. */
  models: string[];
  /** How many children; default one a core. */
  processes?: number;
  /** Threads of each child; default 1. */
  threads?: number;
  /** Little memory rather than the last tenth of speed, for a child that mostly waits. */
  small?: boolean;
  /** Milliseconds until a model that could not be loaded is tried again; RETRY_MS by default. */
  retryMs?: number;
}

/** Flags of Node for a small child: after 60 questions it held 192 MB instead of 255. */
const SMALL = ['--max-semi-space-size=1', '--optimize-for-size'];
/** Texts sent at a time. Small, so that the children finish together and a lost child costs little. */
const JOB_TEXTS = 8;
/** Jobs that wait in a child's channel, so that it never idles while its answer travels. */
const JOBS_AHEAD = 2;
/** A job whose child died is given to another child this often before the texts are taken to be the cause. */
const MAX_TRIES = 2;

/** A model that could not be loaded is tried again after so long: memory may be free again, or its file put back. */
const RETRY_MS = 15_000;

interface Job {
  id: number;
  model: string;
  texts: string[];
  tries: number;
  resolve(vectors: Float32Array): void;
  reject(error: Error): void;
}

interface Child {
  process: ChildProcess;
  ready: boolean;
  jobs: Map<number, Job>;
}

export class EmbeddingPool {
  readonly #options: Required<Omit<PoolOptions, 'processes' | 'retryMs'>>;
  readonly #processes: number;
  readonly #retryMs: number;
  readonly #waiting: Job[] = [];
  readonly #children = new Set<Child>();
  #nextJob = 1;
  #failure: Error | undefined;
  #failedAt = 0;
  #closed = false;

  constructor(options: PoolOptions) {
    const { modelsDir, models, processes = availableParallelism(), threads = 1, small = false } = options;
    this.#retryMs = options.retryMs ?? RETRY_MS;
    this.#options = { modelsDir, models, threads, small };
    this.#processes = processes;
  }

  /** Starts the children where they do not run yet. */
  start(): void {
    while (!this.#closed && this.#children.size < this.#processes) this.#startChild();
  }

  /**
   * Vectors of texts that already carry their prefix, in their order.
   * @param onDone Called as parts come in, with the place of their first text.
   * @throws ReportError of the model, or `embedding-failed`.
   */
  async embed(
    model: string,
    texts: string[],
    onDone?: (first: number, vectors: Float32Array[]) => void,
  ): Promise<Float32Array[]> {
    const all: Float32Array[] = new Array(texts.length);
    const parts: Promise<void>[] = [];
    for (let first = 0; first < texts.length; first += JOB_TEXTS) {
      const part = texts.slice(first, first + JOB_TEXTS);
      parts.push(
        this.#run(model, part).then((flat) => {
          const dimensions = flat.length / part.length;
          const vectors = part.map((_, at) => flat.slice(at * dimensions, (at + 1) * dimensions));
          vectors.forEach((vector, at) => {
            all[first + at] = vector;
          });
          onDone?.(first, vectors);
        }),
      );
    }
    await Promise.all(parts);
    return all;
  }

  /** Ends the children; what still waits is rejected. */
  close(): void {
    this.#closed = true;
    this.#rejectAll(new ReportError('embedding-stopped', 'The embedder was closed.'));
    for (const child of this.#children) child.process.kill();
    this.#children.clear();
  }

  #run(model: string, texts: string[]): Promise<Float32Array> {
    if (this.#closed) return Promise.reject(new ReportError('embedding-stopped', 'The embedder was closed.'));
    if (this.#failure && performance.now() - this.#failedAt < this.#retryMs) return Promise.reject(this.#failure);
    this.#failure = undefined;
    try {
      this.start();
    } catch (error) {
      return Promise.reject(noProcess(error));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ id: this.#nextJob++, model, texts, tries: 0, resolve, reject });
      this.#dispatch();
    });
  }

  #startChild(): void {
    const child: Child = {
      process: fork(programFile('ingest/embedding/process.ts'), [], {
        execArgv: [...(this.#options.small ? SMALL : []), ...programFlags()],
        // Typed arrays travel as they are.
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      }),
      ready: false,
      jobs: new Map(),
    };
    this.#children.add(child);
    child.process.on('message', (reply: Reply) => this.#receive(child, reply));
    child.process.on('exit', (code, signal) => this.#lose(child, `exit code ${code ?? signal}`));
    child.process.on('error', (error) => this.#lose(child, error.message));
    // An idle pool does not keep its program alive; a waiting job does, through its child's channel.
    child.process.unref();
    child.process.channel?.unref();
    send(child, { open: this.#options });
  }

  #receive(child: Child, reply: Reply): void {
    if ('ready' in reply) {
      child.ready = true;
      this.#dispatch();
      return;
    }
    if ('error' in reply) {
      const { code, message, hint } = reply.error;
      const error = new ReportError(code, message, hint === undefined ? {} : { hint });
      if (reply.job === null) this.#fail(error);
      else take(child, reply.job)?.reject(error);
    } else {
      take(child, reply.job)?.resolve(reply.vectors);
    }
    this.#dispatch();
  }

  /** Gives waiting jobs to the children that have room, the emptiest first. */
  #dispatch(): void {
    const ready = [...this.#children].filter((child) => child.ready);
    for (;;) {
      const child = ready.sort((a, b) => a.jobs.size - b.jobs.size)[0];
      if (!child || child.jobs.size >= JOBS_AHEAD) break;
      const job = this.#waiting.shift();
      if (!job) break;
      child.jobs.set(job.id, job);
      send(child, { job: job.id, model: job.model, texts: job.texts });
    }
    const busy = this.#waiting.length > 0 || ready.some((child) => child.jobs.size > 0);
    for (const { process } of this.#children) {
      if (busy) process.channel?.ref();
      else process.channel?.unref();
    }
  }

  /** A child died: another takes its place and its jobs, unless it dies of them again. */
  #lose(child: Child, reason: string): void {
    if (this.#closed || !this.#children.delete(child)) return;
    const jobs = [...child.jobs.values()].map((job) => ({ ...job, tries: job.tries + 1 }));
    const error = new ReportError(
      'embedding-failed',
      `A process of the embedding model ended unexpectedly (${reason}).`,
      {
        status: 503,
        hint: 'There may be too little memory; close other programs and try again.',
      },
    );
    if (!child.ready) {
      this.#fail(error);
      return;
    }
    for (const job of jobs.filter((one) => one.tries >= MAX_TRIES)) job.reject(error);
    this.#waiting.unshift(...jobs.filter((one) => one.tries < MAX_TRIES));
    try {
      this.start();
    } catch (cause) {
      this.#fail(noProcess(cause));
    }
    this.#dispatch();
  }

  /** A model that cannot be loaded will not be loadable for the next text either; it is tried again a while later. */
  #fail(error: Error): void {
    this.#failure = error;
    this.#failedAt = performance.now();
    this.#rejectAll(error);
    for (const child of this.#children) child.process.kill();
    this.#children.clear();
  }

  #rejectAll(error: Error): void {
    for (const job of this.#waiting.splice(0)) job.reject(error);
    for (const child of this.#children) {
      for (const job of child.jobs.values()) job.reject(error);
      child.jobs.clear();
    }
  }
}

/** No process can be started: too many files or processes, or no memory. */
function noProcess(cause: unknown): ReportError {
  const { code = 'unknown' } = cause as NodeJS.ErrnoException;
  return new ReportError('embedding-failed', `No process could be started for the embedding model (${code}).`, {
    status: 503,
    hint: 'The machine may lack memory or open files; try again in a moment.',
    cause,
  });
}

function take(child: Child, id: number): Job | undefined {
  const job = child.jobs.get(id);
  child.jobs.delete(id);
  return job;
}

function send(child: Child, request: Request): void {
  // A broken channel shows as the child's exit; the callback keeps the error from being thrown.
  child.process.send(request, () => {});
}
