import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../ingest/config.ts';
import type { ReportParts, SourceDocument } from '../../ingest/model.ts';
import { partsOf } from '../../ingest/parts.ts';
import { itemNumbers } from '../../ingest/tasks.ts';

const ID = '2022-hunan-task-division';
const document = (text: string, id = 'tasks'): SourceDocument => ({
  id,
  path: `${id}.txt`,
  format: 'txt',
  text,
  hash: '',
  encoding: 'utf-8',
  hints: {},
  warnings: [],
});
const bare = (text: string): string => text.replaceAll('(', '（').replaceAll(')', '）').replaceAll(',', '，');

describe('the whole division of tasks of 2022, counted from its source', () => {
  const source = readFileSync(join(projectRoot, 'data/reports', `${ID}.txt`), 'utf8').replace(/^\ufeff/, '');
  const lines = source.split('\n').filter((line) => line.trim() !== '');
  // Behind the four paragraphs of the letter each line is one item; the page kept the numbers of 1 to 34 and every second one after.
  const items = lines.slice(lines.findIndex((line) => line.startsWith('1.')));
  const brackets = items.flatMap((line) => line.match(/\([^()]+(?:牵头|负责)\)/g) ?? []);
  let parts: ReportParts;
  beforeAll(() => {
    [parts] = partsOf(document(source, ID)) as [ReportParts];
  });
  const tasks = () => parts.passages.filter(({ task }) => task !== null);

  test('every item from 1 on has its passages, and no other number is made up', () => {
    expect(items.length).toBeGreaterThan(80);
    const numbers = [...new Set(tasks().map(({ task }) => task?.number))];
    expect(numbers).toEqual(items.map((_, at) => at + 1));
    for (const [at, line] of items.entries()) {
      const own = tasks().filter(({ task }) => task?.number === at + 1);
      for (const { span } of own) expect(line).toContain(source.slice(span.start, span.end));
      // A task a bracket.
      expect(own.length, `item ${at + 1}`).toBe(line.match(/\([^()]+(?:牵头|负责)\)/g)?.length);
    }
  });

  test('every number that the page kept at the end of a line is that of the next line', () => {
    let kept = 0;
    for (const [at, line] of items.entries()) {
      const next = /\)(\d+)$/.exec(line)?.[1];
      if (next === undefined) continue;
      kept++;
      expect(Number(next)).toBe(at + 2);
    }
    expect(kept).toBeGreaterThan(15);
  });

  test('every bracket of departments is the end of one task, and every name in it a field', () => {
    expect(brackets.length).toBeGreaterThan(190);
    expect(tasks()).toHaveLength(brackets.length);
    for (const [at, bracket] of brackets.entries()) {
      const passage = tasks()[at];
      expect(passage?.text.endsWith(bare(bracket))).toBe(true);
      const [leading = '', rest = ''] = bracket.includes('牵头') ? bracket.split('牵头') : [bracket];
      const { lead = [], partners = [] } = passage?.task ?? {};
      expect(lead.length, bracket).toBeGreaterThan(0);
      expect(partners.length > 0, bracket).toBe(/[\u4e00-\u9fff]/.test(rest));
      // Without its names, their signs and the words of duty nothing is left of a bracket.
      const left = (words: string, names: string[]): string =>
        names
          .flatMap((name) => [name, name.replace('人民政府', ''), name.replace('市人民政府', '')])
          .toSorted((a, b) => b.length - a.length)
          .reduce((rest, name) => rest.replaceAll(name, ''), words)
          .replace(/[(),、及和]|等?(?:按职责)?分[工别]负责|等?负责|等$/g, '');
      expect(left(leading, lead), bracket).toBe('');
      expect(left(rest, partners), bracket).toBe('');
    }
  });

  test('parts whose headings stand at line ends hold their tasks, and no heading is called empty', () => {
    const headings = items.flatMap((line) => /\)([一二三四五六七八九十]+、.+)$/.exec(line)?.[1]?.split('、')[1] ?? []);
    expect(headings.length).toBeGreaterThan(5);
    const tops = parts.report.sections.filter(({ parent }) => parent === null);
    expect(tops.map(({ title }) => title)).toEqual(headings);
    for (const { index, span } of tops) {
      const own = tasks().filter(({ path }) => path[0] === parts.report.sections[index]?.title);
      expect(own.length).toBeGreaterThan(3);
      for (const passage of own) {
        expect(passage.span.start).toBeGreaterThanOrEqual(span.start);
        expect(passage.span.end).toBeLessThanOrEqual(span.end);
      }
    }
    expect(parts.report.warnings.map(({ code }) => code)).not.toContain('empty-heading');
  });

  test('it is said how many items lost their heads', () => {
    const lost = items.filter((line) => !/^\d+\./.test(line)).length;
    expect(parts.report.warnings.find(({ code }) => code === 'lost-item-head')?.count).toBe(lost);
  });
});

describe('a number is only given where the printed ones leave no doubt', () => {
  const task = (words: string): string => `${words}。（省财政厅牵头）`;

  test('an item of two paragraphs keeps its number', () => {
    expect(itemNumbers([task('1.甲'), task('乙'), task('2.丙'), task('丁')])).toEqual({
      numbers: [1, 1, 2, 2],
      lost: 0,
    });
  });

  test('as many paragraphs as numbers are missing have one each', () => {
    expect(itemNumbers([task('1.甲'), task('乙'), task('丙'), task('4.丁')])).toEqual({
      numbers: [1, 2, 3, 4],
      lost: 2,
    });
  });

  test('otherwise nobody knows', () => {
    expect(itemNumbers([task('1.甲'), task('乙'), task('丙'), task('3.丁')]).numbers).toEqual([1, null, null, 3]);
    expect(itemNumbers([task('甲'), task('乙')]).numbers).toEqual([null, null]);
  });

  test('paragraphs without a task, such as headings, are no items', () => {
    expect(itemNumbers([task('1.甲'), '二、乙', '说明。', task('2.丙')]).numbers).toEqual([1, null, null, 2]);
  });
});

test('headings on lines of their own are parts, and one with nothing under it is told', () => {
  const tasks = Array.from({ length: 6 }, (_, n) => `${n + 1}.做好第${n + 1}件事。（省财政厅牵头，省教育厅配合）`);
  const text = [
    '湖南省2022年重点工作责任分工',
    '一、稳增长',
    '（一）投资',
    ...tasks.slice(0, 3),
    '（二）消费',
    ...tasks.slice(3),
    '二、惠民生',
    '三、防风险',
    ...tasks.map((line) => line.replace(/^\d/, (digit) => String(Number(digit) + 6))),
  ];
  const [parts] = partsOf(document(text.join('\n'), '2022-湖南省-分工')) as [ReportParts];
  expect(parts.report.kind).toBe('division');
  expect(parts.report.sections.map(({ depth, title }) => [depth, title])).toEqual([
    [1, '稳增长'],
    [2, '投资'],
    [2, '消费'],
    [1, '惠民生'],
    [1, '防风险'],
  ]);
  expect(parts.passages.find(({ task }) => task?.number === 4)?.path).toEqual(['稳增长', '消费']);
  const warning = parts.report.warnings.find(({ code }) => code === 'empty-heading');
  expect(warning).toMatchObject({ count: 1, message: expect.stringContaining('惠民生') });
});

test('cities before one government each have theirs', () => {
  const tail = Array.from({ length: 10 }, (_, n) => `${n + 2}.第${n}件。（省财政厅牵头）`).join('\n');
  const text = `重点工作分工\n1.甲。（省商务厅牵头，岳阳、湘潭、郴州市人民政府，长沙海关及省机场管理集团等按职责分工负责）\n${tail}`;
  const [parts] = partsOf(document(text)) as [ReportParts];
  expect(parts.passages.find(({ task }) => task?.number === 1)?.task?.partners).toEqual([
    '岳阳市人民政府',
    '湘潭市人民政府',
    '郴州市人民政府',
    '长沙海关',
    '省机场管理集团',
  ]);
});
