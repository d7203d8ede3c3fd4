import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clean } from '../../ingest/clean.ts';
import { DAMAGE, damaged, type Piece, undamaged } from './damage.ts';

/** CLEAN_TEXTS=20000 for a long run. */
const TEXTS = Number(process.env.CLEAN_TEXTS ?? 400);

const sourceOf = (pieces: Piece[]) => pieces.map(({ source }) => source).join('');
const cleanOf = (pieces: Piece[]) => pieces.map(({ clean: text }) => text).join('');

test('undamaged text comes out unchanged, character for character', () => {
  fc.assert(
    fc.property(undamaged, (paragraphs) => {
      const text = paragraphs.join('\n');
      const cleaned = clean(text);
      expect(cleaned.text).toBe(text);
      expect(cleaned.toSource(0, text.length)).toEqual({ start: 0, end: text.length });
      const moved = [...text].findIndex((_, at) => {
        const { start, end } = cleaned.toSource(at, at + 1);
        return start !== at || end !== at + 1;
      });
      expect(moved).toBe(-1);
    }),
    { numRuns: TEXTS },
  );
});

test('damaging and cleaning gives the undamaged text', () => {
  fc.assert(
    fc.property(damaged, (pieces) => {
      expect(clean(sourceOf(pieces)).text).toBe(cleanOf(pieces));
    }),
    { numRuns: TEXTS },
  );
});

test('the map is exact both ways: every clean character comes from its own piece of the source, and leads back', () => {
  fc.assert(
    fc.property(damaged, fc.nat(), fc.nat(), (pieces, a, b) => {
      const source = sourceOf(pieces);
      const cleaned = clean(source);
      if (cleaned.text !== cleanOf(pieces)) return;
      let [from, at] = [0, 0];
      const wrong: unknown[] = [];
      for (const piece of pieces) {
        const to = from + piece.source.length;
        for (let n = 0; n < piece.clean.length; n++, at++) {
          const span = cleaned.toSource(at, at + 1);
          if (span.start < from || span.end > to || span.end <= span.start) wrong.push({ at, span, piece, from });
          const back = cleaned.toClean(span.start);
          if (piece.clean.length === 1 ? back !== at : back > at || back < at - n) wrong.push({ at, back, piece });
        }
        from = to;
      }
      expect(wrong).toEqual([]);
      const start = a % cleaned.text.length;
      const end = start + 1 + (b % (cleaned.text.length - start));
      const span = cleaned.toSource(start, end);
      expect(span.start).toBe(cleaned.toSource(start, start + 1).start);
      expect(span.end).toBe(cleaned.toSource(end - 1, end).end);
    }),
    { numRuns: TEXTS },
  );
});

describe('each kind of damage alone is undone', () => {
  const text = [
    '一、过去一年工作回顾',
    '全省生产总值增长6—6.5%左右。推进教育、医疗和文化等事业发展，细颗粒物（PM2.5）平均浓度下降，中小学生上学更加方便，工业转型升级。',
  ].join('\n');
  test.each(Object.keys(DAMAGE))('%s', (name) => {
    let done = 0;
    for (let offset = text.indexOf('\n') + 2; offset < text.length; offset++) {
      const pieces = DAMAGE[name]?.at(text, offset);
      if (!pieces) continue;
      done++;
      const source = text.slice(0, offset) + sourceOf(pieces) + text.slice(offset + cleanOf(pieces).length);
      expect(clean(source).text, source).toBe(text);
    }
    expect(done).toBeGreaterThan(0);
  });
});

test('what stands on every page, and contents without dots, are left out', () => {
  const page = (n: number) => `推进重点工程建设，全年完成投资${n}亿元，新开工项目一百多个，经济社会保持平稳`;
  const printed = Array.from({ length: 6 }, (_, n) => `${page(n)}\n安徽省政府工作报告\n${n + 1}\n健康发展。`).join(
    '\n',
  );
  expect(clean(printed).text.replace(/\n/g, '')).toBe(
    Array.from({ length: 6 }, (_, n) => `${page(n)}健康发展。`).join(''),
  );
  const contents = '目 录\n一、工作回顾 1\n二、主要任务 5\n一、工作回顾\n经济稳步发展。\n二、主要任务\n就业保持稳定。';
  expect(clean(contents).text).toBe('一、工作回顾\n经济稳步发展。\n二、主要任务\n就业保持稳定。');
});

test('buttons around an article copied from a page are left out, and single characters elsewhere are not', () => {
  const page = '首页\n>\n政府工作报告\n【字体：\n大\n中\n小\n】\n各位代表：\n经济稳步发展。\n打印本页\n关闭窗口';
  expect(clean(page).text).toBe('政府工作报告\n各位代表：\n经济稳步发展。');
});

test.each([
  ['1. 2024年完成投资100亿元。', '1. 2024年完成投资100亿元。'],
  ['2024年增长6. 5%。', '2024年增长6.5%。'],
  ['二○三五年基本实现现代化', '二〇三五年基本实现现代化'],
  ['面积5m²，增长6%²。', '面积5m²，增长6%。'],
  ['三次产业比重为4.0∶37.7∶58.3', '三次产业比重为4.0:37.7:58.3'],
  ['[目标](https://example.org/a)是6%', '目标是6%'],
  ['滨海—中关村科技园。支持滨海一中关村创新，一中一校办学', '滨海—中关村科技园。支持滨海—中关村创新，一中一校办学'],
  ['优化机构设置和workflows，推动湿地ECO恢复', '优化机构设置和工作流程，推动湿地生态恢复'],
  ['推广 GDP and GEP 核算', '推广GDP and GEP核算'],
])('%s', (source, expected) => {
  expect(clean(source).text).toBe(expected);
});

test('a paragraph of 200,000 characters without a stop or a break takes time in proportion', () => {
  const time = (length: number) => {
    const text = '经济社会发展持续向好态势'.repeat(length / 12);
    const started = performance.now();
    expect(clean(text).text).toBe(text);
    return performance.now() - started;
  };
  time(20_000);
  expect(time(200_000)).toBeLessThan(Math.max(2_000, time(20_000) * 60));
});
