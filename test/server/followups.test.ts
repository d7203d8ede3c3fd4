/** Turns that lean on those before, and kinds that English words tell. */
import { describe, expect, test } from 'vitest';
import type { Turn } from '../../server/model.ts';
import type { Corpus } from '../../server/question/corpus-scope.ts';
import { understand } from '../../server/question/understand.ts';
import { besideAnswer } from '../../server/retrieve/beside-answer.ts';

const corpus: Corpus = {
  reports: [
    ...['安徽省', '江苏省', '浙江省', '上海市', '贵州省', '甘肃省', '陕西省', '黑龙江省', '宁夏回族自治区'].map(
      (region) => ({
        region,
        parent: null,
        year: 2020,
        level: 'province',
        kind: 'report',
      }),
    ),
    { region: '湖南省', parent: null, year: 2022, level: 'province', kind: 'division' },
  ],
};
const read = (question: string, ...turns: string[]) => {
  const history = turns.map((content, i): Turn => ({ role: i % 2 === 0 ? 'user' : 'assistant', content }));
  return understand({ question, history }, corpus);
};

describe('what compares the things of the turn before keeps its topic', () => {
  test.each([['三个里面哪个最高？高出最低的多少个百分点？'], ['两者差多少？'], ['差几个百分点？']])(
    '%s',
    (question) => {
      const reading = read(question, '贵州和甘肃2020年GDP增长目标是多少？', '贵州8%左右，甘肃6%。');
      expect(reading.indicators).toEqual(['gdp_growth']);
      expect(reading.regions).toEqual(['贵州省', '甘肃省']);
      expect(reading.comparison.difference).toBe(true);
    },
  );
});

describe('this year', () => {
  test.each([
    ['今年呢？', 2020],
    ['今年打算建多少？', 2020],
    ['2020年打算再建多少、或者建到多少？', 2020],
  ])('after a result of 2019: %s', (question, year) => {
    const reading = read(question, '黑龙江2019年建了多少高标准农田？', '780万亩。');
    expect(reading.years).toEqual([year]);
    expect(reading.indicators).toEqual(['high_standard_farmland']);
  });
});

describe('what only asks how and why keeps the topic', () => {
  test.each([['具体怎么做？'], ['为什么？'], ['具体有哪些措施？']])('%s', (question) => {
    expect(read(question, '安徽2020年怎样推进秸秆综合利用？', '推进秸秆综合利用。').question).toContain('秸秆');
  });
});

describe('an item of the last answer', () => {
  const numbered = '1. 升级改造国家超算长沙中心；2. 高标准建设岳麓山实验室';
  test.each([
    ['第二个是哪个部门牵头？', '湖南2022年省科技厅牵头哪些任务？', numbered, '岳麓山实验室'],
    ['第一个呢？', '哪些省提到电竞？', '- 陕西省：推进电子竞技[1]\n- 上海市：加快建设电竞[2]', '陕西'],
    [
      'Who leads the second one?',
      'Which tasks are there?',
      '1. upgrade the computing centre\n2. build the laboratory',
      'laboratory',
    ],
    ['What about the latter?', 'Which provinces?', '- Jiangsu: about 6% [1]\n- Zhejiang: 6%-6.5% [2]', 'Zhejiang'],
  ])('%s', (question, asked, answer, thing) => {
    expect(read(question, asked, answer).question).toContain(thing);
  });
});

test('its target for this year keeps what was asked', () => {
  const reading = read('And its target for this year?', "What was Gansu's PM2.5 concentration in 2019?", '26.');
  expect([reading.indicators, reading.regions, reading.years]).toEqual([['pm25'], ['甘肃省'], [2020]]);
});

test('它 and its mean the one region of the last answer where the question named none', () => {
  const asked = ['2019年城镇新增就业最多的是哪个省？', '江苏最多，148.3万人。\n\n覆盖：29份报告写明；未提出：安徽。'];
  expect(read('它的GDP总量是多少？', ...asked).regions).toEqual(['江苏省']);
  expect(read('它的GDP总量是多少？', '江苏和浙江的目标？', '江苏6%左右。').regions).toEqual(['江苏省', '浙江省']);
});

test('an indicator of its own takes the place of the one before', () => {
  const reading = read('那农村居民收入呢？', '贵州2019年城镇居民人均可支配收入增长多少？', '增长9%。');
  expect(reading.indicators).toEqual(['income_growth_rural']);
});

describe('target or result in English', () => {
  test.each([
    ["How many veterans' centres did Shanghai set up?", null],
    ['What value did Guizhou hope to pass?', 'target'],
    ['How many homes are to be renovated in Gansu?', 'target'],
    ['What growth did Gansu see?', 'result'],
    ['How many homes did Gansu plan to build?', 'target'],
  ])('%s', (question, kind) => {
    expect(read(`${question}`).kindWords.length === 0 ? null : read(question).kind).toBe(kind);
  });
});

describe('a group of regions that is the topic', () => {
  test.each([
    ['安徽怎么参与长三角一体化？', ['安徽省']],
    ["What does Anhui's report say about Yangtze River Delta integration?", ['安徽省']],
    ['长三角2020年GDP增长目标各是多少？', ['上海市', '江苏省', '浙江省', '安徽省']],
  ])('%s', (question, regions) => {
    expect(read(question).regions).toEqual(regions);
  });
});

describe('English phrases of policy', () => {
  test.each([
    ['Which provinces mention pumped-storage plants?', '抽水蓄能'],
    ['Where is the Internet of Vehicles pilot zone?', '车联网'],
    ['What gross marine product did Shanghai reach?', '海洋生产总值'],
    ['How many poor people are still to be lifted out of poverty?', '脱贫'],
  ])('%s', (question, term) => {
    expect(read(question).terms).toContain(term);
  });
});

describe('what a turn leaves to the one before', () => {
  test('of another region and year and without a thing of its own it asks the same', () => {
    const first = '江苏2020年准备给企业少收多少税费？';
    const second = read('陕西2019年减了多少？', first, '1000亿元左右。');
    expect(second.question).toContain('税费');
    expect(second.regions).toEqual(['陕西省']);
    const third = read('甘肃呢？', first, '1000亿元左右。', '陕西2019年减了多少？', '超过600亿元。');
    expect(third.question).toContain('税费');
    expect(third.regions).toEqual(['甘肃省']);
  });

  test.each([
    ['对应的产业增加值目标呢？', '高新技术企业'],
    ['里面有跟种水稻有关的吗？', '高新技术企业'],
  ])('%s points back', (question, topic) => {
    expect(read(question, '安徽2020年高新技术企业要达到多少家？', '700家。').question).toContain(topic);
  });

  test('how many without a noun counts what was counted', () => {
    const { question } = read(
      'And how many were launched that year?',
      'How many satellites does Anhui have in orbit?',
      '15.',
    );
    expect(question).toContain('satellites');
  });

  test('the year before is set beside the one asked', () => {
    const reading = read('和去年比呢？', '安徽2020年打算建多少所普惠性幼儿园？', '400所。');
    expect([...reading.years].sort()).toEqual([2019, 2020]);
    expect(reading.question).toContain('幼儿园');
  });

  test('what the answer did not say is asked for', () => {
    const reading = read('还有别的吗？', '甘肃2020年的民生实事里有跟学校有关的吗？', '有，周转宿舍建设工程。');
    expect(reading).toMatchObject({ more: true, before: '有，周转宿舍建设工程。', regions: ['甘肃省'] });
    expect(reading.question).toContain('民生实事');
    expect(read('还有多少？', '甘肃2020年新建多少公里公路？', '100公里。').more).toBe(false);
  });

  test('an amount of money is no number of people', () => {
    expect(read('赚了多少钱？', '甘肃2019年接待国内外游客多少人次？', '3.74亿人次。').indicators).not.toContain(
      'tourist_visits',
    );
  });

  test('an answer is gone on from only where region and year stay', () => {
    const [asked, said] = ['甘肃2019年接待游客多少人次？', '3.74亿人次。'] as const;
    expect(read('收入呢？', asked, said).before).toBe(said);
    expect(read('安徽呢？', asked, said).before).toBe('');
  });
});

describe('where the last answer was said', () => {
  const passage = '文化旅游业快速发展，接待国内外游客3.74亿人次，实现旅游综合收入2680亿元。开工12个项目。';
  test.each([
    ['接待国内外游客3.74亿人次，实现旅游综合收入2680亿元。', '3.74亿人次，增长24%。', 1],
    ['开工12个项目。', '3.74亿人次。', 0.5],
    ['开工12个项目。', '2个项目。', 0],
    ['开工12个项目。', '2020年。', 0],
    ['开工12个项目。', '', 0],
  ])('%s after %s', (sentence, answer, beside) => {
    expect(besideAnswer(sentence, passage, answer)).toBe(beside);
  });
});
