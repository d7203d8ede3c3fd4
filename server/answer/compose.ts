/** Chooses the composer by what was asked. */
import type { Reading } from '../question/reading.ts';
import { holdsAnswer } from '../retrieve/beside-answer.ts';
import { composeBestYear } from './best-year.ts';
import { composeComparison, regionsCompared } from './comparison.ts';
import type { Context } from './context.ts';
import { setsAgainst } from './differences.ts';
import type { Draft } from './draft.ts';
import { composeExplanation, notExplained } from './explain.ts';
import {
  asksPeriod,
  asksPerUnit,
  asksShareOfPlan,
  isOfOtherThing,
  isWithinTheme,
  picksFigures,
  standsAlone,
} from './figure-or-thing.ts';
import { composeFigures } from './figures.ts';
import { composeHorizon } from './horizon.ts';
import { composeItem } from './items.ts';
import { composeKeptTargets } from './kept-targets.ts';
import { rowsOf, type Slot, slotsOf } from './matrix.ts';
import { withoutOtherYears } from './other-parts.ts';
import { composeOverPeriod } from './over-period.ts';
import { composeOwnYears } from './own-years.ts';
import { notStated, refusalOf, termNotFound } from './refusals.ts';
import { composeFoundRegions, composeRegions } from './regions-compared.ts';
import { composeReportHead } from './report-head.ts';
import { composeSentences } from './sentences.ts';
import { asksOnlyIndicator } from './strict.ts';
import { composeSummary } from './summary.ts';
import { isSupported, supportedOf } from './support.ts';
import { composeSurvey } from './survey-draft.ts';
import { composeTargetChanges } from './target-changes.ts';
import { composeTasks } from './tasks.ts';
import { composeTermCounts } from './term-counts.ts';
import { isProperName, termsAsked, wordsOfThemes } from './terms-asked.ts';
import { composeTheme } from './theme.ts';
import { toldVerdict } from './told-verdict.ts';
import { asksTopic, composeTopic, composeTopicSentences } from './topic.ts';
import { contentWords } from './topic-words.ts';

/** 湖南, 2020, 目标是多少, a pattern or a statement of a database: without a thing that is asked about nothing can be an answer. */
function asksNothing(context: Context): boolean {
  const { reading } = context;
  const { indicators, items, departments, asksDepartments, expandedTerms, normalised, intent } = reading;
  if (indicators.length + items.length + departments.length > 0 || asksDepartments || intent === 'summarise')
    return false;
  if (reading.language === 'en') return !/[a-z]{3}/i.test(reading.bare);
  return expandedTerms.length === 0 && contentWords(context).length === 0 && !/[“"「]/.test(normalised);
}

/** A name of an indicator this long says what is asked whatever stands around it. */
const NAME_ENOUGH = 6;

/** Intents that range over the figures of regions. */
const OVER_REGIONS = new Set(['compare', 'which-regions', 'count', 'rank', 'aggregate']);

/** What answers a question that can be looked up: figures, a comparison, a theme, tasks, a part, sentences, or that it is not stated. */
export async function compose(context: Context): Promise<Draft> {
  await context.turns.pause();
  const { reading, index } = context;
  const overRegions = OVER_REGIONS.has(reading.intent);
  const regions = regionsCompared(context);
  const counted =
    (await composeTermCounts(context)) ??
    composeKeptTargets(context) ??
    composeTargetChanges(context) ??
    composeReportHead(context) ??
    composeBestYear(context) ??
    composeOverPeriod(context);
  if (counted) return counted;
  if (!overRegions) {
    const draft = composeExplanation(context) ?? composeTopic(context);
    if (draft) return draft;
  }
  if (reading.uncoveredYears.length > 0) {
    // 2030年的目标: what a report sets for a year ahead stands in the matrix.
    const ahead = composeAhead(context, regions);
    const draft = ahead ?? (await composeHorizon(context));
    return draft ?? refusalOf(reading, index) ?? notStated(context);
  }
  // 明确写到“加装电梯”, 提到邮轮: what the texts say is looked for in them, not among the figures.
  if (
    (reading.intent === 'which-regions' || reading.intent === 'count') &&
    (reading.theme.mentions ||
      /[“"「]/.test(reading.normalised) ||
      isWithinTheme(reading) ||
      (isOfOtherThing(reading) && context.expected.shape !== 'figure' && context.expected.shape !== 'percent')) &&
    !picksFigures(reading)
  ) {
    const theme = await composeTheme(context);
    if (theme) return theme;
    // Asian Infrastructure Investment Bank: no figure of infrastructure investment is asked.
    const unknown = reading.theme.mentions ? (termsAsked(reading)?.unknown ?? []) : [];
    if (unknown.some(isProperName)) return termNotFound(context, reading.theme.literals, false);
    // 高铁快运: what no report has is not answered by the indicator that its name begins with.
    if (reading.language === 'zh' && reading.theme.mentions && (isWithinTheme(reading) || isOfOtherThing(reading)))
      return termNotFound(context, reading.theme.literals, true);
  }
  // 新增院士最多的省: of a thing that is no indicator, or one that few reports state in its own words, the figures are read from the sentences.
  const states = statedBy(context, regions);
  if (overRegions && reading.searchRegions.length === 0 && states <= FEW) {
    const survey = await composeSurvey(context, states);
    if (survey) return survey;
  }
  // 谁在报告里说要支持首店，谁没说: of regions that are named too it is asked which speak of a thing.
  if (
    reading.intent === 'compare' &&
    reading.theme.literals.length > 0 &&
    (reading.theme.tellsSilent || (reading.theme.mentions && /谁|哪/.test(reading.normalised))) &&
    reading.searchRegions.length > 1 &&
    context.expected.shape !== 'figure' &&
    !picksFigures(reading)
  ) {
    const theme = await composeTheme(context);
    if (theme) return theme;
  }
  // A city without a report of its own is never answered with its province's figure.
  if (
    !reading.more &&
    reading.indicators.length > 0 &&
    reading.cityFallback.length === 0 &&
    !asksPerUnit(reading) &&
    !asksShareOfPlan(reading) &&
    !asksPeriod(reading) &&
    (overRegions || reading.intent === 'figure')
  ) {
    const slots = slotsBeside(slotsOf(index, reading, regions), reading);
    // 哪些地方入选全域旅游示范区: an indicator that only a word of it may name is not what named regions are compared by.
    // 省级财政安排扶贫资金: two everyday words of indicators in one thing name neither.
    const meant =
      reading.namedIndicators.some((n) => n.sure) ||
      asksOnlyIndicator(context) ||
      (reading.searchRegions.length < 2 && new Set(reading.namedIndicators.map(({ text }) => text)).size === 1);
    if ((overRegions && meant) || (regions.length > 1 && asksOnlyIndicator(context))) {
      const draft = await composeComparison(context, slots);
      if (draft) return draft;
    } else if (
      regions.length === 1 &&
      reading.namedIndicators.some((n) => n.sure) &&
      (reading.namedIndicators.length < 2 ||
        reading.namedIndicators.every((n) => n.sure || standsAlone(n.text, reading))) &&
      asksOnlyIndicator(context) &&
      !asksTopic(reading)
    ) {
      const draft = composeFigures(context, regions, slots);
      if (draft)
        return (
          (await composeWhole(context, draft)) ?? (await composeBoth(context, draft)) ?? withVerdict(draft, context)
        );
    }
  }
  if (overRegions && reading.searchRegions.length !== 1) {
    const theme = reading.intent === 'compare' ? null : await composeTheme(context);
    if (theme) return theme;
    if (reading.searchRegions.length > 1) {
      const draft = await composeRegions(context, regions);
      return draft ?? notStated(context);
    }
    // Which reports mention a thing: what only shares a word with it (economic system for low-altitude economy) does not.
    const asked = reading.theme.mentions ? termsAsked(reading) : null;
    if (asked && (asked.unknown.length > 0 || asked.phrases.length === 0))
      return termNotFound(context, reading.theme.literals, false);
    const things = asked ? [asked.phrases] : reading.theme.mentions ? wordsOfThemes(reading) : [];
    const said = await composeFoundRegions(context, things);
    if (said) return said;
    if (reading.theme.literals.length > 0)
      return reading.theme.mentions ? termNotFound(context, reading.theme.literals, true) : notStated(context);
  }
  if (reading.items.length > 0) {
    const draft = await composeItem(context);
    if (draft) return draft;
  }
  if (reading.intent === 'responsible') {
    const draft = await composeTasks(context);
    if (draft) return draft;
  }
  if (reading.intent === 'summarise') {
    const draft = composeSummary(context);
    if (draft) return draft;
  }
  if (asksNothing(context)) return notStated(context);
  const told = overRegions ? null : await composeTopicSentences(context);
  if (told) return told;
  const { sentences } = await context.find();
  const found = withoutOtherYears(await supportedOf(sentences, context), sentences, context);
  const supported = reading.more ? found.filter(({ sentence }) => !holdsAnswer(sentence.text, reading.before)) : found;
  const draft = composeOwnYears(context, supported, sentences) ?? composeSentences(context, supported, sentences);
  const unexplained = draft && notExplained(context);
  if (draft) return unexplained ? { ...draft, lines: [unexplained, ...draft.lines] } : draft;
  // 在稳增长方面的GDP增速: what the question adds to the indicator was not found, its figure may be.
  if (
    reading.intent === 'figure' &&
    reading.cityFallback.length === 0 &&
    !asksPeriod(reading) &&
    reading.namedIndicators.some((n) => n.sure && n.text.length >= NAME_ENOUGH)
  ) {
    return composeFigures(context, regions, slotsOf(index, reading, regions)) ?? notStated(context);
  }
  return notStated(context);
}

/** Figures of so few regions are no answer over all of them. */
const FEW = 3;

/** How many of the regions state an indicator that is surely asked; 0 where none is. */
function statedBy({ reading, index }: Context, regions: string[]): number {
  const { indicators, namedIndicators } = reading;
  if (indicators.length === 0 || !namedIndicators.some(({ sure }) => sure)) return 0;
  const counts = slotsOf(index, reading, regions).map(
    (slot) => regions.filter((region) => rowsOf(index, slot, region).length > 0).length,
  );
  return Math.max(0, ...counts);
}

/** 比去年实际高还是低: beside the one target asked, the result that it is set against. */
function slotsBeside(slots: Slot[], reading: Reading): Slot[] {
  const [only] = slots;
  if (slots.length !== 1 || !only || only.kind !== 'target' || !setsAgainst(reading)) return slots;
  return /去年|上年|上一年|实际|完成|last year|previous year|actual/i.test(reading.normalised)
    ? [only, { ...only, kind: 'result', year: only.year - 1 }]
    : slots;
}

/** 减税降费多少亿元，新增就业多少万人: where the matrix lacks one of the things asked, sentences that tell all of them. */
async function composeBoth(context: Context, draft: Draft): Promise<Draft | null> {
  if (draft.missing.length === 0 || new Set(context.reading.indicators).size < 2) return null;
  const { sentences } = await context.find();
  const supported = await supportedOf(sentences, context);
  const whole = composeSentences(context, supported, sentences);
  return whole && whole.missing.length === 0 && whole.lines.length > 1 ? whole : null;
}

/** 2019年完成目标了吗？2020年目标是多少: beside the figures of both years, what the report says of the target itself. */
function withVerdict(draft: Draft, context: Context): Draft {
  const { comparison, indicators, years } = context.reading;
  const [indicator] = indicators;
  if (comparison.kept === null || indicator === undefined || years.length < 2) return draft;
  const told = years.map((year) => toldVerdict(context, indicator, year)).find((claim) => claim !== null);
  return told ? { ...draft, lines: [{ claims: [told] }, ...draft.lines], citations: context.citations.list } : draft;
}

/** 2030年的目标: what a report sets for the years ahead stands in the matrix; null where it lacks one of them. */
function composeAhead(context: Context, regions: string[]): Draft | null {
  const { reading, index } = context;
  const [region] = regions;
  if (regions.length !== 1 || !region || !reading.namedIndicators.some((n) => n.sure)) return null;
  const slots = slotsOf(index, reading, regions);
  const told = slots.length > 0 && slots.every((slot) => rowsOf(index, slot, region).length > 0);
  return told ? composeFigures(context, regions, slots) : null;
}

/** 接待游客多少人次、旅游收入多少: where the matrix has one of two things asked, the sentence that has it may tell both. */
async function composeWhole(context: Context, draft: Draft): Promise<Draft | null> {
  if (draft.missing.length === 0 || new Set(context.reading.indicators).size < 2) return null;
  const { sentences } = await context.find();
  const best = sentences.find((s) => isSupported(s, context));
  if (!best || !context.scope.fits(best.passage)) return null;
  const { start, end } = best.sentence.span;
  const [cited] = draft.citations;
  return cited && cited.start < end && cited.end > start ? composeSentences(context, [best]) : null;
}
