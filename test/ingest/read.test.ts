import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import { partsOf } from '../../ingest/parts.ts';
import { readFolder } from '../../ingest/read/index.ts';
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
  const gbk = Buffer.from('b1a8b8e6', 'hex');
  test.each([
    ['utf-8', Buffer.from(LONG), 'utf-8'],
    ['utf-8 with a mark', Buffer.from(`\ufeff${LONG}`), 'utf-8'],
    ['utf-16le with a mark', Buffer.from(`\ufeff${LONG}`, 'utf16le'), 'utf-16le'],
  ])('%s', async (_, bytes, encoding) => {
    put('a.txt', bytes);
    const [document] = await one();
    expect(document?.text).toBe(LONG);
    expect(document?.encoding).toBe(encoding);
  });

  test('GBK is told from Big5, and line ends are kept', async () => {
    put('a.txt', Buffer.concat(Array.from({ length: 40 }, () => Buffer.concat([gbk, Buffer.from('\r\n')]))));
    const [document] = await one();
    expect(document?.text).toBe('报告\r\n'.repeat(40));
    expect(document?.encoding).toBe('gb18030');
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
});
