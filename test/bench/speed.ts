/** Everything that is measured in time and memory, in one run on this machine. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../ingest/config.ts';
import type { Engine } from '../../server/engine.ts';
import { type Blocking, measureBlocking } from './blocking.ts';
import type { GoldQuestion } from './golden.ts';
import { type IngestSpeed, measureIngest } from './ingest-speed.ts';
import { quantile } from './numbers.ts';
import { measureQuestions, type QuestionSpeed } from './question-speed.ts';
import { measureReading, type ReadingSpeed } from './reading.ts';
import { type Served, startServed } from './served.ts';
import { openTutorial } from './tutorial.ts';

/** Every so many golden questions are asked again for the longest stretch, five times each. */
const BLOCKING_EVERY = 4;
/** Starts of the server; the median of five counts. */
const STARTS = 5;
/** Questions asked over HTTP before memory is read. */
const SERVED_QUESTIONS = 50;
/** Questions that the tutorial way is timed on: it embeds a hundred sentences for each. */
const TUTORIAL_QUESTIONS = 15;

export interface ServerSpeed {
  /** From `npm start` with a built index to the line with the address, and to the first answer. */
  listeningMs: number | null;
  firstAnswerMs: number | null;
  /** The same without any index, as on a fresh clone; once. */
  freshListeningMs: number;
  freshFirstAnswerMs: number;
  /** Round trips over HTTP once it runs. */
  answerMs: { median: number | null; p95: number | null };
  /** After these; null where the system cannot tell. */
  residentBytes: { server: number; withChildren: number } | null;
}

export interface TutorialSpeed {
  chunks: number;
  ingestMs: number;
  answerMs: { median: number | null; p95: number | null };
}

export interface Speed {
  reading: ReadingSpeed;
  ingest: IngestSpeed;
  question: QuestionSpeed;
  blocking: Blocking;
  server: ServerSpeed;
  tutorial: TutorialSpeed | null;
}

export interface SpeedOptions {
  config: Config;
  /** Its models are in this process, so that nothing but the answer is timed. */
  engine: Engine;
  questions: GoldQuestion[];
  /** Sources for the tutorial way; null leaves it out. */
  tutorial: ReadonlyMap<string, string> | null;
  onProgress: (line: string) => void;
}

/** Measures one thing after the other; temporary folders are removed. */
export async function measureSpeed({ config, engine, questions, tutorial, onProgress }: SpeedOptions): Promise<Speed> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    onProgress('speed: reading');
    const reading = await measureReading(config.reportsDir);
    onProgress('speed: ingest');
    const indexDir = join(folder, 'index');
    const ingest = await measureIngest(config, indexDir, onProgress);
    onProgress('speed: questions');
    const question = await measureQuestions(engine, questions, config.modelsDir);
    onProgress('speed: how long a question holds the thread');
    const blocking = await measureBlocking(
      config,
      questions.filter((_, at) => at % BLOCKING_EVERY === 0),
    );
    onProgress('speed: server');
    const server = await measureServer(config, { folder, indexDir, questions });
    onProgress('speed: tutorial way');
    return {
      reading,
      ingest,
      question,
      blocking,
      server,
      tutorial: tutorial && (await measureTutorial(config, tutorial, questions)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureServer(
  config: Config,
  { folder, indexDir, questions }: { folder: string; indexDir: string; questions: GoldQuestion[] },
): Promise<ServerSpeed> {
  const asked = questions.slice(0, SERVED_QUESTIONS).map(({ question }) => question);
  const stateDir = join(folder, 'state');
  const start = async <Result>(index: string, use: (served: Served) => Promise<Result>): Promise<Result> => {
    const served = await startServed(config, { indexDir: index, stateDir });
    try {
      return await use(served);
    } finally {
      await served.stop();
    }
  };
  const firstAnswer = async (served: Served) => {
    await served.ask(asked[0] ?? '');
    return { listeningMs: served.listeningMs, firstAnswerMs: served.sinceStartMs() };
  };
  const starts: { listeningMs: number; firstAnswerMs: number }[] = [];
  for (let round = 0; round < STARTS; round++) starts.push(await start(indexDir, firstAnswer));
  const running = await start(indexDir, async (served) => {
    const times: number[] = [];
    for (const question of asked) {
      const started = performance.now();
      await served.ask(question);
      times.push(performance.now() - started);
    }
    return {
      answerMs: { median: quantile(times, 0.5), p95: quantile(times, 0.95) },
      residentBytes: served.residentBytes(),
    };
  });
  const fresh = await start(join(folder, 'fresh-index'), firstAnswer);
  const median = (name: 'listeningMs' | 'firstAnswerMs') =>
    quantile(
      starts.map((one) => one[name]),
      0.5,
    );
  return {
    listeningMs: median('listeningMs'),
    firstAnswerMs: median('firstAnswerMs'),
    freshListeningMs: fresh.listeningMs,
    freshFirstAnswerMs: fresh.firstAnswerMs,
    ...running,
  };
}

async function measureTutorial(
  { modelsDir }: Config,
  sources: ReadonlyMap<string, string>,
  questions: GoldQuestion[],
): Promise<TutorialSpeed> {
  const way = await openTutorial({ sources, modelsDir, cache: null });
  try {
    const times: number[] = [];
    for (const question of questions.slice(0, TUTORIAL_QUESTIONS)) times.push((await way.ask(question)).ms ?? 0);
    const answerMs = { median: quantile(times, 0.5), p95: quantile(times, 0.95) };
    return { chunks: way.chunks, ingestMs: way.ingestMs, answerMs };
  } finally {
    await way.close();
  }
}
