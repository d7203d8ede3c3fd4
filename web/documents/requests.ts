/** What the documents page asks of the server. */
import { ApiError, call, cutOff, json } from '../api.ts';
import { readEvents } from '../events.ts';
import type { DocumentSummary, Problem, Report, Routes } from '../server-types.ts';
import type { AddEvent, NamedFile } from './adding.ts';
import { upload } from './upload.ts';

export interface Loaded {
  documents: DocumentSummary[];
  /** Files that could not be read, and what cannot be used of `catalog.json`. */
  problems: Problem[];
}

/** Everything that is loaded. */
export function loaded(): Promise<Loaded> {
  return json('GET /api/documents');
}

/** The reports of a document, with why each was taken for what it is. */
export async function reportsOf(id: string): Promise<Report[]> {
  return (await json('GET /api/documents/{id}', { params: { id } })).reports;
}

export type Correction = Routes['PATCH /api/documents/{id}']['body'];

/** Resolves when what was corrected answers. */
export async function correct(id: string, correction: Correction): Promise<void> {
  await call('PATCH /api/documents/{id}', { params: { id }, body: correction });
}

/** Takes a document out; `whole`: an added file with all that stands in it. */
export async function remove(id: string, whole: boolean): Promise<void> {
  await call('DELETE /api/documents/{id}', { params: { id }, query: whole ? { file: 'whole' } : {} });
}

/** Looks at the folders again. */
export async function refresh(): Promise<void> {
  await call('POST /api/refresh');
}

/** Sends files and tells how far they are; resolves when all that they say is found. Rejects with an ApiError. */
export async function add(files: NamedFile[], onEvent: (event: AddEvent) => void): Promise<void> {
  const form = new FormData();
  for (const { path, file } of files) form.append('files', file, path);
  const body = await upload('api/documents', form, (sent, total) => onEvent({ type: 'sent', sent, total }));
  for await (const { event, data } of readEvents(body)) {
    const value = JSON.parse(data);
    if (event === 'received' || event === 'answering') onEvent({ type: event });
    else if (event === 'read' || event === 'refused') onEvent({ type: event, file: value });
    else if (event === 'embedded') onEvent({ type: event, done: value.done, total: value.total });
    else if (event === 'error') throw new ApiError(value.error.code, value.error.message, value.error.hint ?? null);
    else if (event === 'done') return;
  }
  throw cutOff();
}
