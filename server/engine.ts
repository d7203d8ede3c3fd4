import { fork } from 'node:child_process';
import type { Config } from '../ingest/config.ts';
import { ReportError } from '../ingest/errors.ts';
import { explained } from '../ingest/index/damage.ts';
import { listGenerations } from '../ingest/index/generations.ts';
import type { ReportIndex } from '../ingest/index/model.ts';
import { openingIndex } from '../ingest/index/open.ts';
import { seedIndex } from '../ingest/index/seed.ts';
import { atOnce, inSlices, type Slices } from '../ingest/index/slices.ts';
import { ingest, isStale } from '../ingest/ingest.ts';
import { programFile, programFlags } from '../ingest/program.ts';
import { showProgress } from '../ingest/progress.ts';
import { answerQuestion } from './answer/answer.ts';
import { IngestRuns } from './ingest-runs.ts';
import { openLanguageModel } from './llm/open.ts';
import { correctedIndex } from './matrix/corrected.ts';
import { Corrections } from './matrix/corrections.ts';
import type { Answer, AnswerTable, Citation, Language, Turn, Understood } from './model.ts';
import { prepareDictionary } from './question/dictionary.ts';
import { MAX_QUESTION } from './request.ts';
import { QuestionEmbedders } from './retrieve/embedders.ts';
import { type SearchHit, type SearchRequest, searchPassages } from './retrieve/search.ts';
import type { RetrievalSettings } from './retrieve/settings.ts';
import { prepareWords } from './retrieve/words.ts';
import { fetchShared, followShared, openStore } from './shared-index.ts';
import { Turns } from './turns.ts';
import type { Log } from './watch/log.ts';
import type { TraceRecorder } from './watch/trace.ts';

export interface AskRequest {
  question: string;
  history?: Turn[];
  filters?: { regions?: string[]; years?: number[]; documents?: string[] };
  /** The language to answer in; the question's own if absent. */
  language?: Language;
  /** `extract`: without a language model even where one is configured. */
  mode?: 'extract' | 'model';
  /** Adds the best so many ranked passages to the answer as `chunks`. */
  passages?: number;
}

export type AskEvent =
  | { type: 'understood'; understood: Understood }
  | { type: 'citation'; citation: Citation }
  | { type: 'delta'; text: string }
  | { type: 'table'; table: AnswerTable };

export interface AskOptions {
  signal?: AbortSignal;
  onEvent?: (event: AskEvent) => void;
  /** How passages and sentences are ranked, for measuring what each part is worth; the product's own if absent. */
  settings?: RetrievalSettings;
  /** Told what each stage came to. */
  trace?: TraceRecorder;
}

export interface Engine {
  /** The generation that answers now; null while the first one is being built. */
  readonly index: ReportIndex | null;
  /** What people said of rows of the matrix; `index.indicators` has them already. */
  readonly corrections: Corrections;
  readonly vectors: 'none' | 'building' | 'ready';
  /**
   * Answers one question. Throws a ReportError `index-building` (503) while there is no index, `bad-question` (400) for an
   * empty question or one beyond MAX_QUESTION, and an AbortError when the signal fires.
   */
  ask(request: AskRequest, options?: AskOptions): Promise<Answer>;
  /** Ranked passages without an answer. Throws as `ask` does. */
  search(request: SearchRequest): Promise<SearchHit[]>;
  /** Throws `busy` (503) or `too-many-requests` (429) where a question of this client would not even wait; absent where none waits. */
  admit?(): void;
  /** Told that the generation that answers is damaged: the newest whole one takes its place, or the next is built. */
  distrust?(): void;
  /** Changes what is loaded, beside this thread; null where nothing can be changed (a command). */
  readonly ingests: IngestRuns | null;
  close(): Promise<void>;
}

export interface EngineOptions {
  config: Config;
  /** `wait`: a missing or stale index is built before this returns. `background`: by a child process, while it serves. */
  build: 'wait' | 'background';
  /** `here` keeps the models in this process (a command); `apart` in a child process (a server, whose thread stays free). */
  models: 'here' | 'apart';
  /** Lines for the person at the terminal. */
  onProgress?: (line: string) => void;
  /** Where a server writes what somebody should look at; standard error by default. */
  log?: Log;
}

/** What is wrong with an index that is built anew: nothing of it can be answered from. */
const REBUILT = new Set(['index-missing', 'index-incompatible', 'index-damaged']);
/** How often a server looks for a newer generation. */
const RELOAD_EVERY_MS = 1000;
/** What is damaged is replaced at once, which holds this thread (0.2 s): damage that every question meets is looked into this often. */
const DISTRUST_EVERY_MS = 1000;

/** One generation in use, closed when the last question that uses it is done and a newer one serves. */
interface Snapshot {
  index: ReportIndex;
  users: number;
  retired: boolean;
}

/**
 * Opens the newest index (building it first where `build` says so) and the models that questions need.
 * Throws ReportError `index-incompatible`, `no-reports`, `model-missing` and the like when nothing can be served.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { config, log, onProgress = () => {} } = options;
  let current: Snapshot | null = null;
  let closed = false;
  const corrections = new Corrections(config);

  const milvus = config.store === undefined ? undefined : await openStore(config.store);
  const { databaseUrl } = config;
  if (databaseUrl !== undefined) await fetchShared(config, databaseUrl);
  else seedIndex(config.indexDir);

  const adopting = function* (): Slices<boolean> {
    let index: ReportIndex;
    try {
      const found = yield* openingIndex(config.indexDir, { vectors: milvus === undefined });
      index = correctedIndex(milvus?.over(found) ?? found, corrections);
    } catch (error) {
      if (!(error instanceof ReportError) || !REBUILT.has(error.code)) throw error;
      if (error.code === 'index-damaged') onDamage(error);
      return false;
    }
    if (closed || (current && current.index.manifest.generation === index.manifest.generation)) {
      index.close();
      return true;
    }
    const before = current;
    current = { index, users: 0, retired: false };
    if (before) retire(before);
    return true;
  };
  const adopt = (): boolean => atOnce(adopting());
  const retire = (snapshot: Snapshot): void => {
    snapshot.retired = true;
    if (snapshot.users === 0) snapshot.index.close();
  };

  // Opening compares every checksum and reads all vectors (0.2 s of this thread): a generation is tried once, when it first shows, and
  // in slices, between those of questions.
  let tried: string | undefined;
  const adoptNewest = async (): Promise<void> => {
    try {
      const newest = listGenerations(config.indexDir)[0];
      if (newest === tried || closed) return;
      tried = newest;
      const turns = new Turns();
      await inSlices(adopting(), () => turns.pause());
    } catch (error) {
      // Nothing is known of it: the folder could not be read, or no more files be opened. It is tried again.
      tried = current?.index.manifest.generation;
      onProgress(`a newer index could not be opened: ${error instanceof Error ? error.message : String(error)}`);
    }
  };

  let opening: Promise<void> = Promise.resolve();
  const tryAdopt = (): Promise<void> => {
    opening = opening.then(adoptNewest);
    return opening;
  };

  let distrusted = Number.NEGATIVE_INFINITY;
  const distrust = (): void => {
    const before = current;
    if (before === null || performance.now() - distrusted < DISTRUST_EVERY_MS) return;
    distrusted = performance.now();
    current = null;
    try {
      adopt();
    } catch (error) {
      // That no other could be opened now is no reason to be without any.
      current = before;
      onDamage(error);
      return;
    }
    retire(before);
    // What is damaged is built anew, by who may build.
    if ((current as Snapshot | null)?.index.manifest.generation !== before.index.manifest.generation)
      ingests?.refresh();
  };
  let suspected = Number.NEGATIVE_INFINITY;
  const maySuspect = (error: unknown): boolean =>
    !(error instanceof ReportError) &&
    Object(error).name !== 'AbortError' &&
    performance.now() - suspected > DISTRUST_EVERY_MS;
  const whyOf = (error: unknown, { index }: Snapshot): unknown => {
    suspected = performance.now();
    return explained(error, config.indexDir, index.manifest);
  };
  const onDamage = (error: unknown): void => {
    const why = error instanceof Error ? error.message : String(error);
    if (log === undefined) onProgress(why);
    else log.error({ why }, 'the index is damaged');
  };

  const opened = adopt();
  tried = (current as Snapshot | null)?.index.manifest.generation;
  const manifest = (current as Snapshot | null)?.index.manifest ?? null;
  // Where servers share a database, one machine ingests, by command.
  const stale =
    databaseUrl === undefined &&
    (!opened || (await isStale(config, manifest)) || (manifest !== null && (await milvus?.has(manifest)) === false));
  if (stale && options.build === 'wait') {
    await ingest({ config, onProgress: showProgress(process.stderr) });
    adopt();
  }
  const ingests =
    options.build === 'background' && databaseUrl === undefined
      ? new IngestRuns({
          start: (args) => forkIngest(args, config),
          onPublished: tryAdopt,
          onFailed: ({ message }) => onProgress(`the index could not be brought in step: ${message}`),
        })
      : null;
  if (stale) ingests?.refresh();
  const loading = QuestionEmbedders.open({ modelsDir: config.modelsDir, place: options.models });
  // A server loads its dictionaries while the models load in their own processes, before anybody waits for it.
  if (options.build === 'background') {
    prepareWords();
    prepareDictionary();
  }
  const model = await openLanguageModel(config.llm);
  const onFailure = (why: string): void => {
    // A model that is down is said once a question: the answer has only a notice.
    if (log === undefined) console.error(`the language model did not help: ${why}`);
    else log.warn({ why }, 'the language model did not help');
  };
  const languageModel = model === null ? undefined : { model, timeoutMs: config.llm.timeoutMs, onFailure };
  const embedders = await loading;
  const timer = options.build === 'background' ? setInterval(() => void tryAdopt(), RELOAD_EVERY_MS) : null;
  timer?.unref();
  const follower =
    options.build === 'background' && databaseUrl !== undefined
      ? followShared({ config, databaseUrl, current: () => current?.index.manifest, onProgress })
      : undefined;
  const hold = async <T>(work: (index: ReportIndex) => Promise<T>): Promise<T> => {
    const snapshot = current;
    if (!snapshot) {
      throw new ReportError('index-building', 'the index is not there yet: it is being built', {
        status: 503,
        hint: 'wait for the first generation (some seconds), or run: npm run ingest',
      });
    }
    snapshot.users += 1;
    try {
      return await work(snapshot.index);
    } catch (thrown) {
      const error = snapshot === current && maySuspect(thrown) ? whyOf(thrown, snapshot) : thrown;
      if (snapshot === current && error instanceof ReportError && error.code === 'index-damaged') distrust();
      throw error;
    } finally {
      snapshot.users -= 1;
      if (snapshot.retired && snapshot.users === 0) snapshot.index.close();
    }
  };

  return {
    get index() {
      return current?.index ?? null;
    },
    corrections,
    get vectors() {
      if (ingests?.isRunning) return 'building';
      return current && current.index.manifest.vectors.length > 0 ? 'ready' : 'none';
    },
    ask: (request, { signal, onEvent, settings, trace } = {}) => {
      checkQuestion(request.question);
      return hold((index) =>
        answerQuestion({ request, index, embedders, languageModel, signal, onEvent, settings, trace }),
      );
    },
    search: (request) => {
      checkQuestion(request.q);
      return hold((index) => searchPassages({ request, index, embedders }));
    },
    distrust,
    ingests,
    async close() {
      closed = true;
      if (timer) clearInterval(timer);
      await ingests?.close();
      if (current) retire(current);
      current = null;
      corrections.close();
      follower?.stop();
      await embedders.close();
      await milvus?.close();
      await model?.close();
    },
  };
}

/** `npm run ingest` with the folders that this server has, whatever its own environment says. */
function forkIngest(args: string[], config: Config): ReturnType<typeof fork> {
  const { reportsDir, indexDir, stateDir, modelsDir } = config;
  const env = {
    ...process.env,
    BAOGAO_REPORTS_DIR: reportsDir,
    BAOGAO_INDEX_DIR: indexDir,
    BAOGAO_STATE_DIR: stateDir,
    BAOGAO_MODELS_DIR: modelsDir,
  };
  return fork(programFile('ingest/main.ts'), args, {
    env,
    execArgv: programFlags(),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

function checkQuestion(question: string): void {
  if (question.trim() === '') {
    throw new ReportError('bad-question', 'the question is empty', {
      status: 400,
      hint: 'ask something, such as 湖南2020年GDP增长目标是多少？',
    });
  }
  if (question.length > MAX_QUESTION) {
    throw new ReportError(
      'bad-question',
      `the question has ${question.length} characters; at most ${MAX_QUESTION} are read`,
      {
        status: 400,
        hint: 'ask it more shortly',
      },
    );
  }
}
