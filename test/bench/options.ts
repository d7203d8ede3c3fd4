/** The command line of bench. */
import { parseArgs } from 'node:util';
import { ReportError } from '../../ingest/errors.ts';
import { QUESTION_TYPES, type QuestionType } from './golden.ts';

export interface BenchOptions {
  json: boolean;
  failures: boolean;
  speed: boolean;
  ablate: boolean;
  reading: boolean;
  profile: boolean;
  /** Sizes of corpora; none otherwise. */
  growth: number[];
  web: boolean;
  tutorial: boolean;
  llm: boolean;
  load: boolean;
  /** Of a load. */
  minutes: number;
  connections: number;
  help: boolean;
  only: QuestionType | undefined;
  /** Path of other golden questions. */
  questions: string | undefined;
}

export const USAGE = `Usage: npm run bench [-- OPTIONS]

Asks the golden questions one after the other and prints, for each kind of question, how many answers are right and
proved and how long they take; beside it the same for the tutorial way (1,000 characters a chunk, vectors only, the
best sentence), and the extracted figures against the golden ones. test/golden/README.md says how answers are judged.

  --only TYPE       only one kind: ${QUESTION_TYPES.join(', ')}
  --questions FILE  other golden questions than test/golden/dev.jsonl
  --failures        lists what is wrong, and why
  --speed           also measures ingest, start, answers and memory against the time of embedding; takes minutes,
                    and only means something on an idle machine
  --profile         only asks the questions under the profiler: writes test/artefacts/answers.cpuprofile (for the developer tools of
                    Chromium) and prints the time of each stage and of the costliest functions
  --growth SIZES    only builds corpora of so many times the reports (1,10,100) with sampled vectors, asks them, adds a report
                    and prints how all grows; writes docs/growth.md and its plot; takes minutes at 10, half an hour at 100, and needs
                    an index with vectors; beyond 100 full text and figures alone
  --ablate          asks again with each leg and boost of retrieval left out; about half a minute each
  --reading         only measures how fast files become clean text: megabytes of text a second, a Word file of 30,000
                    characters; takes seconds, asks nothing (--speed has it too)
  --load            only loads a server on loopback: questions, streams, reading, matrix, uploads and clients that vanish, and
                    prints errors, waits and memory; --minutes N (10) and --connections N (200)
  --web             only measures the page in Chromium: bytes of a first load, Enter to first words, click to the marked passage,
                    each beside what the server takes for the same without a page
  --llm             asks again with the language model of LLM_PROVIDER and prints what it changes and what the check blocks
  --no-tutorial     leaves the tutorial way out
  --json            one JSON object with everything
  --help            this text

The index that REPORTS_DIR, INDEX_DIR and MODELS_DIR name is used, and built first where it is missing or stale.
Progress goes to standard error. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no index or one of another format.
`;

/** Reads the arguments. Throws a ReportError `usage` that names what is wrong. */
export function readOptions(args: string[]): BenchOptions {
  const values = parse(args);
  const only = QUESTION_TYPES.find((type) => type === values.only);
  if (values.only !== undefined && only === undefined) {
    throw usage(`--only is "${values.only}"; expected one of ${QUESTION_TYPES.join(', ')}`);
  }
  return {
    json: values.json ?? false,
    failures: values.failures ?? false,
    speed: values.speed ?? false,
    ablate: values.ablate ?? false,
    reading: values.reading ?? false,
    profile: values.profile ?? false,
    growth: sizesOf(values.growth),
    web: values.web ?? false,
    llm: values.llm ?? false,
    load: values.load ?? false,
    minutes: positive('--minutes', values.minutes, 10),
    connections: positive('--connections', values.connections, 200),
    tutorial: !values['no-tutorial'],
    help: values.help ?? false,
    only,
    questions: values.questions,
  };
}

function positive(name: string, text: string | undefined, otherwise: number): number {
  const number = text === undefined ? otherwise : Number(text);
  if (!(number > 0)) throw usage(`${name} is "${text}"; expected a number above 0`);
  return number;
}

function sizesOf(text: string | undefined): number[] {
  const sizes = text === undefined ? [] : text.split(',').map(Number);
  if (sizes.every((size) => Number.isInteger(size) && size >= 1 && size <= 1000)) return sizes;
  throw usage(`--growth is "${text}"; expected sizes from 1 to 1000 such as 1,10,100`);
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        json: { type: 'boolean' },
        only: { type: 'string' },
        questions: { type: 'string' },
        failures: { type: 'boolean' },
        speed: { type: 'boolean' },
        ablate: { type: 'boolean' },
        reading: { type: 'boolean' },
        profile: { type: 'boolean' },
        growth: { type: 'string' },
        web: { type: 'boolean' },
        llm: { type: 'boolean' },
        load: { type: 'boolean' },
        minutes: { type: 'string' },
        connections: { type: 'string' },
        'no-tutorial': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw usage((error as Error).message);
  }
}

function usage(message: string): ReportError {
  return new ReportError('usage', message, { hint: 'npm run bench -- --help' });
}
