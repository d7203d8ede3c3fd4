import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import { partsOf } from '../../ingest/parts.ts';
import { readFolder } from '../../ingest/read/index.ts';
import { encode } from './encode.ts';
import { column, pdf, withTable } from './pdf-file.ts';
import { docx, paragraph } from './word-file.ts';

/** Files tried; FUZZ_FILES=10000 for the long run, which takes some minutes. */
const FILES = Number(process.env.FUZZ_FILES ?? 120);
/** What one file may take: the parser's 10 seconds, and the start of another process. */
const MOST_MS = 20_000;
const MOST_BYTES = 2 ** 30;
const ENDINGS = ['docx', 'pdf', 'zip', 'txt', 'csv', 'html', 'xlsx', 'md', 'doc', 'dat', ''];

const TEXT = `安徽省政府工作报告\n一、工作回顾\n${'全省生产总值增长6.5%，经济社会保持平稳健康发展。'.repeat(40)}`;

/** Whole files of every format, from several producers, and some made to do harm. */
async function makeSeeds(): Promise<{ good: Uint8Array[]; harmful: Uint8Array[] }> {
  const lib = await PDFDocument.create();
  lib.addPage().drawText('some text of a report', { font: await lib.embedFont(StandardFonts.Helvetica) });
  const table = `<w:tbl><w:tr><w:tc>${paragraph('任务')}</w:tc><w:tc>${paragraph('单位')}</w:tc></w:tr></w:tbl>`;
  const numbering =
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>';
  const item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>';
  const word = docx([...TEXT.split('\n').map((line) => paragraph(line, item)), table], { numbering });
  const rows = [['省份', '正文'].map((value) => ({ value })), [{ value: '安徽省' }, { value: TEXT }]];
  const printed = pdf([
    column(TEXT.match(/.{1,30}/g) ?? [], { x: 40, y: 760, leading: 18 }),
    column(['末页'], { x: 40 }),
  ]);
  const page = `<html><head><meta charset="gb2312"></head><body><div>${TEXT.replaceAll('\n', '<br>')}</div></body></html>`;
  const good = [
    word,
    printed,
    await lib.save(),
    readFileSync(new URL('files/reportlab.pdf', import.meta.url)),
    await writeXlsx(rows).toBuffer(),
    zipSync({ 'a.txt': strToU8(TEXT), 'b/c.docx': word, 'd.zip': zipSync({ 'e.pdf': printed }) }),
    strToU8(TEXT),
    encode(TEXT, 'gb18030'),
    Buffer.from(`\ufeff${TEXT}`, 'utf16le'),
    strToU8(`province,full_text\n安徽省,"${TEXT}"`),
    encode(page, 'gb18030'),
  ];
  const block = deflateRawSync(Buffer.alloc(2 ** 20, ' '), { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const blanks = Buffer.concat([Buffer.of(0x78, 0x9c), ...new Array<Buffer>(900).fill(block), Buffer.of(3, 0)]);
  const harmful = [
    zipSync({ 'a.txt': new Uint8Array(40 * 2 ** 20), 'b.docx': new Uint8Array(20 * 2 ** 20) }, { level: 9 }),
    withTable(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[2 0 R 2 0 R]/Count 100000>>']),
    withTable([
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>',
      `<</Length ${blanks.length}/Filter/FlateDecode>>stream\n${blanks.toString('latin1')}\nendstream`,
    ]),
    docx([`<w:p>${'<w:ins>'.repeat(50_000)}${'</w:ins>'.repeat(50_000)}</w:p>`]),
    strToU8(`<html><body>${'<div>'.repeat(60_000)}${TEXT}`),
    strToU8(`a,b\n${'"'.repeat(200_000)}${TEXT}`),
    strToU8('一'.repeat(400_000)),
    strToU8(`${'['.repeat(200_000)}1]`),
    strToU8(`${'“\n'.repeat(100_000)}”`),
    strToU8(`目录\n${Array.from({ length: 20_000 }, (_, n) => `第${n}条`).join('\n')}`),
  ];
  return { good, harmful };
}

let folder = '';
let seeds: Awaited<ReturnType<typeof makeSeeds>>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'baogao-damaged-'));
  seeds = await makeSeeds();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Reads the file as ingest would, cuts what was found, and holds it to the limits. */
async function survive(bytes: Uint8Array, ending: string): Promise<string[]> {
  const name = ending === '' ? 'x' : `x.${ending}`;
  writeFileSync(join(folder, name), bytes);
  const started = performance.now();
  const { documents, problems } = await readFolder(folder);
  for (const document of documents) partsOf(document);
  const took = performance.now() - started;
  rmSync(join(folder, name));
  expect(took).toBeLessThan(MOST_MS);
  expect(process.memoryUsage.rss()).toBeLessThan(MOST_BYTES);
  expect(documents.length + problems.length).toBeGreaterThan(0);
  for (const { error } of problems)
    expect(`${error.code} ${error.message}`).toMatch(/^[a-z-]+ x.*expected|could not be read/s);
  return problems.map(({ error }) => error.code);
}

type Damage =
  | { kind: 'cut'; at: number }
  | { kind: 'flip'; at: number; value: number }
  | { kind: 'remove' | 'repeat'; at: number; length: number }
  | { kind: 'splice'; at: number; other: number };

const share = fc.double({ min: 0, max: 1, noNaN: true });
const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: share }),
  fc.record({ kind: fc.constant('flip' as const), at: share, value: fc.nat(255) }),
  fc.record({ kind: fc.constantFrom('remove' as const, 'repeat' as const), at: share, length: fc.nat(300) }),
  fc.record({ kind: fc.constant('splice' as const), at: share, other: fc.nat(100) }),
);

function damaged(bytes: Uint8Array, { at, ...what }: Damage): Uint8Array {
  const place = Math.floor(at * bytes.length);
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
  switch (what.kind) {
    case 'cut':
      return before;
    case 'flip':
      return Buffer.concat([before, Buffer.of(what.value), after.subarray(1)]);
    case 'remove':
      return Buffer.concat([before, after.subarray(what.length)]);
    case 'repeat':
      return Buffer.concat([before, after.subarray(0, what.length), after]);
    case 'splice':
      return Buffer.concat([before, (seeds.good[what.other % seeds.good.length] as Uint8Array).subarray(place)]);
  }
}

test(
  `${FILES} damaged and random files end in an error or a document: no crash, no hang, no gigabyte`,
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1000),
        fc.constantFrom(...ENDINGS),
        fc.array(damage, { maxLength: 6 }),
        fc.oneof(
          { weight: 9, arbitrary: fc.constant(undefined) },
          { weight: 1, arbitrary: fc.uint8Array({ maxLength: 3000 }) },
        ),
        async (seed, ending, damages, random) => {
          const whole = random ?? (seeds.good[seed % seeds.good.length] as Uint8Array);
          await survive(damages.reduce(damaged, whole), ending);
        },
      ),
      { numRuns: FILES },
    );
  },
  FILES * 2000 + 60_000,
);

test('files made to do harm end so too', async () => {
  for (const [at, bytes] of seeds.harmful.entries()) {
    const ending = ['zip', 'pdf', 'pdf', 'docx', 'html', 'csv', 'txt', 'md', 'txt', 'txt'][at] ?? 'txt';
    await survive(bytes, ending);
  }
}, 200_000);
