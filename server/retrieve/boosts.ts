/** Reasons to rank a passage up, each one small, typed and told in `explain`. */
import type { Passage } from '../../ingest/model.ts';
import { holdsShape } from '../answer/expected.ts';
import type { Query } from './query.ts';
import type { BoostName, RetrievalSettings } from './settings.ts';

/** A boost that applied: its factor and why, in English (for `explain`, which people who tune ranking read). */
export interface Boost {
  factor: number;
  reason: string;
}

const RULES: Record<BoostName, (passage: Passage, query: Query) => string | null> = {
  fit: (passage, query) =>
    query.limited && query.fits(passage)
      ? `stands in a part (${passage.timing}) that fits the year and kind asked`
      : null,
  shape: ({ text }, { expected }) =>
    expected.shape !== 'any' && expected.shape !== 'name' && holdsShape(text, expected)
      ? `holds a ${expected.shape}${expected.units.length > 0 ? ` in ${expected.units[0]} or the like` : ''}, which is asked for`
      : null,
  quoted: ({ text }, { quoted }) => {
    const held = quoted.find((words) => text.includes(words));
    return held === undefined ? null : `holds “${held}” as the question has it`;
  },
};

/** The boosts of a passage, by name; those that would change nothing are left out. */
export function boostsOf(
  passage: Passage,
  query: Query,
  settings: RetrievalSettings,
): Partial<Record<BoostName, Boost>> {
  const boosts: Partial<Record<BoostName, Boost>> = {};
  for (const name of Object.keys(RULES) as BoostName[]) {
    const factor = settings.boosts[name];
    const reason = factor === 1 ? null : RULES[name](passage, query);
    if (reason !== null) boosts[name] = { factor, reason };
  }
  return boosts;
}
