/** The claims of real answers, as the check gets them. */
import { readFileSync } from 'node:fs';
import type { ReportIndex } from '../../../ingest/index/model.ts';
import { Citations } from '../../../server/answer/citations.ts';
import type { Context } from '../../../server/answer/context.ts';
import type { Claim, Draft } from '../../../server/answer/draft.ts';
import { figureClaim } from '../../../server/answer/figures.ts';
import type { Engine } from '../../../server/engine.ts';
import type { Language } from '../../../server/model.ts';
import type { TraceRecorder } from '../../../server/watch/trace.ts';

interface Question {
  id: string;
  question: string;
  history?: { role: 'user' | 'assistant'; content: string }[];
}

/** Questions with golden answers. */
export function goldenQuestions(...names: string[]): Question[] {
  return names.flatMap((name) =>
    readFileSync(new URL(`../../golden/${name}`, import.meta.url), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  );
}

/** What was composed for each question, before the check. */
export async function draftsOf(engine: Engine, questions: Question[]): Promise<{ id: string; draft: Draft }[]> {
  const drafts: { id: string; draft: Draft }[] = [];
  for (const { id, question, history } of questions) {
    const trace = {
      understood() {},
      found() {},
      composed: (draft: Draft) => drafts.push({ id, draft }),
      checked() {},
    } as unknown as TraceRecorder;
    await engine.ask({ question, ...(history && { history }) }, { trace });
  }
  return drafts;
}

/** Every figure of the matrix as the claim that an answer makes of it. */
export function matrixClaims(index: ReportIndex, language: Language): { claim: Claim; citations: Citations }[] {
  return index.indicators.map((row) => {
    const citations = new Citations(index);
    const context = { reading: { language }, index, citations } as unknown as Context;
    return { claim: figureClaim(row, context), citations };
  });
}
