/** An index over a few texts, in memory: enough of `ReportIndex` for the server and the page. */
import { createHash } from 'node:crypto';
import type { DocumentRecord, ReportIndex } from '../../ingest/index/model.ts';
import type { Passage, Report, Section } from '../../ingest/model.ts';

export interface FakeDocument {
  id: string;
  text: string;
  /** In the order of the text; each begins at the first occurrence of `head` after the one before. */
  reports: (Pick<Report, 'name' | 'title' | 'region' | 'year'> & Partial<Report> & { head: string })[];
}

/** Lines are passages, `一、` and `（一）` begin sections. */
export function fakeIndex(documents: FakeDocument[]): ReportIndex & { passages: Passage[] } {
  const records: DocumentRecord[] = [];
  const reports: Report[] = [];
  const passages: Passage[] = [];
  for (const document of documents) {
    const own = cutReports(document);
    const parts = own.flatMap((report) => cutPassages(report, document.text));
    reports.push(...own);
    passages.push(...parts);
    records.push({
      id: document.id,
      path: `${document.id}.txt`,
      format: 'txt',
      hash: createHash('sha256').update(document.text).digest('hex'),
      encoding: 'utf-8',
      characters: document.text.length,
      reports: own.map((report) => report.id),
      passages: parts.length,
      figures: 0,
      warnings: [{ code: 'joined-line', message: 'a line was joined', count: 2 }],
    });
  }
  const sources = new Map(documents.map(({ id, text }) => [id, text]));
  return {
    manifest: {
      formatVersion: 1,
      generation: '000001',
      created: '2026-01-01T00:00:00Z',
      sources: {},
      counts: {
        documents: records.length,
        reports: reports.length,
        passages: passages.length,
        sentences: 0,
        indicators: 0,
      },
      vectors: [],
      files: [],
    },
    documents: records,
    passages,
    reports,
    indicators: [],
    report: (id) => reports.find((report) => report.id === id),
    passage: (id) => passages.find((passage) => passage.id === id),
    sentence: () => undefined,
    passagesOf: (report) => passages.filter((passage) => passage.report === report),
    sentencesOf: () => [],
    source: (document) => sources.get(document),
    searchText: () => [],
    countOf: () => 0,
    scan: () => [],
    hasVectors: () => false,
    searchVectors: () => [],
    vectorOf: () => undefined,
    close: () => {},
  };
}

function cutReports({ id, text, reports }: FakeDocument): Report[] {
  const starts: number[] = [];
  for (const { head } of reports) starts.push(text.indexOf(head, (starts.at(-1) ?? -1) + 1));
  return reports.map(({ head: _, ...report }, place) => {
    const span = { start: starts[place] ?? 0, end: starts[place + 1] ?? text.length };
    return {
      id: `${id}/${report.name}`,
      document: id,
      parent: null,
      level: 'province',
      kind: 'report',
      partial: false,
      speaker: null,
      date: null,
      reasons: { region: 'head', year: 'head', kind: 'head' },
      warnings: [],
      span,
      sections: cutSections(text, span),
      ...report,
    };
  });
}

function cutSections(text: string, span: Report['span']): Section[] {
  const sections: Section[] = [];
  for (const match of text
    .slice(span.start, span.end)
    .matchAll(/^\s*(?:([一二三四五六七八九十]+)、|（([一二三四五六七八九十]+)）)(.{1,40}?)[\n。]/gm)) {
    const depth = match[1] === undefined ? 2 : 1;
    const parent = depth === 1 ? null : (sections.findLast((section) => section.depth === 1)?.index ?? null);
    const start = span.start + match.index + (match[0].length - match[0].trimStart().length);
    const title = match[3] ?? '';
    sections.push({
      index: sections.length,
      parent,
      title,
      depth,
      timing: title.includes('回顾') ? 'review' : 'plan',
      span: { start, end: span.end },
    });
  }
  return sections.map((section, place) => {
    const next = sections.slice(place + 1).find((later) => later.depth <= section.depth);
    return { ...section, span: { start: section.span.start, end: next?.span.start ?? span.end } };
  });
}

function cutPassages(report: Report, text: string): Passage[] {
  const passages: Passage[] = [];
  for (const match of text.slice(report.span.start, report.span.end).matchAll(/[^\n]+/g)) {
    const span = { start: report.span.start + match.index, end: report.span.start + match.index + match[0].length };
    const section =
      report.sections.findLast(({ span: { start, end } }) => start <= span.start && span.start < end) ?? null;
    const above = section?.parent == null ? null : report.sections[section.parent];
    passages.push({
      id: `p-${createHash('sha256').update(`${report.id}${span.start}`).digest('hex').slice(0, 12)}`,
      report: report.id,
      ordinal: passages.length,
      text: match[0].trim(),
      span,
      path: [above, section].flatMap((part) => (part ? [part.title] : [])),
      section: section?.index ?? null,
      timing: section?.timing ?? 'neither',
      year: report.year === null || section?.timing !== 'review' ? report.year : report.year - 1,
      kind: 'body',
      task: null,
    });
  }
  return passages;
}
