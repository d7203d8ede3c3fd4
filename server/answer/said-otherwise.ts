/** What a region's own sentence says beside, or in the place of, a figure of the matrix. */
import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import { type RankedSentence, unranked } from '../retrieve/rank-sentences.ts';
import type { Context } from './context.ts';
import type { Claim, Line } from './draft.ts';
import { unitKind } from './matrix.ts';
import { measuresOf } from './measures.ts';
import { sentenceClaim } from './sentences.ts';
import type { Stated } from './stated.ts';
import { speaksOfIndicator, speaksOfPlace } from './strict.ts';
import { isSupported } from './support.ts';
import { surveyed } from './survey.ts';
import { surveyOf } from './survey-asked.ts';
import { claimOf as surveyClaim } from './survey-draft.ts';

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

/** Units of the indicators asked: a growth is no amount. */
function unitsOf({ reading }: Context): string[] {
  return [...new Set(reading.indicators.flatMap((id) => indicatorOf(id)?.units ?? []))].map((unit) =>
    unit.replace(/（.*）$/, ''),
  );
}

/** Whether a figure is asked: how much, in which order, by how much they differ. */
function amountAsked({ expected, reading }: Context): boolean {
  const { ranks, difference } = reading.comparison;
  return expected.shape === 'figure' || expected.shape === 'percent' || ranks.length > 0 || difference;
}

function hasUnit({ sentence }: RankedSentence, context: Context): boolean {
  const units = unitsOf(context);
  return measuresOf(sentence.text).some(({ unit }) => units.some((one) => unitKind(one) === unitKind(unit)));
}

/** What the best sentence of a named region says where the matrix has no figure of it; regions without one are missing. */
export async function saidOtherwise(context: Context, regions: string[]): Promise<{ region: string; claim: Claim }[]> {
  const found: { region: string; claim: Claim }[] = [];
  // A clause that tells the figure, in a part of the year asked, before a sentence that is only near.
  const survey = regions.length > 0 && amountAsked(context) ? surveyOf(context) : null;
  const reports = context.scope.reports.filter(
    ({ region, kind }) => kind === 'report' && regions.includes(region ?? ''),
  );
  const told = survey ? await surveyed(survey, reports, context) : [];
  for (const region of regions) {
    const clause = told.find((one) => one.region === region);
    if (clause && speaksOfPlace(unranked(clause.sentence, clause.passage), context)) {
      found.push({ region, claim: surveyClaim(clause, context) });
      continue;
    }
    const { sentences } = await context.find([region]);
    const supported = sentences.filter((s) => isSupported(s, context));
    // The part of the year asked, with a figure that could be the one, before any other.
    const best =
      supported.find((s) => context.scope.fits(s.passage) && hasUnit(s, context)) ??
      supported.find((s) => context.scope.fits(s.passage)) ??
      supported[0] ??
      sentences.find((s) => speaksOfIndicator(s, context, true));
    if (best)
      found.push({
        region,
        claim: sentenceClaim(best, context, { limit: OTHERWISE_LIMIT, name: true, units: unitsOf(context) }),
      });
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
