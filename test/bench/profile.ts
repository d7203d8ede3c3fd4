/** Where the time of answers goes: a CPU profile of the golden questions, and the median of each stage of the trace. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { dirname, relative } from 'node:path';
import { projectRoot } from '../../ingest/config.ts';
import type { Engine } from '../../server/engine.ts';
import { TraceRecorder, type TraceStep } from '../../server/watch/trace.ts';
import type { GoldQuestion } from './golden.ts';
import { quantile, sumOf } from './numbers.ts';

/** Microseconds between two looks at the stack; a fifth of a question's shortest stage. */
const INTERVAL_US = 200;
const SHOWN = 15;

export interface Profile {
  questions: number;
  /** Path of the profile, for the developer tools of Chromium. */
  path: string;
  /** Milliseconds. */
  stages: { stage: TraceStep['stage']; median: number; p95: number; share: number }[];
  /** Functions by the time that they themselves took, in milliseconds a question. */
  functions: { name: string; place: string; ms: number }[];
}

interface ProfileNode {
  id: number;
  callFrame: { functionName: string; url: string; lineNumber: number };
}

/** Asks all questions while the profiler watches; the first question is asked before, so that nothing is timed that is loaded once. */
export async function profileAnswers(
  engine: Pick<Engine, 'ask'>,
  questions: GoldQuestion[],
  path: string,
): Promise<Profile> {
  const session = new Session();
  session.connect();
  const steps: TraceStep[] = [];
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: INTERVAL_US });
    await session.post('Profiler.start');
    for (const { id, question, history } of questions) {
      const trace = new TraceRecorder({ id, question, who: 'bench' });
      trace.begin();
      // A question that fails is left out of the stages; bench tells of it elsewhere.
      await engine.ask({ question, ...(history && { history }) }, { trace }).catch(() => undefined);
      steps.push(...trace.trace.steps);
    }
    const { profile } = await session.post('Profiler.stop');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(profile));
    const functions = byFunction(profile.nodes, profile.samples ?? [], profile.timeDeltas ?? []);
    return {
      questions: questions.length,
      path,
      stages: byStage(steps),
      functions: functions.slice(0, SHOWN).map((one) => ({ ...one, ms: one.ms / questions.length })),
    };
  } finally {
    session.disconnect();
  }
}

/** The profile as lines. */
export function profileText({ questions, path, stages, functions }: Profile): string {
  const ms = (value: number) => `${value.toFixed(1)} ms`.padStart(10);
  return [
    `Stages of ${questions} answers: median, 95th percentile, share of all time`,
    ...stages.map(
      ({ stage, median, p95, share }) =>
        `${stage.padEnd(14)}${ms(median)}${ms(p95)}${(100 * share).toFixed(0).padStart(6)}%`,
    ),
    '',
    'Functions by their own time a question',
    ...functions.map(({ name, place, ms: own }) => `${ms(own)}  ${name}  ${place}`),
    '',
    `CPU profile: ${relative('.', path)}`,
  ].join('\n');
}

function byStage(steps: TraceStep[]): Profile['stages'] {
  const all = sumOf(steps.map(({ ms }) => ms)) || 1;
  return [...new Set(steps.map(({ stage }) => stage))].map((stage) => {
    const times = steps.filter((step) => step.stage === stage).map(({ ms }) => ms);
    return { stage, median: quantile(times, 0.5) ?? 0, p95: quantile(times, 0.95) ?? 0, share: sumOf(times) / all };
  });
}

function byFunction(nodes: ProfileNode[], samples: number[], deltas: number[]): Profile['functions'] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const times = new Map<string, Profile['functions'][number]>();
  samples.forEach((id, at) => {
    const frame = frames.get(id);
    if (!frame || frame.functionName === '(idle)') return;
    const place = frame.url.startsWith('file:')
      ? `${relative(projectRoot, new URL(frame.url).pathname)}:${frame.lineNumber + 1}`
      : frame.url || 'compiled code';
    const key = `${frame.functionName} ${place}`;
    const known = times.get(key) ?? { name: frame.functionName || '(anonymous)', place, ms: 0 };
    known.ms += (deltas[at] ?? 0) / 1000;
    times.set(key, known);
  });
  return [...times.values()].sort((a, b) => b.ms - a.ms);
}
