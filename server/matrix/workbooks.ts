/** Workbooks written beside the server's thread. */
import { type ChildProcess, fork } from 'node:child_process';
import type { ReportIndex } from '../../ingest/index/model.ts';
import { programFile, programFlags } from '../../ingest/program.ts';
import type { PublicRow } from './rows.ts';
import type { WorkbookJob, WorkbookReply } from './workbook-process.ts';

/** A process holds some 60 MB; one that nobody asks for so long ends. */
const IDLE_MS = 60_000;

interface Job {
  resolve(bytes: Uint8Array<ArrayBuffer>): void;
  reject(error: Error): void;
}

/** A child process that is there while workbooks are asked for. */
export class Workbooks {
  #child: ChildProcess | undefined;
  #idle: NodeJS.Timeout | undefined;
  #next = 1;
  readonly #jobs = new Map<number, Job>();

  /** The bytes of an .xlsx file. Rejects where the process fails or cannot be started. */
  async write(rows: PublicRow[], index: Pick<ReportIndex, 'reports'>): Promise<Uint8Array<ArrayBuffer>> {
    clearTimeout(this.#idle);
    const child = this.#child ?? this.#start();
    const reports = index.reports.map(({ document, name, title }) => ({ document, name, title }));
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#jobs.set(id, { resolve, reject });
      child.channel?.ref();
      // A broken channel shows as the child's exit; the callback keeps the error from being thrown.
      child.send({ id, rows, reports } satisfies WorkbookJob, () => {});
    });
  }

  #start(): ChildProcess {
    const child = fork(programFile('server/matrix/workbook-process.ts'), [], {
      execArgv: programFlags(),
      // Bytes travel as they are.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child = child;
    child.on('message', (reply: WorkbookReply) => this.#receive(child, reply));
    child.on('exit', (code, signal) => this.#lose(child, `ended with ${code ?? signal}`));
    child.on('error', (error) => this.#lose(child, `could not be started (${error.message})`));
    // It keeps no program alive; a workbook that is waited for does.
    child.unref();
    child.channel?.unref();
    return child;
  }

  #receive(child: ChildProcess, reply: WorkbookReply): void {
    const job = this.#jobs.get(reply.id);
    this.#jobs.delete(reply.id);
    if ('error' in reply) job?.reject(new Error(`A workbook could not be written: ${reply.error}`));
    else job?.resolve(reply.bytes);
    if (this.#jobs.size > 0) return;
    child.channel?.unref();
    this.#idle = setTimeout(() => child.kill(), IDLE_MS).unref();
  }

  /** It ended: those who wait are told, and the next workbook starts another. */
  #lose(child: ChildProcess, why: string): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    clearTimeout(this.#idle);
    for (const { reject } of this.#jobs.values()) reject(new Error(`The process that writes workbooks ${why}`));
    this.#jobs.clear();
  }
}
