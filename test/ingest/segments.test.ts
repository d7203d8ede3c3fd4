import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DocumentContent } from '../../ingest/index/content.ts';
import { verify } from '../../ingest/index/generations.ts';
import type { Manifest, ReportIndex, Segment } from '../../ingest/index/model.ts';
import { openIndex } from '../../ingest/index/open.ts';
import { planSegments } from '../../ingest/index/segments.ts';
import { type IngestResult, ingest } from '../../ingest/ingest.ts';
import { fakeEmbedder, fakeVector } from './shared/corpus.ts';
import { SmallReports, smallReport } from './small-reports.ts';

/** Passages of a part: two reports fit, a third does not. */
const FEW = 5;
const REGIONS = ['安徽省', '福建省', '河北省', '河南省', '湖北省', '湖南省', '云南省'];
const MODEL = 'bge-small-zh-v1.5';

let folder: SmallReports;
let seen: string[] = [];
const run = (segmentPassages?: number, indexDir = folder.config.indexDir): Promise<IngestResult> =>
  ingest({
    config: { ...folder.config, indexDir },
    ...(segmentPassages && { segmentPassages }),
    openEmbedder: (model) => {
      const embedder = fakeEmbedder(model);
      return {
        ...embedder,
        embedPassages: (texts, onDone) => {
          seen.push(...texts);
          return embedder.embedPassages(texts, onDone);
        },
      };
    },
  });
const segmentsOf = ({ segments = [] }: Manifest): Segment[] => segments;
const namesOf = (segments: Segment[]): string[][] => segments.map(({ files }) => files.map(({ name }) => name).sort());

beforeEach(() => {
  folder = new SmallReports();
  seen = [];
  REGIONS.forEach((region, at) => {
    folder.put(`${at}.txt`, smallReport(region, `${at + 2}.5`));
  });
});
afterEach(() => folder.remove());

test('an index of several parts answers as one of a single part does', async () => {
  const { manifest } = await run(FEW);
  expect(segmentsOf(manifest).length).toBeGreaterThan(2);
  expect(verify(folder.config.indexDir, manifest)).toEqual([]);
  const single = join(folder.root, 'single');
  expect((await run(undefined, single)).manifest).toMatchObject({ counts: manifest.counts, vectors: manifest.vectors });
  const [parts, whole] = [openIndex(folder.config.indexDir), openIndex(single)];
  const same = (what: (index: ReportIndex) => unknown) => expect(what(parts)).toEqual(what(whole));
  try {
    same(({ documents }) => documents);
    same(({ reports }) => reports);
    same(({ indicators }) => indicators);
    same((index) => index.documents.map(({ id }) => index.source(id)));
    same((index) => index.reports.map(({ id }) => index.passagesOf(id)));
    same((index) =>
      index.reports
        .flatMap(({ id }) => index.passagesOf(id))
        .flatMap(({ id }) => [index.passage(id), index.sentencesOf(id)]),
    );
    same((index) => index.countOf('粮食'));
    same((index) => index.scan('sentence', '高速公路', {}).sort());
    same((index) => index.scan('passage', '高速公路', { reports: index.reports.map(({ id }) => id).reverse() }));
    for (const limit of [1, 2, 100]) {
      const [some, all] = [parts.scan('sentence', '高速公路', {}, limit), parts.scan('sentence', '高速公路', {})];
      expect(some).toEqual(all.slice(0, limit));
    }
    for (const text of ['湖北省继续推进高速公路建设', '粮食获得丰收'])
      for (const unit of ['passage', 'sentence'] as const) {
        same((index) => index.searchVectors(MODEL, unit, fakeVector(MODEL, text), {}, 4));
        same((index) => {
          const reports = index.reports.filter(({ region }) => region?.endsWith('南省')).map(({ id }) => id);
          return index.searchVectors(MODEL, unit, fakeVector(MODEL, text), { reports }, 3);
        });
      }
    const [passage] = parts.passagesOf(parts.reports[5]?.id ?? '');
    same((index) => index.vectorOf(MODEL, 'passage', passage?.id ?? ''));
    expect(parts.hasVectors(MODEL, 'sentence')).toBe(true);
    const [best] = parts.searchText('passage', ['云南', '南省', '粮食'], {}, 3);
    expect(parts.passage(best?.id ?? '')?.text).toContain('云南省');
    expect(parts.searchText('passage', ['粮食'], { reports: [] }, 3)).toEqual([]);
    expect(parts.passage('nothing')).toBeUndefined();
    expect(parts.sentencesOf('nothing')).toEqual([]);
  } finally {
    parts.close();
    whole.close();
  }
});

test('a new report is a part of its own: nothing else is written, and only it is embedded', async () => {
  const before = segmentsOf((await run(FEW)).manifest);
  seen = [];
  folder.put('new.txt', smallReport('贵州省', '8.5'));
  const { manifest } = await run(FEW);
  const after = segmentsOf(manifest);
  expect(after).toHaveLength(before.length + 1);
  expect(namesOf(after)).toEqual(expect.arrayContaining(namesOf(before)));
  expect(after.filter(({ documents }) => documents.includes('new'))).toMatchObject([{ documents: ['new'] }]);
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.every((text) => text.startsWith('贵州省'))).toBe(true);
  expect((await run(FEW)).unchanged).toBe(true);
});

test('a report that changed or is gone takes only its own part with it, whose other texts are not embedded again', async () => {
  const before = segmentsOf((await run(FEW)).manifest);
  seen = [];
  rmSync(join(folder.config.reportsDir, '0.txt'));
  folder.put('6.txt', smallReport('云南省', '9.9'));
  const { manifest } = await run(FEW);
  const untouched = before.filter(({ documents }) => !documents.includes('0') && !documents.includes('6'));
  expect(untouched.length).toBeGreaterThan(0);
  expect(namesOf(segmentsOf(manifest))).toEqual(expect.arrayContaining(namesOf(untouched)));
  expect(seen.every((text) => text.startsWith('云南省'))).toBe(true);
  folder.using(({ reports, indicators }) => {
    expect(reports.map(({ region }) => region)).toEqual(REGIONS.slice(1));
    expect(indicators.some(({ value }) => value === 9.9)).toBe(true);
  });
});

test('a corpus that became small is of one part again', async () => {
  await run(FEW);
  for (let at = 1; at < REGIONS.length; at++) rmSync(join(folder.config.reportsDir, `${at}.txt`));
  const { manifest } = await run(FEW);
  expect(manifest.segments).toBeUndefined();
  expect(manifest.counts.reports).toBe(1);
});

test('small parts are put together before they become many', () => {
  const document = (id: string, passages: number): DocumentContent =>
    ({
      source: { id },
      parts: [{ passages: new Array(passages) }],
      unchanged: id !== 'new',
    }) as unknown as DocumentContent;
  const part = (...documents: [id: string, passages: number][]) =>
    ({
      documents: documents.map(([id]) => id),
      counts: { passages: documents.reduce((sum, [, passages]) => sum + passages, 0) },
    }) as Segment;
  const small: [string, number][] = ['a', 'b', 'c', 'd'].map((id) => [id, 10]);
  const all = [document('large', 90), ...small.map(([id]) => document(id, 10)), document('new', 10)];
  const three = planSegments(all, [part(['large', 90]), ...small.slice(1).map((one) => part(one))], 100);
  expect(three.kept.map(({ documents }) => documents)).toEqual([['large'], ['b'], ['c'], ['d']]);
  const four = planSegments(all, [part(['large', 90]), ...small.map((one) => part(one))], 100);
  expect(four.kept.map(({ documents }) => documents)).toEqual([['large']]);
  expect(four.written.map((own) => own.map(({ source }) => source.id))).toEqual([['a', 'b', 'c', 'd', 'new']]);
});
