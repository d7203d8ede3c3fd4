/** Wordings that turn what is asked: 而是, 或者更高, 从…到…, and what a report says of its own targets. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { understand } from '../../server/question/understand.ts';
import { reportOf } from '../ingest/indicator-rows.ts';
import { type MadeReports, madeReports } from './made-reports.ts';

const corpus = { reports: [{ region: '安徽省', parent: null, year: 2020, level: 'province', kind: 'report' }] };
const read = (question: string) => understand({ question }, corpus);

describe('what is read', () => {
  test.each([
    ['2020年物价涨幅目标没有定3.5%左右、而是定在3%左右的，有哪些省份？', 3],
    ['2020年哪些省的GDP目标不是6%左右，而是6.5%左右？', 6.5],
  ])('%s: what is set aside is not looked for', (question, value) => {
    const { thresholds, statesNoFigure, qualifier } = read(question).comparison;
    expect(thresholds).toMatchObject([{ operator: 'equal', value }]);
    expect([statesNoFigure, qualifier]).toEqual([false, '左右']);
  });

  test.each([
    ['2020年GDP目标定在8%左右或者更高的有哪几个省？', 'at-least', 8],
    ['2020年物价目标定在3%左右或更低的有哪几个省？', 'at-most', 3],
  ])('%s: a limit, whatever stands beside the figure', (question, operator, value) => {
    expect(read(question).comparison).toMatchObject({ thresholds: [{ operator, value }], qualifier: null });
  });

  test.each([
    '多数省份把2020年CPI涨幅目标定在3.5%左右，定成3%左右的有哪几个？',
    '大部分省份2020年物价目标是3.5%左右，目标定在3%左右的是谁？',
  ])('%s: what the many do is told, not asked', (question) => {
    expect(read(question).comparison.thresholds).toMatchObject([{ operator: 'equal', value: 3 }]);
  });

  test('a line named by its two ends is no pair of regions', () => {
    expect(read('How much will the Anhui–Tibet Railway cost?').namedRegions).toEqual([]);
    expect(read('Compare the growth targets of Anhui and Tibet').namedRegions).toHaveLength(2);
  });

  test('no growth is a level kept', () => {
    expect(read('Which provinces planned for flat budget revenue in 2020?').comparison.words).toEqual(['持平']);
  });

  test('进出口增速 is no 出口增速', () => {
    expect(read('安徽2020年进出口增速目标是多少？').indicators).toEqual(['trade_growth']);
    expect(read('安徽2020年出口增速目标是多少？').indicators).toEqual(['export_growth']);
  });

  test('the end of a stretch that was begun is a year like its first', () => {
    expect(read('安徽弃风率从2016年最高时到2019年降了多少？').namedYears).toMatchObject([
      { year: 2016, naming: 'explicit' },
      { year: 2019, naming: 'explicit' },
    ]);
    expect(read('安徽弃风率到2025年要降到多少？').namedYears).toMatchObject([{ year: 2025, naming: 'horizon' }]);
  });

  test.each(['列一下安徽要抓好的五大项目', '列举安徽的项目', '罗列一下安徽的项目'])('%s is a list', (question) => {
    expect(read(question).intent).toBe('list');
  });
});

describe('what is answered', () => {
  let made: MadeReports;
  beforeAll(async () => {
    const projects = ['长赣高铁', '平益高速', '长沙机场改扩建', '犬木塘水库', '国家医学中心'];
    made = await madeReports({
      '安徽.txt': reportOf(
        2020,
        '固定资产投资增长0.5%左右，没有达到预期目标；一般公共预算收入增长3%。弃风弃光率由2016年最高的43%和30%下降到7.6%和4.3%。接待国内外游客8.2亿人次，实现旅游收入8510亿元。集装箱吞吐量增长8.1%。粮食产量803万吨，苹果新增和改造面积83万亩。PM2.5平均浓度下降5.8%。普惠性幼儿园覆盖率达到75%，高考综合改革扎实推进。',
        `地区生产总值增长6%左右，固定资产投资增长7%以上。清洁能源装机容量占比达90%以上。发展冰雪旅游和九华窟景区。筹办2021年世界技能大赛。全面建成7.87万公里农村“组组通”硬化路。首届林长论坛成功举办。首届林长论坛嘉宾深入研讨，形成了《黄山共识》。聚焦完善网络，适度超前开展基础设施投资，不断夯实高质量发展的基础支撑条件，${'补齐各类设施短板，'.repeat(20)}重点抓好五大基础设施项目，即${projects.join('、')}。`,
      ),
    });
  }, 60_000);
  afterAll(() => made.remove());
  const ask = async (question: string): Promise<string> => (await made.ask(question)).answer;

  test('the report’s own word on its target, instead of none to be had', async () => {
    for (const question of [
      '安徽2019年固定资产投资完成预期目标了吗？',
      '安徽2019年固定资产投资完成预期目标了吗？2020年目标又定在多少？',
      'Did Anhui meet its 2019 fixed-asset investment growth target?',
    ]) {
      const answer = await ask(question);
      expect(answer, question).toContain('没有达到预期目标');
      expect(answer, question).not.toMatch(/不能判断|cannot be compared/);
    }
    // Of another indicator of the same sentence it says nothing.
    expect(await ask('安徽2019年一般公共预算收入完成预期目标了吗？')).toMatch(/3%[\s\S]*不能判断/);
  });

  test('what 即 spells out stays with what it spells out', async () => {
    expect(await ask('安徽2020年要重点抓好的五大基础设施项目是哪些？')).toMatch(/长赣高铁.*国家医学中心/);
  });

  test('two names told as one are both told', async () => {
    const answer = await ask('安徽弃风率、弃光率从2016年最高时到2019年降了多少？');
    expect(answer).toContain('43%和30%下降到7.6%和4.3%');
    expect(answer).not.toMatch(/没有写明|没有收录/);
  });

  test('a word in the middle of a name makes it no other', async () => {
    expect(await ask('安徽2020年清洁能源装机占比要达到多少？')).toContain('90%以上');
  });

  test.each([
    '安徽2019年冰雪旅游收入是多少亿元？',
    '安徽2019年迪士尼乐园接待游客多少万人次？',
    '安徽2019年九华窟接待游客多少万人次？',
    '安徽2019年合肥大学接待游客多少万人次？',
    '安徽2019年苹果产量多少万吨？',
    '安徽2019年PM10浓度是多少？',
  ])('%s: the figure of the whole is not the part’s', async (question) => {
    expect(await made.ask(question)).toMatchObject({ refused: true, reason: 'not-stated' });
  });

  test('a length is told by its unit', async () => {
    expect(await ask('安徽2020年农村“组组通”硬化路总里程是多少公里？')).toContain('7.87万公里');
  });

  test('the kind of thing that is asked for stands in what answers', async () => {
    expect(await ask('首届林长论坛在安徽形成了一份什么共识？')).toContain('《黄山共识》');
  });

  test('a year beyond the reports that the plan writes', async () => {
    expect(await ask('安徽在为2021年筹办哪项技能大赛？')).toContain('2021年世界技能大赛');
  });

  test('the whole itself is told', async () => {
    expect(await ask('安徽2019年旅游总收入是多少亿元？')).toContain('8510亿元');
    expect(await ask('安徽2019年接待游客多少人次？')).toContain('8.2亿人次');
  });

  test('the growth of what no report speaks of is not another thing’s', async () => {
    const answer = await made.ask('安徽2020年旅游总收入计划增长多少？');
    expect(answer).toMatchObject({ refused: true, reason: 'not-stated' });
  });
});
