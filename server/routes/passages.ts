/** `GET /api/passages/:id`: a passage, where it stands, and what stands beside it. */
import type { Hono } from 'hono';
import type { ReportIndex } from '../../ingest/index/model.ts';
import type { Passage } from '../../ingest/model.ts';
import type { Engine } from '../engine.ts';
import { notFound } from '../errors.ts';
import { loadedIndex } from './health.ts';

/** Passages on each side. */
const NEIGHBOURS = 1;

/** Adds the route. */
export function passageRoute(app: Hono, engine: Engine): void {
  app.get('/api/passages/:id{.+}', (c) => c.json(readPassage(loadedIndex(engine), c.req.param('id'))));
}

/** A passage with its place and neighbours; throws `not-found` (404). */
export function readPassage(index: ReportIndex, id: string) {
  const passage = index.passage(id);
  const report = passage && index.report(passage.report);
  const source = report && index.source(report.document);
  if (passage === undefined || report === undefined || source === undefined) {
    throw notFound(
      `No passage "${id}"`,
      'Ids come from citations and from /api/search; one changes when its words change',
    );
  }
  const siblings = index.passagesOf(report.id);
  const place = siblings.findIndex((sibling) => sibling.id === id);
  const neighbours = {
    before: siblings.slice(Math.max(0, place - NEIGHBOURS), place),
    after: siblings.slice(place + 1, place + 1 + NEIGHBOURS),
  };
  return {
    ...words(passage, source),
    document: report.document,
    report: report.name,
    title: report.title,
    region: report.region,
    parent: report.parent,
    year: report.year,
    section: passage.path,
    timing: passage.timing,
    kind: passage.kind,
    task: passage.task,
    generation: index.manifest.generation,
    neighbours: {
      before: neighbours.before.map((neighbour) => words(neighbour, source)),
      after: neighbours.after.map((neighbour) => words(neighbour, source)),
    },
  };
}

/** `text` is exactly the source slice, `cleanText` what search sees. */
function words(passage: Passage, source: string) {
  const { start, end } = passage.span;
  return { id: passage.id, text: source.slice(start, end), cleanText: passage.text, start, end };
}
