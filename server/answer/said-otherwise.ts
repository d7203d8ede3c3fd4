/** What a region's own sentence says beside, or in the place of, a figure of the matrix. */
import { unranked } from '../retrieve/rank-sentences.ts';
import type { Context } from './context.ts';
import type { Claim, Line } from './draft.ts';
import { measuresOf } from './measures.ts';
import { sentenceClaim } from './sentences.ts';
import type { Stated } from './stated.ts';
import { speaksOfIndicator } from './strict.ts';
import { isSupported } from './support.ts';

/** Longest stretch quoted for a region whose figure is told another way, in characters. */
const OTHERWISE_LIMIT = 70;

/** The whole sentence of a region's figure, quoted. */
export function sentenceLines(context: Context, stated: Stated[], region: string): Line[] {
  const row = stated.find((s) => s.region === region)?.row;
  const sentence = row && context.index.sentence(row.sentence);
  const passage = sentence && context.index.passage(sentence.passage);
  if (!sentence || !passage) return [];
  const ranked = unranked(sentence, passage);
  return [{ claims: [sentenceClaim(ranked, context, { limit: OTHERWISE_LIMIT, name: true })] }];
}

/** What the best sentence of a named region says where the matrix has no figure of it; regions without one are missing. */
export async function saidOtherwise(context: Context, regions: string[]): Promise<{ region: string; claim: Claim }[]> {
  const found: { region: string; claim: Claim }[] = [];
  for (const region of regions) {
    const { sentences } = await context.find([region]);
    const best =
      sentences.find((s) => isSupported(s, context)) ?? sentences.find((s) => speaksOfIndicator(s, context, true));
    if (best) found.push({ region, claim: sentenceClaim(best, context, { limit: OTHERWISE_LIMIT, name: true }) });
  }
  return found;
}

/** 接待游客4000万人次，收入560亿元: where a region's figure of one column is missing, its sentence of the other may go on to tell it. */
export function wholeSentences(
  context: Context,
  columns: { stated: Stated[] }[],
  regions: string[],
): { region: string; claim: Claim }[] {
  const { index } = context;
  return regions.flatMap((region) => {
    const row = columns.flatMap((c) => c.stated).find((s) => s.region === region)?.row;
    const sentence = row && index.sentence(row.sentence);
    const passage = sentence && index.passage(sentence.passage);
    if (!sentence || !passage || measuresOf(sentence.text).length < columns.length + 1) return [];
    return [
      { region, claim: sentenceClaim(unranked(sentence, passage), context, { limit: OTHERWISE_LIMIT, name: true }) },
    ];
  });
}
