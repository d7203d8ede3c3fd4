import { expect, test } from 'vitest';
import { expectedOf, holdsShape } from '../../server/answer/expected.ts';

test.each([
  ['2020年计划新增高速公路多少公里？', 'figure', '公里'],
  ['涨幅是百分之几？', 'percent', '%'],
  ['森林覆盖率多少', 'percent', '%'],
  ['城镇新增就业多少万人', 'figure', '万人'],
  ['高考报名人数是多少？', 'figure', '万人'],
  ['接待游客人次', 'figure', '万人次'],
  ['集装箱吞吐量是多少万标箱', 'figure', '标箱'],
  ['哪一年通车？', 'date', undefined],
  ['由谁负责', 'name', undefined],
  ['How many new jobs did Anhui create?', 'figure', undefined],
])('%s asks for a %s', (question, shape, unit) => {
  const expected = expectedOf(question);
  expect(expected.shape).toBe(shape);
  if (unit) expect(expected.units).toContain(unit);
});

test('a sentence without the unit asked does not have the shape', () => {
  const money = expectedOf('总投资多少亿元？');
  expect(holdsShape('总投资 100 亿元的项目开工', money)).toBe(true);
  expect(holdsShape('新建高速公路 600 公里', money)).toBe(false);
  expect(holdsShape('项目顺利推进', money)).toBe(false);
});

test('a unit is answered by a larger one of its family', () => {
  expect(holdsShape('达到2.36万亿元', expectedOf('有多少亿元？'))).toBe(true);
});
