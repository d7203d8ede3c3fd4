import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepCorrections, keptCorrections } from '../../ingest/corrections/kept.ts';
import { removeDocuments } from '../../ingest/removal.ts';
import { State } from '../../ingest/state/state.ts';
import { SmallReports, smallReport } from './small-reports.ts';

let folder: SmallReports;
let state: State;
beforeEach(async () => {
  folder = new SmallReports();
  folder.put('kept.txt', smallReport('安徽省'));
  folder.put('added.txt', smallReport('福建省'), folder.uploadsDir);
  folder.put(
    '书/all.zip',
    zipSync({ 'a.txt': strToU8(smallReport('河北省')), 'b.txt': strToU8(smallReport('河南省')) }),
    folder.uploadsDir,
  );
  await folder.ingest();
  state = new State(folder.config.stateDir);
});
afterEach(() => {
  state.close();
  folder.remove();
});
const remove = (name: string, options: { wholeFile?: boolean } = {}) =>
  folder.using((index) => removeDocuments(name, index.documents, { state, ...options }));
const loaded = () => folder.using(({ reports }) => reports.map(({ region }) => region).sort());

test('an added file is deleted, with what was corrected in it, and its text, passages and figures go', async () => {
  keepCorrections(state, { document: 'added', report: null }, { year: 2030 });
  expect(await remove('added')).toMatchObject([{ document: 'added', what: 'removed' }]);
  expect(existsSync(join(folder.uploadsDir, 'added.txt'))).toBe(false);
  expect(keptCorrections(state)).toEqual([]);
  await folder.ingest();
  folder.using((index) => {
    expect(index.source('added')).toBeUndefined();
    expect(index.scan('passage', '福建省', {})).toEqual([]);
    expect(index.indicators.filter(({ document }) => document === 'added')).toEqual([]);
  });
});

test('a file of the folder of reports stays and is left out, until that is taken back', async () => {
  const [removal] = await remove('kept');
  expect(removal).toMatchObject({ what: 'hidden', message: expect.stringContaining('"ignore" to false') });
  expect(existsSync(join(folder.config.reportsDir, 'kept.txt'))).toBe(true);
  await folder.ingest();
  expect(loaded()).toEqual(['河北省', '河南省', '福建省']);
  keepCorrections(state, { document: 'kept', report: null }, { ignore: null });
  await folder.ingest();
  expect(loaded()).toContain('安徽省');
});

test('one document of an added archive is left out; the whole archive goes when asked for, or by its path or folder', async () => {
  expect(await remove('书/all/a')).toMatchObject([
    { what: 'hidden', message: expect.stringContaining('1 other documents') },
  ]);
  await folder.ingest();
  expect(loaded()).toEqual(['安徽省', '河南省', '福建省']);
  expect((await remove('书/')).map(({ what }) => what)).toEqual(['removed', 'removed']);
  expect(existsSync(join(folder.uploadsDir, '书'))).toBe(false);
  await folder.ingest();
  expect(loaded()).toEqual(['安徽省', '福建省']);
});

test('an archive goes as a whole where that is asked for', async () => {
  expect(await remove('书/all/a', { wholeFile: true })).toMatchObject([{ what: 'removed' }]);
  await folder.ingest();
  expect(loaded()).toEqual(['安徽省', '福建省']);
});

test('a name that nothing has is an error that says how to find names', async () => {
  await expect(remove('nothing')).rejects.toMatchObject({
    code: 'not-found',
    status: 404,
    hint: expect.stringContaining('--list'),
  });
});
