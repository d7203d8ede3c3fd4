/** The whole is asked and a part of it is not told; figures told without the name of their measure; who is still poor. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../server/engine.ts';
import { realEngine } from './real-index.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await realEngine();
}, 300_000);
afterAll(() => engine?.close());

test.each([
  ["How much did Beijing's total technology contract turnover amount to in 2019?", '5700亿', '282.8亿'],
  ["What was Jiangsu's GDP per capita in 2019?", '12.36万元', null],
  ["What was Hubei's GDP per capita in 2019?", '1.1万美元', null],
  ['江苏2019年人均GDP是多少？', '12.36万元', null],
  ["What share of Tibet's territory is placed under the strictest protection?", '45%', null],
  ['衡阳还有多少人没脱贫？', '1.64万', null],
  ['How many people in Hengyang still had to be lifted out of poverty in 2020?', '1.64万', null],
  ['What share of large industrial enterprises in Guangdong should have R&D institutions in 2020?', '43%', null],
  ['How many competitive industrial chains is Hunan to foster in 2022?', '22', null],
  ['How much clean electricity did Qinghai send to other provinces in 2019?', '166亿', null],
  ['在内蒙古办个房产证，2020年要压到几天？', '5个工作日', null],
])('%s', async (question, told, other) => {
  const answer = await engine.ask({ question });
  expect(answer.refused).toBe(false);
  expect(answer.answer.replace(/\s/g, '')).toContain(told);
  if (other !== null) expect(answer.answer).not.toContain(other);
});

test('what is asked beside the measures told without a name is still not stated', async () => {
  // Its report tells its GDP, and none per head.
  const answer = await engine.ask({ question: '黑龙江2019年人均GDP是多少？' });
  expect(answer.refused).toBe(true);
});

test.each([
  ['How many robots did Guangdong export in 2019?'],
  ['To how many shared bicycles did Beijing limit the number in 2020?'],
  ['How much were the offshore duty-free sales of Hainan in 2019?'],
])('a figure of another thing than the one counted is no answer: %s', async (question) => {
  expect((await engine.ask({ question })).refused).toBe(true);
});
