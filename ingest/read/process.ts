/** The child process that parses: reads one file after the other and tells what it finds as it goes. */
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { SourceDocument } from '../model.ts';
import { isBuilt } from '../program.ts';
import { type Found, readDocuments } from './documents.ts';

/** What the parent sends. */
export interface ParseRequest {
  job: number;
  /** Where the file is, and its path below the folder of reports. */
  path: string;
  below: string;
  /** Paths of members that an earlier child has told of already. */
  done: string[];
}

/** An error as it travels. */
export interface ToldProblem {
  path: string;
  error: { code: string; message: string; hint: string | undefined; status: number };
}

/** What comes back. */
export type ParseReply =
  | { ready: true }
  | { job: number; begin: string }
  | { job: number; loading: true }
  | { job: number; alive: true }
  | { job: number; path: string; documents: SourceDocument[]; problems: ToldProblem[] }
  | { job: number; end: true };

/** Memory that the process may have beyond the heap of its script, whose own limit its parent sets. */
const MAX_RESIDENT_BYTES = 800 * 2 ** 20;
const CHECK_EVERY_MS = 50;

// Built, there is no tsx that it would have to be kept from.
if (!isBuilt) register(new URL('./untouched.mjs', import.meta.url));

// A thread of its own, since the parser's may be stuck in the very loop that fills the memory.
new Worker(
  `setInterval(() => { if (process.memoryUsage.rss() > ${MAX_RESIDENT_BYTES}) process.kill(process.pid, 'SIGKILL'); }, ${CHECK_EVERY_MS});`,
  { eval: true, execArgv: [] },
).unref();

process.on('message', async ({ job, path, below, done }: ParseRequest) => {
  const known = new Set(done);
  reply({ job, begin: below });
  await readDocuments(await readFile(path), below, {
    begin: (member) => {
      if (known.has(member)) return false;
      reply({ job, begin: member });
      return true;
    },
    loading: () => reply({ job, loading: true }),
    alive: () => reply({ job, alive: true }),
    found: (member, found) => reply({ job, path: member, documents: found.documents, problems: told(found) }),
  });
  reply({ job, end: true });
});
// Without a parent there is nothing to do; a killed parent closes the channel.
process.on('disconnect', () => process.exit(0));
// The terminal's Ctrl-C reaches the whole group; the parent decides when its children end.
process.on('SIGINT', () => {});
reply({ ready: true });

function told({ problems }: Found): ToldProblem[] {
  return problems.map(({ path, error: { code, message, hint, status } }) => ({
    path,
    error: { code, message, hint, status },
  }));
}

function reply(message: ParseReply): void {
  process.send?.(message);
}
