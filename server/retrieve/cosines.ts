/** How alike a question and what is ranked for it are, wherever the vectors are. */
import type { ReportIndex, Unit } from '../../ingest/index/model.ts';
import { BILINGUAL_MODEL, CHINESE_MODEL, type QuestionVectors } from './embedders.ts';

/** The cosine of the question to a passage or sentence by a model; 0 where either has no vector. */
export type CosineOf = (model: string, unit: Unit, id: string) => number;

/** Looks them up as they are asked for; of another engine's vectors those of the candidates are asked for first, all at once. */
export async function cosinesOf(
  index: ReportIndex,
  vectors: QuestionVectors,
  candidates: () => { sentences: string[]; passages: string[] },
): Promise<CosineOf> {
  const { remote } = index;
  if (remote === undefined) {
    return (model, unit, id) => {
      const asked = vectors.get(model);
      const stored = asked && index.vectorOf(model, unit, id);
      return asked && stored ? dot(asked, stored) : 0;
    };
  }
  const { sentences, passages } = candidates();
  const ask = async (model: string, unit: Unit, ids: string[]): Promise<[string, Map<string, number>]> => {
    const vector = vectors.get(model);
    return [`${model} ${unit}`, vector === undefined ? new Map() : await remote.cosines(model, unit, vector, ids)];
  };
  const found = new Map(
    await Promise.all([ask(CHINESE_MODEL, 'sentence', sentences), ask(BILINGUAL_MODEL, 'passage', passages)]),
  );
  return (model, unit, id) => found.get(`${model} ${unit}`)?.get(id) ?? 0;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
