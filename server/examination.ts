/** What `npm run doctor` looks at: one check a thing, each of which can be wrong without keeping the others from being made. */
import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import type { Config } from '../ingest/config.ts';
import { loadConfig } from '../ingest/config.ts';
import { modelProfiles } from '../ingest/embedding/profiles.ts';
import { ReportError } from '../ingest/errors.ts';
import { modelRuntime } from '../ingest/program.ts';
import { isLoopback } from './guard.ts';

export interface Finding {
  what: string;
  verdict: 'ok' | 'warning' | 'failure';
  found: string;
  /** What to do; absent where nothing needs to be done. */
  advice?: string;
}

/** Node as package.json asks for it. */
const OLDEST_NODE = 20;
/** Bytes: the server with its two models holds 1.1 GB. */
const MEMORY = 2e9;
/** Bytes: an index of 31 reports with its predecessor has some 200 MB. */
const ROOM = 1e9;

/** Looks at everything, in the order in which things need each other. */
export async function* examine(env?: Record<string, string | undefined>): AsyncGenerator<Finding> {
  yield machine();
  yield await module(
    'better-sqlite3',
    'the database',
    'Run npm ci; it needs a C++ compiler where no prebuilt file fits',
  );
  yield await module('onnxruntime-node', 'the models', 'Run npm ci', modelRuntime());
  yield optional(
    await module('hnswlib-node', 'fast search of very large sets', 'Nothing needs to be done: exact search takes over'),
  );
  let config: Config;
  try {
    config = loadConfig(env);
  } catch (error) {
    yield failed('configuration', error);
    return;
  }
  yield access(config);
  yield await port(config);
  for (const model of Object.keys(modelProfiles)) yield await checked(`model ${model}`, () => modelOf(config, model));
  const { store, databaseUrl } = config;
  if (store !== undefined) yield await checked('store', () => storeOf(store));
  if (databaseUrl !== undefined) yield await checked('database', () => databaseOf(databaseUrl));
  // Where servers share a database, the reports are on the machine that ingests.
  else yield await checked('reports', () => reports(config));
  yield await checked('index', () => index(config));
  yield await checked('state', () => state(config));
  yield room('INDEX_DIR', config.indexDir);
  yield room('STATE_DIR', config.stateDir);
}

function machine(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  const found = `Node ${process.versions.node}, ${availableParallelism()} cores, ${(totalmem() / 1e9).toFixed(0)} GB of memory`;
  if (major < OLDEST_NODE)
    return { what: 'machine', verdict: 'failure', found, advice: `Install Node ${OLDEST_NODE} or newer` };
  if (totalmem() >= MEMORY) return { what: 'machine', verdict: 'ok', found };
  return {
    what: 'machine',
    verdict: 'warning',
    found,
    advice: 'The server with its models wants 2 GB; close other programs',
  };
}

async function module(name: string, use: string, advice: string, address = name): Promise<Finding> {
  const what = `package ${name}`;
  try {
    await import(address);
    return { what, verdict: 'ok', found: `there (${use})` };
  } catch (error) {
    return { what, verdict: 'failure', found: `cannot be loaded: ${firstLine(error)}`, advice };
  }
}

function optional(finding: Finding): Finding {
  return finding.verdict === 'failure' ? { ...finding, verdict: 'warning' } : finding;
}

function access({ host, proxies, token, tokens }: Config): Finding {
  const what = 'access';
  const found = `${host}, ${proxies} proxies, ${tokens.length} tokens`;
  if ((!isLoopback(host) || proxies > 0) && tokens.length === 0)
    return {
      what,
      verdict: 'failure',
      found,
      advice: 'Set TOKEN or TOKENS, or listen on 127.0.0.1: others could come in',
    };
  if (token !== undefined && token.length < 16)
    return {
      what,
      verdict: 'warning',
      found,
      advice: 'TOKEN is short enough to be guessed; take 16 random characters or more',
    };
  if (!isLoopback(host) && proxies === 0)
    return {
      what,
      verdict: 'warning',
      found,
      advice: 'Tokens cross the network in the clear; docs/https.md has a proxy',
    };
  return { what, verdict: 'ok', found };
}

function port({ host, port: wanted }: Config): Promise<Finding> {
  const what = `port ${wanted}`;
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const advice = 'If that is not baogao itself, stop the other program or set PORT to another number';
      resolve({ what, verdict: 'warning', found: `cannot be taken on ${host} (${error.code})`, advice });
    });
    probe.listen(wanted, host, () => probe.close(() => resolve({ what, verdict: 'ok', found: 'free' })));
  });
}

async function modelOf({ modelsDir }: Config, model: string): Promise<Finding> {
  const { loadEmbedder } = await import('../ingest/embedder.ts');
  const embedder = await loadEmbedder({ modelsDir, model, threads: 1 });
  const [vector] = await embedder.embedQueries(['粮食产量']);
  await embedder.close();
  if (vector?.every(Number.isFinite) && vector.some((value) => value !== 0))
    return { what: `model ${model}`, verdict: 'ok', found: `${vector.length} dimensions` };
  return {
    what: `model ${model}`,
    verdict: 'failure',
    found: 'it makes no vectors',
    advice: 'Put its folder of the repository back',
  };
}

async function storeOf(store: string): Promise<Finding> {
  const { openStore } = await import('./shared-index.ts');
  await (await openStore(store)).close();
  return { what: 'store', verdict: 'ok', found: `${store} answers` };
}

async function databaseOf(databaseUrl: string): Promise<Finding> {
  const { currentContent } = await import('../ingest/index/postgres/fetch.ts');
  const published = await currentContent(databaseUrl);
  if (published !== undefined) return { what: 'database', verdict: 'ok', found: 'it answers, and has a generation' };
  const advice = 'Run npm run ingest with the same DATABASE_URL where the reports are';
  return { what: 'database', verdict: 'warning', found: 'it answers, and has no generation yet', advice };
}

async function reports({ reportsDir }: Config): Promise<Finding> {
  const { readFolder } = await import('../ingest/read/index.ts');
  const { documents, problems } = await readFolder(reportsDir);
  const found = `${documents.length} documents in ${reportsDir}`;
  const [first] = problems;
  if (documents.length === 0)
    return {
      what: 'reports',
      verdict: 'failure',
      found,
      advice: 'Put reports there, or set REPORTS_DIR to where they are',
    };
  if (first === undefined) return { what: 'reports', verdict: 'ok', found };
  const advice = `${first.error.message} ${first.error.hint ?? ''}`.trim();
  return { what: 'reports', verdict: 'warning', found: `${found}, ${problems.length} that cannot be read`, advice };
}

async function index(config: Config): Promise<Finding> {
  const { openIndex } = await import('../ingest/index/open.ts');
  const { verify } = await import('../ingest/index/generations.ts');
  const { isStale } = await import('../ingest/ingest.ts');
  const warnings: string[] = [];
  const opened = openIndex(config.indexDir, { onWarning: (message) => warnings.push(message) });
  try {
    const { manifest } = opened;
    const { reports: count, passages, indicators } = manifest.counts;
    const found = `generation ${manifest.generation} with ${count} reports, ${passages} passages, ${indicators} figures`;
    const faults = [...warnings, ...verify(config.indexDir, manifest)];
    const advice = 'Run npm run ingest';
    if (faults.length > 0)
      return { what: 'index', verdict: 'failure', found: `${found}; ${faults.join('; ')}`, advice };
    if (config.databaseUrl === undefined && (await isStale(config, manifest)))
      return { what: 'index', verdict: 'warning', found: `${found}; reports or the program changed since`, advice };
    return { what: 'index', verdict: 'ok', found };
  } finally {
    opened.close();
  }
}

async function state({ stateDir }: Config): Promise<Finding> {
  const { State } = await import('../ingest/state/state.ts');
  const kept = new State(stateDir);
  try {
    accessSync(nearest(stateDir), constants.W_OK);
    const fault = kept.existing?.pragma('integrity_check', { simple: true });
    if (fault === undefined) return { what: 'state', verdict: 'ok', found: `nothing is kept yet in ${stateDir}` };
    if (fault === 'ok') return { what: 'state', verdict: 'ok', found: `${stateDir} is whole` };
    return {
      what: 'state',
      verdict: 'failure',
      found: String(fault),
      advice: 'Put a backup of the state folder in its place',
    };
  } finally {
    kept.close();
  }
}

function room(what: string, folder: string): Finding {
  const { bavail, bsize } = statfsSync(nearest(folder));
  const free = bavail * bsize;
  const found = `${(free / 1e9).toFixed(1)} GB free for ${folder}`;
  if (free >= ROOM) return { what: `room in ${what}`, verdict: 'ok', found };
  return {
    what: `room in ${what}`,
    verdict: 'warning',
    found,
    advice: 'Free some space: a new generation stands beside the old one',
  };
}

/** The folder, or the nearest above it that is there. */
function nearest(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearest(join(folder, '..'));
}

async function checked(what: string, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    return failed(what, error);
  }
}

function failed(what: string, error: unknown): Finding {
  const hint = error instanceof ReportError ? error.hint : undefined;
  return { what, verdict: 'failure', found: firstLine(error), ...(hint !== undefined && { advice: hint }) };
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';
}
