/** An index of small made-up reports, by full text and figures alone, and what it answers. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { projectRoot } from '../../ingest/config.ts';
import type { ReportIndex } from '../../ingest/index/model.ts';
import { openIndex } from '../../ingest/index/open.ts';
import { ingest } from '../../ingest/ingest.ts';
import { answerQuestion } from '../../server/answer/answer.ts';
import type { Answer } from '../../server/model.ts';
import type { QuestionEmbedders } from '../../server/retrieve/embedders.ts';
import { reportOf } from '../ingest/indicator-rows.ts';

export interface MadeReports {
  index: ReportIndex;
  ask: (question: string) => Promise<Answer>;
  /** Closes the index and removes its folder. */
  remove: () => void;
}

/** An index without vectors needs no model. */
const noModel: QuestionEmbedders = {
  embed: () => {
    throw new Error('an index without vectors embeds no question');
  },
} as unknown as QuestionEmbedders;

/** Reads texts by their file names, in a folder of their own. */
export async function madeReports(texts: Record<string, string>): Promise<MadeReports> {
  const folder = mkdtempSync(join(tmpdir(), 'baogao-made-'));
  const config = {
    reportsDir: join(folder, 'reports'),
    indexDir: join(folder, 'index'),
    modelsDir: join(projectRoot, 'data/models'),
  };
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(config.reportsDir, name)), { recursive: true });
    writeFileSync(join(config.reportsDir, name), text);
  }
  await ingest({ config, vectors: false });
  const index = openIndex(config.indexDir);
  return {
    index,
    ask: (question) => answerQuestion({ request: { question }, index, embedders: noModel }),
    remove: () => {
      index.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Of each province its name, what its report of 2025 looks back on and what it plans. */
type Provinces = readonly (readonly [string, string, string])[];

/** Asks over the reports of several provinces, made before a file's tests and removed behind them. */
export function askOver(reports: Provinces): MadeReports['ask'] {
  let made: MadeReports;
  beforeAll(async () => {
    made = await madeReports(provinces(reports));
  });
  afterAll(() => made?.remove());
  return (question) => made.ask(question);
}

/** Their reports by file names. */
function provinces(reports: Provinces): Record<string, string> {
  return Object.fromEntries(
    reports.map(([region, review, plan]) => [`${region}.txt`, reportOf(2025, review, plan).replaceAll('安徽', region)]),
  );
}
