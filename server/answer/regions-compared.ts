import type { Missing } from '../model.ts';
import type { Context } from './context.ts';
import type { Draft, Line } from './draft.ts';
import { regionText } from './figure-text.ts';
import { coverageText } from './phrases.ts';
import { sentenceClaim } from './sentences.ts';
import { isSupported } from './support.ts';

/** Longest stretch for each region of a comparison, in characters: ten regions fit what a reader takes in. */
const COMPARED_LIMIT = 110;

/** What each of several regions says of a thing that is no indicator: its best sentence, a line each. */
export async function composeRegions(context: Context, regions: string[]): Promise<Draft | null> {
  const { reading, citations } = context;
  const lines: Line[] = [];
  const missing: Missing[] = [];
  const silent: string[] = [];
  for (const region of regions) {
    const { sentences } = await context.find([region]);
    const best = sentences.find((s) => isSupported(s, context));
    if (!best) {
      silent.push(region);
      missing.push({ what: regionText(region, reading.language), reason: 'not-stated' });
      continue;
    }
    lines.push({ claims: [sentenceClaim(best, context, { limit: COMPARED_LIMIT, name: true })], item: true });
  }
  if (lines.length === 0) return null;
  return {
    lines,
    citations: citations.list,
    coverage: coverageText(regions.length - silent.length, silent, reading.language, {
      zh: '写到了这一点',
      en: 'speak of it',
    }),
    table: null,
    refused: false,
    reason: null,
    missing,
    suggestions: [],
  };
}
