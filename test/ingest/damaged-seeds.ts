/** What the test of damaged files begins with: whole files of every format and producer, and some made to do harm. */
import { readFileSync } from 'node:fs';
import { constants, deflateRawSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import writeXlsx from 'write-excel-file/node';
import { hasBrowser, launch } from '../browser/browser.ts';
import { encode } from './encode.ts';
import { column, pdf, withTable } from './pdf-file.ts';
import { docx, paragraph } from './word-file.ts';

/** A file with the ending that it goes by. */
export interface Seed {
  name: string;
  ending: string;
  bytes: Uint8Array;
}

const TEXT = `安徽省政府工作报告\n一、工作回顾\n${'全省生产总值增长6.5%，经济社会保持平稳健康发展。'.repeat(40)}`;
const NUMBERING =
  '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>';
const ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>';
const TABLE = `<w:tbl><w:tr><w:tc>${paragraph('任务')}</w:tc><w:tc>${paragraph('单位')}</w:tc></w:tr></w:tbl>`;

const seed = (name: string, ending: string, bytes: Uint8Array): Seed => ({ name, ending, bytes });
const fixture = (name: string): Uint8Array => readFileSync(new URL(`files/${name}`, import.meta.url));

/** Whole files: each format, each encoding, PDFs of four producers, with two columns and with fonts that are not embedded. */
export async function wholeFiles(): Promise<Seed[]> {
  const word = docx([...TEXT.split('\n').map((line) => paragraph(line, ITEM)), TABLE], { numbering: NUMBERING });
  const columns = pdf([
    column(TEXT.match(/.{1,30}/g) ?? [], { x: 40, y: 760, leading: 18 }),
    column(['末页'], { x: 40 }),
  ]);
  const rows = [['省份', '正文'].map((value) => ({ value })), [{ value: '安徽省' }, { value: TEXT }]];
  const page = `<html><head><meta charset="gb2312"></head><body><div>${TEXT.replaceAll('\n', '<br>')}</div></body></html>`;
  return [
    seed('word', 'docx', word),
    seed('predefined map of Unicode', 'pdf', columns),
    seed('predefined map of GBK', 'pdf', pdf([[{ text: 'b1a8b8e6d4f6b3a4362e3525', x: 50, y: 700 }]], 'GBK-EUC-H')),
    seed('pdf-lib', 'pdf', await fromPdfLib()),
    seed('ReportLab', 'pdf', fixture('reportlab.pdf')),
    seed('fpdf2', 'pdf', fixture('fpdf2.pdf')),
    ...(hasBrowser ? [seed('Chromium', 'pdf', await printed())] : []),
    seed('workbook', 'xlsx', await writeXlsx(rows).toBuffer()),
    seed(
      'archive',
      'zip',
      zipSync({ 'a.txt': strToU8(TEXT), 'b/c.docx': word, 'd.zip': zipSync({ 'e.pdf': columns }) }),
    ),
    seed('UTF-8', 'txt', strToU8(TEXT)),
    seed('GB18030', 'txt', encode(TEXT, 'gb18030')),
    seed('UTF-16', 'txt', Buffer.from(`\ufeff${TEXT}`, 'utf16le')),
    seed('table', 'csv', strToU8(`province,full_text\n安徽省,"${TEXT}"`)),
    seed('page', 'html', encode(page, 'gb18030')),
  ];
}

async function fromPdfLib(): Promise<Uint8Array> {
  const file = await PDFDocument.create();
  const font = await file.embedFont(StandardFonts.Helvetica);
  const page = file.addPage([600, 800]);
  for (let line = 0; line < 8; line++)
    for (const x of [50, 350]) page.drawText(`column ${x}, line ${line}`, { x, y: 700 - line * 40, size: 12, font });
  return file.save();
}

async function printed(): Promise<Uint8Array> {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.setContent(`<div style="columns:2">${TEXT.replace(/^.*$/gm, '<p>$&</p>')}</div>`);
    return await page.pdf();
  } finally {
    await browser.close();
  }
}

/** Files made to do harm. */
export function harmfulFiles(): Seed[] {
  const repeated = (text: string, times: number): Uint8Array => strToU8(text.repeat(times));
  const nothing = new Uint8Array(20 * 2 ** 20);
  const layer = (inside: Uint8Array) =>
    zipSync(Object.fromEntries(Array.from({ length: 16 }, (_, n) => [`${n}.zip`, inside])), { level: 9 });
  const nested = layer(layer(layer(zipSync({ 'a.txt': nothing }, { level: 9 }))));
  const cells = Array.from(
    { length: 2 },
    (_, n) => `<row r="${n * 1_048_575 + 1}"><c r="XFD${n * 1_048_575 + 1}"><v>1</v></c></row>`,
  );
  return [
    seed(
      'members that unpack to much',
      'zip',
      zipSync({ 'a.txt': nothing, 'b.txt': nothing, 'c.docx': nothing }, { level: 9 }),
    ),
    seed('archives in archives in archives', 'zip', nested),
    seed(
      '65,000 empty members',
      'zip',
      zipSync(Object.fromEntries(Array.from({ length: 65_000 }, (_, n) => [`${n}.txt`, new Uint8Array(0)]))),
    ),
    ...harmfulPdfs(),
    seed('nested insertions', 'docx', docx([`<w:p>${'<w:ins>'.repeat(50_000)}${'</w:ins>'.repeat(50_000)}</w:p>`])),
    seed(
      'nested tables',
      'docx',
      docx([`${'<w:tbl><w:tr><w:tc>'.repeat(20_000)}${paragraph('x')}${'</w:tc></w:tr></w:tbl>'.repeat(20_000)}`]),
    ),
    seed('a body of 300 MB', 'docx', docx([`<w:p><w:r><w:t>${' '.repeat(300 * 2 ** 20)}</w:t></w:r></w:p>`])),
    seed(
      'entities of entities',
      'docx',
      zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': strToU8(laughing()) }),
    ),
    seed(
      'numbering that refers to itself',
      'docx',
      docx([paragraph('甲', ITEM)], {
        numbering:
          '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="a"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        styles:
          '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
      }),
    ),
    seed('cells at the far corner', 'xlsx', workbook(cells.join(''))),
    seed('nested elements', 'html', strToU8(`<html><body>${'<div>'.repeat(60_000)}${TEXT}`)),
    seed('elements as deep as is read', 'html', strToU8(`<html><body>${'<div>'.repeat(4990)}${TEXT}`)),
    seed(
      'an element of many attributes',
      'html',
      strToU8(`<p ${Array.from({ length: 100_000 }, (_, n) => `a${n}=1`).join(' ')}>${TEXT}`),
    ),
    seed('open quotes', 'csv', strToU8(`a,b\n${'"'.repeat(200_000)}${TEXT}`)),
    seed('200,000 columns', 'csv', strToU8(`${','.repeat(200_000)}\n${','.repeat(200_000)}\n安徽省,${TEXT}`)),
    seed('one sign', 'txt', repeated('一', 400_000)),
    seed('brackets', 'md', strToU8(`${'['.repeat(200_000)}1]`)),
    seed('brackets of departments', 'txt', strToU8(`${TEXT.slice(0, 20)}\n分工\n${'（省财政厅'.repeat(40_000)}牵头`)),
    seed('quotation marks', 'txt', strToU8(`${'“\n'.repeat(100_000)}”`)),
    seed('contents', 'txt', strToU8(`目录\n${Array.from({ length: 20_000 }, (_, n) => `第${n}条`).join('\n')}`)),
    seed('figures', 'txt', strToU8(`一、回顾\n${'增长6.5%、'.repeat(60_000)}`)),
    seed('marks of headings', 'md', repeated('# ', 200_000)),
    seed('blanks', 'txt', repeated(' \u3000\n', 200_000)),
    seed(
      'titles of collections',
      'txt',
      strToU8(
        Array.from({ length: 20_000 }, (_, n) => `【第${'一'.repeat((n % 3) + 1)}篇】安徽省政府工作报告`).join('\n'),
      ),
    ),
  ];
}

function harmfulPdfs(): Seed[] {
  const block = deflateRawSync(Buffer.alloc(2 ** 20, ' '), { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const blanks = Buffer.concat([Buffer.of(0x78, 0x9c), ...new Array<Buffer>(900).fill(block), Buffer.of(3, 0)]);
  const stream = (content: string, more = ''): string =>
    `<</Length ${content.length}${more}>>stream\n${content}\nendstream`;
  const onePage = (content: string, resources = '', ...more: string[]) =>
    withTable([
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<<${resources}>>/Contents 4 0 R>>`,
      content,
      ...more,
    ]);
  const form = '/Type/XObject/Subtype/Form/BBox[0 0 600 800]';
  const loop = Buffer.from(onePage(stream('BT ET'))).toString('latin1');
  const start = /startxref\n(\d+)/.exec(loop)?.[1];
  return [
    seed(
      'pages in themselves',
      'pdf',
      withTable(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[2 0 R 2 0 R]/Count 100000>>']),
    ),
    seed(
      'one page 100,000 times',
      'pdf',
      withTable([
        '<</Type/Catalog/Pages 2 0 R>>',
        `<</Type/Pages/Kids[${'3 0 R '.repeat(100_000)}]/Count 100000>>`,
        '<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>',
      ]),
    ),
    seed('a stream of 900 MB', 'pdf', onePage(stream(blanks.toString('latin1'), '/Filter/FlateDecode'))),
    seed(
      'a form that draws itself',
      'pdf',
      onePage(
        stream('/F Do'),
        '/XObject<</F 5 0 R>>',
        stream('/F Do /F Do', `${form}/Resources<</XObject<</F 5 0 R>>>>`),
      ),
    ),
    seed(
      'forms that double 30 times',
      'pdf',
      onePage(
        stream('/F Do'),
        '/XObject<</F 5 0 R>>',
        ...Array.from({ length: 30 }, (_, n) =>
          stream('/F Do /F Do', `${form}/Resources<</XObject<</F ${n + 6} 0 R>>>>`),
        ),
        stream('', form),
      ),
    ),
    seed(
      'a table of places that goes before itself',
      'pdf',
      Buffer.from(loop.replace('/Root', `/Prev ${start}/Root`), 'latin1'),
    ),
    seed('a length that refers to its own stream', 'pdf', onePage('<</Length 4 0 R>>stream\nBT ET\nendstream')),
    seed('states that are never restored', 'pdf', onePage(stream('q '.repeat(500_000)))),
    seed('arrays in arrays', 'pdf', onePage(stream(`${'['.repeat(200_000)} TJ`))),
  ];
}

function laughing(): string {
  const entities = Array.from({ length: 30 }, (_, n) => `<!ENTITY e${n + 1} "&e${n};&e${n};">`).join('');
  return `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "哈">${entities}]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraph('&e30;')}</w:body></w:document>`;
}

/** A workbook whose sheet has those rows. */
function workbook(rows: string): Uint8Array {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packed = 'http://schemas.openxmlformats.org/package/2006/relationships';
  return zipSync({
    '[Content_Types].xml': strToU8(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    ),
    '_rels/.rels': strToU8(
      `<Relationships xmlns="${packed}"><Relationship Id="r1" Type="${relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="${main}" xmlns:r="${relation}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships xmlns="${packed}"><Relationship Id="r1" Type="${relation}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`),
  });
}
