import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clean } from '../../ingest/clean.ts';

const cleaned = (source: string): string => clean(source).text;

describe('what a page would have said undamaged', () => {
  test.each([
    [
      'a page break inside a word is joined',
      '作风持续好转。反对官\n\n僚主义，改进作风。',
      '作风持续好转。反对官僚主义，改进作风。',
    ],
    [
      'a page break inside a figure is joined',
      '外贸进出口稳定。改造农田 380.8 万\n\n亩，建成水库。',
      '外贸进出口稳定。改造农田380.8万亩，建成水库。',
    ],
    [
      'characters that the break doubled stand once',
      '认真负责地工作。自\n\n自觉接受人大监督。',
      '认真负责地工作。自觉接受人大监督。',
    ],
    ['a paragraph that ended stays one', '经济稳步发展。\n\n就业保持稳定。', '经济稳步发展。\n就业保持稳定。'],
    [
      'a numbered heading begins anew',
      '经济稳步发展，质量提高\n\n（二）推进创新',
      '经济稳步发展，质量提高\n（二）推进创新',
    ],
    ['blanks round figures go', '增长 50% 以上，新建 39 所', '增长50%以上，新建39所'],
    ['full-width figures become narrow', '增长６．５％', '增长6.5%'],
    ['marks of formatting go', '**高质量发展**迈出新步伐', '高质量发展迈出新步伐'],
    ['marks of notes go', '推动“两个确保 [3] ”落实', '推动“两个确保”落实'],
    ['PM2.5 has one spelling', '全省 PM_{2.5} 平均浓度 43 微克', '全省PM2.5平均浓度43微克'],
    [
      'etc and and stood for 等 and 和',
      '发展旅游、文化etc产业，铁路and公路建设',
      '发展旅游、文化等产业，铁路和公路建设',
    ],
    ['English names stay', '推广 iPhone 12 和 5G 应用', '推广iPhone 12和5G应用'],
    ['the watermark goes', '公选王独家资料\n\n经济稳步发展。', '经济稳步发展。'],
    ['the table of contents goes', '目录\n【第一篇】安徽省政府工作报告.....\t3\n正文开始。', '正文开始。'],
    ['a single traditional character is read as simplified', '中小學生溺亡人数下降', '中小学生溺亡人数下降'],
  ])('%s', (_, source, expected) => {
    expect(cleaned(source)).toBe(expected);
  });

  test('nothing is an empty text', () => {
    expect(cleaned('')).toBe('');
    expect(cleaned(' \n\n ')).toBe('');
  });
});

/** Damage that reports really have, each put between or around characters of an undamaged text. */
const DAMAGE = ['', '', '', '', ' ', '\n\n', '**', ' [7] ', '\u200b'];

test('every clean stretch maps back to the source stretch that it came from, whatever the damage', () => {
  const pieces = fc.array(
    fc.tuple(fc.constantFrom(...'经济发展稳中求进增长就业收入质量，、'), fc.constantFrom(...DAMAGE)),
    { minLength: 30, maxLength: 120 },
  );
  fc.assert(
    fc.property(pieces, fc.nat(), fc.nat(), (parts, a, b) => {
      const source = parts.map(([character, damage]) => character + damage).join('');
      const result = clean(source);
      const start = a % (result.text.length + 1);
      const end = start + (b % (result.text.length - start + 1));
      const span = result.toSource(start, end);
      expect(span.start).toBeLessThanOrEqual(span.end);
      const slice = source.slice(span.start, span.end);
      // The slice holds the clean characters in order, and beyond them only damage.
      const left = slice.replace(/\*\*|\[\d+\]|[\s\u200b]/g, '');
      const wanted = result.text.slice(start, end).replace(/\s/g, '');
      expect(left.startsWith(wanted) || left.replace(/(.)\1/g, '$1').includes(wanted.replace(/(.)\1/g, '$1'))).toBe(
        true,
      );
      if (end > start) expect(result.toClean(span.start)).toBe(start);
    }),
    { numRuns: 300 },
  );
});

test('offsets only ever grow', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'报告 \n**[1]　。，ABC12％'), maxLength: 200 }), (source) => {
      const result = clean(source);
      let last = 0;
      for (let at = 0; at < result.text.length; at++) {
        const { start, end } = result.toSource(at, at + 1);
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(source.length);
        last = start;
      }
    }),
    { numRuns: 500 },
  );
});
