import { describe, expect, test } from 'vitest';
import { reportOf, rowsOf, told } from './indicator-rows.ts';

describe('the year and the period that a figure speaks of', () => {
  test('the title line of a web page is no part that plans', () => {
    const text = `下载\n打印\n${reportOf(2026, '全省地区生产总值增长5.5%。', '全省地区生产总值增长5%左右。')}`;
    expect(told(rowsOf(text))).toEqual(['gdp_growth result 2025 5.5 % growth', 'gdp_growth target 2026 5 % growth']);
  });

  test('a review of five years tells sums and averages, not figures of the last year', () => {
    const review =
      '“十四五”时期是极不平凡的五年。城镇新增就业345万人，地区生产总值增长38%，常住人口城镇化率达到63%。\n刚刚过去的2025年很不平凡。城镇新增就业70万人，地区生产总值增长5.5%。';
    const rows = rowsOf(reportOf(2026, review, '继续努力。', ['“十四五”时期和2025年工作回顾', '2026年重点工作']));
    expect(told(rows)).toEqual([
      'urban_new_jobs result 2025 345 万人 cumulative',
      'gdp_growth result 2025 38 % cumulative',
      'urbanization_rate result 2025 63 % level',
      'urban_new_jobs result 2025 70 万人 growth'.replace('growth', 'level'),
      'gdp_growth result 2025 5.5 % growth',
    ]);
    expect(rows.some((row) => row.disputed)).toBe(false);
  });

  test('goals of a five-year plan are of its last year, those of the year stay of the year', () => {
    const plan =
      '“十五五”时期是关键时期。地区生产总值年均增长5%，常住人口城镇化率达到66%左右。\n今年经济社会发展主要预期目标是：地区生产总值增长5.5%左右。';
    const rows = rowsOf(
      reportOf(2026, '生产平稳。', plan, ['2025年工作回顾', '“十五五”时期主要目标任务和2026年重点工作']),
    );
    expect(told(rows)).toEqual([
      'gdp_growth target 2030 5 % cumulative',
      'urbanization_rate target 2030 66 % level',
      'gdp_growth target 2026 5.5 % growth',
    ]);
  });
});

describe('a heading of two plans', () => {
  test('ends the one where the text turns to the other', () => {
    const plan =
      '经济实力实现新跨越，地区生产总值年均增长4.8%。\n我们编制了“十五五”规划纲要。提出地区生产总值年均增长5%左右。';
    const heads: [string, string] = ['2025年工作回顾', '“十四五”时期发展成就和“十五五”时期主要目标任务'];
    expect(told(rowsOf(reportOf(2026, '生产平稳。', plan, heads)))).toEqual([
      'gdp_growth result 2025 4.8 % cumulative',
      'gdp_growth target 2030 5 % cumulative',
    ]);
  });
});

describe('averages over the years of a plan', () => {
  test.each([
    ['综合考虑实现2035年远景目标，提出地区生产总值年均增长5%—5.5%', 'gdp_growth target 2030 5..5.5 % cumulative'],
    ['地区生产总值增速目标设定为年均增长5.5%—6%', 'gdp_growth target 2030 5.5..6 % cumulative'],
    ['努力提高循环效率，经济年均增长5%左右', 'gdp_growth target 2030 5 % cumulative'],
    ['今年要开好局。全省地区生产总值年均增长5%以上', 'gdp_growth target 2030 5 % cumulative'],
  ])('%s', (plan, row) => {
    const heads: [string, string] = ['2025年工作回顾', '“十五五”时期主要目标和重大任务'];
    expect(told(rowsOf(reportOf(2026, '生产平稳。', `${plan}。`, heads)))).toEqual([row]);
  });
});

describe('what contradicts and what does not', () => {
  const results = (review: string) => rowsOf(reportOf(2025, review, '继续努力。'));

  test('a milestone and the figure beyond it say the same', () => {
    const rows = results('地区生产总值突破5万亿元、达5.06万亿元。');
    expect(rows.map((row) => [row.value, row.disputed])).toEqual([
      [5, false],
      [5.06, false],
    ]);
  });

  test('two figures that cannot both be true are kept and marked', () => {
    const rows = results('全省生产总值增长5.8%，粮食丰收。\n经济平稳运行，全省生产总值增长5.6%。');
    expect(rows.map((row) => [row.value, row.disputed])).toEqual([
      [5.8, true],
      [5.6, true],
    ]);
  });

  test('what was added and what there is now are two readings', () => {
    const rows = results('新增境内外上市公司41家、总量达1198家。');
    expect(rows.map((row) => [row.value, row.qualifier, row.disputed])).toEqual([
      [41, '新增', false],
      [1198, '', false],
    ]);
  });

  test('a target and what is striven for beyond it stand side by side', () => {
    const rows = rowsOf(reportOf(2025, '平稳。', '地区生产总值增长7%以上、力争达到8%。'));
    expect(rows.map((row) => [row.value, row.qualifier, row.disputed])).toEqual([
      [7, '以上', false],
      [8, '力争', false],
    ]);
  });

  test('a standard of the month and one of the year are of towns and villages', () => {
    const rows = results('城乡低保标准分别提高到580元/月和4300元/年。');
    expect(rows.map((row) => [row.indicator, row.value, row.unit])).toEqual([
      ['social_assistance_urban', 580, '元/月'],
      ['social_assistance_rural', 4300, '元/年'],
    ]);
  });
});

describe('what a figure is not of', () => {
  const plans = (plan: string) =>
    rowsOf(reportOf(2025, '平稳。', plan)).map((row) => `${row.indicator} ${row.value ?? row.qualifier} ${row.scope}`);

  test.each([
    [
      'others that are counted behind it',
      '城镇新增就业100万人以上，保持2300万省外劳动力稳定就业。',
      ['urban_new_jobs 100 region'],
    ],
    ['those whom a service reaches', '融资平台惠及经营主体14.6万户。', ['market_entities 14.6 融资平台惠及']],
    [
      'a circle of cities that the region is a part of',
      '双城经济圈建设走深走实，经济总量超9万亿元。',
      ['gdp_total 9 双城经济圈'],
    ],
    ['a share of industry', '高技术产业占规上工业12.3%。', []],
    ['counties above the average of their own province', '欠发达县域一般公共预算收入增速均高于全省平均水平。', []],
  ])('%s: %s', (_, plan, expected) => {
    expect(plans(plan)).toEqual(expected);
  });
});

test.each([
  ['an average over the year', '城镇调查失业率平均为4.2%。', 'surveyed_unemployment result 2024 4.2 % level'],
  ['a mean', '城镇调查失业率均值5.2%。', 'surveyed_unemployment result 2024 5.2 % level'],
  ['a better concentration is a lower one', '全省PM2.5浓度改善5.1%。', 'pm25 result 2024 5.1 %（下降） growth'],
  ['grain behind its area', '粮食播种面积稳定、总产130亿斤。', 'grain_output result 2024 130 亿斤 level'],
  ['grain behind its harvest', '粮食生产再获丰收，总产达到557亿斤。', 'grain_output result 2024 557 亿斤 level'],
  ['prices in a reasonable range', '居民消费价格保持合理水平。', 'cpi result 2024 保持合理水平 % growth'],
  ['a plan of growth that is arranged', '地区生产总值按增长5%安排。', 'gdp_growth result 2024 5 % growth'],
])('%s: %s', (_, review, expected) => {
  expect(told(rowsOf(reportOf(2025, review, '继续努力。')))).toContain(expected);
});

describe('counts and shares', () => {
  const results = (review: string) => told(rowsOf(reportOf(2025, review, '继续努力。')));

  test.each([
    ['one count of several things is a count of none', '开工改造老旧小区、城中村、农村危房36.9万户。', []],
    [
      'one rate of several things holds for each',
      '城镇、农村居民人均可支配收入均增长5%。',
      ['income_growth_urban result 2024 5 % growth', 'income_growth_rural result 2024 5 % growth'],
    ],
    [
      'every count of a list was added',
      '新增专精特新“小巨人”企业37家、上市公司3家。',
      ['little_giants result 2024 37 家 growth', 'listed_firms result 2024 3 家 growth'],
    ],
    [
      'a share of industry is no growth',
      '战略性新兴产业增加值占规上工业比重达到35%。',
      ['strategic_industry_share result 2024 35 % level'],
    ],
    [
      'a road that was built and all roads',
      '建成高速公路550公里，高速公路通车里程突破7000公里。',
      ['expressway_length result 2024 550 公里 growth', 'expressway_length result 2024 7000 公里 level'],
    ],
    [
      'core digital industries are not the digital economy',
      '数字经济核心产业增加值超过6000亿元。',
      ['digital_core result 2024 6000 亿元 level'],
    ],
    [
      'what stands behind another count',
      '实际使用外资1126.6亿元、增长11.3%，新设外资企业3.6万家、增长38.7%。',
      ['foreign_investment result 2024 1126.6 亿元 level', 'foreign_investment_growth result 2024 11.3 % growth'],
    ],
    [
      'a list goes on about the same holders',
      '民营企业增加值增长9%、出口增长10%。',
      ['export_growth result 2024 10 % growth'],
    ],
  ])('%s: %s', (_, review, expected) => {
    expect(results(review)).toEqual(expected);
  });
});
