/** Asks an index of a grown corpus, in a process of its own: `measure.ts INDEX_DIR`. Prints what it took as JSON. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig, projectRoot } from '../../../ingest/config.ts';
import { FILES_FOLDER } from '../../../ingest/index/format.ts';
import { fileOf, vectorKind } from '../../../ingest/index/generations.ts';
import type { Unit } from '../../../ingest/index/model.ts';
import { openIndex } from '../../../ingest/index/open.ts';
import { readVectors, scanVectors } from '../../../ingest/index/vectors.ts';
import { answerQuestion } from '../../../server/answer/answer.ts';
import { CHINESE_MODEL, QuestionEmbedders } from '../../../server/retrieve/embedders.ts';
import { type GoldQuestion, readQuestions } from '../golden.ts';
import { quantile } from '../numbers.ts';

/** What one index answered. */
export interface Measured {
  openMs: number;
  questions: number;
  answerMs: { median: number; p95: number };
  /** Time of the processor, which other programs on the machine do not lengthen. */
  cpuMs: { median: number; p95: number };
  /** Of the ten nearest passages of each question in all reports, how many the search found; null without vectors. */
  recall: number | null;
  /** The same of sentences. */
  sentenceRecall: number | null;
  /** Full text alone, over sentences of all reports. */
  fullTextMs: number;
  residentBytes: number;
}

const K = 10;
/** The library of neighbours adds in another order; two scores that differ by less are one. */
const SAME = 1e-6;
/** Every so manyth question of the dev set, so that all kinds are among them. */
const EVERY = 3;

const [indexDir = ''] = process.argv.slice(2);
const opening = performance.now();
const index = openIndex(indexDir);
const openMs = performance.now() - opening;
const embedders = await QuestionEmbedders.open({ modelsDir: loadConfig().modelsDir, place: 'here' });
const questions = readQuestions(join(projectRoot, 'test/golden/dev.jsonl')).filter((_, at) => at % EVERY === 0);

const ask = async ({ question, history }: GoldQuestion): Promise<{ ms: number; cpu: number }> => {
  const [started, before] = [performance.now(), process.cpuUsage()];
  await answerQuestion({ request: { question, ...(history && { history }) }, index, embedders });
  const { user, system } = process.cpuUsage(before);
  return { ms: performance.now() - started, cpu: (user + system) / 1000 };
};
await ask(questions[0] as GoldQuestion);
const times: { ms: number; cpu: number }[] = [];
for (const question of questions) times.push(await ask(question));
if (process.env.PER)
  for (const [i, t] of times.entries()) console.error(t.ms.toFixed(0), t.cpu.toFixed(0), questions[i]?.question);
const residentBytes = residentNow();

const textTimes = questions.slice(0, 20).map(({ question }) => {
  const started = performance.now();
  index.searchText(
    'sentence',
    Array.from(question.slice(0, 12).matchAll(/../g), ([pair]) => pair),
    {},
    60,
  );
  return performance.now() - started;
});

/** How many of the nearest rows of each question the search finds, against comparing every row; null without vectors. */
async function recallOf(unit: Unit): Promise<number | null> {
  const files = (index.manifest.segments ?? [index.manifest]).map((part) =>
    fileOf(part, vectorKind(CHINESE_MODEL, unit)),
  );
  const parts = files.flatMap((file) => (file ? [readVectors(join(indexDir, FILES_FOLDER, file.name))] : []));
  if (parts.length === 0) return null;
  let found = 0;
  for (const { question } of questions) {
    const vector = (await embedders.embed(question, [CHINESE_MODEL])).get(CHINESE_MODEL) as Float32Array;
    const exact = parts.flatMap((rows) => scanVectors(rows, vector, [{ first: 0, end: rows.count }], K));
    const worst = exact.map(({ score }) => score).sort((a, b) => b - a)[K - 1] ?? 0;
    // By score: two that are equally near may stand for each other.
    const hits = index.searchVectors(CHINESE_MODEL, unit, vector, {}, K);
    found += hits.filter(({ score }) => score >= worst - SAME).length;
  }
  return found / (questions.length * K);
}

const spread = (of: (one: { ms: number; cpu: number }) => number) => ({
  median: quantile(times.map(of), 0.5) ?? 0,
  p95: quantile(times.map(of), 0.95) ?? 0,
});
const measured: Measured = {
  openMs,
  questions: times.length,
  answerMs: spread(({ ms }) => ms),
  cpuMs: spread(({ cpu }) => cpu),
  recall: await recallOf('passage'),
  sentenceRecall: await recallOf('sentence'),
  fullTextMs: quantile(textTimes, 0.5) ?? 0,
  residentBytes,
};
console.log(JSON.stringify(measured));
await embedders.close();
index.close();

/** From the system where it tells: memory that the vectors' library holds is not the runtime's. */
function residentNow(): number {
  try {
    return Number(/VmRSS:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
  } catch {
    return process.memoryUsage().rss;
  }
}
