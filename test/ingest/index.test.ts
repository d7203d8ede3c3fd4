import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { projectRoot } from '../../ingest/config.ts';
import type { Embedder } from '../../ingest/embedder.ts';
import { EmbedderEmbeddings } from '../../ingest/embedding/langchain.ts';
import { modelProfiles } from '../../ingest/embedding/profiles.ts';
import { packSource, unpackSource } from '../../ingest/index/database.ts';
import { listGenerations, readManifest, verify } from '../../ingest/index/generations.ts';
import { EXACT_ROWS } from '../../ingest/index/graphs.ts';
import { hnswLibrary, NeighbourIndex } from '../../ingest/index/hnsw.ts';
import { lockIndex } from '../../ingest/index/lock.ts';
import type { ReportIndex } from '../../ingest/index/model.ts';
import { NeighbourStore } from '../../ingest/index/neighbours.ts';
import { openIndex } from '../../ingest/index/open.ts';
import {
  BestRows,
  emptyRows,
  packVectors,
  readVectors,
  rowOf,
  scanVectors,
  setRow,
} from '../../ingest/index/vectors.ts';
import { ingest, isStale } from '../../ingest/ingest.ts';
import { needs } from '../require.ts';

const report = (region: string, figure: string): string =>
  `政府工作报告\n——2021年1月12日在${region}第十三届人民代表大会第四次会议上\n一、2020年工作回顾\n全省生产总值增长${figure}%。粮食获得丰收，城镇新增就业平稳。\n二、2021年重点工作\n继续推进高速公路建设，新增里程300公里。\n`;

/** A vector that depends on nothing but the text; counts what it was asked for. */
function fakeEmbedder(model: string, seen: string[]): Embedder {
  const { dimensions } = modelProfiles[model as keyof typeof modelProfiles];
  const vectorOf = (text: string): Float32Array => {
    const bytes = createHash('sha512').update(text).digest();
    const vector = new Float32Array(dimensions).map((_, i) => (bytes[i % bytes.length] as number) - 128);
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  };
  return {
    model,
    dimensions,
    fingerprint: 'fake',
    prepare() {},
    embedQueries: async (texts) => texts.map(vectorOf),
    async embedPassages(texts, onDone) {
      seen.push(...texts);
      const vectors = texts.map(vectorOf);
      onDone?.(0, vectors);
      return vectors;
    },
    close: async () => {},
  };
}

let folder = '';
let seen: string[] = [];
const dirs = () => ({
  reportsDir: join(folder, 'reports'),
  indexDir: join(folder, 'index'),
  modelsDir: join(projectRoot, 'data/models'),
});
const run = () => ingest({ config: dirs(), openEmbedder: (model) => fakeEmbedder(model, seen) });
const put = (name: string, text: string): void => writeFileSync(join(dirs().reportsDir, name), text);
const using = <T>(work: (index: ReportIndex) => T, warnings: string[] = []): T => {
  const index = openIndex(dirs().indexDir, { onWarning: (message) => warnings.push(message) });
  try {
    return work(index);
  } finally {
    index.close();
  }
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baogao-index-'));
  seen = [];
  mkdirSync(dirs().reportsDir);
  put('2021-anhui.txt', report('安徽省', '3.9'));
  put('2021-fujian.txt', report('福建省', '3.3'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('keeping in step', () => {
  test('the first ingest embeds every text once, the second none', async () => {
    const first = await run();
    expect(first.embedded).toBe(seen.length);
    expect(new Set(seen).size).toBeLessThanOrEqual(seen.length);
    expect(first.manifest.vectors.map((v) => v.count)).toEqual([
      first.manifest.counts.passages,
      first.manifest.counts.sentences,
      first.manifest.counts.passages,
    ]);
    seen = [];
    const second = await run();
    expect(second).toMatchObject({ unchanged: true, embedded: 0 });
    expect(second.manifest.generation).toBe(first.manifest.generation);
    expect(await isStale(dirs(), second.manifest)).toBe(false);
  });

  test('one changed report: only its texts are embedded again', async () => {
    await run();
    seen = [];
    put('2021-fujian.txt', report('福建省', '3.5'));
    await run();
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.every((text) => text.startsWith('福建省'))).toBe(true);
    using((index) => expect(index.source('2021-fujian')).toContain('3.5%'));
  });

  test('a report that is gone leaves nothing behind', async () => {
    await run();
    rmSync(join(dirs().reportsDir, '2021-fujian.txt'));
    await run();
    using((index) => {
      expect(index.reports.map((r) => r.region)).toEqual(['安徽省']);
      expect(index.indicators.every((row) => row.region === '安徽省')).toBe(true);
      expect(index.scan('passage', '3.3%', {})).toEqual([]);
    });
  });

  test('what cannot be read is told, and the others go in', async () => {
    put('scan.png', 'x');
    const { problems, manifest } = await run();
    expect(problems).toHaveLength(1);
    expect(problems[0]?.path).toBe('scan.png');
    expect(manifest.counts.reports).toBe(2);
  });

  test('an empty folder is an error, and the index that was there stays', async () => {
    await run();
    for (const name of readdirSync(dirs().reportsDir)) rmSync(join(dirs().reportsDir, name));
    await expect(run()).rejects.toMatchObject({ code: 'no-reports' });
    using((index) => expect(index.reports).toHaveLength(2));
  });

  test('an embedder that dies loses nothing that was embedded', async () => {
    let calls = 0;
    const dying = (model: string): Embedder => {
      const good = fakeEmbedder(model, seen);
      return {
        ...good,
        async embedPassages(texts, onDone) {
          calls += 1;
          if (calls === 1) {
            await good.embedPassages(texts.slice(0, 3), onDone);
            throw new Error('killed');
          }
          return good.embedPassages(texts, onDone);
        },
      };
    };
    await expect(ingest({ config: dirs(), openEmbedder: dying })).rejects.toThrow('killed');
    // Text and figures were published already.
    using((index) => expect(index.indicators.length).toBeGreaterThan(0));
    const fresh = await ingest({
      config: { ...dirs(), indexDir: join(folder, 'other') },
      openEmbedder: (model) => fakeEmbedder(model, []),
    });
    expect((await run()).embedded).toBe(fresh.embedded - 3);
  });
});

describe('a generation is never half visible', () => {
  test('without its manifest a generation is not there', async () => {
    await run();
    const [newest, older] = listGenerations(dirs().indexDir);
    rmSync(join(dirs().indexDir, `generation-${newest}.json`));
    using((index) => expect(index.manifest.generation).toBe(older));
  });

  test('any file cut short, changed or missing falls back to the generation before, loudly', async () => {
    await run();
    put('2021-hunan.txt', report('湖南省', '3.8'));
    await run();
    const [newest, older] = listGenerations(dirs().indexDir) as [string, string];
    const manifest = readManifest(dirs().indexDir, newest);
    if (typeof manifest === 'string') throw new Error(manifest);
    const before = readManifest(dirs().indexDir, older);
    const shared = typeof before === 'string' ? [] : before.files.map((f) => f.name);
    const own = manifest.files.filter((f) => !shared.includes(f.name));
    expect(own.length).toBeGreaterThan(0);
    for (const { name } of own) {
      const path = join(dirs().indexDir, 'files', name);
      const bytes = readFileSync(path);
      const harm: (() => void)[] = [
        () => truncateSync(path, bytes.length >> 1),
        () => writeFileSync(path, Buffer.from(bytes.map((b, i) => (i === bytes.length >> 1 ? b ^ 1 : b)))),
        () => rmSync(path),
      ];
      for (const damage of harm) {
        damage();
        const warnings: string[] = [];
        using((index) => expect(index.manifest.generation).toBe(older), warnings);
        expect(warnings.join()).toContain(newest);
        expect(verify(dirs().indexDir, manifest).join()).toContain(name);
        writeFileSync(path, bytes);
      }
    }
    using((index) => expect(index.manifest.generation).toBe(newest));
  });

  test('no index, and one of another format, say which command builds it', async () => {
    expect(() => openIndex(dirs().indexDir)).toThrowError(expect.objectContaining({ code: 'index-missing' }));
    await run();
    const [newest] = listGenerations(dirs().indexDir);
    const path = join(dirs().indexDir, `generation-${newest}.json`);
    const { checksum: _, ...manifest } = JSON.parse(readFileSync(path, 'utf8'));
    const other = { ...manifest, formatVersion: 99 };
    const checksum = createHash('sha256').update(JSON.stringify(other)).digest('hex');
    writeFileSync(path, JSON.stringify({ ...other, checksum }));
    expect(() => openIndex(dirs().indexDir)).toThrowError(
      expect.objectContaining({ code: 'index-incompatible', hint: expect.stringContaining('npm run ingest') }),
    );
  });

  test('an open generation answers on while the next is published', async () => {
    await run();
    const index = openIndex(dirs().indexDir);
    put('2021-anhui.txt', report('安徽省', '4.0'));
    await run();
    await run();
    expect(index.source('2021-anhui')).toContain('3.9%');
    expect(index.searchText('passage', ['丰收'], {}, 5).length).toBeGreaterThan(0);
    index.close();
  });

  test('a second ingest says who holds the lock; a dead holder loses it', () => {
    const release = lockIndex(dirs().indexDir);
    expect(() => lockIndex(dirs().indexDir)).toThrowError(
      expect.objectContaining({ code: 'index-locked', message: expect.stringContaining(String(process.pid)) }),
    );
    release();
    const path = join(dirs().indexDir, 'ingest.lock');
    const dead = { process: 2 ** 22 - 3, host: JSON.parse(readLock(path)).host, since: 'long ago' };
    writeFileSync(path, JSON.stringify(dead));
    lockIndex(dirs().indexDir)();
    expect(existsSync(path)).toBe(false);
  });
});

function readLock(path: string): string {
  const release = lockIndex(dirs().indexDir);
  const text = readFileSync(path, 'utf8');
  release();
  return text;
}

describe('searching', () => {
  test('a filter limits before anything is ranked', async () => {
    await run();
    using((index) => {
      const [anhui, fujian] = index.reports.map((r) => r.id) as [string, string];
      const hits = (reports: string[]) =>
        index
          .searchText('sentence', ['高速', '公路'], { reports }, 10)
          .map((h) => index.passage(index.sentence(h.id)?.passage ?? '')?.report);
      expect(new Set(hits([anhui]))).toEqual(new Set([anhui]));
      expect(new Set(hits([fujian]))).toEqual(new Set([fujian]));
      expect(hits([])).toEqual([]);
    });
  });

  test.each(['NEAR(', '"', '高速* OR 1', "'; DROP TABLE passages; --", 'a AND NOT b', '\u202e', '😀'])(
    '%s is searched as text',
    async (words) => {
      await ingest({ config: dirs(), vectors: false });
      using((index) =>
        expect(Array.isArray(index.searchText('passage', [words, ...words.split(' ')], {}, 5))).toBe(true),
      );
    },
  );

  test('a source comes back as it went in, broken surrogates too', () => {
    const odd = `报告\r\n\ud800 ${'长'.repeat(1000)}`;
    expect(unpackSource(packSource(odd))).toBe(odd);
  });

  test('the best rows are the best of all rows', () => {
    const best = new BestRows(3);
    for (const [row, score] of [0.1, 0.9, 0.3, 0.8, 0.2, 0.85].entries()) best.add(row, score);
    expect(best.sorted().map((r) => r.row)).toEqual([1, 5, 3]);
  });

  test('vectors of 8 bits come back as they were but for a hundredth; those of 32 bits are read too', () => {
    const dimensions = 64;
    const vectors = [1, 2, 3].map((seed) => new Float32Array(dimensions).map((_, at) => Math.sin(seed * (at + 1)) / 6));
    const rows = emptyRows(dimensions, 4);
    vectors.forEach((vector, row) => {
      setRow(rows, row, vector);
    });
    const read = readVectors('three and none', Buffer.concat(packVectors(rows)));
    const floats = Buffer.alloc(16 + 4 * 16 + 4 * dimensions * 4);
    [0x31564742, dimensions, 4].forEach((word, at) => {
      floats.writeUInt32LE(word, at * 4);
    });
    vectors.forEach((vector, row) => {
      Buffer.from(vector.buffer).copy(floats, 16 + 4 * 16 + row * dimensions * 4);
    });
    for (const [row, vector] of vectors.entries()) {
      for (const found of [rowOf(read, row), rowOf(readVectors('floats', floats), row)])
        vector.forEach((value, at) => {
          expect(Math.abs((found[at] as number) - value)).toBeLessThan(1 / 6 / 127);
        });
      expect(scanVectors(read, vector, [{ first: 0, end: 4 }], 4)[0]?.row).toBe(row);
      // What was rounded once is not changed by being rounded again.
      const again = emptyRows(dimensions, 4);
      setRow(again, row, rowOf(read, row));
      expect(rowOf(again, row)).toEqual(rowOf(read, row));
    }
    expect(scanVectors(read, vectors[0] as Float32Array, [{ first: 0, end: 4 }], 4)).toHaveLength(3);
    expect(() => readVectors('cut', Buffer.concat(packVectors(rows)).subarray(0, 300))).toThrowError(
      expect.objectContaining({ code: 'index-damaged' }),
    );
  });

  test('HNSW finds what comparing every row finds', async () => {
    if (!needs('hnswlib-node', hnswLibrary !== undefined)) return;
    const dimensions = 32;
    const count = EXACT_ROWS.passage + 500;
    let seed = 7;
    const random = (): number => {
      seed = (seed * 1103515245 + 12345) % 2 ** 31;
      return seed / 2 ** 31 - 0.5;
    };
    const values = new Float32Array(count * dimensions).map(random);
    for (let row = 0; row < count; row++) {
      const slice = values.subarray(row * dimensions, (row + 1) * dimensions);
      const length = Math.hypot(...slice);
      slice.forEach((value, i) => {
        slice[i] = value / length;
      });
    }
    const embedder = fakeEmbedder('bge-small-zh-v1.5', []);
    const rows = emptyRows(dimensions, count);
    for (let row = 0; row < count; row++) setRow(rows, row, values.subarray(row * dimensions, (row + 1) * dimensions));
    const index = NeighbourIndex.build(rows);
    if (!index) throw new Error('the library is there, but no index was built');
    const store = new NeighbourStore({
      index,
      embeddings: new EmbedderEmbeddings(embedder),
      read: (row) => ({ id: `p${row}`, text: `text ${row}` }),
    });
    let found = 0;
    for (let query = 0; query < 50; query++) {
      const vector = values
        .slice(query * 77 * dimensions, (query * 77 + 1) * dimensions)
        .map((v) => v + random() * 0.1);
      const exact = scanVectors(rows, vector, [{ first: 0, end: count }], 10).map((r) => r.row);
      const near = index.nearest(vector, 10).map((r) => r.row);
      found += near.filter((row) => exact.includes(row)).length;
    }
    expect(found / 500).toBeGreaterThan(0.97);
    const [[document] = []] = await store.similaritySearchVectorWithScore(Array.from(values.slice(0, dimensions)), 1);
    expect(document?.pageContent).toBe('text 0');
  });
});

test('the same report in two files is answered from once, and the other file says so', async () => {
  copyFileSync(join(dirs().reportsDir, '2021-anhui.txt'), join(dirs().reportsDir, '2021-anhui.md'));
  await ingest({ config: dirs(), vectors: false });
  using((index) => {
    expect(new Set(index.documents.map((d) => d.id)).size).toBe(3);
    expect(index.reports.map((r) => r.region).sort()).toEqual(['安徽省', '福建省']);
    expect(index.documents.flatMap((d) => d.warnings.map((w) => w.code))).toContain('duplicate-report');
  });
});
