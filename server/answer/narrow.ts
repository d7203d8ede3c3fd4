import { tokensOf } from '../../ingest/tokens.ts';
import type { TokenWeights } from '../retrieve/token-weights.ts';
import { type Expected, holdsShape } from './expected.ts';

/** What a window of a long sentence is chosen by. */
export interface NarrowOptions {
  /** Tokens of the question. */
  asked: string[];
  weights: TokenWeights;
  expected: Expected;
  /** Longest window in characters. */
  limit: number;
  /** What the question counts (措施 of 几条措施); a clause that has it with a figure is what answers. */
  counted?: string | undefined;
  /** Clauses with the shape that are wanted at least: both kinds of 两种床位各多少张. */
  several?: boolean | undefined;
}

/** What holding the asked shape is worth, in token weight: more than any one token (the rarest weighs about 9.5). */
const SHAPE_WORTH = 12;
/** What each character costs, so that of two windows with the same words the shorter wins. */
const CHARACTER_COST = 0.03;

/** 十大项目，即…: a clause that says what the one before it means stays with it. */
const SPELLS_OUT = /^(?:即|也就是|包括|分别[是为])/;

/**
 * The stretch `[from, to)` of a sentence that answers: the run of whole clauses, at most `limit` characters, that holds the
 * most of the question and the shape asked for. The whole sentence where it is short enough.
 */
export function narrow(
  text: string,
  { asked, weights, expected, limit, counted, several }: NarrowOptions,
): [number, number] {
  if (text.length <= limit) return [0, text.length];
  const cuts = [0];
  for (const match of text.matchAll(/[，；：。！？]["”’』」)）]*|,(?!\d)|;/g)) {
    const end = match.index + match[0].length;
    if (!SPELLS_OUT.test(text.slice(end))) cuts.push(end);
  }
  if (cuts[cuts.length - 1] !== text.length) cuts.push(text.length);
  const wanted = new Set(asked);
  let best: { range: [number, number]; worth: number } = { range: [0, text.length], worth: Number.NEGATIVE_INFINITY };
  for (let i = 0; i < cuts.length - 1; i++) {
    for (let j = i + 1; j < cuts.length; j++) {
      const [from, to] = [cuts[i] as number, cuts[j] as number];
      if (to - from > limit && j > i + 1) break;
      const part = text.slice(from, to);
      let worth = holdsShape(part, expected) ? SHAPE_WORTH : 0;
      if (counted && part.split(/[，；：]/).some((clause) => clause.includes(counted) && holdsShape(clause, expected)))
        worth += SHAPE_WORTH;
      const telling = (clause: string): boolean =>
        holdsShape(clause, expected) && (!counted || clause.includes(counted));
      if (several && part.split(/[，；：、]/).filter(telling).length > 1) worth += SHAPE_WORTH;
      for (const token of new Set(tokensOf(part))) if (wanted.has(token)) worth += weights.weightOf(token);
      worth -= (to - from) * CHARACTER_COST;
      if (worth > best.worth) best = { range: [from, to], worth };
    }
  }
  return best.range;
}
