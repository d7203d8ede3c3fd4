/** What every command shares: where it reads and writes, how it ends, and colours where a person looks on. */
import type { Readable, Writable } from 'node:stream';
import { ReportError } from '../../ingest/errors.ts';
import { isUnexpected } from '../errors.ts';

/** What a shell sees: answered or refused, failed, wrong usage, no index or one of another format or model. */
export const EXIT = { done: 0, failed: 1, usage: 2, index: 3 } as const;

export interface Terminal {
  input: Readable;
  output: Writable;
  /** Progress and errors. */
  log: (line: string) => void;
  /** A line of progress that the next one overwrites; absent where standard error is no terminal. */
  progress?: ((line: string) => void) | undefined;
  /** Colours in the output; only where it is a terminal and NO_COLOR is not set. */
  colours?: boolean | undefined;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  // Whoever reads may have seen enough (`| head`): no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  const { stdin: input, stdout: output, stderr } = process;
  return {
    input,
    output,
    log: (line) => void stderr.write(stderr.isTTY ? `\r\x1b[K${line}\n` : `${line}\n`),
    progress: stderr.isTTY ? (line) => void stderr.write(`\r\x1b[K${line}`) : undefined,
    colours: output.isTTY && !process.env.NO_COLOR,
  };
}

/** Words in a style, or as they are. */
export interface Paint {
  strong: (text: string) => string;
  faint: (text: string) => string;
}

/** Styles where there are colours. */
export function paint(colours = false): Paint {
  const style = (code: number) => (text: string) => (colours ? `\x1b[${code}m${text}\x1b[0m` : text);
  return { strong: style(1), faint: style(2) };
}

/** A wrong use of a command; ends it with 2. */
export function usage(message: string, hint: string): ReportError {
  return new ReportError('usage', message, { hint, status: 400 });
}

/** Runs a command; gives the exit code, tells what failed, and never throws. */
export async function ending(terminal: Terminal, work: () => Promise<void>): Promise<number> {
  try {
    await work();
    return EXIT.done;
  } catch (error) {
    if (isUnexpected(error)) terminal.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    else {
      const { message, hint } = error as ReportError;
      terminal.log(message);
      if (hint !== undefined) terminal.log(hint);
    }
    return exitCode(error);
  }
}

function exitCode(error: unknown): number {
  if (!(error instanceof ReportError)) return EXIT.failed;
  if (error.status === 400) return EXIT.usage;
  return error.code.startsWith('index-') ? EXIT.index : EXIT.failed;
}

/** Resolves when the bytes have left, so that the process may end: a pipe takes 64 kB at a time. */
export function write(output: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    output.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** The whole of standard input as text, without a byte order mark. */
export async function readAll(input: Readable): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of input) parts.push(Buffer.from(part));
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
}
