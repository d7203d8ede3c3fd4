import type { ReportIndex } from '../../ingest/index/model.ts';
import { tokensOf } from '../../ingest/tokens.ts';

/** How telling each token is in the loaded reports. */
export interface TokenWeights {
  /** Inverse document frequency over sentences, natural logarithm, smoothed: ln((N + 1) / (n + 0.5)). */
  weightOf(token: string): number;
  /** How many sentences hold the token. */
  countOf(token: string): number;
}

const cache = new WeakMap<ReportIndex, TokenWeights>();

/** The weights of an index, counted once for each generation (about 14,000 sentences: some 300 ms). */
export function tokenWeights(index: ReportIndex): TokenWeights {
  const known = cache.get(index);
  if (known) return known;
  const counts = new Map<string, number>();
  let total = 0;
  for (const report of index.reports) {
    for (const passage of index.passagesOf(report.id)) {
      for (const sentence of index.sentencesOf(passage.id)) {
        total += 1;
        for (const token of new Set(tokensOf(sentence.text))) counts.set(token, (counts.get(token) ?? 0) + 1);
      }
    }
  }
  const weights: TokenWeights = {
    weightOf: (token) => Math.log((total + 1) / ((counts.get(token) ?? 0) + 0.5)),
    countOf: (token) => counts.get(token) ?? 0,
  };
  cache.set(index, weights);
  return weights;
}
