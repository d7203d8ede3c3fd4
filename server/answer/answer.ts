import type { ReportIndex } from '../../ingest/index/model.ts';
import type { AskEvent, AskRequest } from '../engine.ts';
import type { LanguageModel } from '../llm/model.ts';
import { deliverReworded, type Reworded } from '../llm/reword.ts';
import type { Answer, Understood } from '../model.ts';
import type { Reading } from '../question/reading.ts';
import { understand } from '../question/understand.ts';
import type { QuestionEmbedders, QuestionVectors } from '../retrieve/embedders.ts';
import { embedQuestion, queryOf } from '../retrieve/query.ts';
import { retrieve } from '../retrieve/retrieve.ts';
import type { RetrievalSettings } from '../retrieve/settings.ts';
import { withTermsHere } from '../retrieve/terms-here.ts';
import { Turns } from '../turns.ts';
import type { TraceRecorder } from '../watch/trace.ts';
import { chunksOf } from './chunks.ts';
import { Citations } from './citations.ts';
import { composeComparison, regionsCompared } from './comparison.ts';
import type { Context } from './context.ts';
import { deliver } from './deliver.ts';
import { setsAgainst } from './differences.ts';
import type { Draft } from './draft.ts';
import { expectedOf } from './expected.ts';
import { composeExplanation, notExplained } from './explain.ts';
import { composeFigures } from './figures.ts';
import { coveredPart, withHalves } from './halves.ts';
import { composeItem } from './items.ts';
import { composeKeptTargets } from './kept-targets.ts';
import { type Slot, slotsOf } from './matrix.ts';
import { withoutOtherYears } from './other-parts.ts';
import { otherYears } from './other-years.ts';
import { notStated, refusalOf } from './refusals.ts';
import { composeFoundRegions, composeRegions } from './regions-compared.ts';
import { scopeOf } from './scope.ts';
import { composeSentences } from './sentences.ts';
import { asksOnlyIndicator, speaksOfYear } from './strict.ts';
import { composeSummary } from './summary.ts';
import { isSupported, supportedOf } from './support.ts';
import { composeTasks } from './tasks.ts';
import { composeTermCounts } from './term-counts.ts';
import { composeTheme } from './theme.ts';
import { asksTopic, composeTopic, composeTopicSentences } from './topic.ts';
import { contentWords } from './topic-words.ts';

/** Answers one question from one index generation: understand, retrieve, compose, check, deliver. */
export async function answerQuestion(options: {
  request: AskRequest;
  index: ReportIndex;
  embedders: QuestionEmbedders;
  /** Rewords what was proved, unless the request wants it as it is. */
  languageModel?: { model: LanguageModel; timeoutMs: number; onFailure: (why: string) => void } | undefined;
  signal?: AbortSignal | undefined;
  onEvent?: ((event: AskEvent) => void) | undefined;
  /** How passages and sentences are ranked; for measuring what each part is worth. */
  settings?: RetrievalSettings | undefined;
  /** Told what each stage came to. */
  trace?: TraceRecorder | undefined;
}): Promise<Answer> {
  const { request, index, embedders, signal, onEvent = () => {}, settings, trace } = options;
  const started = performance.now();
  const reading = withTermsHere(
    understand(
      {
        question: request.question,
        ...(request.history && { history: request.history }),
        ...(request.filters && { filters: request.filters }),
        ...(request.language && { language: request.language }),
      },
      { reports: index.reports },
    ),
    index,
  );
  const understood = understoodOf(reading);
  trace?.understood(reading);
  onEvent({ type: 'understood', understood });
  signal?.throwIfAborted();
  const documents = request.filters?.documents;
  const scope = scopeOf(index, reading, documents);
  const early =
    reading.uncoveredYears.length > 0 && reading.intent !== 'outside' && reading.searchRegions.length > 0
      ? null
      : refusalOf(reading, index);
  let vectors: QuestionVectors | undefined;
  const embed = async (): Promise<QuestionVectors> => {
    vectors ??= index.manifest.vectors.length > 0 ? await embedQuestion(reading, embedders) : new Map();
    signal?.throwIfAborted();
    return vectors;
  };
  const turns = new Turns();
  const found = new Map<string, ReturnType<typeof retrieve>>();
  const find: Context['find'] = async (regions) => {
    const key = regions?.join() ?? '';
    const known = found.get(key);
    if (known) return known;
    const part = regions ? scopeOf(index, reading, documents, regions) : scope;
    const result = retrieve(queryOf(reading, part, index), {
      index,
      vectors: await embed(),
      settings,
      turns,
    });
    trace?.found(await result, regions);
    found.set(key, result);
    return result;
  };
  const context: Context = {
    reading,
    index,
    scope,
    expected: expectedOf(reading.normalised),
    citations: new Citations(index),
    turns,
    find,
  };
  const part = coveredPart(reading);
  const composed = early ?? (await compose(part ? { ...context, reading: part } : context));
  const draft = withHalves(composed, reading);
  trace?.composed(draft);
  await turns.pause();
  let delivery = deliver(draft, index, reading.language);
  let refused = draft;
  if (
    !draft.refused &&
    delivery.citations.length === 0 &&
    !draft.lines.some((line) => line.claims.some((c) => c.kind === 'frame'))
  ) {
    refused = notStated(context);
    delivery = { ...deliver(refused, index, reading.language), dropped: delivery.dropped };
  }
  trace?.checked(delivery);
  signal?.throwIfAborted();
  let reworded: Reworded | null = null;
  if (options.languageModel && request.mode !== 'extract' && !refused.refused && delivery.citations.length > 0) {
    const { model, timeoutMs, onFailure } = options.languageModel;
    reworded = await deliverReworded({
      draft: refused,
      index,
      language: reading.language,
      question: reading.question,
      model,
      timeoutMs,
      signal,
      onPiece: onEvent,
    });
    delivery = reworded;
    if (reworded.failure !== null) onFailure(reworded.failure);
  } else {
    for (const piece of delivery.pieces) onEvent(piece);
  }
  const chunks =
    request.passages === undefined ? undefined : await chunksOf(request.passages, delivery.citations, context);
  return {
    answer: delivery.answer,
    language: reading.language,
    refused: refused.refused,
    reason: refused.reason,
    missing: refused.missing,
    suggestions: refused.refused || refused.suggestions.length > 0 ? refused.suggestions : otherYears(reading, index),
    understood,
    citations: delivery.citations,
    table: delivery.table,
    generation: index.manifest.generation,
    mode: reworded !== null && reworded.wording.reworded > 0 ? 'model' : 'extract',
    wording: reworded?.wording ?? null,
    notice: reworded?.notice ?? null,
    ms: Math.round((performance.now() - started) * 10) / 10,
    ...(chunks && { chunks }),
  };
}

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
function picksFigures({ comparison, indicators, theme }: Reading): boolean {
  if (indicators.length === 0) return false;
  const { thresholds, ranks, sum, mean, change, ranges, words, statesFigure, statesNoFigure } = comparison;
  return (
    thresholds.length + ranks.length + words.length > 0 ||
    sum ||
    mean ||
    change !== null ||
    ranges ||
    statesFigure ||
    (statesNoFigure && !theme.absent)
  );
}

/** A name of an indicator this long says what is asked whatever stands around it. */
const NAME_ENOUGH = 6;

/** Intents that range over the figures of regions. */
const OVER_REGIONS = new Set(['compare', 'which-regions', 'count', 'rank', 'aggregate']);

async function compose(context: Context): Promise<Draft> {
  await context.turns.pause();
  const { reading, index } = context;
  const overRegions = OVER_REGIONS.has(reading.intent);
  const regions = regionsCompared(context);
  const counted = composeTermCounts(context) ?? composeKeptTargets(context);
  if (counted) return counted;
  if (!overRegions) {
    const draft = composeExplanation(context) ?? composeTopic(context);
    if (draft) return draft;
  }
  if (reading.uncoveredYears.length > 0) {
    const draft = await composeHorizon(context);
    return draft ?? refusalOf(reading, index) ?? notStated(context);
  }
  // 明确写到“加装电梯”, 提到邮轮: what the texts say is looked for in them, not among the figures.
  if (
    (reading.intent === 'which-regions' || reading.intent === 'count') &&
    (reading.theme.mentions || /[“"「]/.test(reading.normalised)) &&
    !picksFigures(reading)
  ) {
    const theme = await composeTheme(context);
    if (theme) return theme;
  }
  // A city without a report of its own is never answered with its province's figure.
  if (
    reading.indicators.length > 0 &&
    reading.cityFallback.length === 0 &&
    (overRegions || reading.intent === 'figure')
  ) {
    const slots = slotsBeside(slotsOf(index, reading, regions), reading);
    if (overRegions || (regions.length > 1 && asksOnlyIndicator(context))) {
      const draft = await composeComparison(context, slots);
      if (draft) return draft;
    } else if (
      regions.length === 1 &&
      reading.namedIndicators.some((n) => n.sure) &&
      asksOnlyIndicator(context) &&
      !asksTopic(reading)
    ) {
      const draft = composeFigures(context, regions, slots);
      if (draft) return draft;
    }
  }
  if (overRegions && reading.searchRegions.length !== 1) {
    const theme = reading.intent === 'compare' ? null : await composeTheme(context);
    if (theme) return theme;
    if (reading.searchRegions.length > 1) {
      const draft = await composeRegions(context, regions);
      return draft ?? notStated(context);
    }
    const said = await composeFoundRegions(context);
    if (said) return said;
    if (reading.theme.literals.length > 0) return notStated(context);
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
  const draft = composeSentences(context, supported, sentences);
  const unexplained = draft && notExplained(context);
  if (draft) return unexplained ? { ...draft, lines: [unexplained, ...draft.lines] } : draft;
  // 在稳增长方面的GDP增速: what the question adds to the indicator was not found, its figure may be.
  if (
    reading.intent === 'figure' &&
    reading.cityFallback.length === 0 &&
    reading.namedIndicators.some((n) => n.sure && n.text.length >= NAME_ENOUGH)
  ) {
    return composeFigures(context, regions, slotsOf(index, reading, regions)) ?? notStated(context);
  }
  return notStated(context);
}

/** 比去年实际高还是低: beside the one target asked, the result that it is set against. */
function slotsBeside(slots: Slot[], reading: Reading): Slot[] {
  const [only] = slots;
  if (slots.length !== 1 || !only || only.kind !== 'target' || !setsAgainst(reading)) return slots;
  return /去年|上年|上一年|实际|完成|last year|previous year|actual/i.test(reading.normalised)
    ? [only, { ...only, kind: 'result', year: only.year - 1 }]
    : slots;
}

/** A year beyond the reports (2025) that a report's own plan writes out, with what was asked in the same sentence; else null. */
async function composeHorizon(context: Context): Promise<Draft | null> {
  if (
    context.reading.namedYears.some((y) => y.naming !== 'horizon' && !context.reading.uncoveredYears.includes(y.year))
  )
    return null;
  const { sentences } = await context.find();
  const telling = sentences.filter(
    (s) => s.coverage >= HORIZON_COVERAGE && speaksOfYear(s, context) && isSupported(s, context),
  );
  return composeSentences(context, telling);
}

/** Share of the question's token weight that a sentence on a year beyond the reports must hold. */
const HORIZON_COVERAGE = 0.4;

function understoodOf(reading: Reading): Understood {
  const { intent, question, regions, years, kind, indicators, terms } = reading;
  return { intent, question, regions, years, kind, indicators, terms };
}
