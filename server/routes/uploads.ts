/**
 * Changes to what is loaded: `POST /api/documents` adds files, `DELETE` takes documents out, `PATCH` corrects them, `POST /api/refresh`
 * looks at the folders again.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { correctedFields, correctionSchema, faultOf } from '../../ingest/corrections/fields.ts';
import { keepCorrections } from '../../ingest/corrections/kept.ts';
import { ReportError } from '../../ingest/errors.ts';
import type { IngestEvent } from '../../ingest/events.ts';
import type { ReportIndex } from '../../ingest/index/model.ts';
import { removeDocuments } from '../../ingest/removal.ts';
import type { State } from '../../ingest/state/state.ts';
import { removeForgotten } from '../../ingest/uploads.ts';
import type { Engine } from '../engine.ts';
import { notFound } from '../errors.ts';
import { streamEvents } from '../event-stream.ts';
import type { IngestOutcome, IngestRequest, IngestRuns } from '../ingest-runs.ts';
import { FairQueue, type QueueLimits } from '../queue.ts';
import { clientOf } from '../queued-engine.ts';
import { check, parseJson, QUERY_HINT } from '../request.ts';
import { documentDetails, documentSummary } from './documents.ts';
import { loadedIndex } from './health.ts';

/** Of one request: the 31 provincial reports of a year have 1.3 MB as docx, a scanned book 100. */
export const MAX_UPLOAD_BYTES = 200 * 2 ** 20;
const MAX_FILES = 200;
/** Two bodies of the largest size are half a gigabyte of memory; a page of a person sends one. */
const UPLOAD_LIMITS: QueueLimits = {
  what: 'uploads',
  running: 2,
  waiting: 20,
  waitingOfOne: 5,
  timeMs: 600_000,
};
/** Of a name, in characters; file systems take 255 bytes, a Chinese character has three. */
const MAX_NAME = 80;

/** Adds the routes; without a place for what people made (`people`) they say that nothing can be changed. */
export function uploadRoutes(app: Hono, engine: Engine, people: State | undefined): void {
  const receiving = new FairQueue(UPLOAD_LIMITS);
  app.post('/api/documents', async (c) => {
    const { runs, state } = writable(engine, people);
    const incoming = join(dirname(state.uploadsDir), 'incoming');
    const folder = join(incoming, randomBytes(6).toString('hex'));
    const forget = (): Promise<void> => rm(folder, { recursive: true, force: true }).catch(() => {});
    // A body is held in memory while it is looked at, so that only a few may come in at once.
    const receive = async () => {
      runs.check();
      await removeForgotten(incoming, '');
      const files = await filesOf(await limited(c));
      return { files, paths: await writeFiles(files, folder) };
    };
    const { files, paths } = await receiving.run(clientOf(c), receive, c.req.raw.signal).catch(async (error) => {
      await forget();
      throw error;
    });
    c.set('changed', files.map(({ name }) => name).join(', '));
    const received = files.map(({ name, size }) => ({ path: name, bytes: size }));
    const begin = (onEvent: (event: IngestEvent) => void): IngestRequest => {
      const request = runs.add(paths, onEvent);
      request.text.catch(() => {}).finally(forget);
      return request;
    };
    if (c.req.header('accept')?.includes('text/event-stream')) {
      return streamEvents(c, async (send) => {
        send('received', { files: received });
        const request = begin((event) => sendEvent(send, event));
        const outcome = await request.text;
        if (outcome.generation === null) throw nothingAdded(outcome);
        send('answering', summaryOf(engine, outcome));
        // The process that embedded may still be ending; what was added has its vectors all the same.
        send('done', { ...summaryOf(engine, await request.complete), vectors: 'ready' });
      });
    }
    const outcome = await begin(() => {}).text;
    if (outcome.generation === null) throw nothingAdded(outcome);
    return c.json(summaryOf(engine, outcome));
  });

  app.post('/api/refresh', async (c) => {
    const { runs } = writable(engine, people);
    runs.check();
    const { generation } = await runs.refresh().text;
    return c.json({ generation });
  });

  app.delete('/api/documents/:path{.+}', async (c) => {
    const { runs, state } = writable(engine, people);
    runs.check();
    const id = c.req.param('path');
    const index = documentIn(engine, id);
    const [removal] = await removeDocuments(id, index.documents, {
      state,
      wholeFile: check(removalQuery, c.req.query(), QUERY_HINT).file === 'whole',
    });
    const { generation } = await runs.refresh().text;
    return c.json({ ...removal, generation });
  });

  app.patch('/api/documents/:path{.+}', async (c) => {
    const { runs, state } = writable(engine, people);
    runs.check();
    const id = c.req.param('path');
    const index = documentIn(engine, id);
    const { report = null, ...fields } = correctionsOf(parseJson(await c.req.text()));
    c.set('changed', JSON.stringify({ report, ...fields }));
    if (report !== null && !hasReport(index, id, report)) {
      throw notFound(`${id} has no report "${report}"`, 'GET the document to see the names of its reports');
    }
    keepCorrections(state, { document: id, report }, fields);
    const { generation } = await runs.refresh().text;
    return c.json({ generation, ...documentDetails(loadedIndex(engine), id) });
  });
}

export const removalQuery = z.strictObject({
  file: z
    .literal('whole', 'expected "whole"')
    .optional()
    .meta({ description: 'An added file goes even if other documents stand in it' }),
});

const limitUpload = bodyLimit({
  maxSize: MAX_UPLOAD_BYTES,
  onError: () => {
    throw tooMuch(`The request is larger than ${MAX_UPLOAD_BYTES / 2 ** 20} MB`);
  },
});

/** The request, once its body is known to be within the limit. */
async function limited(c: Context): Promise<Context> {
  await limitUpload(c, async () => {});
  return c;
}

function writable(engine: Engine, state: State | undefined): { runs: IngestRuns; state: State } {
  if (engine.ingests !== null && state !== undefined) return { runs: engine.ingests, state };
  throw new ReportError('read-only', 'What is loaded cannot be changed here', {
    status: 403,
    hint: 'Start the server with npm start',
  });
}

function nothingAdded({ refused }: IngestOutcome): ReportError {
  const [first] = refused;
  const others = refused.length > 1 ? ` (and ${refused.length - 1} more)` : '';
  return new ReportError('nothing-added', `${first?.message ?? 'No file was added'}${others}`, {
    status: 422,
    ...(first?.hint && { hint: first.hint }),
  });
}

function documentIn(engine: Engine, id: string): ReportIndex {
  const index = loadedIndex(engine);
  if (index.documents.some((document) => document.id === id)) return index;
  throw notFound(
    `No document "${id}"`,
    'GET /api/documents lists what is loaded; # and / in an id are sent as %23 and %2F',
  );
}

function hasReport(index: ReportIndex, id: string, name: string): boolean {
  const document = index.documents.find((one) => one.id === id);
  const hidden = document?.corrections?.some(({ report }) => report === name);
  return hidden || (document?.reports.some((report) => index.report(report)?.name === name) ?? false);
}

async function filesOf(c: Context): Promise<{ name: string; size: number; file: File }[]> {
  let fields: Record<string, unknown>;
  try {
    fields = await c.req.parseBody({ all: true });
  } catch (cause) {
    if (cause instanceof ReportError) throw cause;
    throw notMultipart(cause);
  }
  const files = [fields.files ?? []].flat().filter((value): value is File => value instanceof File);
  const others = Object.keys(fields).filter((name) => name !== 'files');
  if (files.length === 0 || others.length > 0) throw notMultipart(undefined, others[0]);
  if (files.length > MAX_FILES) throw tooMuch(`The request has ${files.length} files; at most ${MAX_FILES} are taken`);
  return files.map((file) => ({ name: safeName(file.name), size: file.size, file }));
}

/** Each below a folder of its own, so that two files of one name do not meet before they are looked at. */
async function writeFiles(files: { name: string; file: File }[], folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const [at, { name, file }] of files.entries()) {
    const path = join(folder, String(at), name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, Buffer.from(await file.arrayBuffer()));
    paths.push(join(folder, String(at), name.split('/')[0] as string));
  }
  return paths;
}

/** A name, with folders if the browser sent them, that means the same on every system and stays below its folder. */
function safeName(name: string): string {
  const parts = name
    .normalize('NFC')
    .split(/[/\\]/)
    .map((part) => part.replace(/[\u0000-\u001f<>:"|?*]/g, '_').trim())
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .map((part) => (part.length <= MAX_NAME ? part : part.slice(0, MAX_NAME - 10) + part.slice(-10)));
  return parts.slice(-4).join('/') || 'report';
}

function correctionsOf(body: unknown): z.output<typeof correctionSchema> {
  const parsed = correctionSchema.safeParse(body);
  if (parsed.success && Object.keys(parsed.data).some((field) => field !== 'report')) return parsed.data;
  const faults = parsed.success
    ? ['nothing to correct was sent']
    : parsed.error.issues.flatMap((issue) =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map((field) => faultOf(field, undefined))
          : faultOf(String(issue.path[0]), Object(body)[issue.path[0] as string]),
      );
  throw new ReportError('bad-request', faults.join('; '), {
    status: 400,
    hint: `Expected {"report"?, ${correctedFields.map((field) => `"${field}"?`).join(', ')}}; null takes a correction back`,
  });
}

function sendEvent(send: (event: string, data: unknown) => void, event: IngestEvent): void {
  if (event.event === 'added') {
    for (const file of event.added) send('read', file);
    for (const file of event.refused) send('refused', file);
  } else if (event.event === 'progress') {
    const { stage, done, total } = event.progress;
    if (stage === 'embed') send('embedded', { done, total });
  } else if (event.event === 'published') send('published', { generation: event.generation, complete: event.complete });
}

/** What was added, with the documents as they are now. */
function summaryOf(engine: Engine, { generation, added, refused }: IngestOutcome) {
  const index = engine.index;
  const paths = new Set(added.map(({ path }) => path));
  const documents = (index?.documents ?? []).filter(({ origin }) => origin?.upload && paths.has(origin.file));
  return {
    generation,
    vectors: engine.vectors,
    added,
    refused,
    documents: index === null ? [] : documents.map((document) => documentSummary(index, document)),
  };
}

function tooMuch(message: string): ReportError {
  return new ReportError('too-large', message, { status: 413, hint: 'Send the files in several requests' });
}

function notMultipart(cause: unknown, other?: string): ReportError {
  const found = other === undefined ? 'none' : `a field "${other}"`;
  return new ReportError('bad-request', `Expected multipart/form-data with one or more "files", found ${found}`, {
    status: 400,
    hint: 'curl -F files=@report.docx -F files=@more.zip .../api/documents',
    cause,
  });
}
