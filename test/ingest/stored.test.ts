import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Correction } from '../../ingest/corrections/fields.ts';
import { newestManifest } from '../../ingest/index/generations.ts';
import type { Manifest } from '../../ingest/index/model.ts';
import { StoredDocuments } from '../../ingest/index/stored.ts';
import { extractIndicators } from '../../ingest/indicators/extract.ts';
import { partsOf } from '../../ingest/parts.ts';
import { readSources, type SourceFile } from '../../ingest/sources.ts';
import { SmallReports, smallReport } from './small-reports.ts';

/** Long enough that a column of a table is one of texts. */
const long = (region: string): string => `${smallReport(region)}${`${region}社会大局和谐稳定。`.repeat(30)}`;

let folder: SmallReports;
let stored: StoredDocuments;
beforeEach(async () => {
  folder = new SmallReports();
  folder.put('a.txt', smallReport('安徽省'));
  folder.put('b.zip', zipSync({ 'x.txt': strToU8(smallReport('福建省')), 'y.ofd': strToU8('PK') }));
  folder.put('c.csv', `province,full_text\n河北省,"${long('河北省')}"\n河南省,"${long('河南省')}"\n`);
  folder.put('c.csv', `province,full_text\n湖北省,"${long('湖北省')}"\n`, folder.uploadsDir);
  await folder.ingest();
  stored = new StoredDocuments(folder.config.indexDir, newestManifest(folder.config.indexDir) as Manifest);
});
afterEach(() => {
  stored.close();
  folder.remove();
});
const read = (known?: (file: SourceFile) => ReturnType<StoredDocuments['found']>) =>
  readSources({ reportsDir: folder.config.reportsDir, uploadsDir: folder.uploadsDir }, { known });

test('what is stored of unchanged files is what reading them again would give, problems too', async () => {
  const fresh = await read();
  const missed: string[] = [];
  const kept = await read((file) => {
    const found = stored.found(file);
    if (!found) missed.push(file.path);
    return found;
  });
  expect(missed).toEqual([]);
  expect(kept).toEqual(fresh);
  expect(kept.problems.map(({ path }) => path)).toEqual(['b/y.ofd']);
});

test('what is stored of unchanged documents is what cutting them again would give', async () => {
  const { documents } = await read();
  expect(documents.map(({ id }) => id)).toEqual(['a', 'b/x', 'c#1', 'c#2', 'c']);
  for (const document of documents) {
    const parts = partsOf(document);
    const known = stored.parts(document, []);
    expect(known?.parts).toEqual(JSON.parse(JSON.stringify(parts)));
    expect(known?.indicators).toEqual(
      JSON.parse(JSON.stringify(parts.flatMap((part) => extractIndicators(part, document)))),
    );
  }
});

test('a changed file, one of another place, and one that is new are not known', async () => {
  const { hashes } = await read();
  const hash = hashes['a.txt'] as string;
  expect(stored.found({ path: 'a.txt', hash, upload: false })).toBeDefined();
  expect(stored.found({ path: 'a.txt', hash, upload: true })).toBeUndefined();
  expect(stored.found({ path: 'a2.txt', hash, upload: false })).toBeUndefined();
  expect(stored.found({ path: 'a.txt', hash: 'other', upload: false })).toBeUndefined();
  expect(stored.found({ path: 'a.txt', hash: '', upload: false })).toBeUndefined();
});

test('a document whose corrections changed is cut again', async () => {
  const { documents } = await read();
  const corrections: Correction[] = [{ document: 'a', report: null, field: 'year', value: 2030, from: 'page' }];
  expect(stored.parts(documents[0] as (typeof documents)[0], corrections)).toBeUndefined();
});

test('when the other copy of a report is gone, the one that was left out is cut again and answers', async () => {
  folder.put('copy.txt', smallReport('安徽省'));
  await folder.ingest();
  expect(folder.using(({ documents }) => documents.find(({ id }) => id === 'copy')?.reports)).toEqual([]);
  rmSync(join(folder.config.reportsDir, 'a.txt'));
  await folder.ingest();
  folder.using(({ documents, reports }) => {
    expect(documents.find(({ id }) => id === 'copy')?.reports).toHaveLength(1);
    expect(documents.flatMap(({ warnings }) => warnings.map(({ code }) => code))).not.toContain('duplicate-report');
    expect(reports.filter(({ region }) => region === '安徽省')).toHaveLength(1);
  });
});

test('the same bytes under another name are another file: its id and its hints are its own', async () => {
  writeFileSync(join(folder.config.reportsDir, '2031-d.txt'), '政府工作报告\n各位代表：\n粮食丰收。\n');
  await folder.ingest();
  rmSync(join(folder.config.reportsDir, '2031-d.txt'));
  writeFileSync(join(folder.config.reportsDir, '2032-d.txt'), '政府工作报告\n各位代表：\n粮食丰收。\n');
  await folder.ingest();
  folder.using(({ reports }) =>
    expect(reports.filter(({ document }) => document.endsWith('-d')).map(({ year }) => year)).toEqual([2032]),
  );
});
