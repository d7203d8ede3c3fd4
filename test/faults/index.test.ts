/** Faults of files: cut short, changed, on a full disk, in a read-only folder, with a clock that goes back. */
import { spawnSync } from 'node:child_process';
import { cpSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { forkEmbedder } from '../../ingest/embedder.ts';
import { explained } from '../../ingest/index/damage.ts';
import { listGenerations } from '../../ingest/index/generations.ts';
import { openIndex } from '../../ingest/index/open.ts';
import { ingest } from '../../ingest/ingest.ts';
import { CHINESE_MODEL } from '../../server/retrieve/embedders.ts';
import { needs } from '../require.ts';
import { type Random, survive, timeoutFor } from './budget.ts';
import { askIndex, isClearRefusal, judge, judgeIndex, makePlace, type Place } from './place.ts';

const AT_REST = { full: 500, share: 0.15 };
const IN_USE = { full: 200, share: 0.1 };
const FULL_DISK = { full: 60, share: 0.1 };
const CUT_MODEL = { full: 20, share: 0.1 };

const OLD = 111;
const NEW = 222;
let place: Place;
let indexDir = '';

/** Two generations with vectors: the one before says OLD, the newest NEW. */
beforeAll(async () => {
  place = makePlace();
  for (const kilometres of [OLD, NEW]) {
    place.setKilometres(kilometres);
    await ingest({ config: place.config });
  }
  indexDir = place.config.indexDir;
  expect(listGenerations(indexDir)).toHaveLength(2);
});
afterAll(() => place?.remove());
afterEach(() => void vi.restoreAllMocks());

/** Every file of an index: manifests, databases, vectors, neighbours. */
const filesOf = (dir: string): string[] => [
  ...readdirSync(dir).filter((name) => name.endsWith('.json')),
  ...readdirSync(join(dir, 'files')).map((name) => join('files', name)),
];

/** Cuts a file short, or changes one bit or a block of it. */
function damage(path: string, random: Random): void {
  const bytes = readFileSync(path);
  const at = random.below(bytes.length);
  const kind = random.below(4);
  if (kind === 0) truncateSync(path, at);
  else {
    if (kind === 1) bytes.fill(0, at, Math.min(bytes.length, at + 4096));
    else bytes[at] = (bytes[at] as number) ^ (1 << random.below(8));
    writeFileSync(path, bytes);
  }
}

test('files of a generation that are cut short or changed', { timeout: timeoutFor(AT_REST) }, async () => {
  const came: Record<string, number> = {};
  await survive('truncations and bit flips of index files', AT_REST, async (random, at) => {
    const copy = join(place.folder, 'damaged');
    cpSync(indexDir, copy, { recursive: true });
    const files = filesOf(copy);
    damage(join(copy, files[at % files.length] as string), random);
    // Sometimes a second one, so that both generations are damaged.
    if (random.below(4) === 0) damage(join(copy, random.of(files)), random);
    const found = await judgeIndex(copy, [OLD, NEW]);
    came[found] = (came[found] ?? 0) + 1;
    if (at % 10 === 0) {
      // What is damaged is built again, from what is whole.
      await ingest({ config: { ...place.config, indexDir: copy }, vectors: false });
      const warnings: string[] = [];
      openIndex(copy, { onWarning: (message) => warnings.push(message) }).close();
      expect([await judgeIndex(copy, [NEW]), warnings]).toEqual([NEW, []]);
    }
    rmSync(copy, { recursive: true });
  });
  console.log('answered from or refused with:', came);
});

test('files of a generation that is in use', { timeout: timeoutFor(IN_USE) }, async () => {
  const told: Record<string, number> = {};
  await survive('damage of a database that is open', IN_USE, async (random) => {
    const copy = join(place.folder, 'in-use');
    cpSync(indexDir, copy, { recursive: true });
    const index = openIndex(copy, { onWarning: () => {} });
    try {
      for (const name of filesOf(copy)) damage(join(copy, name), random);
      const figure = await judge(
        (question) => askIndex(index, question),
        [NEW],
        (id) => index.source(id),
      );
      told[figure] = (told[figure] ?? 0) + 1;
    } catch (thrown) {
      // As the engine does with an error that it does not know.
      const error = explained(thrown, copy, index.manifest);
      if (!isClearRefusal(error)) throw error;
      const { code } = error as { code: string };
      told[code] = (told[code] ?? 0) + 1;
    } finally {
      index.close();
      rmSync(copy, { recursive: true });
    }
  });
  console.log('answered or refused with:', told);
});

const namespaces = needs('unshare (a private mount namespace)', spawnSync('unshare', ['-rm', 'true']).status === 0);

test.skipIf(!namespaces)('a full disk and folders that are read-only', { timeout: timeoutFor(FULL_DISK) }, async () => {
  const script = fileURLToPath(new URL('./full-disk.ts', import.meta.url));
  const mount = 'mount -t tmpfs -o size=8m tmpfs "$0" && exec "$@"';
  const folder = join(place.folder, 'disk');
  mkdirSync(folder);
  await survive('ingests and changes on a full disk, then on a read-only one', FULL_DISK, async (random) => {
    const args = ['--import', import.meta.resolve('tsx'), script, folder, String(random.below(400_000))];
    const { status, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', mount, folder, process.execPath, ...args], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.anything() });
  });
});

test('a model whose file is cut short', { timeout: timeoutFor(CUT_MODEL) }, async () => {
  const modelsDir = join(place.folder, 'models');
  const from = join(place.config.modelsDir, CHINESE_MODEL);
  const files = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx'];
  await survive('model files cut short', CUT_MODEL, async (random, at) => {
    const cut = files[at % files.length] as string;
    mkdirSync(join(modelsDir, CHINESE_MODEL, 'onnx'), { recursive: true });
    for (const file of files) {
      const to = join(modelsDir, CHINESE_MODEL, file);
      if (file === cut) {
        const bytes = readFileSync(join(from, file));
        writeFileSync(to, bytes.subarray(0, random.below(bytes.length - 2)));
      } else linkSync(join(from, file), to);
    }
    const told = await (async () => {
      const embedder = forkEmbedder({ modelsDir, model: CHINESE_MODEL, processes: 1 });
      try {
        const [vector] = await embedder.embedQueries(['湖南']);
        // Nothing that was cut off was needed.
        return vector?.every(Number.isFinite) ? null : new Error('no vector');
      } finally {
        await embedder.close();
      }
    })().catch((error: unknown) => error);
    if (told !== null) expect(told).toSatisfy(isClearRefusal);
    rmSync(modelsDir, { recursive: true });
  });
});

test('a clock that goes back an hour between and during ingests changes nothing', async () => {
  const copy = join(place.folder, 'clock');
  cpSync(indexDir, copy, { recursive: true });
  const config = { ...place.config, indexDir: copy };
  const now = Date.now;
  let back = 0;
  vi.spyOn(Date, 'now').mockImplementation(() => now() - back);
  for (const kilometres of [333, 444]) {
    place.setKilometres(kilometres);
    back += 3_600_000;
    await ingest({ config, vectors: false, onProgress: () => (back += 3_600_000) });
    expect(await judgeIndex(copy, [kilometres])).toBe(kilometres);
  }
  place.setKilometres(NEW);
});

test('of two ingests at once one works and the other says who does', async () => {
  const copy = join(place.folder, 'two');
  const config = { ...place.config, indexDir: copy };
  const results = await Promise.allSettled([
    ingest({ config, vectors: false }),
    ingest({ config, vectors: false }),
    ingest({ config, vectors: false }),
  ]);
  const refused = results.filter((one) => one.status === 'rejected').map(({ reason }) => reason);
  expect(refused).toHaveLength(2);
  for (const reason of refused)
    expect(reason).toMatchObject({ code: 'index-locked', message: expect.stringContaining(`process ${process.pid}`) });
  expect(await judgeIndex(copy, [NEW])).toBe(NEW);
});

test('a generation that is in use answers on when its files are removed', async () => {
  const copy = join(place.folder, 'removed');
  cpSync(indexDir, copy, { recursive: true });
  const config = { ...place.config, indexDir: copy };
  const index = openIndex(copy);
  const before = new Set(filesOf(copy));
  for (const kilometres of [555, 666, 777]) {
    place.setKilometres(kilometres);
    await ingest({ config, openEmbedder: undefined, vectors: true });
  }
  expect(filesOf(copy).filter((name) => before.has(name) && name.startsWith('generation'))).toEqual([]);
  const source = (id: string) => index.source(id);
  expect(await judge((question) => askIndex(index, question), [NEW], source)).toBe(NEW);
  index.close();
  expect(await judgeIndex(copy, [777])).toBe(777);
  place.setKilometres(NEW);
});
