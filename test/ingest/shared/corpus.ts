/** Reports of three provinces and a fake model, for the stores that several servers share. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Embedder } from '../../../ingest/embedder.ts';
import { modelProfiles } from '../../../ingest/embedding/profiles.ts';
import { type IngestResult, ingest } from '../../../ingest/ingest.ts';
import { projectRoot } from '../../../ingest/program.ts';

const report = (region: string, words: string): string =>
  `政府工作报告\n——2021年1月12日在${region}第十三届人民代表大会第四次会议上\n一、2020年工作回顾\n全省生产总值增长3.9%。粮食获得丰收，城镇新增就业平稳。${words}\n二、2021年重点工作\n继续推进高速公路建设，新增里程300公里。地区生产总值增长8%以上。\n`;

export interface Corpus {
  folder: string;
  config: { reportsDir: string; indexDir: string; modelsDir: string };
  put(name: string, region: string, words: string): void;
  ingest(shared: { store?: string; databaseUrl?: string }, signal?: AbortSignal): Promise<IngestResult>;
}

/** @param real Embeds with the real models, for questions that are answered. */
export function makeCorpus(real = false): Corpus {
  const folder = mkdtempSync(join(tmpdir(), 'baogao-shared-'));
  const config = {
    reportsDir: join(folder, 'reports'),
    indexDir: join(folder, 'index'),
    modelsDir: join(projectRoot, 'data/models'),
  };
  mkdirSync(config.reportsDir);
  const put = (name: string, region: string, words: string): void =>
    writeFileSync(join(config.reportsDir, name), report(region, words));
  put('2021-anhui.txt', '安徽省', '新建养老机构一百家。');
  put('2021-fujian.txt', '福建省', '新建远洋渔业基地三个。');
  put('2021-yunnan.txt', '云南省', '古茶树得到保护，茶叶和咖啡种植面积扩大。');
  return {
    folder,
    config,
    put,
    ingest: (shared, signal) =>
      ingest({
        config: { ...config, ...shared },
        ...(!real && { openEmbedder: fakeEmbedder }),
        ...(signal && { signal }),
      }),
  };
}

/** A vector that depends on nothing but the text. */
export function fakeVector(model: string, text: string): Float32Array {
  const { dimensions } = modelProfiles[model as keyof typeof modelProfiles];
  const bytes = createHash('sha512').update(text).digest();
  const vector = new Float32Array(dimensions).map((_, i) => (bytes[i % bytes.length] as number) - 128);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

/** A model that makes such vectors. */
export function fakeEmbedder(model: string): Embedder {
  const { dimensions } = modelProfiles[model as keyof typeof modelProfiles];
  return {
    model,
    dimensions,
    fingerprint: 'fake',
    prepare() {},
    embedQueries: async (texts) => texts.map((text) => fakeVector(model, text)),
    async embedPassages(texts, onDone) {
      const vectors = texts.map((text) => fakeVector(model, text));
      onDone?.(0, vectors);
      return vectors;
    },
    close: async () => {},
  };
}
