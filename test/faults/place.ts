/** A small place with two reports, questions with known answers, and what may be answered after a fault. */
import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../ingest/config.ts';
import { ReportError } from '../../ingest/errors.ts';
import type { ReportIndex } from '../../ingest/index/model.ts';
import { openIndex } from '../../ingest/index/open.ts';
import { answerQuestion } from '../../server/answer/answer.ts';
import type { Answer } from '../../server/model.ts';
import { QuestionEmbedders } from '../../server/retrieve/embedders.ts';

/** A report whose plan has so many kilometres of new roads. */
export const reportOf = (region: string, kilometres: number): string => `政府工作报告
——2021年1月12日在${region}第十三届人民代表大会第四次会议上
一、2020年工作回顾
全省生产总值增长3.9%。粮食总产达803.8亿斤。新增高新技术企业2000家。城镇老旧小区改造受到群众欢迎。
二、2021年重点工作
（一）改善民生
为65岁以上老年人免费体检一次。开设小学生爱心暑托班600个，解决家长后顾之忧。改造农村户用厕所5万户。
（二）完善交通
新增高速公路${kilometres}公里。加快机场改扩建。推进内河航道整治。
`;

export interface Place {
  folder: string;
  config: { reportsDir: string; indexDir: string; stateDir: string; modelsDir: string };
  /** For programs that are started. */
  env: NodeJS.ProcessEnv;
  /** Writes the report of 福建省 with another figure. */
  setKilometres(kilometres: number): void;
  remove(): void;
}

/** Makes a place in the temporary folder. */
export function makePlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'baogao-faults-'));
  return placeIn(folder);
}

/** A place in a folder that is there. */
export function placeIn(folder: string): Place {
  const config = {
    reportsDir: join(folder, 'reports'),
    indexDir: join(folder, 'index'),
    stateDir: join(folder, 'state'),
    modelsDir: join(projectRoot, 'data/models'),
  };
  mkdirSync(config.reportsDir, { recursive: true });
  writeFileSync(join(config.reportsDir, '2021-anhui.txt'), reportOf('安徽省', 300));
  const { reportsDir: REPORTS_DIR, indexDir: INDEX_DIR, stateDir: STATE_DIR } = config;
  return {
    folder,
    config,
    env: { ...process.env, PORT: '0', REPORTS_DIR, INDEX_DIR, STATE_DIR, LOG_LEVEL: 'error' },
    setKilometres: (kilometres) =>
      writeFileSync(join(config.reportsDir, '2021-fujian.txt'), reportOf('福建省', kilometres)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What is asked after each fault, with what the right answer has; `{km}` is the figure of 福建省. */
const QUESTIONS = [
  { question: '福建2021年新增高速公路多少公里？', has: '{km}公里' },
  { question: '安徽2020年粮食总产量是多少？', has: '803.8亿斤' },
  { question: '云南2021年新增高速公路多少公里？', has: null },
] as const;

/** Asks; throws what asking throws. */
export type Ask = (question: string) => Promise<Answer>;

/** What may be told instead of an answer: an error meant for people, with what to do. */
export function isClearRefusal(error: unknown): boolean {
  return error instanceof ReportError && error.message !== '' && error.hint !== undefined && error.code !== 'internal';
}

/** Asks all questions; gives the figure that was answered from, throws where an answer is wrong or proves nothing. */
export async function judge(
  ask: Ask,
  allowed: readonly number[],
  source: (document: string) => string | undefined | Promise<string>,
) {
  const seen = new Set<number>();
  for (const { question, has } of QUESTIONS) {
    const answer = await ask(question);
    for (const { document, quote, start, end } of answer.citations)
      assert.equal((await source(document))?.slice(start, end), quote, `the quote of ${question}`);
    const said = `${question}: ${answer.answer}`;
    if (has === null) {
      assert.deepEqual([answer.refused, answer.reason], [true, 'no-region'], said);
      continue;
    }
    assert.equal(answer.refused, false, said);
    if (!has.includes('{km}')) assert.ok(answer.answer.includes(has), said);
    else {
      const figure = Number(/(\d+)公里/.exec(answer.answer)?.[1]);
      assert.ok(allowed.includes(figure), said);
      seen.add(figure);
    }
  }
  return [...seen][0] as number;
}

let embedders: QuestionEmbedders | undefined;

/** Asks an open index in this process, with the real models where it has vectors. */
export async function askIndex(index: ReportIndex, question: string): Promise<Answer> {
  embedders ??= await QuestionEmbedders.open({ modelsDir: join(projectRoot, 'data/models'), place: 'here' });
  return answerQuestion({ request: { question }, index, embedders });
}

/** Opens the index as a server does and judges it; gives the figure, or the code of a clear refusal to open. */
export async function judgeIndex(indexDir: string, allowed: readonly number[]): Promise<number | string> {
  let index: ReportIndex;
  try {
    index = openIndex(indexDir, { onWarning: () => {} });
  } catch (error) {
    if (isClearRefusal(error)) return (error as ReportError).code;
    throw error;
  }
  try {
    return await judge(
      (question) => askIndex(index, question),
      allowed,
      (id) => index.source(id),
    );
  } finally {
    index.close();
  }
}
