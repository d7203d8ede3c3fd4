import { expect, test } from 'vitest';
import type { ReportParts } from '../../ingest/model.ts';
import { partsOf } from '../../ingest/parts.ts';

const HEAD = `政府工作报告
——2026年1月27日在安徽省第十四届人民代表大会第四次会议上
安徽省人民政府省长 王某
各位代表：
`;
const partsIn = (text: string): ReportParts => {
  const [parts] = partsOf({
    id: '2026-安徽省',
    path: '2026-安徽省.txt',
    format: 'txt',
    text,
    hash: '',
    encoding: 'utf-8',
    hints: {},
    warnings: [],
  });
  return parts as ReportParts;
};
const treeOf = (text: string) => partsIn(text).report.sections.map(({ depth, title }) => [depth, title]);
const warningsOf = (text: string) => partsIn(text).report.warnings.map(({ code }) => code);

test('a heading without a number stands above the list that begins under it, and is not empty', () => {
  const text = `${HEAD}一、2025年工作回顾\n过去一年，成绩很多。\n二、2026年工作安排\n今年要努力。\n2026年省十件民生实事\n1.增加公办学位供给。新建学校。\n2.改善农村饮水。新建水厂。\n`;
  expect(treeOf(text).slice(1)).toEqual([
    [1, '2026年工作安排'],
    [2, '2026年省十件民生实事'],
    [3, '增加公办学位供给'],
    [3, '改善农村饮水'],
  ]);
  expect(warningsOf(text)).not.toContain('empty-heading');
});

test('a list that begins behind the text of a heading without a number is its equal, as before', () => {
  const text = `${HEAD}一、2025年工作回顾\n过去一年，成绩很多。\n着力保障民生\n民生得到改善。\n（一）就业。新增就业平稳。\n`;
  expect(treeOf(text)).toEqual([
    [1, '2025年工作回顾'],
    [2, '着力保障民生'],
    [2, '就业'],
  ]);
});

test('items that say how much are no headings, though they have a number and no stop; years are no amounts', () => {
  const text = `${HEAD}一、2026年重点工作\n（一）办好民生实事\n十件实事是：\n1.新增托位5000个\n2.改造厨房680家，建成示范小区500个\n（二）做好2030年前碳达峰工作\n推进节能。\n`;
  expect(treeOf(text)).toEqual([
    [1, '2026年重点工作'],
    [2, '办好民生实事'],
    [2, '做好2030年前碳达峰工作'],
  ]);
});

test('what a web page says above the speech and below it is no heading', () => {
  const text = `政府信息公开\n省政府工作报告\n2026-02-02 09:20:33\n安徽日报客户端\n${HEAD}一、2025年工作回顾\n成绩很多。\n二、2026年重点工作\n今年要努力。\n编辑：何某\n》》点击图片进入专题《《\n`;
  expect(treeOf(text).map(([, title]) => title)).toEqual(['2025年工作回顾', '2026年重点工作']);
  expect(warningsOf(text)).not.toContain('empty-heading');
});

test('a glossary stands beside the parts of the report, whatever their headings look like', () => {
  const text = `${HEAD}2025年工作回顾\n成绩很多。\n2026年工作安排\n今年要努力。\n加强政府自身建设\n（一）清正廉洁守底线。要廉洁。\n名词解释\n1.新质生产力：是先进生产力。\n`;
  const { report, passages } = partsIn(text);
  expect(report.sections.at(-1)).toMatchObject({ title: '名词解释', depth: 1, parent: null, timing: 'neither' });
  expect(passages.at(-1)).toMatchObject({ kind: 'glossary', path: ['名词解释'] });
});
