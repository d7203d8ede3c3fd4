import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { layOut, type Paragraph } from '../../web/reader/layout.ts';

const none = { offset: 0, sections: [], marks: [] };
const textOf = ({ runs }: Paragraph): string => runs.map(({ text }) => text).join('');
const long = '深化“放管服”改革，省级权责事项保持全国最少，入开展集中整治形式主义官';

describe('a report laid out for reading', () => {
  test('has a paragraph for each line, without blank lines and indents', () => {
    expect(layOut('　　第一段。\r\n\r\n\t第二段。\n', none).map(textOf)).toEqual(['第一段。', '第二段。']);
  });

  test('joins what a page break tore apart, with a sign in between', () => {
    const [paragraph, next] = layOut(`${long}\n\n僚主义。\n\n下一段。`, none);
    expect(paragraph?.runs.map(({ kind, text }) => [kind, text])).toEqual([
      ['text', long],
      ['break', ''],
      ['text', '僚主义。'],
    ]);
    expect(next && textOf(next)).toBe('下一段。');
  });

  test.each([
    ['a sentence that has ended', `${long}。\n\n第二段。`],
    ['a short line such as a date', '2020年1月12日在安徽省第十三届人民代表大会上\n\n各位代表：'],
    [
      'a place and date, before a name',
      '——2020年1月12日在安徽省第十三届人民代表大会第三次会议上\n省人民政府省长 李国英',
    ],
    ['the next number of a list', `${long}\n\n（二）推进转型。`],
  ])('does not join after %s', (_, source) => {
    expect(layOut(source, none)).toHaveLength(2);
  });

  test('marks exactly the quoted characters, across lines and within bold signs', () => {
    const source = `前文。${long}\n\n僚主义，**为基层**减负。`;
    const start = source.indexOf('集中整治');
    const end = source.indexOf('减负');
    const paragraphs = layOut(source, {
      offset: 100,
      sections: [],
      marks: [{ start: start + 100, end: end + 100, current: true }],
    });
    const marked = paragraphs.flatMap(({ runs }) => runs.filter(({ mark }) => mark === 'current'));
    expect(marked.map(({ text }) => text).join('')).toBe(source.slice(start, end).replace(/\n/g, ''));
    expect(marked.some(({ kind }) => kind === 'break')).toBe(true);
    expect(marked.filter(({ kind }) => kind === 'sign').map(({ text }) => text)).toEqual(['**', '**']);
    expect(marked.filter(({ strong, kind }) => strong && kind === 'text').map(({ text }) => text)).toEqual(['为基层']);
  });

  test('the opened quote wins over another one that overlaps it', () => {
    const marks = [
      { start: 0, end: 4, current: false },
      { start: 2, end: 3, current: true },
    ];
    const [paragraph] = layOut('一二三四五', { ...none, marks });
    expect(paragraph?.runs.map(({ text, mark }) => [text, mark])).toEqual([
      ['一二', 'other'],
      ['三', 'current'],
      ['四', 'other'],
      ['五', 'none'],
    ]);
  });

  test('knows headings, and those that run into their text', () => {
    const source =
      '一、主要任务\n（一）推进产业升级。加快发展新能源汽车，推动传统产业改造，建设先进制造业集群，培育一批专精特新企业和领军人才。';
    const sections = [
      { start: 0, depth: 1, title: '主要任务' },
      { start: source.indexOf('（一）'), depth: 2, title: '推进产业升级' },
    ];
    const [heading, body] = layOut(source, { ...none, sections });
    expect(heading?.heading).toBe(1);
    expect(body?.heading).toBeNull();
    expect(body?.runs.map(({ text, strong }) => [text.slice(0, 9), strong])).toEqual([
      ['（一）推进产业升级', true],
      ['。加快发展新能源汽', false],
    ]);
  });

  test('keeps every visible character of the real collection, at its place', () => {
    const source = readFileSync(new URL('../../data/reports/2020-provinces-29.txt', import.meta.url), 'utf8');
    const paragraphs = layOut(source, none);
    expect(paragraphs.map(textOf).join('').replace(/\s/g, '')).toBe(source.replace(/\s/g, ''));
    for (const run of paragraphs.flatMap(({ runs }) => runs)) expect(source.startsWith(run.text, run.start)).toBe(true);
  });
});
