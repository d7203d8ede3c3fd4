import type { ReportIndex } from '../../ingest/index/model.ts';

/** How telling each token is in the loaded reports. */
export interface TokenWeights {
  /** Inverse document frequency over sentences, natural logarithm, smoothed: ln((N + 1) / (n + 0.5)). */
  weightOf(token: string): number;
  /** How many sentences hold the token. */
  countOf(token: string): number;
}

/** The weights of an index, looked up as they are asked for. */
export function tokenWeights(index: ReportIndex): TokenWeights {
  const total = index.manifest.counts.sentences;
  return {
    weightOf: (token) => Math.log((total + 1) / (index.countOf(token) + 0.5)),
    countOf: (token) => index.countOf(token),
  };
}
