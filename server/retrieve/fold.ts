/** Passages that say the same: a digest's and its report's, a sentence repeated further down. */
import type { Passage } from '../../ingest/model.ts';
import { tokensOf } from '../../ingest/tokens.ts';

/** Passages are compared with so many before them; what stands further down is seldom seen. */
const COMPARED = 30;

/**
 * The ranked things without those that say the same as one before them in a report of the same region, and what was folded into each.
 * @param share Shared part of the smaller one's distinct tokens from which on two are taken for one.
 */
export function foldRepeats<Ranked extends { passage: Passage }>(
  ranked: Ranked[],
  { share, regionOf }: { share: number; regionOf: (passage: Passage) => string | null },
): { kept: Ranked; folded: string[] }[] {
  const groups: { kept: Ranked; folded: string[]; tokens: Set<string>; region: string | null }[] = [];
  for (const [place, one] of ranked.entries()) {
    const tokens = place < COMPARED ? new Set(tokensOf(one.passage.text)) : new Set<string>();
    const region = regionOf(one.passage);
    const same =
      tokens.size > 0 && groups.find((group) => group.region === region && overlap(group.tokens, tokens) >= share);
    if (same) same.folded.push(one.passage.id);
    else groups.push({ kept: one, folded: [], tokens, region });
  }
  return groups;
}

function overlap(a: Set<string>, b: Set<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  if (small.size === 0) return 0;
  let shared = 0;
  for (const token of small) if (large.has(token)) shared += 1;
  return shared / small.size;
}
