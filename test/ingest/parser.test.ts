import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, deflateRawSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Parser, type ParserLimits } from '../../ingest/read/parser.ts';
import { docx, paragraph } from './word-file.ts';

let folder = '';
let parser: Parser | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baogao-parser-'));
});
afterEach(() => {
  parser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const parse = async (name: string, bytes: Uint8Array, limits: Partial<ParserLimits> = {}) => {
  parser ??= new Parser(limits);
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const { documents, problems } = await parser.parse(path, name);
  return { ids: documents.map(({ id }) => id), problems: problems.map(({ path, error }) => [path, error.code]) };
};
const small = docx([paragraph('安徽省政府工作报告')]);
/** Its XML is 150 MB when unpacked, and every element of it is wanted. */
const huge = (): Uint8Array => docx([paragraph('报告').repeat(600_000)]);

/** A PDF whose page has a stream that unpacks to `megabytes` of blanks. */
function pdfBomb(megabytes: number): Uint8Array {
  // Blocks that do not lean on the ones before, so that one stands for all.
  const block = deflateRawSync(Buffer.alloc(2 ** 20, ' '), { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const stream = Buffer.concat([
    Buffer.from([0x78, 0x9c]),
    ...new Array<Buffer>(megabytes).fill(block),
    Buffer.from([3, 0]),
  ]);
  const head = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>endobj
4 0 obj<</Length ${stream.length}/Filter/FlateDecode>>stream
`;
  return Buffer.concat([Buffer.from(head), stream, Buffer.from('\nendstream endobj\ntrailer<</Root 1 0 R>>')]);
}

test('a file whose parser stands still is stopped, told of, and the next one read by another process', async () => {
  parser = new Parser({ silenceMs: 1 });
  expect((await parse('slow.docx', huge())).problems).toEqual([['slow.docx', 'too-slow']]);
  parser.close();
  parser = undefined;
  expect(await parse('good.docx', small)).toEqual({ ids: ['good'], problems: [] });
});

test('a member that takes too much memory is left out, and the members around it are read', async () => {
  parser = new Parser({ heapMegabytes: 80 });
  const archive = zipSync({ 'a.docx': small, 'b.docx': [huge(), { level: 0 }], 'c.docx': small });
  const { ids, problems } = await parse('pack.zip', archive);
  expect(ids).toEqual(['pack/a', 'pack/c']);
  expect(problems).toEqual([['pack/b.docx', expect.stringMatching(/^too-/)]]);
});

test('a stream of a PDF that unpacks to gigabytes ends by itself or is stopped', async () => {
  const { ids, problems } = await parse('bomb.pdf', pdfBomb(1500));
  expect(ids).toEqual([]);
  expect(problems).toHaveLength(1);
  expect(await parse('good.docx', small)).toEqual({ ids: ['good'], problems: [] });
});

test('files asked for at once are read one after the other', async () => {
  const all = await Promise.all(
    ['a', 'b', 'c'].map((name) => parse(`${name}.zip`, zipSync({ 'x.txt': strToU8('报告') }))),
  );
  expect(all.map(({ ids }) => ids)).toEqual([['a/x'], ['b/x'], ['c/x']]);
});
