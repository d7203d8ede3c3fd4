/** `npm start`: listens, builds what is missing, says where the page is, and leaves in order. */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
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
import { answerMalformed, MAX_HEADER_BYTES } from './malformed.ts';
import { openPage } from './page.ts';
import { SERVE_USAGE, serveOptions } from './serve-options.ts';
import type { Shared } from './share/listen.ts';
import { share, sharingFor } from './share/start.ts';
import { openLog } from './watch/log.ts';
import { Metrics } from './watch/metrics.ts';

type FetchCallback = Parameters<typeof serve>[0]['fetch'];

/** Answers take below a second; what still runs after this is stopped, and its client told. */
const FINISH_MS = 4000;
/** Who has not read what it was told by then is cut off. */
const CUT_MS = 8000;
/** Then the server leaves, whatever hangs. */
const LEAVE_MS = 9500;
/** Connections that became idle while it stops are closed this often. */
const IDLE_MS = 200;
/** Who takes nothing of what is sent to it for so long is cut off: what is held for it is memory. */
const STUCK_MS = 60_000;

/** Who opens a connection and asks nothing, or a letter at a time, holds an open file: only for so long. */
const SLOW_HEAD_MS = 20_000;
/** Twenty people with some tabs have below 200; what comes beyond is closed at once, so that those that are open are served. */
const MAX_CONNECTIONS = 1000;

/** Answered to whoever comes before the routes are there. */
const starting = { error: { code: 'starting', message: 'The server is starting', hint: 'Try again in a few seconds' } };
/** Answered to whoever asks over an open connection while the server leaves. */
const stopping = { error: { code: 'stopping', message: 'The server stops', hint: 'Try again when it runs' } };

try {
  const { share: isShared, help } = serveOptions(process.argv.slice(2));
  if (help) process.stdout.write(SERVE_USAGE);
  else await start({ isShared });
} catch (error) {
  if (!(error instanceof ReportError)) throw error;
  console.error(error.hint === undefined ? error.message : `${error.message}\n${error.hint}`);
  process.exit(error.code === 'usage' ? 2 : error.code.startsWith('index-') ? 3 : 1);
}

async function start({ isShared }: { isShared: boolean }): Promise<void> {
  const config = loadConfig();
  if ((!isLoopback(config.host) || config.proxies > 0) && config.tokens.length === 0) {
    const reach = config.proxies > 0 ? 'PROXIES is set' : `HOST is ${config.host}, which others can reach`;
    throw new ReportError('bad-config', `${reach}, and there is no TOKEN`, {
      hint: 'Set TOKEN to a long random word or TOKENS to the names, roles and tokens of an office, or listen on 127.0.0.1',
    });
  }
  const sharing = isShared ? sharingFor(config) : undefined;
  hideFolders(foldersOf(config));
  let handle: FetchCallback = waitingApp(starting).fetch as FetchCallback;
  // Listening comes first: if another server has the port, nothing has been begun.
  const server = await listen((request, connection) => handle(request, connection), config);
  let started = false;
  // Nothing follows the address: the page says how the vectors are getting on.
  const onProgress = (line: string): void => {
    if (!started) console.error(line);
  };
  const log = openLog({ level: config.logLevel, secrets: secretsOf(config) });
  const opening = createEngine({ config, build: 'background', models: 'apart', onProgress, log });
  const state = new State(config.stateDir);
  const leaving = new AbortController();
  let stopped = false;
  let shared: Shared | undefined;
  stopOnSignal(server, {
    begin: () => {
      stopped = true;
      handle = waitingApp(stopping).fetch as FetchCallback;
      shared?.close();
    },
    stopWork: async () => {
      leaving.abort(new ReportError('stopping', 'The server stops', { status: 503, hint: 'Try again when it runs' }));
      await (await opening).ingests?.close();
    },
    close: async () => {
      await (await opening).close();
      state.close();
    },
  });
  const [page, engine] = await Promise.all([openPage(), opening]);
  const metrics = new Metrics(engine);
  metrics.watchProcess();
  const app = createApp({
    engine,
    config,
    page,
    state,
    log,
    metrics,
    stopping: leaving.signal,
    ...(sharing && { sharing }),
  });
  if (stopped) return;
  handle = app.fetch as FetchCallback;
  await firstIndex(engine, () => stopped);
  if (stopped) return;
  started = true;
  if (sharing !== undefined) shared = await share(sharing, { handle: app.fetch, port: portOf(server, config) });
  console.log(addressOf(server, config));
}

/** Answers that it is not ready, or not any more, with the headers that every answer has. */
function waitingApp(body: typeof starting): Hono {
  const app = new Hono();
  app.use(responseHeaders);
  app.all('*', (c) => c.json(body, 503, { 'Retry-After': '3' }));
  return app;
}

/** What stands in no line of the log. */
function secretsOf({ token, llm, databaseUrl }: Config): (string | undefined)[] {
  const passwords = [llm.url, databaseUrl].map((address) => address && decodeURIComponent(new URL(address).password));
  return [token, llm.apiKey, databaseUrl, ...passwords];
}

/** What stands for each folder in the errors that leave the server. */
function foldersOf({ reportsDir, indexDir, stateDir, modelsDir }: Config): Record<string, string> {
  return { REPORTS_DIR: reportsDir, INDEX_DIR: indexDir, STATE_DIR: stateDir, MODELS_DIR: modelsDir };
}

/** Resolves when questions can be answered; throws when the build has ended without an index. */
async function firstIndex(engine: Engine, isStopped: () => boolean): Promise<void> {
  while (engine.index === null && !isStopped()) {
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
    const serverOptions = { maxHeaderSize: MAX_HEADER_BYTES };
    const server = serve({ fetch: handler, hostname: config.host, port: config.port, serverOptions }, () =>
      resolve(server),
    );
    answerMalformed(server as Server);
    server.setTimeout(STUCK_MS);
    if ('headersTimeout' in server) server.headersTimeout = SLOW_HEAD_MS;
    server.maxConnections = MAX_CONNECTIONS;
    server.on('timeout', (socket: Socket) => {
      // Silent for another reason: it waits for an answer.
      if (socket.writableLength > 0) socket.destroy();
    });
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
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return `http://${host}:${portOf(server, config)}${config.basePath}`;
}

function portOf(server: ServerType, config: Config): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : config.port;
}

interface Leaving {
  /** From now on new requests are turned away. */
  begin(): void;
  /** Stops what still runs; streams end with an `error` event. */
  stopWork(): Promise<void>;
  /** Closes what is open; nothing runs any more. */
  close(): Promise<void>;
}

/** The first signal lets running answers end and then tells them, the second does not. */
function stopOnSignal(server: ServerType, { begin, stopWork, close }: Leaving): void {
  let stopped = false;
  const cutIdle = (): void => void ('closeIdleConnections' in server && server.closeIdleConnections());
  const stop = (): void => {
    if (stopped) process.exit(1);
    stopped = true;
    begin();
    setTimeout(() => void stopWork().catch(() => {}), FINISH_MS).unref();
    setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), CUT_MS).unref();
    setTimeout(() => process.exit(1), LEAVE_MS);
    setInterval(cutIdle, IDLE_MS).unref();
    server.close(() => {
      close()
        .catch(() => {})
        .finally(() => process.exit(0));
    });
    cutIdle();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
