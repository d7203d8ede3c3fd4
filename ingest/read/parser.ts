/**
 * Reads files whose formats may be hostile (docx, pdf, xlsx, html, csv, zip) beside this process: one child is used for
 * many files and stopped where a file takes too much time or memory, so that the server answers on and ingest goes on.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { ReportError } from '../errors.ts';
import { programFile, programFlags } from '../program.ts';
import type { Found } from './documents.ts';
import type { ParseReply, ParseRequest } from './process.ts';

/** Limits of the child; tests set lower ones. */
export interface ParserLimits {
  /** Without a sign of life: a docx of 30,000 characters takes 0.05 s, a page of a PDF 0.02 s; no file may stand for 10 s. */
  silenceMs: number;
  /** For one document, whatever it says. */
  documentMs: number;
  /** For one file of the folder, with all that is packed into it. */
  fileMs: number;
  /** Megabytes of the heap of its script. */
  heapMegabytes: number;
}

const LIMITS: ParserLimits = { silenceMs: 8_000, documentMs: 60_000, fileMs: 600_000, heapMegabytes: 512 };
/** Until the child, or one of its parsers, is loaded; that takes half a second on an idle machine. */
const START_MS = 60_000;
/** An archive whose members stop the child this often is given up. */
const MAX_STOPS = 5;
/** Problems of one file that are told; an archive of 4,096 archives has as many. */
const MAX_PROBLEMS = 50;
/** A child that had nothing to read for so long is ended: it holds some 80 MB. */
const IDLE_MS = 15_000;

/** One file while it is read. */
interface Job {
  request: ParseRequest;
  found: Found;
  /** Paths begun and not yet told of: the file, and the archives and members inside it that are open. */
  open: string[];
  stops: number;
  fileEnds: number;
  documentEnds: number;
  resolve(found: Found): void;
}

export class Parser {
  readonly #limits: ParserLimits;
  readonly #waiting: Job[] = [];
  #job: Job | undefined;
  #child: ChildProcess | undefined;
  #ready = false;
  #timer: NodeJS.Timeout | undefined;
  #nextJob = 1;

  constructor(limits: Partial<ParserLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
  }

  /** Reads a file; what goes wrong, were it the end of the child, is a problem of the file or of the member it was at. */
  parse(path: string, below: string): Promise<Found> {
    return new Promise((resolve) => {
      this.#waiting.push({
        request: { job: this.#nextJob++, path, below, done: [] },
        found: { documents: [], problems: [] },
        open: [],
        stops: 0,
        fileEnds: 0,
        documentEnds: 0,
        resolve,
      });
      this.#next();
    });
  }

  /** Ends the child; the next file starts another. */
  close(): void {
    clearTimeout(this.#timer);
    this.#child?.kill();
    this.#child = undefined;
  }

  #next(): void {
    if (this.#job) return;
    const job = this.#waiting.shift();
    if (!job) {
      this.#rest();
      return;
    }
    job.fileEnds = performance.now() + this.#limits.fileMs;
    this.#begin(job);
  }

  #begin(job: Job): void {
    this.#job = job;
    job.open = [];
    this.#start();
    this.#child?.ref();
    this.#child?.channel?.ref();
    if (this.#ready) this.#send();
  }

  #start(): void {
    if (this.#child) return;
    this.#ready = false;
    let child: ChildProcess;
    try {
      child = fork(programFile('ingest/read/process.ts'), [], {
        execArgv: [`--max-old-space-size=${this.#limits.heapMegabytes}`, ...programFlags()],
        serialization: 'advanced',
        // What a runtime that is out of memory writes, and what parsers complain of, is told in one line by the problem.
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      });
    } catch {
      // No more processes or open files: a problem of the file, which the next ingest reads again.
      setImmediate(() => this.#job && !this.#child && this.#loseJob(this.#job, ended(null, null)));
      return;
    }
    this.#child = child;
    child.on('message', (reply: ParseReply) => this.#receive(child, reply));
    child.on('exit', (code, signal) => this.#lose(child, ended(code, signal)));
    child.on('error', () => this.#lose(child, ended(null, null)));
    this.#limit(START_MS, 'silence');
  }

  #send(): void {
    const job = this.#job as Job;
    this.#watch(job);
    // A broken channel shows as the child's exit; the callback keeps the error from being thrown.
    this.#child?.send(job.request, () => {});
  }

  #receive(child: ChildProcess, reply: ParseReply): void {
    if (child !== this.#child) return;
    if ('ready' in reply) {
      this.#ready = true;
      if (this.#job) this.#send();
      else this.#rest();
      return;
    }
    const job = this.#job;
    if (!job || reply.job !== job.request.job) return;
    if ('begin' in reply) {
      job.open.push(reply.begin);
      job.documentEnds = performance.now() + this.#limits.documentMs;
    } else if ('loading' in reply) {
      this.#limit(START_MS, 'silence');
      return;
    } else if ('path' in reply) {
      const problems = reply.problems.map(({ path, error: { code, message, ...options } }) => ({
        path,
        error: new ReportError(code, message, { status: options.status, ...(options.hint && { hint: options.hint }) }),
      }));
      job.found.documents.push(...reply.documents);
      job.found.problems.push(...problems);
      job.request.done.push(reply.path);
      job.open = job.open.filter((path) => path !== reply.path);
    } else if ('end' in reply) {
      this.#finish(job);
      return;
    }
    this.#watch(job);
  }

  #finish(job: Job): void {
    this.#job = undefined;
    const { problems } = job.found;
    const more = problems.length - MAX_PROBLEMS;
    if (more > 0)
      problems.splice(MAX_PROBLEMS, more, { path: job.request.below, error: moreOf(job.request.below, more) });
    job.resolve(job.found);
    this.#next();
  }

  /** Nothing to do: the child stays for a while, and keeps no program from ending. */
  #rest(): void {
    clearTimeout(this.#timer);
    if (!this.#child) return;
    this.#child.unref();
    this.#child.channel?.unref();
    this.#timer = setTimeout(() => this.close(), IDLE_MS);
    this.#timer.unref();
  }

  #watch(job: Job): void {
    const now = performance.now();
    const left = Math.min(job.documentEnds || now + this.#limits.documentMs, job.fileEnds) - now;
    if (this.#limits.silenceMs <= left) this.#limit(this.#limits.silenceMs, 'silence');
    else this.#limit(Math.max(0, left), 'time');
  }

  #limit(ms: number, what: 'silence' | 'time'): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const child = this.#child;
      if (!child) return;
      child.kill('SIGKILL');
      const found = what === 'silence' ? 'one whose parser stands still' : 'one that takes longer';
      this.#lose(child, { code: 'too-slow', found: `${found} (stopped after ${Math.round(ms / 100) / 10} s)` });
    }, ms);
  }

  /** The child is gone: what it was at is the problem; the rest of an archive is read by another. */
  #lose(child: ChildProcess, { code, found }: { code: string; found: string }): void {
    if (child !== this.#child) return;
    clearTimeout(this.#timer);
    this.#child = undefined;
    if (this.#job) this.#loseJob(this.#job, { code, found });
  }

  #loseJob(job: Job, { code, found }: { code: string; found: string }): void {
    if (!this.#ready) {
      job.found.problems.push({ path: job.request.below, error: notStarted(job.request.below) });
      this.#finish(job);
      return;
    }
    const { below, done } = job.request;
    const at = job.open.at(-1) ?? below;
    job.stops++;
    job.found.problems.push({ path: at, error: stopped(at, code, found) });
    done.push(at);
    if (at === below) {
      this.#finish(job);
    } else if (job.stops >= MAX_STOPS || performance.now() >= job.fileEnds) {
      job.found.problems.push({ path: below, error: givenUp(below) });
      this.#finish(job);
    } else {
      this.#begin(job);
    }
  }
}

function ended(code: number | null, signal: NodeJS.Signals | null): { code: string; found: string } {
  // SIGABRT, or 134 where a shell tells it, is the runtime out of memory; SIGKILL the child's own guard.
  const memory = signal === 'SIGABRT' || signal === 'SIGKILL' || code === 134;
  return memory
    ? { code: 'too-large', found: 'one whose parser needs too much memory' }
    : { code: 'damaged', found: `one that its parser fails at (${signal ?? `exit code ${code}`})` };
}

function stopped(path: string, code: string, found: string): ReportError {
  return new ReportError(code, `${path}: expected a file that can be read, found ${found}`, {
    hint: 'It may be damaged or made to do harm. Open it in the program that made it, save it again, or copy its text into a .txt file.',
    status: code === 'too-large' ? 413 : 422,
  });
}

function notStarted(path: string): ReportError {
  return new ReportError(
    'parser-failed',
    `${path}: expected a process that reads it, found that none could be started`,
    {
      hint: 'There may be too little memory; close other programs and try again.',
    },
  );
}

function givenUp(path: string): ReportError {
  return new ReportError(
    'too-slow',
    `${path}: expected an archive that can be read, found one too many of whose files cannot; the others were left out`,
    { hint: 'Unpack it and put only the reports into the folder.', status: 422 },
  );
}

function moreOf(below: string, count: number): ReportError {
  return new ReportError(
    'more-problems',
    `${below}: expected files that can be read, found ${count} more that cannot`,
    {
      hint: 'Unpack it and put only the reports into the folder.',
      status: 422,
    },
  );
}

/** The one that this process uses. */
export const parser = new Parser();
