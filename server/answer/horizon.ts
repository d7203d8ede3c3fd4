/** Years that no report plans for or looks back on, but that a report of another year writes out (到2022年…, 2025年达到…). */
import type { Passage } from '../../ingest/model.ts';
import type { RankedSentence } from '../retrieve/rank-sentences.ts';
import { confidenceOf } from './confidence.ts';
import type { Context } from './context.ts';
import type { Draft } from './draft.ts';
import { composeSentences } from './sentences.ts';
import { speaksOfYear } from './strict.ts';
import { isSupported } from './support.ts';

/** A year beyond the reports (2025) that a report's own plan writes out, with what was asked in the same sentence; else null. */
export async function composeHorizon(context: Context): Promise<Draft | null> {
  if (
    context.reading.namedYears.some((y) => y.naming !== 'horizon' && !context.reading.uncoveredYears.includes(y.year))
  )
    return null;
  const { sentences } = await context.find();
  const telling = sentences.filter(
    (s) =>
      (context.reading.language === 'en' || s.coverage >= HORIZON_COVERAGE || means(s, context)) &&
      speaksOfYear(s, context) &&
      isSupported(s, context),
  );
  return composeSentences(context, telling);
}

/** Whether a sentence in quite other words is near enough to the question: 2021年国际足联俱乐部世界杯 for 哪项国际足球赛事. */
function means(sentence: RankedSentence, context: Context): boolean {
  return confidenceOf(sentence, context).confidence >= HORIZON_SURE;
}
/** As sure as a sentence must be that tells an indicator by a name that no list has. */
const HORIZON_SURE = 0.6;

/** Share of the question's token weight that a sentence on a year beyond the reports must hold; an English question shares hardly a token. */
const HORIZON_COVERAGE = 0.4;

/**
 * 2022和2025年的目标, where only 2025 has a report of its own: one sentence of an older report that writes out all the years asked; null
 * where none does. `context` ranges over the reports of all years, `asked` over those that can speak of the years asked.
 */
export async function composeAllYears(context: Context, asked: Context): Promise<Draft | null> {
  const { reading } = context;
  if (reading.searchRegions.length !== 1) return null;
  // 从2016年到2019年: the year that the report looks back on need not be written out.
  const covered = (year: number, passage: Passage): boolean =>
    !reading.uncoveredYears.includes(year) && asked.scope.fits(passage);
  const { sentences } = await context.find();
  const telling = sentences.filter(
    (s) =>
      reading.years.every((year) => s.sentence.text.includes(String(year)) || covered(year, s.passage)) &&
      s.coverage >= HORIZON_COVERAGE &&
      isSupported(s, context),
  );
  return telling.length > 0 ? composeSentences(context, telling) : null;
}
