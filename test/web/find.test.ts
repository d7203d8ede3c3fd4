import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findWords, MOST_FOUND, searchable } from '../../web/reader/find.ts';
import { layOut } from '../../web/reader/layout.ts';

const places = (source: string, words: string): string[] =>
  findWords(searchable(source), words).map(({ start, end }) => source.slice(start, end));

describe('words found in a report', () => {
  test.each([
    ['增长 7.5％', '全省增长7.5%左右', ['增长7.5%']],
    ['7.5%', '增长７．５％，又7.5 %', ['７．５％', '7.5 %']],
    ['形式主义官僚主义', '整治形式主义官\n\n僚主义', ['形式主义官\n\n僚主义']],
    ['pm2.5', '全省 PM2.5 浓度', ['PM2.5']],
    ['为基层减负', '**为基层**减负', ['为基层**减负']],
    ['哈哈', '哈哈哈哈哈', ['哈哈', '哈哈']],
    [' *', '一 * 二', []],
    ['没有', '全省', []],
  ])('%s in %s', (words, source, expected) => {
    expect(places(source, words)).toEqual(expected);
  });

  test('counting ends somewhere', () => {
    expect(findWords(searchable('的'.repeat(MOST_FOUND + 9)), '的')).toHaveLength(MOST_FOUND);
  });

  test('are marked exactly, over quotes and bold signs, in the real collection', () => {
    const source = readFileSync(new URL('../../data/reports/2020-zhuzhou.txt', import.meta.url), 'utf8');
    const found = findWords(searchable(source), '株洲');
    expect(found.length).toBeGreaterThan(10);
    const here = found[3] ?? null;
    const marks = [{ start: found[0]?.start ?? 0, end: (found[0]?.end ?? 0) + 3, current: true }];
    const runs = layOut(source, { offset: 0, sections: [], marks, found, here }).flatMap((paragraph) => paragraph.runs);
    const marked = runs.filter((run) => run.found !== undefined);
    expect(marked.map(({ text }) => text).join('')).toBe('株洲'.repeat(found.length));
    expect(marked.filter((run) => run.found === 'here').map(({ start }) => start)).toEqual([here?.start]);
    expect(runs.filter(({ mark }) => mark === 'current').length).toBe(2);
  });
});

describe('pages of a PDF', () => {
  test('begin where they begin, also inside a paragraph, and not a character is lost', () => {
    const source = '第一页的第一段。\n第一页上没有写完的这一句到第二页才写完。\n第三页。';
    const second = source.indexOf('到第二页');
    const third = source.indexOf('第三页');
    const pages = [
      { page: 1, start: 0 },
      { page: 2, start: second },
      { page: 3, start: third },
    ];
    const paragraphs = layOut(source, { offset: 0, sections: [], marks: [], pages });
    expect(paragraphs.map(({ runs }) => runs.map(({ kind, text, page }) => (kind === 'page' ? page : text)))).toEqual([
      [1, '第一页的第一段。'],
      ['第一页上没有写完的这一句', 2, '到第二页才写完。'],
      [3, '第三页。'],
    ]);
  });

  test('of a report that begins in the middle of a document are counted from there', () => {
    const pages = [
      { page: 1, start: 0 },
      { page: 2, start: 100 },
      { page: 3, start: 104 },
    ];
    const [paragraph] = layOut('一二三四五六', { offset: 100, sections: [], marks: [], pages });
    expect(paragraph?.runs.map(({ kind, text, page }) => (kind === 'page' ? page : text))).toEqual([
      2,
      '一二三四',
      3,
      '五六',
    ]);
  });
});
