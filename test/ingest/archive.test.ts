import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFolder } from '../../ingest/read/index.ts';
import { docx, paragraph } from './word-file.ts';

const TEXT = `安徽省政府工作报告\n${'经济社会保持平稳健康发展。'.repeat(30)}`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baogao-archive-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (bytes: Uint8Array, name = 'pack.zip') => {
  writeFileSync(join(folder, name), bytes);
  return readFolder(folder);
};
const codes = async (bytes: Uint8Array) => (await read(bytes)).problems.map(({ path, error }) => [path, error.code]);

/** The archive with those bytes where the ASCII name stood: the library itself would write UTF-8. */
function withName(archive: Uint8Array, ascii: string, name: Uint8Array): Uint8Array {
  expect(name.length).toBe(ascii.length);
  const bytes = Buffer.from(archive);
  for (let at = bytes.indexOf(ascii); at >= 0; at = bytes.indexOf(ascii, at + 1)) bytes.set(name, at);
  return bytes;
}

test('folders and members of every format are read; what is no report is left out', async () => {
  const files: Zippable = {
    'a/b/2021.docx': docx([paragraph('安徽省政府工作报告')]),
    'a/inner.zip': zipSync({ '报告/福建.txt': strToU8(TEXT) }),
    'README.txt': strToU8('x'),
    '__MACOSX/a.txt': strToU8('x'),
  };
  const { documents, problems } = await read(zipSync(files));
  expect(problems).toEqual([]);
  expect(documents.map(({ id, format }) => [id, format])).toEqual([
    ['pack/a/b/2021', 'docx'],
    ['pack/a/inner/报告/福建', 'txt'],
  ]);
});

test.each([
  ['GBK', 'b1a8b8e62fb0b2bbd52e747874', '0123456789abc'],
  ['UTF-8', 'e68aa5e5918a2fe5ae89e5bebd2e747874', '0123456789abcdefg'],
])('names in %s that do not say so', async (_, hex, ascii) => {
  const archive = withName(zipSync({ [ascii]: strToU8(TEXT) }), ascii, Buffer.from(hex, 'hex'));
  const { documents } = await read(archive);
  expect(documents.map(({ id }) => id)).toEqual(['pack/报告/安徽']);
});

test('names that leave the archive are refused', async () => {
  expect(await codes(zipSync({ '../../etc/passwd.txt': strToU8(TEXT) }))).toEqual([['pack.zip', 'unsafe-name']]);
  expect(await codes(withName(zipSync({ '0/1/2.txt': strToU8(TEXT) }), '0/1/2.txt', strToU8('C:\\a\\.txt')))).toEqual([
    ['pack.zip', 'unsafe-name'],
  ]);
});

test('a member locked by a password and a link are told by name, and the others read', async () => {
  const archive = Buffer.from(
    zipSync({
      'a.txt': strToU8(TEXT),
      'b.txt': strToU8(TEXT),
      'c.txt': [strToU8('/etc/passwd'), { os: 3, attrs: (0o120777 << 16) >>> 0 }],
    }),
  );
  const central = archive.indexOf('a.txt', archive.indexOf('PK\x01\x02', 0, 'latin1')) - 46;
  archive[central + 8] = (archive[central + 8] ?? 0) | 1;
  const { documents, problems } = await read(archive);
  expect(documents.map(({ id }) => id)).toEqual(['pack/b']);
  expect(problems.map(({ path, error }) => [path, error.code])).toEqual([
    ['pack/a.txt', 'encrypted'],
    ['pack/c.txt', 'unsupported-format'],
  ]);
});

test('too many files, too much in all, and files that grow too much are refused before they are unpacked', async () => {
  const many = Object.fromEntries(Array.from({ length: 2001 }, (_, n) => [`${n}.txt`, strToU8('x')]));
  expect(await codes(zipSync(many, { level: 0 }))).toEqual([['pack.zip', 'too-large']]);
  const bomb = zipSync({ 'a.txt': new Uint8Array(30 * 2 ** 20), 'b.txt': strToU8(TEXT) }, { level: 9 });
  const { documents, problems } = await read(bomb);
  expect(documents.map(({ id }) => id)).toEqual(['pack/b']);
  expect(problems[0]?.error).toMatchObject({ code: 'too-large' });
  // One that says it is small fails where it grows beyond.
  const liar = Buffer.from(bomb);
  const central = liar.indexOf('a.txt', liar.indexOf('PK\x01\x02', 0, 'latin1')) - 46;
  liar.writeUInt32LE(1000, central + 24);
  expect(await codes(liar)).toEqual([['pack/a.txt', 'damaged']]);
});

test('archives in archives end, and a damaged member is told by its checksum', async () => {
  let archive = zipSync({ 'a.txt': strToU8(TEXT) });
  for (let depth = 0; depth < 4; depth++) archive = zipSync({ 'in.zip': archive });
  expect(await codes(archive)).toEqual([['pack/in/in/in.zip', 'too-large']]);
  const stored = Buffer.from(zipSync({ 'a.txt': strToU8(TEXT) }, { level: 0 }));
  stored[100] = (stored[100] ?? 0) ^ 1;
  expect(await codes(stored)).toEqual([['pack/a.txt', 'damaged']]);
});

test('an archive full of files that cannot be read tells of some and counts the rest', async () => {
  const many = Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`${n}.ofd`, strToU8('PK')]));
  const { documents, problems } = await read(zipSync({ ...many, 'a.txt': strToU8(TEXT) }), 'many.zip');
  expect(documents.map(({ id }) => id)).toEqual(['many/a']);
  expect(problems.length).toBeLessThan(60);
  expect(problems.at(-1)?.error).toMatchObject({ code: 'more-problems', message: expect.stringContaining('350') });
});
