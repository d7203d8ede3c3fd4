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
import { compose } from './compose.ts';
import type { Context } from './context.ts';
import { deliver, deliverInSlices } from './deliver.ts';
import { expectedOf } from './expected.ts';
import { coveredPart, withHalves } from './halves.ts';
import { composeAllYears } from './horizon.ts';
import { otherYears } from './other-years.ts';
import { notStated, refusalOf } from './refusals.ts';
import { scopeOf } from './scope.ts';

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
  const turns = new Turns(signal);
  await turns.take();
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
  await turns.pause();
  signal?.throwIfAborted();
  const documents = request.filters?.documents;
  const scope = scopeOf(index, reading, documents);
  const early =
    reading.uncoveredYears.length > 0 && reading.intent !== 'outside' && reading.searchRegions.length > 0
      ? null
      : refusalOf(reading, index);
  let vectors: QuestionVectors | undefined;
  const embed = async (): Promise<QuestionVectors> => {
    if (vectors === undefined) {
      vectors = index.manifest.vectors.length > 0 ? await embedQuestion(reading, embedders) : new Map();
      await turns.take();
    }
    signal?.throwIfAborted();
    return vectors;
  };
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
  const openContext = (): Context => {
    const open: Reading = { ...reading, reportScopes: [], namedYears: [] };
    const all = scopeOf(index, open, documents);
    const findAll = async () => retrieve(queryOf(open, all, index), { index, vectors: await embed(), settings, turns });
    return { ...context, reading: open, scope: all, find: findAll };
  };
  const part = coveredPart(reading);
  const composed =
    early ??
    (part ? await composeAllYears(openContext(), context) : null) ??
    (await compose(part ? { ...context, reading: part } : context));
  const draft = withHalves(composed, reading);
  trace?.composed(draft);
  await turns.pause();
  let delivery = await deliverInSlices(draft, index, reading.language, turns);
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

function understoodOf(reading: Reading): Understood {
  const { intent, question, regions, years, kind, indicators, terms } = reading;
  return { intent, question, regions, years, kind, indicators, terms };
}
