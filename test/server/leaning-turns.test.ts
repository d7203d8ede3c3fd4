/** Turns that say that the same is asked again, name the contrary of a word, or set what was asked against a year. */
import { describe, expect, test } from 'vitest';
import type { Turn } from '../../server/model.ts';
import type { Corpus } from '../../server/question/corpus-scope.ts';
import { understand } from '../../server/question/understand.ts';

const corpus: Corpus = {
  reports: [
    ...['福建省', '河北省', '湖北省', '湖南省', '浙江省'].map((region) => ({
      region,
      parent: null,
      year: 2020,
      level: 'province',
      kind: 'report',
    })),
    ...['株洲市', '衡阳市'].map((region) => ({ region, parent: '湖南省', year: 2020, level: 'city', kind: 'report' })),
  ],
};
const read = (question: string, ...turns: string[]) =>
  understand(
    { question, history: turns.map((content, i): Turn => ({ role: i % 2 === 0 ? 'user' : 'assistant', content })) },
    corpus,
  );

describe('the same asked again of another region', () => {
  test.each([['株洲呢，同一个指标'], ['同样的问题，株洲呢？'], ['株洲呢，也是这个指标？']])('%s', (question) => {
    const reading = read(question, '衡阳2020年固定资产投资目标多少？', '12%。');
    expect(reading.question).toBe('株洲2020年固定资产投资目标多少？');
    expect(reading.indicators).toEqual(['fixed_investment_growth']);
  });

  test('in English', () => {
    const reading = read(
      'Same question for Zhuzhou?',
      "What is Hengyang's 2020 fixed asset investment target?",
      '12%.',
    );
    expect(reading.regions).toEqual(['株洲市']);
    expect(reading.indicators).toEqual(['fixed_investment_growth']);
  });

  test('a question that itself speaks of the same indicator stays', () => {
    expect(read('同一个指标有哪些省写了？').question).toBe('同一个指标有哪些省写了？');
  });
});

describe('the contrary of a word takes its place, and what is asked of it stays', () => {
  test.each([
    ['农村的呢？', '福建2019年城镇居民人均可支配收入是多少？', '福建2019年农村居民人均可支配收入是多少？'],
    ['那城镇居民呢', '浙江2020年农村居民收入增长目标？', '浙江2020年城镇居民收入增长目标？'],
    ['那进口呢？', '浙江2019年出口增长多少？', '浙江2019年进口增长多少？'],
    [
      'And the rural ones?',
      'What was the income of urban residents in Fujian?',
      'What was the income of rural residents in Fujian?',
    ],
  ])('%s', (question, before, asked) => {
    expect(read(question, before, '45620元，增长8.3%。').question).toBe(asked);
  });
});

describe('what was asked before, set against another year', () => {
  test.each([['这比2019年要高出几个百分点？'], ['比2019年高多少？'], ['那跟2019年比提高了几个百分点？']])(
    '%s',
    (question) => {
      const reading = read(question, '河北2020年常住人口城镇化率要达到多少？', '目标是58.5%。');
      expect([...reading.years].sort()).toEqual([2019, 2020]);
      expect(reading.indicators).toEqual(['urbanization_rate']);
      expect(reading.comparison.difference).toBe(true);
    },
  );

  test('in English', () => {
    const reading = read(
      'How much higher is that than in 2019?',
      "What is Hebei's 2020 target for the urbanization rate?",
      '58.5%',
    );
    expect([...reading.years].sort()).toEqual([2019, 2020]);
    expect(reading.regions).toEqual(['河北省']);
  });
});

describe('measures that others are taken for', () => {
  test.each([
    ['湖南2020年还有多少贫困人口没有脱贫？', []],
    ['How many people in Hunan still had to be lifted out of poverty in 2020?', []],
    ['湖南2019年减贫多少人？', ['poverty_relief']],
    ['湖南、湖北各还剩多少贫困人口？', ['poverty_relief']],
  ])('%s', (question, indicators) => {
    expect(read(question).indicators).toEqual(indicators);
  });

  test.each([
    ["Which province's 2020 report states that its total foreign trade fell in 2019?"],
    ['Which provinces said that their foreign trade dropped in 2019?'],
  ])('a direction picks, and asks for growth: %s', (question) => {
    const reading = read(question);
    expect(reading.indicators).toEqual(['trade_growth']);
    expect(reading.comparison.thresholds).toMatchObject([{ operator: 'less-than', value: 0 }]);
  });

  test('to fall short is no direction, and a contract no contraction', () => {
    expect(read('Which provinces fell short of their GDP target?').comparison.thresholds).toEqual([]);
    expect(read('Which provinces state technology contract turnover?').comparison.thresholds).toEqual([]);
  });
});

describe('a region of its own set against the one before', () => {
  test.each([
    ['湖南定得比它多多少？', '湖北2020年高标准农田的任务是多少？', ['湖南省', '湖北省'], true],
    ['衡阳定得比它高还是低？', '株洲2020年固定资产投资目标是多少？', ['衡阳市', '株洲市'], false],
    ['河北同一指标呢？两个里头谁更高？', '湖北2020年的居民消费价格涨幅目标是多少？', ['河北省', '湖北省'], false],
    ["Is Hunan's higher than that?", 'What is the 2020 GDP growth target of Hubei?', ['湖南省', '湖北省'], false],
  ])('%s', (question, before, regions, difference) => {
    const reading = read(question, before, '660万亩。');
    expect(reading.regions).toEqual(regions);
    expect(reading.years).toEqual([2020]);
    expect(reading.followUp).toBe(true);
    expect(reading.comparison.difference).toBe(difference);
    expect(reading.indicators.length + reading.bare.length).toBeGreaterThan(3);
  });

  test('它 without a region beside it stays the one before', () => {
    const reading = read('它比2019年高吗？', '湖北2020年的GDP增长目标是多少？', '7.5%左右。');
    expect(reading.regions).toEqual(['湖北省']);
  });
});
