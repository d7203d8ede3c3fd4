import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSources } from '../../ingest/sources.ts';
import { addUploads, incomingFiles } from '../../ingest/uploads.ts';

let folder = '';
const reportsDir = () => join(folder, 'reports');
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baogao-links-'));
  mkdirSync(reportsDir());
  writeFileSync(join(folder, 'secret.txt'), '不该读到的内容，口令是芝麻开门。');
  writeFileSync(join(reportsDir(), '2021-anhui.txt'), '政府工作报告\n新增高速公路300公里。');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('links in the folder of reports and among added files lead nowhere', async () => {
  symlinkSync(join(folder, 'secret.txt'), join(reportsDir(), 'link.txt'));
  symlinkSync(folder, join(reportsDir(), 'folder'));
  const uploadsDir = join(folder, 'state/uploads');
  mkdirSync(uploadsDir, { recursive: true });
  symlinkSync(join(folder, 'secret.txt'), join(uploadsDir, 'link.txt'));
  const { documents, hashes } = await readSources({ reportsDir: reportsDir(), uploadsDir });
  expect(documents.map(({ id }) => id)).toEqual(['2021-anhui']);
  expect(Object.keys(hashes)).toEqual(['2021-anhui.txt']);
});

test('a folder that is added is taken without the links in it', async () => {
  const given = join(folder, 'given');
  mkdirSync(given);
  writeFileSync(join(given, '2021-hunan.txt'), '政府工作报告\n新增高速公路400公里。');
  symlinkSync(join(folder, 'secret.txt'), join(given, 'link.txt'));
  const files = await incomingFiles([given]);
  const { added } = await addUploads(files, { uploadsDir: join(folder, 'uploads'), manifest: undefined });
  expect(added.map(({ path }) => path)).toEqual(['given/2021-hunan.txt']);
});
