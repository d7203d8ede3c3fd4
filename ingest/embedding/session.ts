/** One model loaded into this process: texts in, normalised vectors out. It holds its thread while it runs. */
import { join } from 'node:path';
import { AutoModel, env, type PreTrainedModel, type PreTrainedTokenizer } from '@xenova/transformers';
import { ReportError } from '../errors.ts';
import { checkModel, MAX_TOKENS, type ModelFolder, type ModelProfile, weightsOf } from './profiles.ts';
import { openTokenizer } from './tokenizer.ts';

export interface SessionOptions extends ModelFolder {
  /** Threads that one run may use. */
  threads: number;
}

/** What a loaded model can do. */
export interface Session {
  profile: ModelProfile;
  /** Vectors of texts that already carry their prefix, one at a time: see BATCH in the pool. */
  embed(texts: string[]): Promise<Float32Array[]>;
  close(): Promise<void>;
}

interface Output {
  last_hidden_state: { data: Float32Array; dims: number[] };
}

/**
 * Weights by the end of the names that the library looks them up by (`MODEL/FILE` for the folder, `MODEL/resolve/main/FILE` for the
 * hub). The runtime opens them by their path; the library, left alone, reads the whole file as well and drops it unread: 68 MB that a
 * child of both models held until its next large collection, seconds later.
 */
const openByPath = new Map<string, string>();
const byPath: typeof env.customCache = {
  match: async (name: string) =>
    [...openByPath].find(([end]) => name.replace('/resolve/main/', '/').endsWith(`/${end}`))?.[1],
  put: async () => {},
};

/**
 * Loads a model from its folder; nothing is ever fetched.
 * @throws ReportError as `checkModel` does, and `model-broken` where the runtime cannot load it.
 */
export async function openSession({ modelsDir, model, threads }: SessionOptions): Promise<Session> {
  const profile = checkModel({ modelsDir, model });
  env.localModelPath = modelsDir;
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.useCustomCache = true;
  env.customCache = byPath;
  const [weights, dtype] = weightsOf({ modelsDir, model });
  openByPath.set(`${model}/${weights}`, join(modelsDir, model, weights));
  let tokenizer: PreTrainedTokenizer;
  let network: PreTrainedModel;
  try {
    tokenizer = await openTokenizer({ modelsDir, model });
    network = await AutoModel.from_pretrained(model, {
      dtype,
      session_options: { intraOpNumThreads: threads, interOpNumThreads: 1 },
    });
  } catch (cause) {
    throw new ReportError(
      'model-broken',
      `The embedding model ${model} in ${modelsDir} could not be loaded: ${(cause as Error).message}`,
      {
        hint: `Put the folder ${model} of the repository back; a file may be cut short.`,
        cause,
      },
    );
  }
  return {
    profile,
    // Texts go through one at a time: padding makes batches no faster on a CPU, and a vector never depends on its neighbours.
    async embed(texts) {
      const vectors: Float32Array[] = [];
      for (const text of texts) {
        const inputs = await tokenizer([text], { truncation: true, max_length: MAX_TOKENS });
        const output = (await network(inputs)) as Output;
        vectors.push(pool(output.last_hidden_state, profile));
      }
      return vectors;
    },
    async close() {
      await network.dispose();
    },
  };
}

/** One text's token vectors to one vector of length 1. */
function pool({ data, dims }: Output['last_hidden_state'], { pooling, dimensions }: ModelProfile): Float32Array {
  const [, tokens = 0, width = 0] = dims;
  if (width !== dimensions) {
    throw new ReportError(
      'model-incompatible',
      `The model makes vectors of ${width} dimensions; expected ${dimensions}.`,
      {
        hint: 'Put the model folder of the repository back.',
      },
    );
  }
  const vector = new Float32Array(dimensions);
  const [first, end] = { cls: [0, 1], mean: [0, tokens], last: [tokens - 1, tokens] }[pooling] as [number, number];
  for (let row = first; row < end; row++) {
    for (let at = 0; at < dimensions; at++) vector[at] = (vector[at] as number) + (data[row * width + at] as number);
  }
  return normalise(vector);
}

function normalise(vector: Float32Array): Float32Array {
  let sum = 0;
  for (const value of vector) sum += value * value;
  const scale = sum > 0 ? 1 / Math.sqrt(sum) : 0;
  return vector.map((value) => value * scale);
}
