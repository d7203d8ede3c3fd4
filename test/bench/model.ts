/** The same questions with a language model switched on: what it changes, what the check blocks, what gets through. */
import type { Config } from '../../ingest/config.ts';
import { ReportError } from '../../ingest/errors.ts';
import type { Engine } from '../../server/engine.ts';
import { askAll } from './asking.ts';
import type { GoldQuestion, JudgedAnswer } from './golden.ts';
import type { ReportTexts } from './report-texts.ts';
import { qualityTable } from './table.ts';
import { type Score, scoreAnswers } from './tally.ts';

export interface ModelScore {
  name: string;
  score: Score;
  /** Sentences that the model was given; each was then reworded or kept. */
  sentences: number;
  reworded: number;
  /** Sentences of the model that the check did not let through. */
  blocked: number;
  /** Answers that hold a figure which neither their quotes nor the answer without the model has: must be 0. */
  strangers: string[];
  /** Answers with a notice (the model was down, too slow, or its context too small), by code. */
  notices: Record<string, number>;
}

/** @throws ReportError `usage` where no model is configured. */
export async function scoreModel(options: {
  config: Config;
  engine: Engine;
  questions: GoldQuestion[];
  reports: ReportTexts;
  /** The answers without the model. */
  plain: Map<string, JudgedAnswer>;
  log: (line: string) => void;
}): Promise<ModelScore> {
  const { config, engine, questions, reports, plain, log } = options;
  if (config.llm.provider === 'none') {
    throw new ReportError('usage', '--llm needs a language model, and LLM_PROVIDER is none', {
      hint: 'Set LLM_PROVIDER and LLM_MODEL, such as LLM_PROVIDER=gguf LLM_MODEL=model.gguf',
    });
  }
  log('the questions again, with the language model');
  const { answers } = await askAll(engine, questions, { onProgress: log, mode: 'model' });
  const notices: Record<string, number> = {};
  for (const { notice } of answers.values()) if (notice) notices[notice.code] = (notices[notice.code] ?? 0) + 1;
  const wordings = [...answers.values()].flatMap(({ wording }) => wording ?? []);
  const sum = (count: (one: (typeof wordings)[number]) => number): number =>
    wordings.reduce((total, one) => total + count(one), 0);
  return {
    name: wordings[0]?.model ?? config.llm.model ?? '',
    score: scoreAnswers({ questions, answers, reports }),
    sentences: sum(({ reworded, kept }) => reworded + kept),
    reworded: sum(({ reworded }) => reworded),
    blocked: sum(({ blocked }) => blocked),
    strangers: [...answers].filter(([id, answer]) => hasStranger(answer, plain.get(id))).map(([id]) => id),
    notices,
  };
}

export function modelText({ name, score, sentences, reworded, blocked, strangers, notices }: ModelScore): string {
  const noticed = Object.entries(notices).map(([code, count]) => `${count} ${code}`);
  return [
    qualityTable(`With the language model ${name}`, score.types),
    `${sentences} sentences: ${reworded} reworded, ${sentences - reworded} as proved; ${blocked} of the model's blocked by the check; ` +
      `answers with a figure from nowhere: ${strangers.length}${strangers.length > 0 ? ` (${strangers.join(', ')})` : ''}` +
      (noticed.length > 0 ? `; notices: ${noticed.join(', ')}` : ''),
  ].join('\n');
}

/** Whether an answer has a figure that none of its quotes has, nor the answer that was proved without the model. */
function hasStranger(answer: JudgedAnswer, plain: JudgedAnswer | undefined): boolean {
  const known = new Set(
    [plain?.answer ?? '', ...(answer.citations ?? []).map(({ quote }) => quote)].flatMap(figuresOf),
  );
  return figuresOf(answer.answer).some((figure) => !known.has(figure));
}

function figuresOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .replace(/\s+/g, '')
      .match(/\d+(?:\.\d+)?/g) ?? []
  );
}
