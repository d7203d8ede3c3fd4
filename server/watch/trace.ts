/** What happened to one question, stage by stage, for the person who wonders about its answer. Kept in memory, never on disk. */
import type { Delivery } from '../answer/deliver.ts';
import type { Draft } from '../answer/draft.ts';
import type { Reading } from '../question/reading.ts';
import type { Retrieved } from '../retrieve/retrieve.ts';

export type Outcome = 'answered' | 'refused' | 'stopped' | 'failed';

export interface TraceStep {
  stage: 'understood' | 'found' | 'composed' | 'checked';
  /** Milliseconds since the stage before it. */
  ms: number;
  /** What the stage came to; its fields are for people and may change. */
  details: Record<string, unknown>;
}

export interface Trace {
  /** The id of the request, as in its header X-Request-Id and in the log. */
  id: string;
  /** ISO 8601. */
  at: string;
  question: string;
  /** Name of the token; `local` where none is asked for. */
  who: string;
  /** Null while it runs. */
  outcome: Outcome | null;
  /** Code of the error, where it failed. */
  error: string | null;
  /** Waiting for its turn, and from then on. */
  waitedMs: number;
  ms: number;
  steps: TraceStep[];
}

/** Passages, sentences and claims of a step: what the answer can be made of, and a few that lost. */
const SHOWN = 20;
/** Characters of a text; a trace is some kilobytes, a thousand of them some megabytes. */
const SHOWN_TEXT = 200;

/** Fills one trace while its question is answered. */
export class TraceRecorder {
  readonly trace: Trace;
  readonly #received = performance.now();
  #began = this.#received;
  #last = this.#received;

  constructor({ id, question, who }: Pick<Trace, 'id' | 'question' | 'who'>) {
    const at = new Date().toISOString();
    this.trace = { id, at, question, who, outcome: null, error: null, waitedMs: 0, ms: 0, steps: [] };
  }

  /** Its turn has come. */
  begin(): void {
    this.#began = performance.now();
    this.#last = this.#began;
    this.trace.waitedMs = tenths(this.#began - this.#received);
  }

  understood(reading: Reading): void {
    const { intent, question, language, regions, searchRegions, years, uncoveredYears, kind, indicators, terms } =
      reading;
    const named = { regions, searchRegions, years, uncoveredYears, indicators, terms };
    this.#step('understood', { intent, question, language, kind, ...named });
  }

  /** @param regions Where a question over several is looked for region by region. */
  found({ passages, sentences }: Retrieved, regions: string[] | undefined): void {
    this.#step('found', {
      regions: regions ?? [],
      passages: passages.slice(0, SHOWN).map(({ passage, score, legs }) => ({
        id: passage.id,
        report: passage.report,
        score: rounded(score),
        legs,
        text: passage.text.slice(0, SHOWN_TEXT),
      })),
      sentences: sentences.slice(0, SHOWN).map(({ sentence, score }) => ({
        id: sentence.id,
        score: rounded(score),
        text: sentence.text.slice(0, SHOWN_TEXT),
      })),
    });
  }

  composed({ lines, citations, refused, reason, missing }: Draft): void {
    const claims = lines.flatMap((line) => line.claims);
    this.#step('composed', {
      refused,
      reason,
      missing,
      claims: claims.slice(0, SHOWN).map(({ kind, text }) => ({ kind, text: text.slice(0, SHOWN_TEXT) })),
      claimCount: claims.length,
      citationCount: citations.length,
    });
  }

  checked({ citations, dropped }: Delivery): void {
    this.#step('checked', {
      citationCount: citations.length,
      dropped: dropped.map(({ claim, fault }) => ({ kind: claim.kind, text: claim.text.slice(0, SHOWN_TEXT), fault })),
    });
  }

  end(outcome: Outcome, error: string | null = null): void {
    this.trace.outcome = outcome;
    this.trace.error = error;
    this.trace.ms = tenths(performance.now() - this.#began);
  }

  #step(stage: TraceStep['stage'], details: Record<string, unknown>): void {
    const now = performance.now();
    this.trace.steps.push({ stage, ms: tenths(now - this.#last), details });
    this.#last = now;
  }
}

/** The traces of the last questions. */
export class Traces {
  readonly #byId = new Map<string, Trace>();
  readonly #limit: number;

  /** @param limit How many are kept. */
  constructor(limit = 1000) {
    this.#limit = limit;
  }

  add(trace: Trace): void {
    const [oldest] = this.#byId.keys();
    if (this.#byId.size >= this.#limit && oldest !== undefined) this.#byId.delete(oldest);
    this.#byId.set(trace.id, trace);
  }

  get(id: string): Trace | undefined {
    return this.#byId.get(id);
  }

  /** Newest first, without their steps. */
  list(limit: number): Omit<Trace, 'steps'>[] {
    const newest = [...this.#byId.values()].slice(-limit).reverse();
    return newest.map(({ steps: _, ...summary }) => summary);
  }
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}

function rounded(score: number): number {
  return Number(score.toPrecision(4));
}
