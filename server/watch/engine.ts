/** The engine, with a trace of every question, whoever's route it came by. */
import { randomUUID } from 'node:crypto';
import { tryGetContext } from 'hono/context-storage';
import { ReportError } from '../../ingest/errors.ts';
import type { Engine } from '../engine.ts';
import type { Metrics } from './metrics.ts';
import { TraceRecorder, type Traces } from './trace.ts';

export interface WatchOptions {
  metrics: Metrics;
  traces: Traces;
}

/** Everything passes through unchanged; questions leave a trace and a figure. */
export function watchedEngine(engine: Engine, { metrics, traces }: WatchOptions): Engine {
  const watched: Pick<Engine, 'ask'> = {
    async ask(request, options = {}) {
      const context = tryGetContext();
      const id = context?.get('requestId') ?? randomUUID();
      const who = context?.get('client')?.name ?? 'local';
      const recorder = new TraceRecorder({ id, question: request.question, who });
      traces.add(recorder.trace);
      try {
        recorder.begin();
        const answer = await engine.ask(request, { ...options, trace: recorder });
        recorder.end(answer.refused ? 'refused' : 'answered');
        return answer;
      } catch (error) {
        const stopped = options.signal?.aborted === true;
        recorder.end(stopped ? 'stopped' : 'failed', error instanceof ReportError ? error.code : 'internal');
        throw error;
      } finally {
        metrics.question(recorder.trace);
      }
    },
  };
  return Object.assign(Object.create(engine), watched);
}
