/** The command `ask`: a question, or a file of them, answered on standard output. */
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { asText } from './answer-text.ts';
import {
  answersIn,
  type BatchFormat,
  type BatchItem,
  type BatchResult,
  readBatch,
  resultLine,
  tableHead,
} from './cli/batch.ts';
import { ending, paint, readAll, type Terminal, usage as usageError, write } from './cli/terminal.ts';
import type { AskRequest, Engine } from './engine.ts';
import { describeError, isUnexpected } from './errors.ts';
import type { Language } from './model.ts';
import { batchSchema, check, MAX_QUESTION } from './request.ts';

/** Passages that `--passages` may ask for. */
const MAX_PASSAGES = 200;
/** Questions between two lines of progress where standard error is no terminal. */
const PROGRESS_EVERY = 50;

const USAGE = `Usage: npm run --silent ask -- "QUESTION" [--json] [--lang zh|en] [--passages N]
       npm run --silent ask -- --batch FILE [--out FILE [--resume]] [--column NAME] [--lang zh|en] [--passages N]

Answers a question about the loaded government work reports, with its citations. "-" reads the question from standard input.

  --json         one JSON object: the whole answer
  --batch FILE   JSON lines: {"id", "question", "history"?} a line in, {"id", ...answer} a line out, in the same order;
                 a bad line gives {"id"?, "error"}. A FILE.csv has a column of questions (named by --column, else question
                 or 问题, else the first), and comes back with answer, refused, reason, citations and error added.
                 "-" reads standard input
  --format F     jsonl or csv, where the name of the file does not tell
  --out FILE     writes there instead of to standard output
  --resume       goes on where FILE ends: what it has already is not asked again
  --passages N   adds "chunks", the N best passages
  --lang zh|en   language of the answer; that of the question if absent
  --help         this text

Exit codes: 0 answered or refused, 1 failed, 2 wrong usage, 3 no index, or one of another format or model.
`;

/** Where the command reads and writes, and what answers. */
export interface AskCommand extends Terminal {
  openEngine: () => Promise<Engine>;
}

interface Arguments {
  /** `-` for standard input. */
  question: string | null;
  batch: string | null;
  format: BatchFormat;
  column: string | undefined;
  out: string | undefined;
  resume: boolean;
  json: boolean;
  language: Language | undefined;
  passages: number | undefined;
}

/** Runs the command with its arguments (without `node` and the file); gives the exit code and never throws. */
export function askCommand(args: string[], command: AskCommand): Promise<number> {
  return ending(command, async () => {
    const parsed = readArguments(args);
    if (parsed === 'help') return write(command.output, USAGE);
    const batch = parsed.batch === null ? null : await openBatch(parsed.batch, command.input);
    const question = parsed.question === '-' ? checkLength((await readAll(command.input)).trim()) : parsed.question;
    const engine = await command.openEngine();
    try {
      if (batch !== null) await answerBatch(batch, engine, parsed, command);
      else await answerOne(question ?? '', engine, parsed, command);
    } finally {
      await engine.close();
    }
  });
}

function readArguments(args: string[]): Arguments | 'help' {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  const { batch, out, resume = false, json = false, lang } = values;
  const question = positionals.join(' ').trim();
  if (batch !== undefined && question !== '') throw usage('Give a question or --batch, not both');
  if (batch === undefined && question === '') throw usage('No question was given');
  if (batch !== undefined && json) throw usage('--batch writes JSON lines as it is; leave --json out');
  if (batch === undefined && (out !== undefined || values.column !== undefined || values.format !== undefined))
    throw usage('--out, --column and --format belong to --batch');
  if (resume && out === undefined) throw usage('--resume goes on with the file of --out; name it');
  if (out !== undefined && !resume && existsSync(out))
    throw usage(`${out} is there already; add --resume to go on with it, or name another file`);
  if (lang !== undefined && lang !== 'zh' && lang !== 'en') throw usage(`--lang is "${lang}"; expected zh or en`);
  const format = values.format ?? (/\.csv$/i.test(batch ?? '') ? 'csv' : 'jsonl');
  if (format !== 'jsonl' && format !== 'csv') throw usage(`--format is "${format}"; expected jsonl or csv`);
  return {
    question: question === '' ? null : checkLength(question),
    batch: batch ?? null,
    format,
    column: values.column,
    out,
    resume,
    json,
    language: lang,
    passages: passageCount(values.passages),
  };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: flag,
        batch: text,
        format: text,
        column: text,
        out: text,
        resume: flag,
        passages: text,
        lang: text,
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw usage((error as Error).message);
  }
}

function checkLength(question: string): string {
  if (question === '') throw usage('Standard input has no question');
  if (question.length <= MAX_QUESTION) return question;
  throw usage(`The question has ${question.length} characters; expected at most ${MAX_QUESTION}`);
}

function passageCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= MAX_PASSAGES) return count;
  throw usage(`--passages is "${text}"; expected a number from 1 to ${MAX_PASSAGES}`);
}

function usage(message: string): Error {
  return usageError(message, 'npm run --silent ask -- --help');
}

async function openBatch(file: string, input: Readable): Promise<Readable> {
  if (file === '-') return input;
  await access(file).catch(() => {
    throw usageError(
      `The batch file ${file} cannot be read`,
      'Give a file of JSON lines or a table (.csv), or - for standard input',
    );
  });
  return createReadStream(file);
}

async function answerOne(question: string, engine: Engine, args: Arguments, command: AskCommand): Promise<void> {
  const answer = await engine.ask(request({ question }, args));
  await write(command.output, args.json ? `${JSON.stringify(answer)}\n` : asText(answer, paint(command.colours)));
}

async function answerBatch(batch: Readable, engine: Engine, args: Arguments, command: AskCommand): Promise<void> {
  const { format, column, out } = args;
  const answered = out === undefined ? 0 : answersIn(out, format);
  const output: Writable = out === undefined ? command.output : createWriteStream(out, { flags: 'a' });
  let lines = 0;
  let failed = 0;
  for await (const item of readBatch(batch, { format, column })) {
    lines += 1;
    if (lines <= answered) continue;
    if (lines === 1 && item.row !== null) await write(output, `\uFEFF${tableHead(item.row)}`);
    const result = await answerItem(item, engine, args, command);
    if ('error' in result) failed += 1;
    await write(output, resultLine(result, item));
    if (command.progress) command.progress(`${lines} questions`);
    else if (lines % PROGRESS_EVERY === 0) command.log(`${lines} questions`);
  }
  if (out !== undefined) await new Promise<void>((resolve) => output.end(resolve));
  if (answered > 0) command.log(`${Math.min(answered, lines)} were answered before`);
  command.log(`${lines} questions, ${failed} failed`);
}

async function answerItem(item: BatchItem, engine: Engine, args: Arguments, command: AskCommand): Promise<BatchResult> {
  let id: unknown;
  try {
    const value = item.fields();
    id = (value as { id?: unknown } | null)?.id;
    const { question, history } = check(batchSchema, value);
    const answer = await engine.ask(request(history === undefined ? { question } : { question, history }, args));
    return { id, ...answer };
  } catch (error) {
    if (isUnexpected(error)) command.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return { id, ...describeError(error).body };
  }
}

function request(asked: AskRequest, { language, passages }: Arguments): AskRequest {
  return { ...asked, ...(language && { language }), ...(passages && { passages }) };
}
