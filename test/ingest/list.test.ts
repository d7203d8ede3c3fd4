import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepCorrections } from '../../ingest/corrections/kept.ts';
import { type Listing, listDocuments, listText } from '../../ingest/list.ts';
import { State } from '../../ingest/state/state.ts';
import { SmallReports, smallReport } from './small-reports.ts';

let folder: SmallReports;
let listing: Listing;
beforeAll(async () => {
  folder = new SmallReports();
  folder.put('2021-a.txt', smallReport('安徽省'));
  folder.put('copy.txt', smallReport('安徽省'));
  folder.put('hidden.txt', smallReport('福建省'));
  folder.put('nobody.txt', '政府工作报告\n各位代表：\n一、过去一年工作回顾\n粮食丰收。\n');
  folder.put('old.wps', 'x');
  folder.put('catalog.json', '{"documents":[{"document":"2021-a","speaker":"某人"},{"document":"gone","year":2020}]}');
  folder.put(
    'two.zip',
    zipSync({
      'b.txt': strToU8(smallReport('河北省')),
      'c.txt': strToU8(smallReport('河南省').replace('粮食获得', '粮食获\n\n得')),
    }),
    folder.uploadsDir,
  );
  const state = new State(folder.config.stateDir);
  keepCorrections(state, { document: 'hidden', report: null }, { ignore: true });
  state.close();
  await folder.ingest();
  listing = folder.using(listDocuments);
});
afterAll(() => folder.remove());
const of = (id: string) => listing.documents.find(({ document }) => document === id);

describe('the list of what went in', () => {
  test('has every document, and why one has no report', () => {
    expect(listing.documents.map(({ document, without, upload }) => [document, without, upload])).toEqual([
      ['2021-a', null, false],
      ['copy', 'duplicate', false],
      ['hidden', 'left-out', false],
      ['nobody', null, false],
      ['two/b', null, true],
      ['two/c', null, true],
    ]);
  });

  test('counts what stands in each and in all', () => {
    const a = of('2021-a');
    expect(a).toMatchObject({
      format: 'txt',
      encoding: 'utf-8',
      characters: smallReport('安徽省').length,
      sections: 2,
      figures: 1,
    });
    expect(a?.passages).toBeGreaterThan(1);
    expect(a?.sentences).toBeGreaterThan(2);
    const sum = (name: 'characters' | 'figures' | 'sentences') =>
      listing.documents.reduce((total, one) => total + one[name], 0);
    for (const name of ['characters', 'figures', 'sentences'] as const) expect(listing.totals[name]).toBe(sum(name));
    expect(listing.totals.documents).toBe(6);
  });

  test('counts warnings by their kind', () => {
    expect(of('two/c')?.warnings).toMatchObject([{ code: 'joined-line', count: 1 }]);
    expect(of('nobody')?.warnings.map(({ code }) => code)).toEqual(['region-unsure', 'level-unsure', 'year-unsure']);
  });

  test('a report that nobody knows the region of has no level either', () => {
    expect(of('nobody')?.reports).toMatchObject([{ region: null, year: null, level: null }]);
  });

  test('tells what was corrected, where, and what could not be read or used', () => {
    expect(of('2021-a')?.corrections).toMatchObject([{ field: 'speaker', value: '某人', from: 'catalog' }]);
    expect(of('hidden')?.corrections).toMatchObject([{ field: 'ignore', value: true, from: 'page' }]);
    expect(listing.problems.map(({ path, code }) => [path, code])).toEqual([
      ['old.wps', 'unsupported-format'],
      ['catalog.json', 'catalog-unknown-document'],
    ]);
  });

  test('says the same as text', () => {
    const text = listText(listing);
    for (const words of [
      '2021-a · 安徽省政府工作报告',
      'corrected in catalog.json: speaker = "某人"',
      'corrected by hand: ignore = true',
      'left out by hand',
      'all of it stands in another document',
      'region not found · year not found · level not found · report',
      '! joined-line × 1',
      '! old.wps (unsupported-format)',
      'save it as .docx',
      'there is no document "gone"',
      `In all: 6 documents, ${listing.totals.characters} characters`,
    ])
      expect(text).toContain(words);
  });
});
