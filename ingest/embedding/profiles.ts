/** The embedding models that the product knows, and what each needs to be used as its authors meant it. */
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ReportError } from '../errors.ts';

export interface ModelProfile {
  dimensions: number;
  /** How the vectors of a text's tokens become one: the first token's, or their mean. */
  pooling: 'cls' | 'mean';
  /** Put in front of a question, and of a text that is searched. */
  queryPrefix: string;
  passagePrefix: string;
}

/** Tokens beyond are not seen by either model. */
export const MAX_TOKENS = 512;

export const modelProfiles = {
  'bge-small-zh-v1.5': {
    dimensions: 512,
    pooling: 'cls',
    queryPrefix: '为这个句子生成表示以用于检索相关文章：',
    passagePrefix: '',
  },
  'multilingual-e5-small-zh-en': {
    dimensions: 384,
    pooling: 'mean',
    queryPrefix: 'query: ',
    passagePrefix: 'passage: ',
  },
} satisfies Record<string, ModelProfile>;

export type ModelName = keyof typeof modelProfiles;

export interface ModelFolder {
  modelsDir: string;
  /** Name of the folder, which is the name of the model. */
  model: string;
}

const MODEL_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx'];
/** Of the large weights file only the two ends are hashed: enough to tell two models apart, and 50 ms faster. */
const HASHED_BYTES = 65_536;

/**
 * The profile of a model, after a check that its folder is whole.
 * @throws ReportError `model-unknown`, `model-missing`, or `model-incompatible` where the folder is of other dimensions.
 */
export function checkModel({ modelsDir, model }: ModelFolder): ModelProfile {
  const profile: ModelProfile | undefined = modelProfiles[model as ModelName];
  if (!profile) {
    throw new ReportError('model-unknown', `There is no embedding model named ${model}.`, {
      hint: `Known are ${Object.keys(modelProfiles).join(', ')}.`,
    });
  }
  const folder = join(modelsDir, model);
  const missing = MODEL_FILES.filter((file) => !existsSync(join(folder, file)));
  if (missing.length > 0) {
    const found = existsSync(modelsDir) ? readdirSync(modelsDir).join(', ') : 'no such folder';
    throw new ReportError(
      'model-missing',
      `The embedding model ${model} was expected in ${folder}; missing there: ${missing.join(', ')}. Found in ${modelsDir}: ${found}.`,
      { hint: `Put the folder ${model} back (it is part of the repository), or set MODELS_DIR to where it is.` },
    );
  }
  const dimensions = hiddenSize(join(folder, 'config.json'));
  if (dimensions !== profile.dimensions) {
    throw new ReportError(
      'model-incompatible',
      `The model in ${folder} makes vectors of ${dimensions} dimensions; ${model} must make ${profile.dimensions}.`,
      { hint: `Put the folder ${model} of the repository back, or set MODELS_DIR to where it is.` },
    );
  }
  return profile;
}

/** Tells two models of the same name apart, so that vectors of one are never taken for the other's. */
export function modelFingerprint({ modelsDir, model }: ModelFolder): string {
  const hash = createHash('sha256');
  for (const file of MODEL_FILES) {
    const path = join(modelsDir, model, file);
    const { size } = statSync(path);
    hash.update(`${file} ${size}\n`);
    const descriptor = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(HASHED_BYTES);
      for (const position of [0, Math.max(0, size - HASHED_BYTES)]) {
        hash.update(bytes.subarray(0, readSync(descriptor, bytes, 0, HASHED_BYTES, position)));
      }
    } finally {
      closeSync(descriptor);
    }
  }
  return hash.digest('hex').slice(0, 16);
}

function hiddenSize(path: string): unknown {
  try {
    return (JSON.parse(readFileSync(path, 'utf8')) as { hidden_size?: number }).hidden_size;
  } catch (cause) {
    throw new ReportError('model-incompatible', `${path} is not readable JSON.`, {
      hint: 'Put the model folder of the repository back.',
      cause,
    });
  }
}
