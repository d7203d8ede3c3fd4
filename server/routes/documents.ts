/** `/api/documents`: what is loaded, what a document is made of, and its decoded source. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { ReportError } from '../../ingest/errors.ts';
import type { DocumentRecord, IngestProblem, ReportIndex } from '../../ingest/index/model.ts';
import type { Report, Warning } from '../../ingest/model.ts';
import { regionByName } from '../../ingest/regions.ts';
import type { Engine } from '../engine.ts';
import { notFound } from '../errors.ts';
import { queryNumber } from '../request.ts';
import { loadedIndex } from './health.ts';

const offset = queryNumber(z.int().min(0));
/** Which part of a source is wanted. */
export const sliceSchema = z.strictObject({ start: offset.optional(), end: offset.optional() });

/** What stands below a document is only read. */
const BELOW = /.\/(?:source|cleaning)$/;
const READING_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Adds the routes. Ids are percent-encoded paths (`#` as %23); a plain `/` in an id is understood too. */
export function documentRoutes(app: Hono, engine: Engine): void {
  app.get('/api/documents', (c) => {
    return c.json(listDocuments(loadedIndex(engine)));
  });

  // Ids may have slashes, so that what is below a document looks like a document that could be changed.
  app.use('/api/documents/:path{.+}', async (c, next) => {
    const path = c.req.param('path');
    if (READING_METHODS.has(c.req.method) || !BELOW.test(path)) return next();
    if (engine.index?.documents.some(({ id }) => id === path)) return next();
    c.header('Allow', 'GET, HEAD');
    throw new ReportError('method-not-allowed', `${c.req.path} does not take ${c.req.method}`, {
      status: 405,
      hint: 'Use GET or HEAD',
    });
  });

  app.get('/api/documents/:id/source', (c) => sendSource(c, loadedIndex(engine), c.req.param('id')));

  app.get('/api/documents/:path{.+}', (c) => {
    const index = loadedIndex(engine);
    const path = c.req.param('path');
    const plain = path.replace(/\/source$/, '');
    if (plain !== path && index.source(path) === undefined) return sendSource(c, index, plain);
    return c.json(documentDetails(index, path));
  });
}

/** What `GET /api/documents` says. */
export function listDocuments(index: ReportIndex) {
  const { generation, problems = [] } = index.manifest;
  const documents = index.documents.map((document) => documentSummary(index, document));
  return { generation, documents, problems: problems.map(problemSummary) };
}

/** What `GET /api/documents` says of each. */
export function documentSummary(index: ReportIndex, document: DocumentRecord) {
  const reports = reportsOf(index, document);
  const corrections = document.corrections ?? [];
  return {
    ...summary(document),
    upload: document.origin?.upload ?? false,
    hidden: corrections.some(({ field, value, report }) => field === 'ignore' && value === true && report === null),
    sections: reports.reduce((sum, { sections }) => sum + sections.length, 0),
    warnings: [...document.warnings, ...reports.flatMap(({ warnings }) => warnings)].map(warningSummary),
    corrections,
    reports: reports.map(reportSummary),
  };
}

/** What `GET /api/documents/:id` says; throws `not-found`. */
export function documentDetails(index: ReportIndex, id: string) {
  const { document } = sourceOf(index, id);
  return {
    ...documentSummary(index, document),
    hash: document.hash,
    pages: document.pages ?? null,
    warnings: document.warnings,
    reports: reportsOf(index, document).map(reportDetails),
  };
}

function warningSummary({ code, message, count = 1 }: Warning) {
  return { code, message, count };
}

/** A file that could not be read, or what cannot be used of `catalog.json`. */
function problemSummary({ path, upload = false, code, message, hint }: IngestProblem) {
  return { path, upload, code, message, hint: hint ?? null };
}

function sendSource(c: Context, index: ReportIndex, id: string): Response {
  const { document, text } = sourceOf(index, id);
  const { start, end } = slice(c.req.query(), text.length);
  const tag = `"${document.hash.slice(0, 16)}-${start}-${end}"`;
  // The client asks each time whether its copy still stands: the file may have changed under the same name.
  const headers = { 'Cache-Control': 'no-cache', ETag: tag };
  if (c.req.header('if-none-match')?.includes(tag)) return c.body(null, 304, headers);
  return c.body(text.slice(start, end), 200, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' });
}

function sourceOf(index: ReportIndex, id: string): { document: DocumentRecord; text: string } {
  const document = index.documents.find((candidate) => candidate.id === id);
  const text = index.source(id);
  if (document === undefined || text === undefined) {
    throw notFound(
      `No document "${id}"`,
      'GET /api/documents lists what is loaded; # and / in an id are sent as %23 and %2F',
    );
  }
  return { document, text };
}

function reportsOf(index: ReportIndex, document: DocumentRecord): Report[] {
  return document.reports.flatMap((id) => index.report(id) ?? []);
}

/** A part of the source by UTF-16 offsets, as citations have them; all of it without parameters. */
function slice(query: Record<string, string>, length: number): { start: number; end: number } {
  const parsed = sliceSchema.safeParse(query);
  const { start = 0, end = length } = parsed.success ? parsed.data : {};
  if (!parsed.success || start > end) {
    throw new ReportError('bad-request', 'start and end must be offsets from 0, start not after end', {
      status: 400,
      hint: 'Leave both out for the whole source, or take them from a citation or a report',
    });
  }
  return { start: Math.min(start, length), end: Math.min(end, length) };
}

function summary(document: DocumentRecord) {
  return {
    id: document.id,
    path: document.path,
    file: document.origin?.file ?? document.path,
    format: document.format,
    encoding: document.encoding,
    characters: document.characters,
    passages: document.passages,
    figures: document.figures,
    warningCount: document.warnings.reduce((sum, warning) => sum + (warning.count ?? 1), 0),
  };
}

function reportSummary(report: Report) {
  const { id, name, title, region, parent, level, year, kind, partial, speaker, date, span } = report;
  const named = region === null ? undefined : regionByName(region);
  const regionShort = named?.short ?? region;
  const regionEnglish = named?.english ?? null;
  return {
    id,
    name,
    title,
    region,
    regionShort,
    regionEnglish,
    parent,
    level,
    year,
    kind,
    partial,
    speaker,
    date,
    ...span,
  };
}

function reportDetails(report: Report) {
  const sections = report.sections.map(({ span, ...section }) => ({ ...section, ...span }));
  return { ...reportSummary(report), sections, reasons: report.reasons, warnings: report.warnings };
}
