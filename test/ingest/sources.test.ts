import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSources, type SourceFile, sourceKey } from '../../ingest/sources.ts';
import { SmallReports, smallReport } from './small-reports.ts';

let folder: SmallReports;
beforeEach(() => {
  folder = new SmallReports();
});
afterEach(() => folder.remove());
const read = (known?: (file: SourceFile) => undefined | { documents: []; problems: [] }) =>
  readSources({ reportsDir: folder.config.reportsDir, uploadsDir: folder.uploadsDir }, { known });

test('the folder of reports goes first; ids that clash are told apart, and each knows the file it came from', async () => {
  folder.put('2021-安徽省.txt', smallReport('安徽省'));
  folder.put('2021-安徽省.md', smallReport('安徽省', '4'));
  folder.put('2021-安徽省.txt', smallReport('安徽省', '5'), folder.uploadsDir);
  folder.put('more/all.zip', zipSync({ '福建.txt': strToU8(smallReport('福建省')) }), folder.uploadsDir);
  const { documents, hashes } = await read();
  expect(documents.map(({ id, origin }) => [id, origin?.file, origin?.upload, origin?.plainId])).toEqual([
    ['2021-安徽省', '2021-安徽省.md', false, '2021-安徽省'],
    ['2021-安徽省~2', '2021-安徽省.txt', false, '2021-安徽省'],
    ['2021-安徽省~3', '2021-安徽省.txt', true, '2021-安徽省'],
    ['more/all/福建', 'more/all.zip', true, 'more/all/福建'],
  ]);
  expect(Object.keys(hashes)).toEqual(['2021-安徽省.md', '2021-安徽省.txt', '+2021-安徽省.txt', '+more/all.zip']);
  expect(hashes['2021-安徽省.txt']).not.toBe(hashes['+2021-安徽省.txt']);
});

test('a file that is known by its hash is not read again, and a changed one is', async () => {
  folder.put('a.txt', smallReport('安徽省'));
  folder.put('a.txt', smallReport('安徽省', '5'), folder.uploadsDir);
  const { hashes } = await read();
  const asked: string[] = [];
  const { documents } = await read((file) => {
    asked.push(sourceKey(file));
    return file.upload && hashes[sourceKey(file)] === file.hash ? { documents: [], problems: [] } : undefined;
  });
  expect(asked).toEqual(['a.txt', '+a.txt']);
  expect(documents.map(({ origin }) => origin?.upload)).toEqual([false]);
});

test('problems name the file that they stand in, wherever it is', async () => {
  folder.put('a.txt', smallReport('安徽省'));
  folder.put('b.wps', 'x');
  folder.put(
    'c.zip',
    zipSync({ 'x/d.ofd': strToU8('PK'), 'e.txt': strToU8(smallReport('福建省')) }),
    folder.uploadsDir,
  );
  const { problems, documents } = await read();
  expect(problems.map(({ path, file, upload, code }) => [path, file, upload, code])).toEqual([
    ['b.wps', 'b.wps', false, 'unsupported-format'],
    ['c/x/d.ofd', 'c.zip', true, 'unsupported-format'],
  ]);
  expect(documents.map(({ id }) => id)).toEqual(['a', 'c/e']);
});

test('two folders without a report are an error; an empty one beside a full one is not', async () => {
  await expect(read()).rejects.toMatchObject({ code: 'no-reports' });
  folder.put('a.txt', smallReport('安徽省'), folder.uploadsDir);
  expect((await read()).documents).toHaveLength(1);
  rmSync(join(folder.uploadsDir, 'a.txt'));
  await expect(read()).rejects.toMatchObject({ code: 'no-reports' });
});

test('what is no report has no hash: catalog, corrections, readme and hidden files', async () => {
  for (const name of ['a.txt', 'README.md', 'catalog.json', 'corrections.json', '.hidden.txt'])
    folder.put(name, smallReport('安徽省'));
  expect(Object.keys((await read()).hashes)).toEqual(['a.txt']);
});
