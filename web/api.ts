/** The server by HTTP: every request of the page, and its errors. */
import { readEvents } from './events.ts';
import type {
  Answer,
  AnswerTable,
  Citation,
  Difference,
  DocumentSummary,
  Excerpt,
  Health,
  IndicatorRow,
  Names,
  Passage,
  ReportDetails,
  Turn,
  Understood,
} from './model.ts';

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

/** Takes a token out of the address (`/#token=...`) and keeps it, so that it does not stay in sight. */
export function takeToken(): void {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null) return;
  localStorage.setItem(TOKEN_KEY, token);
  history.replaceState(null, '', location.pathname);
}

/** Asks; events come in the order of the stream. Rejects with an ApiError, or the signal's reason. */
export async function ask(
  request: { question: string; history: Turn[] },
  { signal, onEvent }: { signal: AbortSignal; onEvent: (event: AskEvent) => void },
): Promise<Answer> {
  const body = JSON.stringify(request);
  const headers = { 'Content-Type': 'application/json', Accept: 'text/event-stream' };
  const response = await send('api/ask', { method: 'POST', body, headers, signal });
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
  return (await (await send('api/documents')).json()).documents;
}

/** The reports of a document with their sections, and where its pages begin, for formats with pages. */
export async function documentDetails(
  id: string,
): Promise<{ reports: ReportDetails[]; pages: { page: number; start: number }[] | null }> {
  return (await send(`api/documents/${encodeURIComponent(id)}`)).json();
}

/** Where the clean text of a report differs from its source. */
export async function cleaning(document: string, report: string): Promise<Difference[]> {
  const query = new URLSearchParams({ report });
  return (await (await send(`api/documents/${encodeURIComponent(document)}/cleaning?${query}`)).json()).differences;
}

/** The source of a document from `start` to `end` (UTF-16 code units, as citations count). */
export async function source(id: string, start: number, end: number): Promise<string> {
  return (await send(`api/documents/${encodeURIComponent(id)}/source?start=${start}&end=${end}`)).text();
}

export async function passage(id: string): Promise<Passage> {
  return (await send(`api/passages/${encodeURIComponent(id)}`)).json();
}

/** What happened to a question, stage by stage; for whoever may see it. */
export async function trace(id: string): Promise<unknown> {
  return (await send(`api/traces/${encodeURIComponent(id)}`)).json();
}

export async function names(): Promise<Names> {
  return (await send('api/names')).json();
}

/** Rows of one request, the server's most. */
const PAGE_ROWS = 5000;

/** Every row of an indicator, in all regions, years and kinds. */
export async function indicatorRows(indicator: string): Promise<IndicatorRow[]> {
  const rows: IndicatorRow[] = [];
  let next: number | null = 0;
  while (next !== null) {
    const query = new URLSearchParams({ indicator, offset: `${next}`, limit: `${PAGE_ROWS}` });
    const page: { rows: IndicatorRow[]; next: number | null } = await (await send(`api/indicators?${query}`)).json();
    rows.push(...page.rows);
    next = page.next;
  }
  return rows;
}

/** What someone thought of an answer. */
export async function sendFeedback(feedback: {
  id: string;
  rating: 'up' | 'down';
  reason: string;
  question: string;
  history: Turn[];
  answer: Answer;
}): Promise<void> {
  await sendJson('POST', 'api/feedback', feedback);
}

export interface KeptConversation {
  id: string;
  title: string;
  updated: string;
}

/** Conversations kept on the server, newest first; all words of `q` stand in them. */
export async function keptConversations(q: string): Promise<KeptConversation[]> {
  return (await (await send(`api/conversations?${new URLSearchParams({ q })}`)).json()).conversations;
}

export async function keptConversation(id: string): Promise<{ id: string; exchanges: unknown[] }> {
  return (await send(`api/conversations/${encodeURIComponent(id)}`)).json();
}

export async function keepConversation(id: string, exchanges: unknown[]): Promise<void> {
  await sendJson('PUT', `api/conversations/${encodeURIComponent(id)}`, { exchanges });
}

export async function renameConversation(id: string, title: string): Promise<void> {
  await sendJson('PATCH', `api/conversations/${encodeURIComponent(id)}`, { title });
}

export async function removeConversation(id: string): Promise<void> {
  await send(`api/conversations/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

export async function excerpts(): Promise<Excerpt[]> {
  return (await (await send('api/excerpts')).json()).excerpts;
}

export async function pinExcerpt(id: string, content: Omit<Excerpt, 'id' | 'note'>): Promise<void> {
  await sendJson('PUT', `api/excerpts/${encodeURIComponent(id)}`, content);
}

export async function changeExcerpt(id: string, change: { note?: string; before?: string | null }): Promise<void> {
  await sendJson('PATCH', `api/excerpts/${encodeURIComponent(id)}`, change);
}

export async function removeExcerpt(id: string): Promise<void> {
  await send(`api/excerpts/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

function sendJson(method: string, path: string, body: unknown): Promise<Response> {
  return send(path, { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
}

async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await reach(path, init);
  if (response.ok) return response;
  const body = await response.json().catch(() => null);
  const { code = 'http', message = `${response.status}`, hint = null } = body?.error ?? {};
  throw new ApiError(code, message, hint);
}

async function reach(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  const token = localStorage.getItem(TOKEN_KEY);
  if (token !== null) headers.set('Authorization', `Bearer ${token}`);
  try {
    // Relative to the page, which may stand below a path prefix.
    return await fetch(new URL(path, document.baseURI), { ...init, headers });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError('unreachable', 'The server does not answer');
  }
}

function cutOff(): ApiError {
  return new ApiError('cut-off', 'The answer broke off');
}
