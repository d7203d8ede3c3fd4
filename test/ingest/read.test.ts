import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import { partsOf } from '../../ingest/parts.ts';
import { readFolder } from '../../ingest/read/index.ts';
import { encode } from './encode.ts';
import { docx, paragraph } from './word-file.ts';

const LINES = [
  '政府工作报告',
  '——2021年1月12日在安徽省第十三届人民代表大会第四次会议上',
  '一、2020年工作回顾',
  '全省生产总值增长3.9%，粮食获得丰收。',
];
const LONG = `${LINES.join('\n')}\n${'经济社会保持平稳健康发展。'.repeat(30)}`;
let folder = '';
const put = (name: string, content: string | Uint8Array): void => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
};
const one = async () => {
  const { documents, problems } = await readFolder(folder);
  expect(problems.map((p) => p.error.message)).toEqual([]);
  return documents;
};
const problem = async () => (await readFolder(folder)).problems[0]?.error;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baogao-read-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('encodings', () => {
  const TRADITIONAL = `${'經濟社會保持平穩健康發展，人民生活水平穩步提高。'.repeat(20)}\r\n`;
  const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16();
  test.each([
    ['utf-8', Buffer.from(LONG), LONG, 'utf-8'],
    ['utf-8 with a mark', Buffer.from(`\ufeff${LONG}`), LONG, 'utf-8'],
    ['utf-16le with a mark', Buffer.from(`\ufeff${LONG}`, 'utf16le'), LONG, 'utf-16le'],
    ['utf-16le without', Buffer.from(LONG, 'utf16le'), LONG, 'utf-16le'],
    ['utf-16be with a mark', swapped(`\ufeff${LONG}`), LONG, 'utf-16be'],
    ['utf-16be without', swapped(LONG), LONG, 'utf-16be'],
    [
      'GBK, with the line ends of Windows',
      encode(LONG.replace(/\n/g, '\r\n'), 'gb18030'),
      LONG.replace(/\n/g, '\r\n'),
      'gb18030',
    ],
    ['Big5', encode(TRADITIONAL, 'big5'), TRADITIONAL, 'big5'],
    ['a few words of GBK', encode('报告\r\n', 'gb18030'), '报告\r\n', 'gb18030'],
  ])('%s', async (_, bytes, text, encoding) => {
    put('a.txt', bytes);
    const [document] = await one();
    expect(document?.text).toBe(text);
    expect(document?.encoding).toBe(encoding);
  });

  test('the same report in every encoding and with every line end has the same clean passages', async () => {
    const windows = LONG.replace(/\n/g, '\r\n');
    put('a.txt', LONG);
    put('b.txt', encode(windows, 'gb18030'));
    put('c.md', Buffer.from(`\ufeff${windows}`, 'utf16le'));
    const texts = (await one()).map((document) =>
      partsOf(document).flatMap(({ passages }) => passages.map(({ text }) => text)),
    );
    expect(texts[0]?.length).toBeGreaterThan(1);
    expect(texts[1]).toEqual(texts[0]);
    expect(texts[2]).toEqual(texts[0]);
  });

  test.each([
    [
      'a character cut off at the end of GBK',
      Buffer.concat([encode(LONG, 'gb18030'), Buffer.of(0xb1)]),
      encode(LONG, 'gb18030').length,
    ],
    [
      'an odd byte at the end of UTF-16',
      Buffer.concat([Buffer.from(`\ufeff${LONG}`, 'utf16le'), Buffer.of(0x62)]),
      2 + LONG.length * 2,
    ],
    [
      'a byte that GBK does not have',
      Buffer.concat([encode(LONG, 'gb18030'), Buffer.of(0xff, 0xff), encode(LONG, 'gb18030')]),
      encode(LONG, 'gb18030').length,
    ],
  ])('%s is an error with its offset', async (_, bytes, offset) => {
    put('a.txt', bytes);
    const error = await problem();
    expect(error?.code).toBe('undecodable');
    expect(error?.message).toContain(`byte offset ${offset} `);
  });

  test('GBK that another program went on with in UTF-8, or the other way round, is an error near the seam', async () => {
    const [gbk, utf8] = [encode(LONG.repeat(5), 'gb18030'), Buffer.from(LONG.repeat(5))];
    for (const [first, second] of [
      [gbk, utf8],
      [utf8, gbk],
    ] as const) {
      put('a.txt', Buffer.concat([first, second]));
      const error = await problem();
      expect(error?.code).toBe('undecodable');
      const offset = Number(/byte offset (\d+)/.exec(error?.message ?? '')?.[1]);
      expect(Math.abs(offset - first.length)).toBeLessThan(1200);
    }
  });

  test('text that was decoded wrongly before it came here is told', async () => {
    const wrong = new TextDecoder('gb18030').decode(Buffer.from(LONG)).replaceAll('\ufffd', '');
    put('a.txt', wrong);
    expect((await one())[0]?.warnings.map(({ code }) => code)).toContain('mojibake');
  });

  test('a program under the ending of a text, and a file with nothing in it, are errors', async () => {
    put('a.txt', Buffer.from(Array.from({ length: 4000 }, (_, n) => (n * 7919) % 256)));
    expect((await problem())?.code).toMatch(/not-text|undecodable/);
    put('a.txt', '\n \n');
    expect((await problem())?.code).toBe('no-text');
  });

  test('bytes that no encoding has are an error with file and offset, never mojibake', async () => {
    put('a.txt', Buffer.concat([Buffer.from(LONG), Buffer.from([0xff, 0xff]), Buffer.from(LONG)]));
    const error = await problem();
    expect(error?.message).toContain('a.txt');
    expect(error?.message).toContain(String(Buffer.byteLength(LONG)));
  });
});

describe('formats', () => {
  test('docx: a line a paragraph; the report in it is found as in a text', async () => {
    put('2021.docx', docx(LINES.map((line) => paragraph(line))));
    const [document] = await one();
    expect(document?.text.trim().split('\n')).toEqual(LINES);
    expect(document && partsOf(document)[0]?.report).toMatchObject({ region: '安徽省', year: 2021 });
  });

  test('csv: a row a document, columns as hints, quotes and line breaks inside cells', async () => {
    put(
      'all.csv',
      `\ufeffprovince,year,full_text\n安徽省,2021,"${LONG}"\n福建省,2022,"${LONG.replaceAll('，', '""')}"\n空,2022,太短\n`,
    );
    const documents = await one();
    expect(documents.map((d) => [d.id, d.hints.region, d.hints.year])).toEqual([
      ['all#1', '安徽省', 2021],
      ['all#2', '福建省', 2022],
    ]);
    expect(documents[0]?.text).toBe(LONG);
  });

  test('xlsx', async () => {
    const cell = (value: string) => ({ value, type: String });
    const bytes = await writeXlsx([
      [cell('省份'), cell('正文')],
      [cell('安徽省'), cell(LONG)],
    ]).toBuffer();
    put('t.xlsx', bytes);
    const [document] = await one();
    expect(document?.text).toBe(LONG);
    expect(document?.hints.region).toBe('安徽省');
  });

  test.each([
    ['省份,年度,标题,发布日期,政府工作报告全文', { region: '安徽省', year: 2021, title: '报告', date: '2021-01-12' }],
    ['所属省份,报告年份,报告名称,时间,报告内容', { region: '安徽省', year: 2021, title: '报告', date: '2021-01-12' }],
    ['Province,Year,Title,Date,Report_Text', { region: '安徽省', year: 2021, title: '报告', date: '2021-01-12' }],
  ])('columns named %s', async (names, hints) => {
    put('t.csv', `各省报告,,,,\n${names}\n安徽省,2021年,报告,2021/1/12,"${LONG}"\n`);
    const [document] = await one();
    expect(document?.text).toBe(LONG);
    expect(document?.hints).toEqual(hints);
  });

  test('a city goes before its province, a text in two columns is one, and other separators are found', async () => {
    put('t.csv', `province;city;正文1;正文2\n湖南省;株洲市;"${LONG}";"${LONG}"\n湖南省;省本级;"${LONG}";\n`);
    const documents = await one();
    expect(documents.map(({ hints, text }) => [hints.region, text])).toEqual([
      ['株洲市', LONG + LONG],
      ['湖南省', LONG],
    ]);
  });

  test('a table without names of columns: the longest one is the text', async () => {
    put('t.tsv', `安徽政府工作报告\t"${LONG}"\n福建政府工作报告\t"${LONG}"\n`);
    expect((await one()).map(({ text }) => text)).toEqual([LONG, LONG]);
  });

  test('a workbook of several sheets; a cell with all that Excel allows is told', async () => {
    const cell = (value: string) => ({ value, type: String });
    const sheet = (text: string) => [[cell('正文')], [cell(text)]];
    const bytes = await writeXlsx([
      { data: sheet(LONG), sheet: '安徽' },
      { data: sheet('长'.repeat(32_767)), sheet: '福建' },
    ]).toBuffer();
    put('t.xlsx', bytes);
    const documents = await one();
    expect(documents.map(({ id }) => id)).toEqual(['t#1', 't#福建-1']);
    expect(documents[1]?.warnings.map(({ code }) => code)).toEqual(['cut-cell']);
  });

  test('html: the article and not the menus', async () => {
    const menu = '<nav><ul><li><a href="/">首页</a></li><li><a href="/b">政务公开</a></li></ul></nav>';
    const body = LONG.split('\n')
      .map((line) => `<p>${line}</p>`)
      .join('');
    put(
      'page.html',
      `<!doctype html><html><head><meta charset="utf-8"><title>2021年安徽省政府工作报告</title></head><body>${menu}<article>${body}</article><footer>网站地图</footer></body></html>`,
    );
    const [document] = await one();
    expect(document?.text).toContain('全省生产总值增长3.9%，粮食获得丰收。');
    expect(document?.text).not.toContain('政务公开');
    expect(document?.text).not.toContain('网站地图');
  });

  test('a page saved in GBK, its text parted by line breaks and over several blocks', async () => {
    const block = (n: number) =>
      `<div>　　第${n}段。${'经济社会保持平稳健康发展。'.repeat(20)}<br><br>　　增长6%<sup>[1]</sup>，完成。</div>`;
    const page = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>政府工作报告_安徽</title><meta name="ArticleTitle" content="2021年安徽省政府工作报告"><meta name="PubDate" content="2021-01-15 09:00"></head><body><div id="menu"><a href="/">首页</a><a href="/b">政务公开</a></div><div id="zoom">${[1, 2, 3, 4, 5].map(block).join('')}<table><tr><td>指标</td><td>目标</td></tr></table></div><div style="display:none">看不见的话。</div><div>版权所有</div></body></html>`;
    put('page.htm', encode(page, 'gb18030'));
    const [document] = await one();
    expect(document?.encoding).toBe('gb18030');
    expect(document?.hints).toEqual({ title: '2021年安徽省政府工作报告', date: '2021-01-15' });
    for (const n of [1, 2, 3, 4, 5]) expect(document?.text).toContain(`第${n}段。`);
    expect(document?.text.match(/^增长6%\[1\]，完成。$/gm)).toHaveLength(5);
    expect(document?.text).toContain('指标 | 目标');
    expect(document?.text).not.toMatch(/政务公开|看不见|版权所有/);
  });
});

describe('what cannot be read says what to do', () => {
  test.each([
    ['old.doc', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array(600).fill(0)]), '.docx'],
    ['pack.rar', strToU8('Rar!\x1a\x07\x00 some'), 'zip'],
    ['report.ofd', zipSync({ 'OFD.xml': strToU8('<ofd/>') }), 'PDF'],
    ['report.wps', strToU8('some wps'), '.docx'],
    ['picture.png', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]), 'OCR'],
  ])('%s', async (name, bytes, conversion) => {
    put(name, bytes);
    const error = await problem();
    expect(error?.code).toBe('unsupported-format');
    expect(`${error?.hint}`).toContain(conversion);
  });

  test('a wrong ending is read by its content, with a warning', async () => {
    put('really.txt', docx(LINES.map((line) => paragraph(line))));
    const [document] = await one();
    expect(document?.format).toBe('docx');
    expect(document?.warnings.map((w) => w.code)).toContain('wrong-ending');
  });

  test.each([
    [
      'a.doc',
      () =>
        strToU8(
          `<html><body>${LONG.split('\n')
            .map((line) => `<p>${line}</p>`)
            .join('')}</body></html>`,
        ),
      'html',
    ],
    ['a.docx', () => strToU8(LONG), 'txt'],
    ['a.pdf', () => encode(LONG, 'gb18030'), 'txt'],
    ['a.doc', () => docx(LINES.map((line) => paragraph(line))), 'docx'],
  ] as const)('%s that is something else is read as that', async (name, bytes, format) => {
    put(name, bytes());
    const [document] = await one();
    expect(document?.format).toBe(format);
    expect(document?.warnings.map(({ code }) => code)).toEqual(['wrong-ending']);
  });

  test('a Word file with a password, a truncated one and Word 2003 XML name what they are', async () => {
    const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array(600).fill(0)];
    put('a.docx', Buffer.concat([Buffer.from(ole), Buffer.from('EncryptedPackage', 'utf16le')]));
    expect(await problem()).toMatchObject({ code: 'encrypted' });
    put('a.docx', docx(LINES.map((line) => paragraph(line))).slice(0, 600));
    expect(await problem()).toMatchObject({ code: 'damaged', message: expect.stringContaining('whole .docx') });
    rmSync(join(folder, 'a.docx'));
    put('a.xml', '<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?><w:wordDocument/>');
    expect(await problem()).toMatchObject({ code: 'unsupported-format', hint: expect.stringContaining('.docx') });
  });
});
