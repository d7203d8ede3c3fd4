/** The server by HTTP: every request of the page, and its errors. */
import { readEvents } from './events.ts';
import type {
  Answer,
  AnswerTable,
  Citation,
  Difference,
  DocumentSummary,
  Excerpt,
  GlossedWord,
  Health,
  IndicatorRow,
  KeptConversation,
  Names,
  Passage,
  ReportDetails,
  Understood,
} from './model.ts';
import type { Routes } from './server-types.ts';

/** An error with the server's code, or `unreachable` (no answer) or `cut-off` (half an answer). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  readonly hint: string | null;

  constructor(code: string, message: string, hint: string | null = null) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

export type AskEvent =
  /** The id that the server gave the request; its trace and its log have it too. */
  | { type: 'request'; id: string | null }
  | { type: 'understood'; understood: Understood }
  | { type: 'citation'; citation: Citation }
  | { type: 'delta'; text: string }
  | { type: 'table'; table: AnswerTable };

const TOKEN_KEY = 'baogao.token';
const READING_KEY = 'baogao.reading';

/**
 * Takes a token out of the address (`/#token=...`, with `&reading` where it is good for reading alone) and keeps it, so that it does not
 * stay in sight.
 */
export function takeToken(): void {
  const values = new URLSearchParams(location.hash.slice(1));
  const token = values.get('token');
  if (token === null) return;
  localStorage.setItem(TOKEN_KEY, token);
  if (values.has('reading')) localStorage.setItem(READING_KEY, 'yes');
  else localStorage.removeItem(READING_KEY);
  history.replaceState(null, '', location.pathname);
}

/** Whether the server keeps anything of this browser; one that is shared for reading does not, and need not be asked. */
export function mayKeep(): boolean {
  return localStorage.getItem(READING_KEY) === null;
}

/** Asks; events come in the order of the stream. Rejects with an ApiError, or the signal's reason. */
export async function ask(
  request: Routes['POST /api/ask']['body'],
  { signal, onEvent }: { signal: AbortSignal; onEvent: (event: AskEvent) => void },
): Promise<Answer> {
  const response = await call('POST /api/ask', { body: request, accept: 'text/event-stream', signal });
  if (response.body === null) throw cutOff();
  onEvent({ type: 'request', id: response.headers.get('x-request-id') });
  try {
    for await (const { event, data } of readEvents(response.body)) {
      const value = JSON.parse(data);
      if (event === 'understood') onEvent({ type: event, understood: value });
      else if (event === 'citation') onEvent({ type: event, citation: value });
      else if (event === 'delta') onEvent({ type: event, text: value.text });
      else if (event === 'table') onEvent({ type: event, table: value });
      else if (event === 'error') throw new ApiError(value.error.code, value.error.message, value.error.hint ?? null);
      else if (event === 'done') return value;
    }
  } catch (error) {
    if (error instanceof ApiError || signal.aborted) throw error;
    throw cutOff();
  }
  signal.throwIfAborted();
  throw cutOff();
}

/** Also answers (with `ok: false`) while the first index is being built. */
export async function health(): Promise<Health> {
  const response = await reach('api/health');
  return response.json();
}

export async function documents(): Promise<DocumentSummary[]> {
  return (await json('GET /api/documents')).documents;
}

/** The reports of a document with their sections, and where its pages begin, for formats with pages. */
export function documentDetails(
  id: string,
): Promise<{ reports: ReportDetails[]; pages: { page: number; start: number }[] | null }> {
  return json('GET /api/documents/{id}', { params: { id } });
}

/** Where the clean text of a report differs from its source. */
export async function cleaning(document: string, report: string): Promise<Difference[]> {
  return (await json('GET /api/documents/{id}/cleaning', { params: { id: document }, query: { report } })).differences;
}

/** The source of a document from `start` to `end` (UTF-16 code units, as citations count). */
export async function source(id: string, start: number, end: number): Promise<string> {
  return (await call('GET /api/documents/{id}/source', { params: { id }, query: { start, end } })).text();
}

export function passage(id: string): Promise<Passage> {
  return json('GET /api/passages/{id}', { params: { id } });
}

/** What happened to a question, stage by stage; for whoever may see it. */
export function trace(id: string): Promise<unknown> {
  return json('GET /api/traces/{id}', { params: { id } });
}

export function names(): Promise<Names> {
  return json('GET /api/names');
}

/** A Chinese text word by word, for readers without Chinese. */
export async function glossOf(text: string): Promise<GlossedWord[]> {
  const { words } = await json('GET /api/gloss', { query: { text } });
  return words;
}

/** Rows of one request, the server's most. */
const PAGE_ROWS = 5000;

/** Every row of an indicator, in all regions, years and kinds. */
export async function indicatorRows(indicator: string): Promise<IndicatorRow[]> {
  const rows: IndicatorRow[] = [];
  let next: number | null = 0;
  while (next !== null) {
    const query = { indicator, offset: next, limit: PAGE_ROWS };
    const page: Routes['GET /api/indicators']['response'] = await json('GET /api/indicators', { query });
    rows.push(...page.rows);
    next = page.next;
  }
  return rows;
}

/** What someone thought of an answer. */
export async function sendFeedback(feedback: Routes['POST /api/feedback']['body']): Promise<void> {
  await call('POST /api/feedback', { body: feedback });
}

/** Conversations kept on the server, newest first; all words of `q` stand in them. */
export async function keptConversations(q: string): Promise<KeptConversation[]> {
  return (await json('GET /api/conversations', { query: { q } })).conversations;
}

export function keptConversation(id: string): Promise<{ id: string; exchanges: unknown[] }> {
  return json('GET /api/conversations/{id}', { params: { id } });
}

export async function keepConversation(
  id: string,
  exchanges: Routes['PUT /api/conversations/{id}']['body']['exchanges'],
): Promise<void> {
  await call('PUT /api/conversations/{id}', { params: { id }, body: { exchanges } });
}

export async function renameConversation(id: string, title: string): Promise<void> {
  await call('PATCH /api/conversations/{id}', { params: { id }, body: { title } });
}

export async function removeConversation(id: string): Promise<void> {
  await call('DELETE /api/conversations/{id}', { params: { id } });
}

export async function excerpts(): Promise<Excerpt[]> {
  return (await json('GET /api/excerpts')).excerpts as Excerpt[];
}

export async function pinExcerpt(id: string, content: Omit<Excerpt, 'id' | 'note'>): Promise<void> {
  await call('PUT /api/excerpts/{id}', { params: { id }, body: content });
}

export async function changeExcerpt(id: string, change: Routes['PATCH /api/excerpts/{id}']['body']): Promise<void> {
  await call('PATCH /api/excerpts/{id}', { params: { id }, body: change });
}

export async function removeExcerpt(id: string): Promise<void> {
  await call('DELETE /api/excerpts/{id}', { params: { id } });
}

/** What a route takes: those of the path, the query and the body that it has, as the server describes them. */
type Sent<R extends keyof Routes> = Pick<Routes[R], Extract<keyof Routes[R], 'params' | 'query' | 'body'>> & {
  accept?: string;
  signal?: AbortSignal;
};
/** Those that take nothing are called with nothing. */
type Arguments<R extends keyof Routes> = Record<never, never> extends Sent<R> ? [sent?: Sent<R>] : [sent: Sent<R>];

/** The body of its response. */
export async function json<R extends keyof Routes>(route: R, ...sent: Arguments<R>): Promise<Routes[R]['response']> {
  return (await call(route, ...sent)).json();
}

/** A request of the description; rejects with an ApiError where it is refused. */
export function call<R extends keyof Routes>(route: R, ...[sent]: Arguments<R>): Promise<Response> {
  const {
    params = {},
    query,
    body,
    accept,
    signal,
  } = (sent ?? {}) as {
    params?: Record<string, string>;
    query?: Record<string, string | number>;
    body?: unknown;
    accept?: string;
    signal?: AbortSignal;
  };
  const [method = '', path = ''] = route.split(' ');
  const filled = path.slice(1).replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params[name] ?? ''));
  const search = query && new URLSearchParams(Object.entries(query).map(([name, value]) => [name, `${value}`]));
  return send(search ? `${filled}?${search}` : filled, {
    method,
    headers: { ...(accept && { Accept: accept }), ...(body !== undefined && { 'Content-Type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
}

async function send(path: string, init: RequestInit): Promise<Response> {
  const response = await reach(path, init);
  if (response.ok) return response;
  throw refusal(response.status, await response.text());
}

/** The error that a refused request's body tells. */
export function refusal(status: number, text: string): ApiError {
  let body: { error?: { code?: string; message?: string; hint?: string | null } } | null = null;
  try {
    body = JSON.parse(text);
  } catch {
    // A proxy between may answer with a page of its own.
  }
  const { code = 'http', message = `${status}`, hint = null } = body?.error ?? {};
  return new ApiError(code, message, hint);
}

async function reach(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  const authorization = authorizationHeader();
  if (authorization !== null) headers.set('Authorization', authorization);
  try {
    return await fetch(addressOf(path), { ...init, headers });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw unreachable();
  }
}

/** Relative to the page, which may stand below a path prefix. */
export function addressOf(path: string): URL {
  return new URL(path, document.baseURI);
}

/** What the token of this browser is sent as; null without one. */
export function authorizationHeader(): string | null {
  const token = localStorage.getItem(TOKEN_KEY);
  return token === null ? null : `Bearer ${token}`;
}

export function unreachable(): ApiError {
  return new ApiError('unreachable', 'The server does not answer');
}

export function cutOff(): ApiError {
  return new ApiError('cut-off', 'The answer broke off');
}
