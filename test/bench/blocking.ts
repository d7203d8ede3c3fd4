/** How long one question holds the server's thread at a stretch: what everybody else waits for. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../ingest/config.ts';
import { createEngine } from '../../server/engine.ts';
import type { GoldQuestion } from './golden.ts';
import { quantile } from './numbers.ts';

export interface Blocking {
  questions: number;
  /** Processor time of the longest turn of the event loop while a question is answered; each the median of ROUNDS. */
  stretchMs: { median: number | null; p95: number | null; longest: number };
  /** The question of the longest one. */
  slowest: string;
}

/** Each question is asked so often; the median counts. */
const ROUNDS = 5;
/** Questions over many regions or all of the text: the most that one question asks of the thread. */
const WIDE = [
  '中部六省在养老服务上分别有什么安排？',
  '东部沿海各省营商环境分别怎么优化？',
  '西北五省区的生态保护分别怎么做？',
  '哪些省份提到区块链？',
  '数字经济在各省报告里提了多少次？',
  'Which provinces mention rural revitalisation?',
];
const WARM_UP = ['报告里有什么？', 'What about jobs in Hunan?'];

/** Asks with the models in processes of their own, as a server has them. */
export async function measureBlocking(
  config: Config,
  questions: Pick<GoldQuestion, 'question' | 'history'>[],
): Promise<Blocking> {
  const engine = await createEngine({ config, build: 'wait', models: 'apart' });
  const found: { question: string; ms: number }[] = [];
  try {
    for (const question of WARM_UP) await engine.ask({ question });
    for (const { question, history } of [...questions, ...WIDE.map((one) => ({ question: one, history: undefined }))]) {
      const rounds: number[] = [];
      for (let round = 0; round < ROUNDS; round++)
        rounds.push(await longestTurn(() => engine.ask({ question, mode: 'extract', ...(history && { history }) })));
      found.push({ question, ms: quantile(rounds, 0.5) ?? 0 });
    }
  } finally {
    await engine.close();
  }
  const times = found.map(({ ms }) => ms);
  const longest = found.reduce((most, one) => (one.ms > most.ms ? one : most));
  return {
    questions: found.length,
    stretchMs: { median: quantile(times, 0.5), p95: quantile(times, 0.95), longest: longest.ms },
    slowest: longest.question,
  };
}

/**
 * Milliseconds of processor time that the longest turn takes. Not the clock: other programs on the machine would be counted.
 * What the runtime's own threads do meanwhile is counted, so the figure is rather too high.
 */
async function longestTurn(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = process.cpuUsage();
  let watching = true;
  const turn = (): void => {
    const { user, system } = process.cpuUsage(last);
    longest = Math.max(longest, (user + system) / 1000);
    last = process.cpuUsage();
    if (watching) setImmediate(turn);
  };
  setImmediate(turn);
  await sleep(1);
  try {
    await work().catch(() => {});
    await sleep(1);
  } finally {
    watching = false;
  }
  return longest;
}
