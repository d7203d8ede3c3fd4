import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../ingest/config.ts';
import { checkModel, modelProfiles } from '../../ingest/embedding/profiles.ts';

test('the models of the repository are whole and of the dimensions that the index expects', () => {
  for (const model of Object.keys(modelProfiles)) {
    expect(checkModel({ modelsDir: join(projectRoot, 'data/models'), model }).dimensions).toBeGreaterThan(0);
  }
});

test('a model folder that is missing, or of other dimensions, says what was expected, found and to do', () => {
  const folder = mkdtempSync(join(tmpdir(), 'baogao-models-'));
  const check = () => checkModel({ modelsDir: folder, model: 'bge-small-zh-v1.5' });
  try {
    expect(check).toThrowError(
      expect.objectContaining({ code: 'model-missing', hint: expect.stringContaining('MODELS_DIR') }),
    );
    mkdirSync(join(folder, 'bge-small-zh-v1.5/onnx'), { recursive: true });
    for (const file of ['tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx'])
      writeFileSync(join(folder, 'bge-small-zh-v1.5', file), '{}');
    writeFileSync(join(folder, 'bge-small-zh-v1.5/config.json'), '{"hidden_size": 768}');
    expect(check).toThrowError(
      expect.objectContaining({ code: 'model-incompatible', message: expect.stringMatching(/768.*512/) }),
    );
    expect(() => checkModel({ modelsDir: folder, model: 'unheard-of' })).toThrowError(
      expect.objectContaining({ code: 'model-unknown' }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
