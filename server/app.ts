/** The HTTP application: every route in one place, no port. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { contextStorage } from 'hono/context-storage';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { soleToken } from '../ingest/access.ts';
import type { Config } from '../ingest/config.ts';
import { ReportError } from '../ingest/errors.ts';
import type { State } from '../ingest/state/state.ts';
import { requireAccess } from './access.ts';
import { audited } from './audit.ts';
import type { Engine } from './engine.ts';
import { describeError, notFound } from './errors.ts';
import { guard, responseHeaders } from './guard.ts';
import { openAiError } from './openai/errors.ts';
import { refuseUnknownQuery } from './openapi/strict-query.ts';
import type { Page } from './page.ts';
import { FairQueue, type QueueLimits } from './queue.ts';
import { QUESTION_LIMITS, queuedEngine } from './queued-engine.ts';
import { askRoute } from './routes/ask.ts';
import { auditRoute } from './routes/audit.ts';
import { cleaningRoute } from './routes/cleaning.ts';
import { documentRoutes } from './routes/documents.ts';
import { glossRoute } from './routes/gloss.ts';
import { healthRoute } from './routes/health.ts';
import { indicatorRoutes } from './routes/indicators.ts';
import { mcpRoute } from './routes/mcp.ts';
import { namesRoute } from './routes/names.ts';
import { openAiRoutes } from './routes/openai.ts';
import { openApiRoutes } from './routes/openapi.ts';
import { pageRoutes } from './routes/page.ts';
import { passageRoute } from './routes/passages.ts';
import { peopleRoutes } from './routes/people.ts';
import { searchRoute } from './routes/search.ts';
import { uploadRoutes } from './routes/uploads.ts';
import { watchingRoutes } from './routes/watching.ts';
import { isShared, type Sharing } from './share/sharing.ts';
import { watchedEngine } from './watch/engine.ts';
import { recordFailure } from './watch/failures.ts';
import { type Log, silentLog } from './watch/log.ts';
import { Metrics } from './watch/metrics.ts';
import { watchRequests } from './watch/requests.ts';
import { Traces } from './watch/trace.ts';

/** Bytes of a request: a question of 2,000 characters with a long history stays below 200 kB. */
const MAX_BODY = 1024 * 1024;

export interface AppOptions {
  engine: Engine;
  config: Pick<Config, 'host' | 'basePath'> & Partial<Pick<Config, 'token' | 'tokens' | 'proxies' | 'llm'>>;
  /** The bundled page; without it only `/api` is served. */
  page?: Page;
  /** What people made; without it there is no audit log, and nothing can be added or corrected. */
  state?: State;
  /** Where requests and failures are written; nowhere by default. */
  log?: Log;
  /** Lets devices of the local network in, for reading. */
  sharing?: Sharing;
  /** Figures of this engine; the server adds those of its process. */
  metrics?: Metrics;
  /** Fires when the server wants to leave: what waits and what runs then gets the reason. */
  stopping?: AbortSignal;
}

/** Everything but the page, its description and health: who may come in is asked before. */
const PRIVATE = ['/api/*', '/v1/*', '/mcp', '/metrics'];

/** The application, to be served by node or asked in memory (`app.request('/api/health')`). */
export function createApp(options: AppOptions): Hono {
  const { config, page, state, log = silentLog, metrics = new Metrics(options.engine) } = options;
  const traces = new Traces();
  const queue = new FairQueue(questionLimits(config));
  metrics.gauge('baogao_questions_waiting', 'Questions and searches that wait their turn', () => queue.waiting);
  metrics.gauge('baogao_questions_running', 'Questions and searches that are worked on', () => queue.running);
  const engine = watchedEngine(queuedEngine(options.engine, queue), { metrics, traces });
  options.stopping?.addEventListener('abort', () => queue.close(options.stopping?.reason), { once: true });
  const app = new Hono();
  const tell = (c: Context, error: unknown): Response => {
    const { status, body } = describeError(error);
    const retryAfter =
      (error instanceof ReportError ? error.retryAfter : undefined) ?? (status === 503 ? 3 : undefined);
    if (retryAfter !== undefined) c.header('Retry-After', String(retryAfter));
    const shaped = c.req.path.startsWith(`${config.basePath}/v1/`) ? openAiError(status, body) : body;
    return c.json(shaped, status as 500);
  };
  app.onError((error, c) => {
    recordFailure(error, 'unexpected error', c);
    if (c.req.raw.signal.aborted) return c.body(null, 499 as 400);
    // Reading routes use the index without the engine.
    if (error instanceof ReportError && error.code === 'index-damaged') engine.distrust?.();
    return tell(c, error);
  });
  app.notFound((c) => {
    const hint = `The page is at ${config.basePath}/, the API below ${config.basePath}/api/`;
    return tell(c, notFound(`Nothing is at ${c.req.path}`, hint));
  });
  app.use(contextStorage());
  app.use(responseHeaders);
  app.use(watchRequests(log, metrics));
  const { sharing } = options;
  const own = guard(config);
  app.use((c, next) => (sharing !== undefined && isShared(c) ? sharing.guard(c, next) : own(c, next)));
  app.use(compress());
  const uploads = `${config.basePath}/api/documents`;
  // Uploads have a limit of their own.
  app.use((c, next) => (c.req.method === 'POST' && c.req.path === uploads ? next() : smallBody(c, next)));

  const routes = config.basePath === '' ? app : app.basePath(config.basePath);
  routes.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        c.header('Allow', methods.join(', '));
        const message = `${c.req.path} does not take ${c.req.method}`;
        return tell(
          c,
          new ReportError('method-not-allowed', message, { status: 405, hint: `Use ${methods.join(' or ')}` }),
        );
      },
    }),
  );
  routes.use('/api/*', refuseUnknownQuery(config.basePath));
  healthRoute(routes, engine);
  openApiRoutes(routes, { basePath: config.basePath, page });
  const { basePath, proxies = 0, token, tokens = token === undefined ? [] : [soleToken(token)] } = config;
  const access = requireAccess({ tokens, proxies, basePath });
  for (const path of PRIVATE)
    routes.use(path, (c, next) => (sharing !== undefined && isShared(c) ? sharing.access(c, next) : access(c, next)));
  if (state !== undefined) for (const path of PRIVATE) routes.use(path, audited(state, basePath));
  auditRoute(routes, state);
  watchingRoutes(routes, { metrics, traces });
  askRoute(routes, engine);
  cleaningRoute(routes, engine);
  documentRoutes(routes, engine);
  uploadRoutes(routes, engine, state);
  passageRoute(routes, engine);
  namesRoute(routes);
  searchRoute(routes, engine);
  glossRoute(routes);
  indicatorRoutes(routes, engine);
  peopleRoutes(routes, state);
  mcpRoute(routes, engine);
  openAiRoutes(routes, engine, { hasLanguageModel: (config.llm?.provider ?? 'none') !== 'none' });
  if (page !== undefined) pageRoutes(app, page, config.basePath);
  return app;
}

/** A language model may take its time beside what the answer takes without it. */
function questionLimits({ llm }: AppOptions['config']): QueueLimits {
  const hasModel = llm !== undefined && llm.provider !== 'none';
  return { ...QUESTION_LIMITS, timeMs: QUESTION_LIMITS.timeMs + (hasModel ? llm.timeoutMs : 0) };
}

const smallBody = bodyLimit({ maxSize: MAX_BODY, onError: refuseBody });

function refuseBody(): never {
  throw new ReportError('too-large', `The request is larger than ${MAX_BODY / 1024} kB`, {
    status: 413,
    hint: 'Send a shorter history',
  });
}
