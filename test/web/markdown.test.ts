import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Block, type Inline, parseMarkdown, withoutOpenEnd } from '../../web/markdown.ts';

const text = (words: string): Inline => ({ type: 'text', text: words });

describe('an answer in simple Markdown', () => {
  test('becomes paragraphs, lists, bold words and citations', () => {
    expect(parseMarkdown('安徽**增长**7.5%。[1][12]\n- 一[2]\n- 二\n\n1. 甲\n2. 乙')).toEqual<Block[]>([
      {
        type: 'paragraph',
        inlines: [
          text('安徽'),
          { type: 'strong', text: '增长' },
          text('7.5%。'),
          { type: 'citation', number: 1 },
          { type: 'citation', number: 12 },
        ],
      },
      { type: 'list', ordered: false, items: [[text('一'), { type: 'citation', number: 2 }], [text('二')]] },
      { type: 'list', ordered: true, items: [[text('甲')], [text('乙')]] },
    ]);
  });

  test('keeps its lines, and sets the coverage apart', () => {
    expect(parseMarkdown('第一行\n第二行\n\n覆盖：29份中的28份')).toEqual<Block[]>([
      { type: 'paragraph', inlines: [text('第一行'), { type: 'break' }, text('第二行')] },
      { type: 'coverage', inlines: [text('覆盖：29份中的28份')] },
    ]);
    expect(parseMarkdown('Coverage: 2 of 2')[0]?.type).toBe('coverage');
    expect(parseMarkdown('覆盖率达到80%')[0]?.type).toBe('paragraph');
  });

  test('may hold a table', () => {
    expect(parseMarkdown('| 地区 | 目标 |\n|---|---:|\n| 安徽 | 7.5%[1] |')).toEqual<Block[]>([
      {
        type: 'table',
        head: [[text('地区')], [text('目标')]],
        rows: [[[text('安徽')], [text('7.5%'), { type: 'citation', number: 1 }]]],
      },
    ]);
  });

  test('is never taken for HTML', () => {
    expect(parseMarkdown('<img src=x onerror=alert(1)>')).toEqual<Block[]>([
      { type: 'paragraph', inlines: [text('<img src=x onerror=alert(1)>')] },
    ]);
  });

  test('loses no words whatever comes in', () => {
    const words = (blocks: Block[]): string =>
      JSON.stringify(blocks, (key, value) => (key === 'type' ? undefined : value)).replace(/[^a-z一-龥]/g, '');
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', '字', '\n', '*', '**', '[', '1', ']', '|', '- ', '#', ' ', '|-|', '1. ')),
        (parts) => {
          const source = parts.join('');
          const kept = words(parseMarkdown(source)).replace(
            /inlines|items|head|rows|text|number|ordered|false|true/g,
            '',
          );
          expect(kept).toBe(source.replace(/[^a字]/g, ''));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('is not shown with half a citation at its end while it streams', () => {
    expect(withoutOpenEnd('增长7.5%。[1')).toBe('增长7.5%。');
    expect(withoutOpenEnd('增长7.5%。[1]')).toBe('增长7.5%。[1]');
  });
});
