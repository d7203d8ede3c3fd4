/** What one region says of a thing that is no indicator in two years, set against each other: 2022年比2020年多几家. */
import type { RankedSentence } from '../retrieve/rank-sentences.ts';
import type { Context } from './context.ts';
import { asksDifference } from './differences.ts';
import { answered, type Draft } from './draft.ts';
import { type Measured, measuredDifference, measureOfThing } from './measured.ts';
import { sentenceClaim } from './sentences.ts';

/** Longest stretch quoted for each year, in characters. */
const YEAR_LIMIT = 80;

/** The best sentence of each of the two reports asked with the difference of their figures; null where it is not surely known. */
export function composeOwnYears(context: Context, supported: RankedSentence[]): Draft | null {
  const { reading, index, citations } = context;
  if (!asksDifference(reading) || reading.searchRegions.length !== 1 || reading.reportScopes.length !== 2) return null;
  const sides: { measured: Measured; best: RankedSentence }[] = [];
  for (const scope of [...reading.reportScopes].sort((a, b) => b.year - a.year || (a.timing === 'plan' ? -1 : 1))) {
    const best = supported.find(
      ({ passage }) =>
        index.report(passage.report)?.year === scope.year &&
        (scope.timing === 'any' || passage.timing === 'neither' || passage.timing === scope.timing),
    );
    const measure = best && measureOfThing(best, context);
    if (!best || !measure) return null;
    const spoken = scope.timing === 'review' ? scope.year - 1 : scope.year;
    sides.push({ measured: { name: `${spoken}年`, citation: 0, measure }, best });
  }
  const lines = sides.map(({ measured, best }) => {
    const claim = sentenceClaim(best, context, { limit: YEAR_LIMIT, name: false });
    measured.citation = claim.citations[0] ?? 0;
    return { claims: [{ ...claim, text: `${measured.name}：${claim.text}` }], item: true };
  });
  const [later, earlier] = sides;
  const difference = later && earlier && measuredDifference([later.measured, earlier.measured], context, true);
  if (!difference) return null;
  return answered({
    lines: [...lines, { claims: [difference] }],
    citations: citations.list,
  });
}
