/** Figures for Prometheus: requests, questions, what waits, the index, the process. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Engine } from '../engine.ts';
import type { Trace } from './trace.ts';

/** Seconds: answers take tens of milliseconds, with a language model tens of seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Histogram({
    name: 'baogao_request_seconds',
    help: 'Time until the response began, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [this.#registry],
  });
  readonly #questions = new Counter({
    name: 'baogao_questions_total',
    help: 'Questions by outcome',
    labelNames: ['outcome'],
    registers: [this.#registry],
  });
  readonly #stages = new Histogram({
    name: 'baogao_stage_seconds',
    help: 'Time of a question in each stage',
    labelNames: ['stage'],
    buckets: BUCKETS,
    registers: [this.#registry],
  });
  readonly #dropped = new Counter({
    name: 'baogao_claims_dropped_total',
    help: 'Claims that failed the check and were not sent',
    registers: [this.#registry],
  });
  readonly #internal = new Counter({
    name: 'baogao_internal_errors_total',
    help: 'Errors that nobody expected, each with its stack in the log; 0 is right',
    registers: [this.#registry],
  });

  constructor(engine: Engine) {
    this.gauge('baogao_generation', 'Generation of the index that answers, 0 before the first', () =>
      Number(engine.index?.manifest.generation ?? 0),
    );
    this.gauge('baogao_reports', 'Reports that are loaded', () => engine.index?.reports.length ?? 0);
    this.gauge('baogao_vectors_ready', '1 when every text has its vectors', () => Number(engine.vectors === 'ready'));
  }

  /** Adds memory, CPU and event loop of the process. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.#registry, prefix: 'baogao_' });
  }

  /** Adds a figure that is asked for when somebody looks. */
  gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect() {
        this.set(read());
      },
    });
  }

  request(labels: { method: string; route: string; status: number }, ms: number): void {
    this.#requests.observe({ ...labels, status: String(labels.status) }, ms / 1000);
  }

  question({ outcome, steps }: Trace): void {
    this.#questions.inc({ outcome: outcome ?? 'failed' });
    for (const { stage, ms, details } of steps) {
      this.#stages.observe({ stage }, ms / 1000);
      if (stage === 'checked') this.#dropped.inc((details.dropped as unknown[]).length);
    }
  }

  internalError(): void {
    this.#internal.inc();
  }

  /** In the text format of Prometheus. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }
}
