import type { Missing } from '../model.ts';
import { type RankedSentence, unranked } from '../retrieve/rank-sentences.ts';
import type { Context } from './context.ts';
import { asksDifference } from './differences.ts';
import { answered, type Draft, type Line } from './draft.ts';
import { regionText, shortRegion } from './figure-text.ts';
import { type Measured, measuredDifference, measuredExtreme, measureOfThing } from './measured.ts';
import { coverageText } from './phrases.ts';
import { sentenceClaim } from './sentences.ts';
import { speaksOfPlace } from './strict.ts';
import { isSupported } from './support.ts';
import { type Surveyed, surveyed } from './survey.ts';
import { surveyOf } from './survey-asked.ts';
import { claimOf as surveyClaim } from './survey-draft.ts';
import { byTelling, isKnown } from './topic-words.ts';

/** Longest stretch for each region of a comparison, in characters: ten regions fit what a reader takes in. */
const COMPARED_LIMIT = 110;

/** What each of several regions says of a thing that is no indicator: its best sentence, a line each, and how the figures stand to each other. */
export async function composeRegions(context: Context, regions: string[]): Promise<Draft | null> {
  const { reading, citations } = context;
  const lines: Line[] = [];
  const missing: Missing[] = [];
  const silent: string[] = [];
  const measured: Measured[] = [];
  const surveys = await surveysOf(context, regions);
  const holds = await holdingOf(context, regions);
  for (const region of regions) {
    const found = surveys.map((survey) => survey.get(region)).filter((one) => one !== undefined);
    if (found.length > 0) {
      const claims = found.map((one) => surveyClaim(one, context));
      const name = shortRegion(region, reading.language);
      lines.push(...claims.map((claim) => ({ claims: [claim], item: true })));
      const [first] = found;
      if (first && surveys.length === 1)
        measured.push({ name, citation: claims[0]?.citations[0] ?? 0, measure: first.measure });
      if (found.length === 2) {
        const [plan, review] = found.map(({ measure }, at) => ({
          name: at === 0 ? `${name}计划` : '上年',
          citation: claims[at]?.citations[0] ?? 0,
          measure,
        })) as [Measured, Measured];
        const difference = measuredDifference([plan, review], context, true);
        if (difference) lines.push({ claims: [difference] });
      }
      continue;
    }
    const { sentences } = await context.find([region]);
    await context.turns.pause();
    const best = sentences.find((s) => isSupported(s, context) && holds(s));
    if (!best) {
      silent.push(region);
      missing.push({ what: regionText(region, reading.language), reason: 'not-stated' });
      continue;
    }
    const claim = sentenceClaim(best, context, { limit: COMPARED_LIMIT, name: true });
    lines.push({ claims: [claim], item: true });
    const measure = measureOfThing(best, context);
    if (measure)
      measured.push({ name: shortRegion(region, reading.language), citation: claim.citations[0] ?? 0, measure });
  }
  if (lines.length === 0) return null;
  const [a, b] = measured;
  if (
    a &&
    b &&
    measured.length === 2 &&
    regions.length === 2 &&
    (asksDifference(reading) || reading.comparison.ranks.length > 0)
  ) {
    const difference = measuredDifference([a, b], context, false);
    if (difference) lines.push({ claims: [difference] });
  } else if (measured.length > 2 && measured.length === regions.length) {
    for (const { order } of reading.comparison.ranks) {
      const claim = measuredExtreme(measured, order === 'lowest' || order === 'worst');
      if (claim) lines.push({ claims: [claim] });
    }
  }
  return answered({
    lines,
    citations: citations.list,
    coverage: coverageText(regions.length - silent.length, silent, reading.language, {
      zh: '写到了这一点',
      en: 'speak of it',
    }),
    missing,
  });
}

/**
 * Where the sentence of one region has the most telling word of an amount that is asked (茶产业 of its output), what another one says of other
 * things is no answer beside it.
 */
async function holdingOf(context: Context, regions: string[]): Promise<(sentence: RankedSentence) => boolean> {
  const { expected, reading, index } = context;
  const amount = expected.shape === 'figure' || reading.comparison.ranks.length > 0;
  const survey = amount ? surveyOf(context) : null;
  const word = survey && byTelling(survey.words[0] ?? [], context)[0];
  if (!word) return () => true;
  const holds = ({ sentence, passage }: RankedSentence): boolean =>
    word.words.some((one) => sentence.text.includes(one) || passage.path.join('').includes(one));
  // 离婚登记: of what no report has a word nothing can be told.
  if (!word.words.some((one) => isKnown({ source: one, words: [one] }, index))) return () => false;
  for (const region of regions) {
    const { sentences } = await context.find([region]);
    if (sentences.some((one) => isSupported(one, context) && holds(one))) return holds;
  }
  return () => true;
}

/** 跟2019年比是加码还是放缓: plan and look back are set side by side. */
const AGAINST_LAST_YEAR =
  /(?:比|跟|和|与|同|较)(?:去年|上年|上一年|20\d\d年)|(?:去年|上年)[^，。？]{0,8}(?:和|与|跟)今年|加码|放缓/;

/** Where an amount is asked the clause of each region that tells it, by plan and look back where both years are asked. */
async function surveysOf(context: Context, regions: string[]): Promise<Map<string, Surveyed>[]> {
  const { reading, expected, scope } = context;
  const amount = expected.shape === 'figure' || expected.shape === 'percent' || asksDifference(reading);
  if (!amount && reading.comparison.ranks.length === 0 && !AGAINST_LAST_YEAR.test(reading.normalised)) return [];
  const survey = surveyOf(context);
  if (!survey || (survey.units.length === 0 && !amount)) return [];
  const both = reading.years.length === 2 && AGAINST_LAST_YEAR.test(reading.normalised);
  const timings = both ? (['plan', 'review'] as const) : [null];
  const maps: Map<string, Surveyed>[] = [];
  for (const timing of timings) {
    const reports = scope.reports.filter(({ region, kind }) => kind === 'report' && regions.includes(region ?? ''));
    const found = await surveyed(survey, reports, context, timing);
    maps.push(
      new Map(
        found
          .filter((one) => speaksOfPlace(unranked(one.sentence, one.passage), context))
          .map((one) => [one.region, one]),
      ),
    );
  }
  return maps;
}

/**
 * The regions whose best sentence, found over all reports, answers a question that ranges over them; null where none does.
 * @param things Of one of them each list must have a word in the sentence; none for a question that names no thing.
 */
export async function composeFoundRegions(context: Context, things: string[][][] = []): Promise<Draft | null> {
  const { reading, index, citations } = context;
  const { sentences } = await context.find();
  const byRegion = new Map<string, RankedSentence>();
  const ranked = reading.comparison.ranks.length > 0 && reading.language === 'zh' ? surveyOf(context) : null;
  const telling = ranked && byTelling(ranked.words[0] ?? [], context)[0];
  for (const sentence of sentences) {
    await context.turns.pause();
    const report = index.report(sentence.passage.report);
    const region = report?.level === 'province' ? report.region : null;
    if (!region || byRegion.has(region) || reading.excluded.includes(region)) continue;
    const text = sentence.sentence.text + sentence.passage.path.join('');
    const holds = things.some((phrases) => phrases.every((words) => words.some((word) => text.includes(word))));
    // 参观博物馆的人次: who has most of a thing is not told by a sentence without it.
    if (telling && !telling.words.some((word) => text.includes(word))) continue;
    if ((holds || things.length === 0) && isSupported(sentence, context)) byRegion.set(region, sentence);
  }
  if (byRegion.size === 0) return null;
  const lines = [...byRegion.values()].map(
    (best): Line => ({
      claims: [sentenceClaim(best, context, { limit: COMPARED_LIMIT, name: true })],
      item: byRegion.size > 1,
    }),
  );
  return answered({
    lines,
    citations: citations.list,
    coverage:
      reading.language === 'zh'
        ? `${byRegion.size}个地区的报告写到了这一点，是按意思在全部报告里找到的，可能还有别的说法没有找到。`
        : `${byRegion.size} ${byRegion.size === 1 ? 'region speaks' : 'regions speak'} of it, found by meaning over all reports; other wordings may have been missed.`,
  });
}
