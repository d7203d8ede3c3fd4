import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hashBytes } from '../../ingest/index/files.ts';
import { newestManifest } from '../../ingest/index/generations.ts';
import { type AddOptions, addUploads, incomingFiles, removeUpload } from '../../ingest/uploads.ts';
import { SmallReports, smallReport } from './small-reports.ts';

let folder: SmallReports;
beforeEach(() => {
  folder = new SmallReports();
});
afterEach(() => folder.remove());

const incoming = (name: string, content: string | Uint8Array) =>
  folder.put(name, content, join(folder.root, 'incoming'));
const add = async (paths: string[], options: Partial<AddOptions> = {}) =>
  addUploads(await incomingFiles(paths), {
    uploadsDir: folder.uploadsDir,
    manifest: newestManifest(folder.config.indexDir),
    ...options,
  });
const kept = (below = ''): string[] =>
  existsSync(folder.uploadsDir) ? readdirSync(join(folder.uploadsDir, below)) : [];

describe('adding', () => {
  test('a file by its name, a folder with what is in it; each is copied and counted', async () => {
    const one = incoming('one.txt', smallReport('安徽省'));
    incoming('书/二.txt', smallReport('福建省'));
    incoming(
      '书/三/all.zip',
      zipSync({ 'a.txt': strToU8(smallReport('河北省')), 'b.txt': strToU8(smallReport('河南省')) }),
    );
    const { added, refused } = await add([one, join(folder.root, 'incoming/书')]);
    expect(refused).toEqual([]);
    expect(added.map(({ path, documents, replaced }) => [path, documents, replaced])).toEqual([
      ['one.txt', 1, false],
      ['书/三/all.zip', 2, false],
      ['书/二.txt', 1, false],
    ]);
    expect(added.every(({ characters }) => characters > 100)).toBe(true);
    expect(existsSync(one)).toBe(true);
    expect(readFileSync(join(folder.uploadsDir, '书/二.txt'), 'utf8')).toContain('福建省');
    expect(kept()).toEqual(['one.txt', '书']);
  });

  test('moved files are gone where they were', async () => {
    const one = incoming('one.txt', smallReport('安徽省'));
    await add([one], { move: true });
    expect(existsSync(one)).toBe(false);
    expect(kept()).toEqual(['one.txt']);
  });

  test('what was read while looking need not be read again', async () => {
    const { read } = await add([incoming('one.txt', smallReport('安徽省'))]);
    const hash = hashBytes(readFileSync(join(folder.uploadsDir, 'one.txt')));
    expect(read({ path: 'one.txt', hash, upload: true })?.documents[0]?.text).toContain('安徽省');
    expect(read({ path: 'one.txt', hash, upload: false })).toBeUndefined();
    expect(read({ path: 'one.txt', hash: 'other', upload: true })).toBeUndefined();
  });

  test('each file that is refused says why, and the others go in', async () => {
    folder.put('here.txt', smallReport('安徽省'));
    await folder.ingest();
    const { added, refused } = await add([
      incoming('good.txt', smallReport('福建省')),
      incoming('again.txt', smallReport('安徽省')),
      incoming('README.md', 'about'),
      incoming('old.doc', Buffer.from('d0cf11e0a1b11ae1', 'hex')),
      incoming('broken.docx', zipSync({ 'word/document.xml': strToU8('<w:document/>') }).subarray(0, 60)),
      incoming('empty.txt', ''),
    ]);
    expect(added.map(({ path }) => path)).toEqual(['good.txt']);
    expect(refused.map(({ path, code }) => [path, code])).toEqual([
      ['again.txt', 'already-there'],
      ['README.md', 'no-report'],
      ['old.doc', 'unsupported-format'],
      ['broken.docx', 'damaged'],
      ['empty.txt', 'no-text'],
    ]);
    for (const { message, hint } of refused) expect(`${message} ${hint}`).not.toContain(folder.root);
    expect(refused.find(({ path }) => path === 'old.doc')?.hint).toContain('.docx');
    expect(kept()).toEqual(['good.txt']);
  });

  test('of files with one name the first goes in, and the others are told of', async () => {
    const paths = [
      incoming('0/one.txt', smallReport('安徽省')),
      incoming('1/one.txt', smallReport('福建省')),
      incoming('2/One.txt', smallReport('河北省')),
      join(incoming('3/one.txt/two.txt', smallReport('河南省')), '..'),
    ];
    const { added, refused } = await add(paths);
    expect(added.map(({ path }) => path)).toEqual(['one.txt']);
    expect(refused.map(({ path, code }) => [path, code])).toEqual([
      ['one.txt', 'same-name'],
      ['One.txt', 'same-name'],
      ['one.txt/two.txt', 'same-name'],
    ]);
    expect(readFileSync(join(folder.uploadsDir, 'one.txt'), 'utf8')).toContain('安徽省');
  });

  test('another content under a known name takes its place and says so', async () => {
    await add([incoming('a.txt', smallReport('安徽省', '3.9'))]);
    const { added } = await add([incoming('a.txt', smallReport('安徽省', '4.4'))]);
    expect(added).toMatchObject([{ path: 'a.txt', replaced: true }]);
    expect(readFileSync(join(folder.uploadsDir, 'a.txt'), 'utf8')).toContain('4.4');
  });

  test('a path that is not there is an error that names it', async () => {
    await expect(incomingFiles([join(folder.root, 'nowhere.txt')])).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('nowhere.txt'),
    });
  });

  test('a stop leaves nothing behind, and what a killed one left goes after a day', async () => {
    const stale = join(folder.uploadsDir, '.waiting-dead');
    const fresh = join(folder.uploadsDir, '.waiting-alive');
    for (const path of [stale, fresh]) mkdirSync(path, { recursive: true });
    utimesSync(stale, new Date(0), new Date(0));
    const abort = AbortSignal.abort();
    await expect(add([incoming('a.txt', smallReport('安徽省'))], { signal: abort })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(kept()).toEqual(['.waiting-alive']);
  });
});

describe('removing', () => {
  test('a file goes with the folders that are empty without it, and no further', async () => {
    folder.put('a/b/one.txt', 'x', folder.uploadsDir);
    folder.put('a/two.txt', 'x', folder.uploadsDir);
    await removeUpload(folder.uploadsDir, 'a/b/one.txt');
    expect(kept('a')).toEqual(['two.txt']);
    await removeUpload(folder.uploadsDir, 'a/two.txt');
    expect(kept()).toEqual([]);
    await removeUpload(folder.uploadsDir, 'a/two.txt');
  });

  test.each(['../reports/a.txt', '..', '', 'a/../../x'])('nothing outside of it: %s', async (path) => {
    folder.put('a.txt', 'x');
    await expect(removeUpload(folder.uploadsDir, path)).rejects.toThrow('not below the uploads');
    expect(existsSync(join(folder.config.reportsDir, 'a.txt'))).toBe(true);
  });
});
