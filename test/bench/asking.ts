/** Asks the golden questions and notes what is answered. */
import type { Engine } from '../../server/engine.ts';
import type { RetrievalSettings } from '../../server/retrieve/settings.ts';
import { TraceRecorder } from '../../server/watch/trace.ts';
import type { GoldQuestion, JudgedAnswer } from './golden.ts';

/** Passages asked for with each answer: the deepest rank that the table looks at. */
const PASSAGES = 20;
/** Progress is told every so many questions. */
const PROGRESS_EVERY = 50;

export interface Asked {
  /** By id; a question that failed has none. */
  answers: Map<string, JudgedAnswer>;
  errors: { id: string; message: string }[];
  /** Claims that the check did not let through. */
  dropped: { id: string; fault: string; text: string }[];
}

export interface AskingOptions {
  onProgress?: (line: string) => void;
  /** With the language model, or (default) without. */
  mode?: 'extract' | 'model';
  /** How passages and sentences are ranked; the product's own if absent. */
  settings?: RetrievalSettings | undefined;
}

/** Asks one question after the other, as a person would: nothing runs side by side. A question that fails counts as wrong. */
export async function askAll(
  engine: Pick<Engine, 'ask'>,
  questions: GoldQuestion[],
  { onProgress = () => {}, mode = 'extract', settings }: AskingOptions = {},
): Promise<Asked> {
  const answers: Asked['answers'] = new Map();
  const errors: Asked['errors'] = [];
  const dropped: Asked['dropped'] = [];
  for (const [index, { id, question, history }] of questions.entries()) {
    const trace = new TraceRecorder({ id, question, who: 'bench' });
    const started = performance.now();
    try {
      const answer = await engine.ask(
        { question, mode, passages: PASSAGES, ...(history && { history }) },
        { trace, ...(settings && { settings }) },
      );
      answers.set(id, { ...answer, ms: performance.now() - started });
    } catch (error) {
      errors.push({ id, message: (error as Error).message });
    }
    const checked = trace.trace.steps.find(({ stage }) => stage === 'checked')?.details.dropped;
    for (const { fault, text } of (checked ?? []) as { fault: string; text: string }[])
      dropped.push({ id, fault, text });
    if ((index + 1) % PROGRESS_EVERY === 0) onProgress(`${index + 1} of ${questions.length} questions`);
  }
  return { answers, errors, dropped };
}
