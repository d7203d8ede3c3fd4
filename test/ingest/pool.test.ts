/** The pool of model processes when they die or cannot load their model. */
import { cpSync, mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectRoot } from '../../ingest/config.ts';
import { EmbeddingPool } from '../../ingest/embedding/pool.ts';

const MODEL = 'bge-small-zh-v1.5';
const WEIGHTS = 'onnx/model_quantized.onnx';
const from = join(projectRoot, 'data/models', MODEL);
let modelsDir = '';
let pool: EmbeddingPool;
beforeEach(() => {
  modelsDir = mkdtempSync(join(tmpdir(), 'baogao-pool-'));
  cpSync(from, join(modelsDir, MODEL), { recursive: true });
});
afterEach(() => {
  pool?.close();
  rmSync(modelsDir, { recursive: true, force: true });
});

test('a model that is cut short is told at once, and loaded when its file is back', async () => {
  truncateSync(join(modelsDir, MODEL, WEIGHTS), 1000);
  pool = new EmbeddingPool({ modelsDir, models: [MODEL], processes: 1, retryMs: 1000 });
  await expect(pool.embed(MODEL, ['湖南'])).rejects.toMatchObject({ code: 'model-broken' });
  // Not tried with every question.
  await expect(pool.embed(MODEL, ['湖南'])).rejects.toMatchObject({ code: 'model-broken' });
  cpSync(join(from, WEIGHTS), join(modelsDir, MODEL, WEIGHTS));
  await expect
    .poll(
      () =>
        pool.embed(MODEL, ['湖南']).then(
          ([vector]) => vector?.length ?? 0,
          () => 0,
        ),
      { timeout: 30_000 },
    )
    .toBe(512);
});
