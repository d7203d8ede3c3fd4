/** The embedding models that the product knows, and what each needs to be used as its authors meant it. */
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ReportError } from '../errors.ts';

export interface ModelProfile {
  dimensions: number;
  /** How the vectors of a text's tokens become one: the first token's, their mean, or the last token's. */
  pooling: 'cls' | 'mean' | 'last';
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

/** Families of models whose pooling and prefixes are known by name; of another, a file `baogao.json` beside it says them. */
const FAMILIES: [RegExp, Omit<ModelProfile, 'dimensions'>][] = [
  [/bge-m3/i, { pooling: 'cls', queryPrefix: '', passagePrefix: '' }],
  [/bge-\w+-zh/i, { pooling: 'cls', queryPrefix: '为这个句子生成表示以用于检索相关文章：', passagePrefix: '' }],
  [/(?:^|[-/])e5-/i, { pooling: 'mean', queryPrefix: 'query: ', passagePrefix: 'passage: ' }],
  [
    /qwen3-embedding/i,
    {
      pooling: 'last',
      queryPrefix: 'Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:',
      passagePrefix: '',
    },
  ],
];

/** What `baogao.json` in a model's folder may say; what it leaves out comes from the family. */
const ownProfile = z.strictObject({
  pooling: z.enum(['cls', 'mean', 'last']).optional(),
  queryPrefix: z.string().optional(),
  passagePrefix: z.string().optional(),
});

/** Weights by preference, with the name that the runtime has for their precision. */
const WEIGHTS: [file: string, dtype: 'q8' | 'int8' | 'fp16' | 'q4' | 'fp32'][] = [
  ['onnx/model_quantized.onnx', 'q8'],
  ['onnx/model_int8.onnx', 'int8'],
  ['onnx/model_fp16.onnx', 'fp16'],
  ['onnx/model_q4.onnx', 'q4'],
  ['onnx/model.onnx', 'fp32'],
];

export interface ModelFolder {
  modelsDir: string;
  /** Name of the folder, which is the name of the model. */
  model: string;
}

const TEXT_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];
/** Of the large weights file only the two ends are hashed: enough to tell two models apart, and 50 ms faster. */
const HASHED_BYTES = 65_536;

/**
 * The profile of a model, after a check that its folder is whole.
 * @throws ReportError `model-unknown`, `model-missing`, or `model-incompatible` where the folder is of other dimensions.
 */
export function checkModel({ modelsDir, model }: ModelFolder): ModelProfile {
  const folder = join(modelsDir, model);
  const known: ModelProfile | undefined = modelProfiles[model as keyof typeof modelProfiles];
  if (!known && !existsSync(join(folder, OWN_PROFILE)) && !FAMILIES.some(([family]) => family.test(model))) {
    throw new ReportError('model-unknown', `There is no embedding model named ${model}.`, {
      hint: `Known are ${Object.keys(modelProfiles).join(', ')}; for another put ${OWN_PROFILE} with its pooling and prefixes into ${folder}.`,
    });
  }
  const missing = missingFiles(folder);
  if (missing.length > 0) {
    const found = existsSync(modelsDir) ? readdirSync(modelsDir).join(', ') : 'no such folder';
    throw new ReportError(
      'model-missing',
      `The embedding model ${model} was expected in ${folder}; missing there: ${missing.join(', ')}. Found in ${modelsDir}: ${found}.`,
      {
        hint: known
          ? `Put the folder ${model} back (it is part of the repository), or set MODELS_DIR to where it is.`
          : 'Put it there, or set MODEL_DOWNLOADS=on to let npm run ingest fetch it from the hub; nothing is fetched otherwise. MODELS_DIR says where models are.',
      },
    );
  }
  const dimensions = hiddenSize(join(folder, 'config.json'));
  if (typeof dimensions !== 'number' || (known && dimensions !== known.dimensions)) {
    throw new ReportError(
      'model-incompatible',
      `The model in ${folder} makes vectors of ${dimensions} dimensions; ${model} must make ${known?.dimensions ?? 'some'}.`,
      { hint: `Put the folder ${model} of the repository back, or set MODELS_DIR to where it is.` },
    );
  }
  return known ?? { dimensions, ...profileOf(model, folder) };
}

const OWN_PROFILE = 'baogao.json';

/** What a folder lacks to be a model. */
export function missingFiles(folder: string): string[] {
  const missing = TEXT_FILES.filter((file) => !existsSync(join(folder, file)));
  if (!WEIGHTS.some(([file]) => existsSync(join(folder, file)))) missing.push(WEIGHTS[0]?.[0] as string);
  return missing;
}

/** The weights that a folder has, the smallest first. */
export function weightsOf({ modelsDir, model }: ModelFolder): (typeof WEIGHTS)[number] {
  return WEIGHTS.find(([file]) => existsSync(join(modelsDir, model, file))) ?? (WEIGHTS[0] as (typeof WEIGHTS)[number]);
}

function profileOf(model: string, folder: string): Omit<ModelProfile, 'dimensions'> {
  const family = FAMILIES.find(([pattern]) => pattern.test(model))?.[1];
  const path = join(folder, OWN_PROFILE);
  let own: z.infer<typeof ownProfile> = {};
  if (existsSync(path)) {
    try {
      own = ownProfile.parse(JSON.parse(readFileSync(path, 'utf8')));
    } catch (cause) {
      throw new ReportError('model-incompatible', `${path} is not a profile: ${(cause as Error).message}`, {
        hint: 'It may have pooling ("cls", "mean" or "last"), queryPrefix and passagePrefix.',
        cause,
      });
    }
  }
  const pooling = own.pooling ?? family?.pooling;
  if (pooling === undefined) {
    throw new ReportError('model-incompatible', `${path} does not say how ${model} pools its tokens.`, {
      hint: 'Add "pooling": "cls", "mean" or "last", as the model\'s card says.',
    });
  }
  return {
    pooling,
    queryPrefix: own.queryPrefix ?? family?.queryPrefix ?? '',
    passagePrefix: own.passagePrefix ?? family?.passagePrefix ?? '',
  };
}

/** Tells two models of the same name apart, so that vectors of one are never taken for the other's. */
export function modelFingerprint({ modelsDir, model }: ModelFolder): string {
  const hash = createHash('sha256');
  // Of a model that is not the repository's, other prefixes make other vectors.
  if (!(model in modelProfiles)) hash.update(JSON.stringify(checkModel({ modelsDir, model })));
  for (const file of [...TEXT_FILES, weightsOf({ modelsDir, model })[0]]) {
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
