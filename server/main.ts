/** `npm start`: listens, builds what is missing, says where the page is, and leaves in order. */
import { setTimeout as wait } from 'node:timers/promises';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Config } from '../ingest/config.ts';
import { loadConfig } from '../ingest/config.ts';
import { ReportError } from '../ingest/errors.ts';
import { State } from '../ingest/state/state.ts';
import { createApp } from './app.ts';
import type { Engine } from './engine.ts';
import { createEngine } from './engine.ts';
import { hideFolders } from './errors.ts';
import { isLoopback, responseHeaders } from './guard.ts';
import { bundlePage } from './page.ts';
import { openLog } from './watch/log.ts';
import { Metrics } from './watch/metrics.ts';

type FetchCallback = Parameters<typeof serve>[0]['fetch'];

/** Answers take below a second; after this the open connections are cut. */
const STOP_MS = 8000;

/** Answered to whoever comes before the routes are there. */
const starting = { error: { code: 'starting', message: 'The server is starting', hint: 'Try again in a few seconds' } };

try {
  await start();
} catch (error) {
  if (!(error instanceof ReportError)) throw error;
  console.error(error.hint === undefined ? error.message : `${error.message}\n${error.hint}`);
  process.exit(error.code.startsWith('index-') ? 3 : 1);
}

async function start(): Promise<void> {
  const config = loadConfig();
  if ((!isLoopback(config.host) || config.proxies > 0) && config.tokens.length === 0) {
    const reach = config.proxies > 0 ? 'PROXIES is set' : `HOST is ${config.host}, which others can reach`;
    throw new ReportError('bad-config', `${reach}, and there is no TOKEN`, {
      hint: 'Set TOKEN to a long random word or TOKENS to the names, roles and tokens of an office, or listen on 127.0.0.1',
    });
  }
  hideFolders(foldersOf(config));
  let handle: FetchCallback = startingApp().fetch as FetchCallback;
  // Listening comes first: if another server has the port, nothing has been begun.
  const server = await listen((request, connection) => handle(request, connection), config);
  let started = false;
  // Nothing follows the address: the page says how the vectors are getting on.
  const onProgress = (line: string): void => {
    if (!started) console.error(line);
  };
  const opening = createEngine({ config, build: 'background', models: 'apart', onProgress });
  stopOnSignal(server, opening);
  const [page, engine] = await Promise.all([bundlePage(), opening]);
  const secrets = [config.token, config.llm.apiKey, config.databaseUrl];
  const log = openLog({ level: config.logLevel, secrets });
  const metrics = new Metrics(engine);
  metrics.watchProcess();
  const state = new State(config.stateDir);
  handle = createApp({ engine, config, page, state, log, metrics }).fetch as FetchCallback;
  await firstIndex(engine);
  started = true;
  console.log(addressOf(server, config));
}

/** Answers that it is not ready, with the headers that every answer has. */
function startingApp(): Hono {
  const app = new Hono();
  app.use(responseHeaders);
  app.all('*', (c) => c.json(starting, 503, { 'Retry-After': '3' }));
  return app;
}

/** What stands for each folder in the errors that leave the server. */
function foldersOf({ reportsDir, indexDir, stateDir, modelsDir }: Config): Record<string, string> {
  return { REPORTS_DIR: reportsDir, INDEX_DIR: indexDir, STATE_DIR: stateDir, MODELS_DIR: modelsDir };
}

/** Resolves when questions can be answered; throws when the build has ended without an index. */
async function firstIndex(engine: Engine): Promise<void> {
  while (engine.index === null) {
    if (engine.vectors !== 'building') {
      await engine.close();
      throw new ReportError('index-missing', 'There is no index, and it could not be built', {
        hint: 'The lines above say why; npm run ingest tries again',
      });
    }
    await wait(50);
  }
}

function listen(handler: FetchCallback, config: Config): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: handler, hostname: config.host, port: config.port }, () => resolve(server));
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, config)));
  });
}

function listenError(error: NodeJS.ErrnoException, { host, port }: Config): Error {
  const reason = {
    EADDRINUSE: 'is in use',
    EACCES: 'is not allowed to this user',
    EADDRNOTAVAIL: 'is not an address of this machine',
  }[error.code ?? ''];
  if (reason === undefined) return error;
  return new ReportError('cannot-listen', `${host}:${port} ${reason}`, {
    hint: 'Stop the other program, or set PORT to another number (0 picks a free one)',
    cause: error,
  });
}

function addressOf(server: ServerType, config: Config): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return `http://${host}:${port}${config.basePath}`;
}

/** The first signal lets running answers end, the second does not. */
function stopOnSignal(server: ServerType, opening: Promise<Engine>): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    const cut = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), STOP_MS);
    server.close(() => {
      clearTimeout(cut);
      opening.then((engine) => engine.close()).finally(() => process.exit(0));
    });
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
