/** The command `ask`: a question, or a file of them, answered on standard output. */
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { ReportError } from '../ingest/errors.ts';
import { asText } from './answer-text.ts';
import type { AskRequest, Engine } from './engine.ts';
import { describeError, isUnexpected } from './errors.ts';
import type { Language } from './model.ts';
import { batchSchema, check, MAX_QUESTION, parseJson } from './request.ts';

/** What a shell sees: answered or refused, failed, wrong usage, no index or one of another format or model. */
export const EXIT = { done: 0, failed: 1, usage: 2, index: 3 } as const;

/** Passages that `--passages` may ask for. */
const MAX_PASSAGES = 200;

const USAGE = `Usage: npm run --silent ask -- "QUESTION" [--json] [--lang zh|en] [--passages N]
       npm run --silent ask -- --batch FILE.jsonl [--lang zh|en] [--passages N]

Answers a question about the loaded government work reports, with its citations.

  --json         one JSON object: the whole answer
  --batch FILE   one question a line: {"id", "question", "history"?}; "-" reads standard input.
                 One line {"id", ...answer} for each, in the same order; a bad line gives {"id"?, "error"}
  --passages N   adds "chunks", the N best passages
  --lang zh|en   language of the answer; that of the question if absent
  --help         this text

Exit codes: 0 answered or refused, 1 failed, 2 wrong usage, 3 no index, or one of another format or model.
`;

/** Where the command reads and writes, and what answers. */
export interface AskCommand {
  input: Readable;
  output: Writable;
  /** Progress and errors. */
  log: (line: string) => void;
  openEngine: () => Promise<Engine>;
}

interface Arguments {
  question: string | null;
  batch: string | null;
  json: boolean;
  language: Language | undefined;
  passages: number | undefined;
}

/** Runs the command with its arguments (without `node` and the file); gives the exit code and never throws. */
export async function askCommand(args: string[], command: AskCommand): Promise<number> {
  try {
    const parsed = readArguments(args);
    if (parsed === 'help') {
      await write(command.output, USAGE);
      return EXIT.done;
    }
    const batch = parsed.batch === null ? null : await openBatch(parsed.batch, command.input);
    const engine = await command.openEngine();
    try {
      if (batch !== null) await answerLines(batch, engine, parsed, command);
      else await answerOne(engine, parsed, command);
    } finally {
      await engine.close();
    }
    return EXIT.done;
  } catch (error) {
    if (isUnexpected(error)) command.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    else for (const line of explain(error as ReportError)) command.log(line);
    return exitCode(error);
  }
}

function readArguments(args: string[]): Arguments | 'help' {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  const question = positionals.join(' ').trim();
  if (values.batch !== undefined && question !== '') throw usage('Give a question or --batch, not both');
  if (values.batch === undefined && question === '') throw usage('No question was given');
  if (values.batch !== undefined && values.json) throw usage('--batch writes JSON lines as it is; leave --json out');
  if (question.length > MAX_QUESTION)
    throw usage(`The question has ${question.length} characters; expected at most ${MAX_QUESTION}`);
  const language = values.lang;
  if (language !== undefined && language !== 'zh' && language !== 'en')
    throw usage(`--lang is "${language}"; expected zh or en`);
  return {
    question: question === '' ? null : question,
    batch: values.batch ?? null,
    json: values.json ?? false,
    language,
    passages: passageCount(values.passages),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        batch: { type: 'string' },
        passages: { type: 'string' },
        lang: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw usage((error as Error).message);
  }
}

function passageCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= MAX_PASSAGES) return count;
  throw usage(`--passages is "${text}"; expected a number from 1 to ${MAX_PASSAGES}`);
}

function usage(message: string): ReportError {
  return new ReportError('usage', message, { hint: 'npm run --silent ask -- --help', status: 400 });
}

async function openBatch(file: string, input: Readable): Promise<Readable> {
  if (file === '-') return input;
  await access(file).catch((cause) => {
    throw new ReportError('usage', `The batch file ${file} cannot be read`, {
      hint: 'Give a file of JSON lines, or - for standard input',
      cause,
    });
  });
  return createReadStream(file);
}

async function answerOne(engine: Engine, args: Arguments, command: AskCommand): Promise<void> {
  const answer = await engine.ask(request({ question: args.question ?? '' }, args));
  await write(command.output, args.json ? `${JSON.stringify(answer)}\n` : asText(answer));
}

async function answerLines(batch: Readable, engine: Engine, args: Arguments, command: AskCommand): Promise<void> {
  let lines = 0;
  let failed = 0;
  for await (const line of createInterface({ input: batch, crlfDelay: Number.POSITIVE_INFINITY })) {
    const text = line.replace(/^\uFEFF/, '').trim();
    if (text === '') continue;
    const result = await answerLine(text, engine, args, command);
    lines += 1;
    if ('error' in result) failed += 1;
    await write(command.output, `${JSON.stringify(result)}\n`);
  }
  command.log(`${lines} questions, ${failed} failed`);
}

async function answerLine(text: string, engine: Engine, args: Arguments, command: AskCommand): Promise<object> {
  let id: unknown;
  try {
    const value = parseJson(text);
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

function explain(error: ReportError): string[] {
  return error.hint === undefined ? [error.message] : [error.message, error.hint];
}

function exitCode(error: unknown): number {
  if (!(error instanceof ReportError)) return EXIT.failed;
  if (error.code === 'usage') return EXIT.usage;
  return error.code.startsWith('index-') ? EXIT.index : EXIT.failed;
}

/** Resolves when the bytes have left, so that the process may end: a pipe takes 64 kB at a time. */
function write(output: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    output.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
