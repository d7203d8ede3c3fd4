/** `npm run bench`: what the product gets right, proves and takes, and the tutorial way beside it. */
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Config, loadConfig, projectRoot } from '../../ingest/config.ts';
import { ReportError } from '../../ingest/errors.ts';
import { createEngine } from '../../server/engine.ts';
import { type Ablation, ablationTable, measureParts } from './ablation.ts';
import { askAll } from './asking.ts';
import { type FigureScore, scoreFigures } from './figures.ts';
import { type GoldFigure, type GoldQuestion, readJsonLines, readQuestions } from './golden.ts';
import { measureGrowth } from './growth/growth.ts';
import { growthTables, writeGrowth } from './growth/page.ts';
import { measureLoad } from './load.ts';
import { loadTable } from './load-table.ts';
import { type ModelScore, modelText, scoreModel } from './model.ts';
import { type BenchOptions, readOptions, USAGE } from './options.ts';
import { type Profile, profileAnswers, profileText } from './profile.ts';
import { measureReading } from './reading.ts';
import { ReportTexts } from './report-texts.ts';
import { measureSpeed, type Speed } from './speed.ts';
import { failureList, figureTable, LEGEND, qualityTable, readingTable, speedTable, webTable } from './table.ts';
import { type Score, scoreAnswers } from './tally.ts';
import { openTutorial } from './tutorial.ts';
import { type Label, scoreUnderstanding, type UnderstandingScore, understandingText } from './understanding.ts';
import { VectorCache } from './vector-cache.ts';
import { measureWeb } from './web.ts';

const GOLDEN = fileURLToPath(new URL('../golden/', import.meta.url));
/** Not committed. */
const CACHE = join(projectRoot, 'test/artefacts/tutorial-vectors.db');
const LOAD_LOG = join(projectRoot, 'test/artefacts/load-server.log');
/** Loads what is loaded at the first question, so that no golden question is timed with it. */
const WARM_UP_QUESTION = '报告里有什么？';
const EXIT = { failed: 1, usage: 2, index: 3 } as const;

interface Bench {
  machine: { node: string; platform: string; processors: number };
  generation: string | null;
  product: Score;
  understanding: UnderstandingScore;
  /** Each part of retrieval left out. */
  ablation: Ablation[] | null;
  /** Questions that ended in an error; they count as wrong. */
  errors: { id: string; message: string }[];
  /** Claims that the check did not let through. */
  dropped: { id: string; fault: string; text: string }[];
  tutorial: Score | null;
  /** The same questions with a language model. */
  model: ModelScore | null;
  figures: FigureScore;
  speed: Speed | null;
}

const log = (line: string): void => console.error(line);

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    await print(USAGE);
  } else if (options.reading) {
    const reading = await measureReading(loadConfig().reportsDir);
    await print(options.json ? JSON.stringify({ reading }) : readingTable(reading));
  } else if (options.growth.length > 0) {
    const growth = await measureGrowth(options.growth, log);
    log(`written: ${writeGrowth(growth).join(', ')}`);
    await print(options.json ? JSON.stringify({ growth }) : growthTables(growth));
  } else if (options.profile) {
    const profile = await profiled(options, loadConfig());
    await print(options.json ? JSON.stringify({ profile }) : profileText(profile));
  } else if (options.load) {
    const { minutes, connections } = options;
    const questions = chooseQuestions(options);
    const load = await measureLoad({
      config: loadConfig(),
      minutes,
      connections,
      questions,
      logFile: LOAD_LOG,
      onProgress: log,
    });
    await print(options.json ? JSON.stringify({ load }) : loadTable(load));
  } else if (options.web) {
    const web = await measureWeb(loadConfig(), { questions: chooseQuestions(options), onProgress: log });
    await print(options.json ? JSON.stringify({ web }) : webTable(web));
  } else {
    const bench = await run(options, loadConfig());
    await print(options.json ? JSON.stringify(asJson(bench)) : asText(bench, options));
  }
  process.exit(0);
} catch (error) {
  if (!(error instanceof ReportError)) {
    console.error(error);
    process.exit(EXIT.failed);
  }
  log(error.hint === undefined ? error.message : `${error.message}\n${error.hint}`);
  process.exit(error.code === 'usage' ? EXIT.usage : error.code.startsWith('index-') ? EXIT.index : EXIT.failed);
}

async function profiled(options: BenchOptions, config: Config): Promise<Profile> {
  const engine = await createEngine({ config, build: 'wait', models: 'here', onProgress: log });
  try {
    await engine.ask({ question: WARM_UP_QUESTION });
    return await profileAnswers(
      engine,
      chooseQuestions(options),
      join(projectRoot, 'test/artefacts/answers.cpuprofile'),
    );
  } finally {
    await engine.close();
  }
}

/** Resolves when the text has left, so that the process may end. */
function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`${text}\n`, () => resolve()));
}

async function run(options: BenchOptions, config: Config): Promise<Bench> {
  const questions = chooseQuestions(options);
  const reports = ReportTexts.read(config.reportsDir);
  const engine = await createEngine({ config, build: 'wait', models: 'here', onProgress: log });
  try {
    await engine.ask({ question: WARM_UP_QUESTION });
    const { answers, errors, dropped } = await askAll(engine, questions, { onProgress: log });
    const product = scoreAnswers({ questions, answers, reports });
    const understanding = scoreUnderstanding(readJsonLines<Label>(join(GOLDEN, 'understood.jsonl')), answers);
    const ablation = options.ablate ? await measureParts({ engine, questions, reports, onProgress: log }) : null;
    const figures = scoreFigures(
      readJsonLines<GoldFigure>(join(GOLDEN, 'indicators-dev.jsonl')),
      engine.index?.indicators ?? [],
    );
    const model = options.llm ? await scoreModel({ config, engine, questions, reports, plain: answers, log }) : null;
    const withTutorial = options.tutorial && (await hasHnsw());
    const tutorial = withTutorial ? await scoreTutorial(config, questions, reports) : null;
    const speed = options.speed
      ? await measureSpeed({
          config,
          engine,
          questions,
          tutorial: withTutorial ? reports.sources : null,
          onProgress: log,
        })
      : null;
    const machine = {
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      processors: cpus().length,
    };
    return {
      machine,
      generation: engine.index?.manifest.generation ?? null,
      product,
      understanding,
      ablation,
      errors,
      dropped,
      tutorial,
      model,
      figures,
      speed,
    };
  } finally {
    await engine.close();
  }
}

function chooseQuestions({ questions: path, only }: BenchOptions): GoldQuestion[] {
  const questions = readQuestions(path ?? join(GOLDEN, 'dev.jsonl'));
  const chosen = only ? questions.filter(({ type }) => type === only) : questions;
  if (chosen.length > 0) return chosen;
  throw new ReportError('no-questions', `There is no ${only ?? ''} question in ${path}`, {
    hint: 'Give another file or kind.',
  });
}

/** The tutorial's vector store is built on hnswlib-node, which is optional. */
async function hasHnsw(): Promise<boolean> {
  try {
    await import('hnswlib-node');
    return true;
  } catch {
    log('The tutorial way is left out: hnswlib-node is not installed.');
    return false;
  }
}

async function scoreTutorial(config: Config, questions: GoldQuestion[], reports: ReportTexts): Promise<Score> {
  log('the tutorial way (its first run embeds for some minutes)');
  const cache = new VectorCache(CACHE, 'bge-small-zh-v1.5');
  const way = await openTutorial({ sources: reports.sources, modelsDir: config.modelsDir, cache });
  try {
    const answers = new Map();
    // Times come from --speed, where no vector is remembered.
    for (const question of questions) answers.set(question.id, { ...(await way.ask(question)), ms: undefined });
    return scoreAnswers({ questions, answers, reports });
  } finally {
    await way.close();
    cache.close();
  }
}

function asText(bench: Bench, { failures }: BenchOptions): string {
  const { product, understanding, ablation, errors, dropped, tutorial, model, figures, speed, machine } = bench;
  const parts = [
    qualityTable(
      `Generation ${bench.generation}, Node ${machine.node}, ${machine.processors} processors`,
      product.types,
    ),
    LEGEND,
    droppedText(dropped),
    understanding.n > 0 ? understandingText(understanding) : '',
    ablation ? ablationTable(ablation) : '',
  ];
  if (errors.length > 0) parts.push(errors.map(({ id, message }) => `${id} failed: ${message}`).join('\n'));
  if (model) parts.push(modelText(model));
  if (tutorial) parts.push(qualityTable('The tutorial way', tutorial.types));
  parts.push(figureTable(figures));
  if (speed) parts.push(speedTable(speed));
  if (failures) parts.push(failureList(product.failures), understanding.wrong.join('\n'), figures.failures.join('\n'));
  return parts.filter(Boolean).join('\n\n');
}

/** How many claims the check dropped, and each with its reason. */
function droppedText(dropped: Bench['dropped']): string {
  const lines = dropped.map(({ id, fault, text }) => `  ${id}: ${fault}: ${text}`);
  return [`Claims dropped by the check: ${dropped.length}`, ...lines].join('\n');
}

/** The same without whole questions and answers. */
function asJson({ product, tutorial, model, ...bench }: Bench): object {
  const brief = ({ types, missing, failures }: Score) => ({
    types,
    missing,
    wrong: failures.map(({ question, reason }) => ({ id: question.id, reason })),
  });
  return {
    ...bench,
    product: brief(product),
    tutorial: tutorial && brief(tutorial),
    model: model && { ...model, score: brief(model.score) },
  };
}
