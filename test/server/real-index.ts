/** Text and figures of the real reports, without vectors: seconds to build, and what answers on a first start. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../ingest/config.ts';
import { openIndex } from '../../ingest/index/open.ts';
import { ingest } from '../../ingest/ingest.ts';
import { answerQuestion } from '../../server/answer/answer.ts';
import type { Engine } from '../../server/engine.ts';
import { correctedIndex } from '../../server/matrix/corrected.ts';
import { Corrections } from '../../server/matrix/corrections.ts';
import type { QuestionEmbedders } from '../../server/retrieve/embedders.ts';
import { searchPassages } from '../../server/retrieve/search.ts';

const noModel = {
  embed: () => {
    throw new Error('nothing is embedded without vectors');
  },
} as unknown as QuestionEmbedders;

/** An engine over a folder of reports, `data/reports` if none is given; `close` removes its index. */
export async function realEngine(reportsDir = join(projectRoot, 'data/reports')): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'baogao-real-index-'));
  const config = {
    reportsDir,
    indexDir: folder,
    modelsDir: join(projectRoot, 'data/models'),
  };
  await ingest({ config, vectors: false });
  const corrections = new Corrections({ stateDir: join(folder, 'state'), reportsDir: config.reportsDir });
  const index = correctedIndex(openIndex(folder), corrections);
  return {
    index,
    corrections,
    vectors: 'none',
    ingests: null,
    ask: (request, options = {}) => answerQuestion({ request, index, embedders: noModel, ...options }),
    search: (request) => searchPassages({ request, index, embedders: noModel }),
    close: async () => {
      corrections.close();
      index.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
