/** An engine that answers from a script, in the order of events that the contract asks for. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReportIndex } from '../../ingest/index/model.ts';
import type { AskRequest, Engine } from '../../server/engine.ts';
import { Corrections } from '../../server/matrix/corrections.ts';
import type { Answer, Citation } from '../../server/model.ts';

/** Nothing is kept here, so it is never made. */
const NOWHERE = join(tmpdir(), 'baogao-nothing-kept');

export interface FakeEngine extends Engine {
  /** What was asked, in order. */
  asked: AskRequest[];
  /** How many questions were stopped by their signal. */
  aborted: number;
  index: ReportIndex | null;
  vectors: Engine['vectors'];
  /** Milliseconds between two events. */
  pace: number;
  /** Makes answers; may throw. */
  script: (request: AskRequest) => Answer;
}

export function fakeEngine(index: ReportIndex | null, script: FakeEngine['script']): FakeEngine {
  const engine: FakeEngine = {
    asked: [],
    aborted: 0,
    index,
    vectors: 'ready',
    corrections: new Corrections({ stateDir: NOWHERE, reportsDir: NOWHERE }),
    pace: 0,
    script,
    async ask(request, { signal, onEvent = () => {} } = {}) {
      engine.asked.push(request);
      signal?.addEventListener('abort', () => engine.aborted++);
      const pause = async (): Promise<void> => {
        await new Promise((resolve, reject) => {
          const timer = setTimeout(resolve, engine.pace);
          signal?.addEventListener('abort', () => {
            clearTimeout(timer);
            reject(signal.reason);
          });
        });
        signal?.throwIfAborted();
      };
      const answer = engine.script(request);
      await pause();
      onEvent({ type: 'understood', understood: answer.understood });
      for (const text of pieces(answer.answer)) {
        await pause();
        for (const number of markers(text)) {
          const citation = answer.citations.find((candidate) => candidate.number === number);
          if (citation) onEvent({ type: 'citation', citation });
        }
        onEvent({ type: 'delta', text });
      }
      if (answer.table) onEvent({ type: 'table', table: answer.table });
      return answer;
    },
    search: async () => [],
    ingests: null,
    close: async () => {},
  };
  return engine;
}

/** A citation of the first place where a report has these words. */
export function cite(index: ReportIndex, number: number, name: string, words: string): Citation {
  const report = index.reports.find((candidate) => candidate.name === name);
  if (!report) throw new Error(`no report ${name}`);
  const source = index.source(report.document) ?? '';
  const start = source.indexOf(words, report.span.start);
  if (start < 0) throw new Error(`${name} has no "${words}"`);
  const passage = index.passagesOf(report.id).find(({ span }) => span.start <= start && start < span.end);
  return {
    number,
    passage: passage?.id ?? '',
    document: report.document,
    report: name,
    title: report.title,
    region: report.region,
    parent: report.parent,
    year: report.year,
    section: passage?.path ?? [],
    quote: words,
    start,
    end: start + words.length,
  };
}

/** An answer with everything that is not given left empty. */
export function answerWith(parts: Partial<Answer> & Pick<Answer, 'answer'>): Answer {
  return {
    language: 'zh',
    refused: false,
    reason: null,
    missing: [],
    suggestions: [],
    understood: { intent: 'figure', question: '', regions: [], years: [], kind: null, indicators: [], terms: [] },
    citations: [],
    table: null,
    generation: '000001',
    mode: 'extract',
    wording: null,
    notice: null,
    ms: 3,
    ...parts,
  };
}

function pieces(text: string): string[] {
  return text.match(/[^。；\n]+(?:[。；\n]|\[\d+\])*|[。；\n]+/g) ?? [];
}

function markers(text: string): number[] {
  return [...text.matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1]));
}
