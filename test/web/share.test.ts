import { Buffer } from 'node:buffer';
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import type { Citation } from '../../web/model.ts';
import { markdownOf } from '../../web/share/markdown.ts';
import { pageFile } from '../../web/share/page-file.ts';
import { type Answered, paperOf } from '../../web/share/paper.ts';
import { wordFile } from '../../web/share/word-file.ts';

const words = { region: '地区', notStated: '未写明', noReport: '无报告', regionName: (name: string) => name };
const cite = (number: number, quote: string, passage = `p${number}`): Citation => ({
  number,
  passage,
  document: 'd',
  report: 'r',
  title: '2020年安徽省政府工作报告',
  region: '安徽省',
  year: 2020,
  section: ['主要目标'],
  quote,
  start: 0,
  end: quote.length,
});
const answered = (text: string, citations: Citation[]): Answered => ({
  question: '问？',
  text,
  citations,
  table: null,
});

describe('answers put on paper', () => {
  test('number their sources through, each once, over several answers', () => {
    const first = answered('甲。[1]乙。[2]', [cite(1, '一'), cite(2, '二')]);
    const second = answered('丙。[1]丁。[2]', [cite(1, '二', 'p2'), cite(2, '三', 'p3')]);
    const paper = paperOf([first, second], words);
    expect(paper.sources.map(({ number, quote }) => [number, quote])).toEqual([
      [1, '一'],
      [2, '二'],
      [3, '三'],
    ]);
    const text = markdownOf(paper, { style: 'sources', heading: '出处' });
    expect(text).toContain('甲。[1]乙。[2]');
    expect(text).toContain('丙。[2]丁。[3]');
  });

  test('leave out what has no answer, and keep brackets that cite nothing', () => {
    const paper = paperOf([answered('', []), answered('见[7]。', [])], words);
    expect(paper.parts).toHaveLength(1);
    expect(markdownOf(paper, { style: 'footnotes', heading: '' })).toBe('# 问？\n\n见\\[7\\]。\n');
  });

  test.each([
    '<script>alert(1)</script>',
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)",
    '</style><img src=x onerror=alert(1)>',
    '&lt;b&gt;',
  ])('as HTML hold no sign of a text that could be markup: %s', (evil) => {
    const paper = paperOf(
      [{ ...answered(`${evil}[1]\n- ${evil}\n\n| ${evil} |\n|---|\n| ${evil} |`, [cite(1, evil)]), question: evil }],
      words,
    );
    const html = pageFile(paper, {
      language: 'zh',
      title: evil,
      words: { sources: evil, passage: evil, back: evil, made: evil },
      surroundings: new Map([[1, { before: evil, after: evil }]]),
    });
    const { document } = parseHTML(html);
    expect(document.querySelectorAll('script, img').length).toBe(0);
    expect(document.querySelectorAll('style').length).toBe(1);
    for (const node of document.querySelectorAll('*'))
      for (const { name } of node.attributes) expect(name).not.toMatch(/^on/);
    expect(document.querySelector('h1')?.textContent).toBe(evil);
    expect(document.querySelector('mark')?.textContent).toBe(evil);
    expect(document.querySelector('aside')?.getAttribute('aria-label')).toBe(evil);
  });

  test('as HTML lead from every number to its source and back to the first place that cites it', () => {
    const paper = paperOf([answered('甲。[1]乙。[2]又甲。[1]', [cite(1, '一'), cite(2, '二')])], words);
    const html = pageFile(paper, {
      language: 'en',
      title: '问',
      words: { sources: 's', passage: 'p', back: 'b', made: 'm' },
      surroundings: new Map([[1, { before: '前文', after: '后文' }]]),
    });
    for (const [, name] of html.matchAll(/href="#([^"]+)"/g)) expect(html.split(`id="${name}"`)).toHaveLength(2);
    expect(html).toContain('前文<mark>一</mark>后文');
    expect(html).toContain('<mark>二</mark>');
  });

  test('as a Word document are a zip that begins with its types', async () => {
    const paper = paperOf([answered('甲。[1]', [cite(1, '一')])], words);
    const blob = await wordFile(paper, { title: '问', sameAs: (note) => `同注[${note}]。` });
    const bytes = Buffer.from(await blob.arrayBuffer());
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
  });
});
