/** How long answers take against the embedding of their questions, the least that an answer can take. */
import type { Engine } from '../../server/engine.ts';
import { QuestionEmbedders } from '../../server/retrieve/embedders.ts';
import type { GoldQuestion } from './golden.ts';
import { quantile, sumOf } from './numbers.ts';

export interface QuestionSpeed {
  questions: number;
  /** Median of the sums of each question's embedding calls, timed alone; of the questions that embed anything. */
  embedMs: number | null;
  answerMs: { median: number | null; p95: number | null; p99: number | null };
  /** The answer times over `embedMs`. */
  ratio: { median: number | null; p95: number | null; p99: number | null };
}

type EmbedCall = Parameters<QuestionEmbedders['embed']>;

/** Asks all questions and times what each embeds again, alone. A question that fails is left out. */
export async function measureQuestions(
  engine: Pick<Engine, 'ask'>,
  questions: GoldQuestion[],
  modelsDir: string,
): Promise<QuestionSpeed> {
  const answerMs: number[] = [];
  const calls: EmbedCall[][] = [];
  const stopWatching = watchEmbedding((call) => calls.at(-1)?.push(call));
  try {
    for (const { question, history } of questions) {
      calls.push([]);
      const started = performance.now();
      const done = await engine.ask({ question, ...(history && { history }) }).then(
        () => true,
        () => false,
      );
      if (done) answerMs.push(performance.now() - started);
      else calls.pop();
    }
  } finally {
    stopWatching();
  }
  const embedMs = quantile(await timeAlone(calls, modelsDir), 0.5);
  const over = (ms: number | null) => (ms === null || !embedMs ? null : ms / embedMs);
  const [median, p95, p99] = [0.5, 0.95, 0.99].map((p) => quantile(answerMs, p)) as [number, number, number];
  return {
    questions: answerMs.length,
    embedMs,
    answerMs: { median, p95, p99 },
    ratio: { median: over(median), p95: over(p95), p99: over(p99) },
  };
}

/** Tells of every embedding of a question in this process until the returned function is called. */
function watchEmbedding(onCall: (call: EmbedCall) => void): () => void {
  const { embed } = QuestionEmbedders.prototype;
  QuestionEmbedders.prototype.embed = function (...call) {
    onCall(call);
    return embed.apply(this, call);
  };
  return () => {
    QuestionEmbedders.prototype.embed = embed;
  };
}

async function timeAlone(calls: EmbedCall[][], modelsDir: string): Promise<number[]> {
  // Other embedders than the engine's, which remembers what it embedded.
  const embedders = await QuestionEmbedders.open({ modelsDir, place: 'here' });
  try {
    await embedders.embed('');
    const sums: number[] = [];
    for (const ofQuestion of calls.filter(({ length }) => length > 0)) {
      const times: number[] = [];
      for (const call of ofQuestion) {
        const started = performance.now();
        await embedders.embed(...call);
        times.push(performance.now() - started);
      }
      sums.push(sumOf(times));
    }
    return sums;
  } finally {
    await embedders.close();
  }
}
