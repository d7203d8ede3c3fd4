/** The same report in several formats, and the reports of all provinces as people keep them: in a zip, in tables. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import Papa from 'papaparse';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cleanSource } from '../../ingest/clean.ts';
import { projectRoot } from '../../ingest/config.ts';
import type { SourceDocument } from '../../ingest/model.ts';
import { partsOf } from '../../ingest/parts.ts';
import { readFolder } from '../../ingest/read/index.ts';
import { regions } from '../../ingest/regions.ts';
import { encode } from './encode.ts';
import { docx, paragraph } from './word-file.ts';

/** Share of clean characters that two formats of one report must agree in. */
const SAME = 0.995;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baogao-same-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const put = (name: string, bytes: string | Uint8Array): void => writeFileSync(join(folder, name), bytes);
const read = async (): Promise<SourceDocument[]> => {
  const { documents, problems } = await readFolder(folder);
  expect(problems.map(({ error }) => error.message)).toEqual([]);
  return documents;
};
const passagesOf = (document: SourceDocument | undefined): string[] =>
  document ? partsOf(document).flatMap(({ passages }) => passages.map(({ text }) => text)) : [];

const seed = (name: string): string =>
  readFileSync(join(projectRoot, 'data/reports', `${name}.txt`), 'utf8').replace(/^\ufeff/, '');
const collection = seed('2020-provinces-29');
/** One report of the collection, from its heading to the next one's. */
const province = (name: string): string => {
  const titles = [...collection.matchAll(/^【第.+篇】.*$/gm)].filter(({ 0: line }) => !/\.{4}/.test(line));
  const at = titles.findIndex(({ 0: line }) => line.includes(name));
  return collection.slice(titles[at]?.index, titles[at + 1]?.index);
};
const escaped = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b-\u001f]/g, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;');

describe('the same report', () => {
  test.each([
    ['a province with five levels of headings', () => province('西藏')],
    ['a province with a glossary', () => province('海南')],
    ['a part of a newspaper page', () => seed('2020-zhuzhou')],
    ['a digest with empty headings', () => seed('2020-hunan-digest')],
    ['a division of tasks', () => seed('2022-hunan-task-division')],
  ])(
    '%s: identical passages in every encoding; as a Word file 99.5% of the clean characters and the same quotes',
    async (_, of) => {
      const text = of().replace(/\r\n/g, '\n');
      expect(text.length).toBeGreaterThan(2000);
      put('a.txt', text);
      put('b.txt', encode(text.replace(/\n/g, '\r\n'), 'gb18030'));
      put('c.txt', Buffer.from(`\ufeff${text}`, 'utf16le'));
      put('d.docx', docx(text.split('\n').map((line) => paragraph(escaped(line)))));
      const [plain, national, wide, word] = await read();
      expect(passagesOf(plain).length).toBeGreaterThan(5);
      expect(passagesOf(national)).toEqual(passagesOf(plain));
      expect(passagesOf(wide)).toEqual(passagesOf(plain));
      const [one, other] = [plain, word].map((document) =>
        cleanSource(document as SourceDocument).text.replace(/\s/g, ''),
      );
      expect(sameShare(one ?? '', other ?? '')).toBeGreaterThanOrEqual(SAME);
    },
  );
});

/** Characters that stand in both in the same order, of those of the longer one. */
function sameShare(a: string, b: string): number {
  let [i, j, same] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      same++;
      i++;
      j++;
      continue;
    }
    // The nearest place where both go on alike for some characters.
    const [skipped, left] = nearest(a, b, i, j);
    i += skipped;
    j += left;
  }
  return same / Math.max(a.length, b.length);
}

function nearest(a: string, b: string, i: number, j: number): [number, number] {
  for (let both = 1; both < 200; both++)
    for (let x = 0; x <= both; x++)
      if (a.slice(i + x, i + x + 6) === b.slice(j + both - x, j + both - x + 6)) return [x, both - x];
  return [a.length, b.length];
}

describe('the reports of all provinces are told by name and year with no correction', () => {
  const provinces = regions.filter(({ level }) => level === 'province');
  const body = (words: string): string =>
    `各位代表：\n现在，我代表政府向大会报告工作。\n一、过去一年工作回顾\n${words}${'经济社会保持平稳健康发展。'.repeat(30)}\n二、今年主要任务\n继续努力。\n`;
  const found = async () =>
    (await read())
      .flatMap((document) => partsOf(document))
      .map(({ report }) => [report.region, report.year, report.level]);

  test('as Word files in a zip whose names are GBK, full names or short, the head silent', async () => {
    const files: Zippable = {};
    const names: [ascii: string, name: Buffer][] = [];
    provinces.forEach(({ name, short }, at) => {
      // As people name them: 2025年广西政府工作报告 beside 2025年安徽省政府工作报告.
      const bytes = encode(`2025年${at % 2 ? short : name}政府工作报告.docx`, 'gb18030');
      const ascii = String.fromCharCode(97 + Math.floor(at / 26), 97 + (at % 26)).padEnd(bytes.length, '_');
      files[ascii] = docx(
        `政府工作报告\n${body('')}`
          .trim()
          .split('\n')
          .map((line) => paragraph(line)),
      );
      names.push([ascii, bytes]);
    });
    const archive = Buffer.from(zipSync(files));
    for (const [ascii, bytes] of names)
      for (let at = archive.indexOf(ascii); at >= 0; at = archive.indexOf(ascii, at + 1)) archive.set(bytes, at);
    put('政府工作报告.zip', archive);
    const all = await found();
    expect(all).toHaveLength(provinces.length);
    expect(new Set(all.map(([region]) => region))).toEqual(new Set(provinces.map(({ name }) => name)));
    expect(all.every(([, year, level]) => year === 2025 && level === 'province')).toBe(true);
  });

  test('as a table with a row each and as a file each, with the columns and the byte order mark that dumps have', async () => {
    const row = ({ name }: { name: string }) => ({
      province: name,
      year: 2026,
      title: `2026年${name}政府工作报告`,
      source_url: 'https://example.org/a.html',
      publish_date: '2026-02-03',
      // Reports name other regions too, the neighbour more often than themselves.
      full_text: `打印本页\n政府工作报告\n${body('我们与广东、浙江合作，学习广东、浙江、广东。')}`,
    });
    put('all.csv', `\ufeff${Papa.unparse(provinces.map(row))}`);
    const expected = provinces.map(({ name }) => [name, 2026, 'province']);
    expect(await found()).toEqual(expected);
    rmSync(join(folder, 'all.csv'));
    for (const one of provinces) put(`2026_${one.name}_政府工作报告.csv`, `\ufeff${Papa.unparse([row(one)])}`);
    expect((await found()).sort()).toEqual(expected.sort());
  });
});
