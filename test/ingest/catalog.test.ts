import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readCatalog, unknownTargets } from '../../ingest/corrections/catalog.ts';
import { SmallReports, smallReport } from './small-reports.ts';

let folder: SmallReports;
beforeEach(() => {
  folder = new SmallReports();
  folder.put('2021-a.txt', smallReport('安徽省'));
});
afterEach(() => folder.remove());
const catalog = (content: unknown) => {
  folder.put('catalog.json', typeof content === 'string' ? content : JSON.stringify(content));
  return readCatalog(folder.config.reportsDir);
};

describe('what is read', () => {
  test('without a catalog nothing is said', () => {
    expect(readCatalog(folder.config.reportsDir)).toEqual({ corrections: [], warnings: [] });
  });

  test('each field of an entry is a correction, of the document or of one report in it; a byte order mark is no harm', () => {
    const { corrections, warnings } = catalog(
      `\ufeff${JSON.stringify({
        documents: [
          { document: '2021-a', year: 2022, region: '株洲市' },
          { document: '2021-a', report: '甲', ignore: true },
        ],
      })}`,
    );
    expect(warnings).toEqual([]);
    expect(corrections).toEqual([
      { document: '2021-a', report: null, field: 'year', value: 2022, from: 'catalog' },
      { document: '2021-a', report: null, field: 'region', value: '株洲市', from: 'catalog' },
      { document: '2021-a', report: '甲', field: 'ignore', value: true, from: 'catalog' },
    ]);
  });

  test.each<[string, unknown, string, string]>([
    ['no JSON', '{"documents": [', 'catalog-unreadable', 'is no JSON'],
    ['no list', { reports: [] }, 'catalog-unreadable', 'no list "documents"'],
    ['a list alone', [], 'catalog-unreadable', 'no list "documents"'],
    ['null', null, 'catalog-unreadable', 'no list "documents"'],
    ['another field beside the list', { documents: [], version: 1 }, 'catalog-unknown-field', '"version"'],
    ['an entry without a document', { documents: [{ year: 2020 }] }, 'catalog-bad-value', 'entry 1'],
    ['an entry that is none', { documents: ['2021-a'] }, 'catalog-bad-value', 'entry 1'],
    ['a report that is no name', { documents: [{ document: 'a', report: 3 }] }, 'catalog-bad-value', 'by a string'],
    [
      'an unknown field',
      { documents: [{ document: '2021-a', colour: 'red' }] },
      'catalog-unknown-field',
      'known are region',
    ],
    ['a year as text', { documents: [{ document: '2021-a', year: '2021' }] }, 'catalog-bad-value', 'such as 2020'],
    [
      'a kind that is none',
      { documents: [{ document: '2021-a', kind: 'speech' }] },
      'catalog-bad-value',
      '"report", "division"',
    ],
    [
      'a name of every object',
      { documents: [{ document: '2021-a', constructor: 'x' }] },
      'catalog-unknown-field',
      'constructor',
    ],
  ])('%s is a warning that says what was expected', (_, content, code, words) => {
    const { corrections, warnings } = catalog(content);
    expect(corrections).toEqual([]);
    expect(warnings).toMatchObject([{ path: 'catalog.json', code, message: expect.stringContaining(words) }]);
    expect(warnings[0]?.hint).toBeTruthy();
  });

  test('a bad entry does not cost the good ones', () => {
    const { corrections, warnings } = catalog({
      documents: [{ document: '2021-a', year: 'x', region: '福建' }, 7, { document: '2021-a', partial: true }],
    });
    expect(corrections.map(({ field }) => field)).toEqual(['region', 'partial']);
    expect(warnings).toHaveLength(2);
  });
});

test('a document or report that is not there is told once, with what there is', () => {
  const { corrections } = catalog({
    documents: [
      { document: 'gone', year: 2020, region: '福建' },
      { document: '2021-a', report: '乙', year: 2020 },
      { document: '2021-a', report: '甲', year: 2020 },
    ],
  });
  const told = unknownTargets(corrections, new Map([['2021-a', ['甲']]]));
  expect(told.map(({ code }) => code)).toEqual(['catalog-unknown-document', 'catalog-unknown-report']);
  expect(told[1]?.message).toContain('it has 甲');
});

test('through ingest: what it says goes in, what it cannot say is a problem, and its end takes both back', async () => {
  catalog({
    documents: [
      { document: '2021-a', region: '株洲', year: 2019 },
      { document: 'gone', year: 2020 },
    ],
  });
  const { problems } = await folder.ingest();
  expect(problems.map(({ code }) => code)).toEqual(['catalog-unknown-document']);
  folder.using(({ reports: [report] }) =>
    expect(report).toMatchObject({
      region: '株洲市',
      parent: '湖南省',
      level: 'city',
      year: 2019,
      reasons: { region: 'catalog.json' },
    }),
  );
  catalog('{ broken');
  expect((await folder.ingest()).problems.map(({ code }) => code)).toEqual(['catalog-unreadable']);
  folder.using(({ reports: [report] }) => expect(report).toMatchObject({ region: '安徽省', year: 2021 }));
});
