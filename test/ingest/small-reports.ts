/** A folder of small reports for tests that ingest, with places for its index and for what people make. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../ingest/config.ts';
import type { ReportIndex } from '../../ingest/index/model.ts';
import { openIndex } from '../../ingest/index/open.ts';
import { type IngestResult, ingest } from '../../ingest/ingest.ts';

/** A report of 2021 with one figure. */
export const smallReport = (region: string, figure = '3.9'): string =>
  `政府工作报告\n——2021年1月12日在${region}第十三届人民代表大会第四次会议上\n各位代表：\n一、2020年工作回顾\n全省生产总值增长${figure}%。${region}粮食获得丰收，城镇新增就业平稳。\n二、2021年重点工作\n${region}继续推进高速公路建设，新增里程300公里。\n`;

export class SmallReports {
  readonly root = mkdtempSync(join(tmpdir(), 'baogao-small-'));
  readonly config = {
    reportsDir: join(this.root, 'reports'),
    indexDir: join(this.root, 'index'),
    stateDir: join(this.root, 'state'),
    modelsDir: join(projectRoot, 'data/models'),
  };
  readonly uploadsDir = join(this.config.stateDir, 'uploads');

  constructor() {
    mkdirSync(this.config.reportsDir);
  }

  /** Writes a file below the folder of reports, or below another place of it; gives its path. */
  put(name: string, content: string | Uint8Array, below = this.config.reportsDir): string {
    const path = join(below, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  /** Text and figures; no model is needed. */
  ingest(): Promise<IngestResult> {
    return ingest({ config: this.config, vectors: false });
  }

  /** Looks at the newest generation. */
  using<T>(work: (index: ReportIndex) => T): T {
    const index = openIndex(this.config.indexDir);
    try {
      return work(index);
    } finally {
      index.close();
    }
  }

  /** Variables for a program that is started over these folders. */
  get env(): Record<string, string> {
    const { reportsDir, indexDir, stateDir, modelsDir } = this.config;
    return {
      BAOGAO_REPORTS_DIR: reportsDir,
      BAOGAO_INDEX_DIR: indexDir,
      BAOGAO_STATE_DIR: stateDir,
      BAOGAO_MODELS_DIR: modelsDir,
    };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
