/** Chooses the composer by what was asked. */
import type { Reading } from '../question/reading.ts';
import { SHARE_OF_PLAN } from '../question/years-found.ts';
import { composeBestYear } from './best-year.ts';
import { composeComparison, regionsCompared } from './comparison.ts';
import type { Context } from './context.ts';
import { setsAgainst } from './differences.ts';
import type { Draft } from './draft.ts';
import { composeExplanation, notExplained } from './explain.ts';
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

/** Whether regions are picked by their figures: 超过6%, 最高, 没有设目标. */
function picksFigures({ comparison, indicators, theme, normalised }: Reading): boolean {
  if (indicators.length === 0) return false;
  const { thresholds, qualifier, ranks, sum, mean, change, ranges, words, statesFigure, statesNoFigure } = comparison;
  return (
    thresholds.length + ranks.length + words.length > 0 ||
    qualifier !== null ||
    (indicators.length > 1 && /(?:都|均|同时)(?:写|有|给|设|定|提|明|列)/.test(normalised)) ||
    sum ||
    mean ||
    change !== null ||
    ranges ||
    statesFigure ||
    (statesNoFigure &&
      theme.lacking.length === 0 &&
      (!theme.absent || /目标|数字|数值|指标|人数|targets?|figures?/i.test(normalised)))
  );
}

/** 国际消费中心城市: an everyday word for an indicator that is but a part of the name looked for. */
function isWithinTheme({ namedIndicators, theme }: Reading): boolean {
  return (
    namedIndicators.length > 0 &&
    namedIndicators.every(
      ({ sure, text }) => !sure && theme.literals.some((name) => name.length > text.length + 1 && name.includes(text)),
    )
  );
}

/** What an indicator's name goes on to where it is the indicator still: 高速公路里程, 5G基站数. */
const MEASURING = /(?:里程|长度|目标|增速|增长|总量|总额|规模|[数率额量值]|建设|投资|水平|标准|比重|占比|强度|情况)$/;

/** 取消省界高速公路收费站: an indicator's name that is the beginning of another thing's. */
function isOfOtherThing({ namedIndicators, theme }: Reading): boolean {
  return (
    namedIndicators.length > 0 &&
    namedIndicators.every(({ text }) =>
      theme.literals.some((name) => {
        const at = name.indexOf(text);
        const rest = at < 0 ? '' : name.slice(at + text.length);
        return rest.length >= 2 && !MEASURING.test(rest);
      }),
    )
  );
}

/** 平均每天新增多少, 人均: a rate by day or head is another figure than the indicator's. */
function asksPerUnit({ normalised, namedIndicators }: Reading): boolean {
  const rest = namedIndicators.reduce((text, { text: name }) => text.replace(name, ' '), normalised);
  return /平均每|每天|每日|日均|每月|月均|每小时|每分钟|每平方公里|每人|户均/.test(rest);
}

/** 公路水路投资: an everyday word with more behind it may be but a part of another thing's name; 物价目标 is not. */
function standsAlone(name: string, { normalised }: Reading): boolean {
  const behind = normalised.slice(normalised.indexOf(name) + name.length);
  return /^(?:的|和|与|、|及|，|？|目标|预期|增长|增幅|增速|涨|升|降|分别|各|是|要|呢|多少|$)/.test(behind);
}

/** 完成年度计划的百分之几: a share of the plan is another figure than the indicator's. */
function asksShareOfPlan({ normalised }: Reading): boolean {
  return SHARE_OF_PLAN.test(normalised);
}

/** “十五五”的目标: what no report tells of its years together is not answered with a year's figure. */
function asksPeriod({ periods, namedYears }: Reading): boolean {
  return periods.length > 0 && namedYears.length === 0;
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
    const ahead =
      regions.length === 1 && reading.namedIndicators.some((n) => n.sure) && asksOnlyIndicator(context)
        ? composeFigures(context, regions, slotsOf(index, reading, regions))
        : null;
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
    reading.indicators.length > 0 &&
    reading.cityFallback.length === 0 &&
    !asksPerUnit(reading) &&
    !asksShareOfPlan(reading) &&
    !asksPeriod(reading) &&
    (overRegions || reading.intent === 'figure')
  ) {
    const slots = slotsBeside(slotsOf(index, reading, regions), reading);
    // 哪些地方入选全域旅游示范区: an indicator that only a word of it may name is not what named regions are compared by.
    const meant = reading.namedIndicators.some((n) => n.sure) || asksOnlyIndicator(context);
    if (
      (overRegions && (meant || reading.searchRegions.length < 2)) ||
      (regions.length > 1 && asksOnlyIndicator(context))
    ) {
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
  const supported = withoutOtherYears(await supportedOf(sentences, context), sentences, context);
  const draft = composeOwnYears(context, supported) ?? composeSentences(context, supported, sentences);
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
