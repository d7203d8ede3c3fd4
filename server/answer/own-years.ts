/** What one region says of a thing that is no indicator in two years, each told and, where that is asked, set against each other: 2022年比2020年多几家. */
import type { RankedSentence } from '../retrieve/rank-sentences.ts';
import type { Context } from './context.ts';
import { asksDifference } from './differences.ts';
import { answered, type Draft } from './draft.ts';
import { type Measured, measuredDifference, measureOfThing } from './measured.ts';
import { sentenceClaim } from './sentences.ts';
import { contentWords, heldShare } from './topic-words.ts';

/** Longest stretch quoted for each year, in characters. */
const YEAR_LIMIT = 80;

/** Share of the question's words that the other year's sentence holds. */
const SAYS = 0.6;
function saysIt({ sentence }: RankedSentence, context: Context): boolean {
  return heldShare(sentence.text, contentWords(context), context) >= SAYS;
}

/** 2020年是几家，2022年又是几家: a figure of each of two years that are written out. */
function asksEach({ reading, expected }: Context): boolean {
  return (
    (expected.shape === 'figure' || expected.shape === 'percent') &&
    new Set(reading.namedYears.filter(({ naming }) => naming !== 'relative').map(({ year }) => year)).size === 2
  );
}

/** The best sentence of each of the two reports asked, with the difference of their figures where it is asked; null where that is not surely known. */
export function composeOwnYears(context: Context, supported: RankedSentence[], all: RankedSentence[]): Draft | null {
  const { reading, index, citations } = context;
  const differs = asksDifference(reading);
  if (!(differs || asksEach(context)) || reading.searchRegions.length !== 1 || reading.reportScopes.length !== 2)
    return null;
  const sides: { name: string; best: RankedSentence }[] = [];
  for (const scope of [...reading.reportScopes].sort((a, b) => b.year - a.year || (a.timing === 'plan' ? -1 : 1))) {
    const isOf = ({ passage }: RankedSentence): boolean =>
      index.report(passage.report)?.year === scope.year &&
      (scope.timing === 'any' || passage.timing === 'neither' || passage.timing === scope.timing);
    // Of two years the sentence of one outranks the other's, which says the same in its own report.
    const best =
      supported.find(isOf) ??
      all.find((one) => isOf(one) && one.shaped && supported.length > 0 && saysIt(one, context));
    if (!best) return null;
    const spoken = scope.timing === 'review' ? scope.year - 1 : scope.year;
    sides.push({ name: `${spoken}年`, best });
  }
  const measured: Measured[] = [];
  const lines = sides.map(({ name, best }) => {
    const claim = sentenceClaim(best, context, { limit: YEAR_LIMIT, name: false });
    const measure = measureOfThing(best, context);
    if (measure) measured.push({ name, citation: claim.citations[0] ?? 0, measure });
    return { claims: [{ ...claim, text: `${name}：${claim.text}` }], item: true };
  });
  if (!differs) return answered({ lines: lines.reverse(), citations: citations.list });
  const [later, earlier] = measured;
  const difference = later && earlier && measuredDifference([later, earlier], context, true);
  if (!difference) return null;
  return answered({
    lines: [...lines, { claims: [difference] }],
    citations: citations.list,
  });
}
