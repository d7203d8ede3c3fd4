import { describe, expect, test } from 'vitest';
import type { Turn } from '../../server/model.ts';
import type { Corpus } from '../../server/question/corpus-scope.ts';
import { INTENT_RULES } from '../../server/question/intents.ts';
import { understand } from '../../server/question/understand.ts';

const PROVINCES =
  '安徽省 北京市 重庆市 福建省 甘肃省 广东省 广西壮族自治区 贵州省 海南省 河北省 河南省 黑龙江省 湖北省 湖南省 吉林省 江苏省 江西省 辽宁省 内蒙古自治区 宁夏回族自治区 青海省 山东省 山西省 陕西省 上海市 天津市 西藏自治区 新疆维吾尔自治区 浙江省'.split(
    ' ',
  );
const corpus: Corpus = {
  reports: [
    ...PROVINCES.map((region) => ({ region, parent: null, year: 2020, level: 'province', kind: 'report' })),
    { region: '株洲市', parent: '湖南省', year: 2020, level: 'city', kind: 'report' },
    { region: '衡阳市', parent: '湖南省', year: 2020, level: 'city', kind: 'report' },
    { region: '湖南省', parent: null, year: 2022, level: 'province', kind: 'division' },
  ],
};
const read = (question: string, history: Turn[] = []) => understand({ question, history }, corpus);
const said = (...turns: string[]): Turn[] =>
  turns.map((content, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', content }));

describe('regions', () => {
  test.each([
    ['湖南2020年GDP增长目标是多少？', ['湖南省']],
    ['粤2020年要建多少5G基站', ['广东省']],
    ['冀：2020年内生猪存栏要达到多少头', ['河北省']],
    ['沪苏浙皖2020年的目标', ['上海市', '江苏省', '浙江省', '安徽省']],
    ['皖、京、闽、粤四地的浓度', ['安徽省', '北京市', '福建省', '广东省']],
    ['东北三省2019年的经济增速', ['辽宁省', '吉林省', '黑龙江省']],
    ['內蒙古2020年的目標', ['内蒙古自治区']],
    ['内蒙2020年目标', ['内蒙古自治区']],
    ['What did Inner Mongolia plan for 2020?', ['内蒙古自治区']],
    ['Shaanxi and Shanxi: GDP growth targets', ['陕西省', '山西省']],
    ['株州2020年的目标', ['株洲市']],
    ['河南省的森林覆盖率', ['河南省']],
    ['京沪高铁二通道什么时候开工', []],
    ['云计算和青年创业的新能源', []],
    ['津 2020年上云企业要突破多少家', ['天津市']],
    ['东北首个通过验收的海绵城市是吉林哪个市', ['吉林省']],
    ['粤港澳大湾区2020年怎么建设', []],
    ['湖南怎么融入长江经济带', ['湖南省']],
    ['Which hospital in Fujian is Taiwan-funded?', ['福建省']],
    ['Who takes part in the Northeast China Tiger and Leopard National Park?', []],
  ])('%s', (question, regions) => {
    expect(read(question).regions).toEqual(regions);
  });

  test('a region without a report is recognised as such', () => {
    const reading = read('四川2020年地区生产总值增长目标是多少？');
    expect(reading.searchRegions).toEqual([]);
    expect(reading.unknownRegions.map((u) => u.name)).toEqual(['四川省']);
  });

  test('a city without a report falls to its province, and says so', () => {
    const reading = read('长沙市2020年的地区生产总值增长目标是多少？');
    expect(reading.cityFallback).toEqual([{ city: '长沙市', region: '湖南省' }]);
  });

  test('what is excluded is not asked about', () => {
    const reading = read('除了海南，哪些省份提到自由贸易港？');
    expect(reading.regions).toEqual([]);
    expect(reading.excluded).toEqual(['海南省']);
  });
});

describe('years and kind', () => {
  test.each([
    ['安徽2019年粮食总产量是多少亿斤？', [2019], 'result', [{ year: 2020, timing: 'review' }]],
    ['安徽2020年计划新增多少高速公路', [2020], 'target', [{ year: 2020, timing: 'plan' }]],
    ['安徽去年完成了多少', [2019], 'result', [{ year: 2020, timing: 'review' }]],
    ['湖南2020年政府工作报告提到谁', [2020], null, [{ year: 2020, timing: 'any' }]],
  ])('%s', (question, years, kind, scopes) => {
    const reading = read(question);
    expect(reading.years).toEqual(years);
    expect(reading.kind).toBe(kind);
    expect(reading.reportScopes).toEqual(scopes);
  });

  test('a year that no report covers is recognised', () => {
    expect(read('重庆2021年的GDP增长目标定的是多少？').uncoveredYears).toEqual([2021]);
  });

  test.each([
    ['19年安徽GDP增长多少', [2019]],
    ['安徽连续19年丰收了吗', []],
    ['湖北修了2000多公里路吗', []],
  ])('%s names %o', (question, years) => {
    expect(read(question).years).toEqual(years);
  });

  test('the name of a report selects the report', () => {
    expect(read('2020年湖南省政府工作报告提到谁').reportScopes).toEqual([{ year: 2020, timing: 'any' }]);
    expect(read('湖南2022年的分工意见里省财政厅牵头什么').reportScopes).toEqual([{ year: 2022, timing: 'any' }]);
  });

  test.each([
    ['安徽的粮食产量比上年增加多少', []],
    ['Did exports of Anhui grow more than last year?', []],
    ['安徽上年粮食产量多少', [2019]],
  ])('%s: a year that is compared with is not asked about', (question, years) => {
    expect(read(question).years).toEqual(years);
  });

  test('what is wanted is no plan', () => {
    expect(read('我不要目标，要2019年的实际数。').kind).toBe('result');
    expect(read('江西把哪种鸟定为省鸟').kind).toBe(null);
  });

  test('a figure is no year', () => {
    expect(read('湖北要改造2037个小区，是真的吗').years).toEqual([]);
  });
});

describe('indicators', () => {
  test.each([
    ['湖南GDP增长目标', ['gdp_growth']],
    ['重庆2019年地区生产总值达到了多少万亿元', ['gdp_total']],
    ['农村居民收入要增长多少', ['income_growth_rural']],
    ['城乡居民人均可支配收入目标', ['income_growth_urban', 'income_growth_rural']],
    ['内蒙古2020年固定资产投资增长目标是百分之多少', ['fixed_investment_growth']],
    ['物价涨幅控制在多少', ['cpi']],
    ['江苏2019年全社会研发投入占GDP比重', ['rd_intensity']],
    ['研发投入增长了多少', ['rd_growth']],
    ["What was R&D spending's share of GDP in Jiangsu", ['rd_intensity']],
  ])('%s', (question, indicators) => {
    expect([...read(question).indicators].sort()).toEqual([...indicators].sort());
  });
});

describe('follow-ups', () => {
  test.each([
    ['那黑龙江呢？', said('湖北2020年要建设多少高标准农田？', '340万亩。'), ['黑龙江省'], [2020], '高标准农田'],
    [
      '换成广西呢？',
      said('安徽2020年GDP增长目标是多少？', '7.5%。', '居民消费价格涨幅目标呢？', '3.5%左右。'),
      ['广西壮族自治区'],
      [2020],
      '居民消费价格',
    ],
    [
      '那上一年实际加装了多少部？',
      said('北京2020年老楼加装电梯计划开工多少部？', '400部以上。'),
      ['北京市'],
      [2019],
      '电梯',
    ],
    [
      '其中产量最低的那个省，2020年打算把粮食产量稳定在多少以上？',
      said('东北三省2019年的粮食产量呢？', '黑龙江1500.6亿斤，吉林775.6亿斤，辽宁486亿斤。'),
      ['辽宁省'],
      [2020],
      '粮食产量',
    ],
    ['它的物价目标呢', said('安徽2020年GDP增长目标是多少？', '7.5%。'), ['安徽省'], [2020], '物价'],
    ['2019年呢', said('湖南2020年退出了多少煤炭产能？', '1500万吨。'), ['湖南省'], [2019], '煤炭产能'],
    ['and Hebei?', said("What was Anhui's GDP growth target for 2020?", '7.5%.'), ['河北省'], [2020], "Hebei's GDP"],
    ['公厕呢？', said('天津2019年农村改造提升了多少座户厕？', '22.7万座。'), ['天津市'], [2019], '多少座公厕'],
    [
      '这两个省加起来呢',
      said('湖北和湖南2020年新增就业目标', '70万人，70万人。'),
      ['湖北省', '湖南省'],
      [2020],
      '就业',
    ],
  ])('%s', (question, history, regions, years, topic) => {
    const reading = read(question, history);
    expect(reading.regions).toEqual(regions);
    expect(reading.years).toEqual(years);
    expect(reading.question).toContain(topic);
  });

  test('an indicator of its own takes the place of the one before', () => {
    const history = said('安徽2020年GDP增长目标是多少？', '7.5%。');
    expect(read('它的物价目标呢', history).indicators).toEqual(['cpi']);
    expect(read("What about Shanghai's CPI?", history).indicators).toEqual(['cpi']);
  });

  test('words that told target from result before do not tell it again', () => {
    const reading = read('那2019年已经有几家了？', said('湖南2020年千亿园区力争达到多少家？', '14家。'));
    expect([reading.years, reading.kind]).toEqual([[2019], 'result']);
  });

  test('a new topic inherits nothing', () => {
    const reading = read('浙江2019年有哪5家企业入围世界500强？', said('湖南2020年GDP增长目标是多少？', '7.5%左右。'));
    expect(reading.regions).toEqual(['浙江省']);
    expect(reading.years).toEqual([2019]);
    expect(reading.followUp).toBe(false);
  });
});

describe('intent', () => {
  test.each([
    ['今天北京天气怎么样', 'outside'],
    ['写一首关于湖南的诗', 'outside'],
    ['专家怎么评价西藏的增速目标', 'outside'],
    ['由哪个部门牵头负责', 'responsible'],
    ['哪些省份提到区块链', 'which-regions'],
    ['2020年有几个省把物价目标定在3%左右', 'count'],
    ['2019年社会消费品零售总额增速哪个省最高', 'rank'],
    ['湖南和江西的GDP增长目标', 'compare'],
    ['浙江有哪5家企业入围世界500强', 'list'],
    ['安徽新增就业多少万人', 'figure'],
    ['Which provinces set 6% or more for GDP growth in 2020?', 'which-regions'],
    ['PM2.5在30微克以下的省有哪些', 'which-regions'],
    ['农村居民收入增长目标为10%以上的省区？', 'which-regions'],
    ['习近平总书记是几月几日在重庆视察的', 'fact'],
    ['全国首家发行永续债的非上市银行是天津的哪家银行', 'fact'],
    ['雪容融是哪个单位创作的', 'fact'],
    ['海峡两岸产业合作区由哪家单位牵头', 'responsible'],
    ['成为全省第9家5A级景区的是哪个景区', 'fact'],
  ])('%s is %s', (question, intent) => {
    expect(read(question).intent).toBe(intent);
  });

  test('every rule has a name of its own', () => {
    expect(new Set(INTENT_RULES.map((rule) => rule.name)).size).toBe(INTENT_RULES.length);
  });

  test('what a report could well say is not outside', () => {
    for (const question of ['浙江有几位专家当选院士', '福建气象监测预报能力怎么提升', '广东股票发行注册制改革']) {
      expect(read(question).intent).not.toBe('outside');
    }
  });
});

describe('figures of several regions', () => {
  test.each([
    ['哪些省的目标在6%以上', 'at-least', 6],
    ['哪些省不低于6%', 'at-least', 6],
    ['增速超过8%的省', 'more-than', 8],
    ['哪些省低于5%', 'less-than', 5],
    ['Which provinces set 6% or more?', 'at-least', 6],
  ])('%s', (question, operator, value) => {
    expect(read(question).comparison.thresholds).toMatchObject([{ operator, value }]);
  });

  test('what stands in quotation marks is looked for as it stands, and what is excluded is not', () => {
    const { theme } = read('哪些省明确写到“加装电梯”？（只写“电梯改造”的不算）');
    expect(theme.literals).toEqual(['加装电梯']);
    expect(theme.excluded).toEqual(['电梯改造']);
  });
});

test('odd input is read as text', () => {
  for (const question of [
    '',
    '？？？',
    '😀'.repeat(500),
    '(a|b)*+[',
    "'; DROP TABLE x; --",
    '\u202e湖南\u202c',
    'NEAR(湖南 "',
  ]) {
    expect(() => read(question)).not.toThrow();
  }
});

describe('turns that compare or correct', () => {
  const before = said('河南2019年粮食产量是多少？', '河南2019年粮食产量1339亿斤。');
  test('a region named beside the one before', () => {
    const reading = read('比黑龙江多还是少？', before);
    expect(reading.regions.sort()).toEqual(['河南省', '黑龙江省']);
    expect(reading.indicators).toEqual(['grain_output']);
    expect(reading.years).toEqual([2019]);
  });

  test('who is highest ranges over all regions, of what was asked before', () => {
    const reading = read('哪个省最高？', before);
    expect(reading.regions).toEqual([]);
    expect(reading.intent).toBe('rank');
    expect(reading.indicators).toEqual(['grain_output']);
  });

  test('who of these is one of those that the answer named', () => {
    const reading = read('这些省里谁最高？', said('哪些省2020年GDP目标超过7%？', '安徽7.5%，贵州8%左右。'));
    expect(reading.regions.sort()).toEqual(['安徽省', '贵州省']);
  });

  test('what a turn takes back is not asked', () => {
    const reading = read('我问的是目标，不是完成数。', said('贵州2020年新增就业多少人？', '78.49万人。'));
    expect(reading).toMatchObject({
      regions: ['贵州省'],
      years: [2020],
      kind: 'target',
      indicators: ['urban_new_jobs'],
    });
  });

  test('last year after a target is its result where no report of that year is loaded', () => {
    const reading = read('去年呢', said('湖南2020年GDP增长目标是多少？', '7.5%左右。'));
    expect(reading).toMatchObject({ years: [2019], kind: 'result' });
  });

  test('a thing of the list that the last answer gave', () => {
    const reading = read(
      '第三种形态，2020年准备建哪些园区？',
      said('青海说的“四种经济形态”是什么？', '青海的“四种经济形态”是生态经济、循环经济、数字经济、飞地经济。'),
    );
    expect(reading.question).toContain('数字经济');
    expect(reading.items).toEqual([]);
  });

  test('the number of another thing keeps what it is one of', () => {
    const reading = read('第二件呢？哪个厅牵头？', said('湖南2022年十大民生实事的第一件是什么？', '增加学位。'));
    expect(reading.items[0]?.ordinal).toBe(2);
    expect(reading.question).toContain('十大民生实事');
  });
});

describe('number words and negations of thresholds', () => {
  test.each([
    ['城镇新增就业超过了一百万人的省', 'more-than', 100, '万人'],
    ['增速没到5%的省', 'less-than', 5, '%'],
    ['没有超过3%的省', 'at-most', 3, '%'],
    ['达到百分之六点五的省', 'at-least', 6.5, '%'],
    ['which provinces created more than one million jobs', 'more-than', 100, '万人'],
  ])('%s', (question, operator, value, unit) => {
    expect(read(question).comparison.thresholds).toMatchObject([{ operator, value, unit }]);
  });
});

describe('wordings that pick figures', () => {
  const comparison = (question: string) => read(question).comparison;

  test.each([
    '29个地区里2020年GDP增长目标就写“6%”（不带“左右”“以上”）的是哪两个？',
    '2020年GDP增长目标写一个光秃秃的“6%”的有谁？',
  ])('%s: the figure alone', (question) => {
    expect(comparison(question)).toMatchObject({ qualifier: '', thresholds: [{ operator: 'equal', value: 6 }] });
  });

  test('a note of what does not count tells nothing of what does', () => {
    expect(comparison('2020年GDP增长目标写成“6%左右”的有哪些？（不带“左右”的6%都不算）').qualifier).toBe('左右');
    expect(comparison('收入增长目标写2%或2%左右的，是哪几个省？宁夏的“2%以上”不要。')).toMatchObject({
      qualifier: '左右或无',
      thresholds: [{ operator: 'equal', value: 2, unit: '%' }],
    });
    expect(read('2020年财政收入目标写2%的是哪几个省？宁夏那种“2%以上”不要。').regions).toEqual([]);
  });

  test.each(['合起来是多少万人', '加在一起多少万人', '总计多少万人'])('%s is a sum', (words) => {
    expect(comparison(`京津冀三家2020年新增就业目标${words}？`).sum).toBe(true);
  });

  test('the cleanest and the dirtiest are the best and the worst', () => {
    const reading = read('2019年PM2.5最干净的和最脏的是谁？');
    expect(reading.comparison.ranks.map(({ order }) => order)).toEqual(['best', 'worst']);
    expect(reading.intent).toBe('rank');
  });

  test('要降3%的省区是 picks regions', () => {
    const reading = read('单位GDP能耗2020年要降3%左右的省区是？');
    expect(reading.comparison.thresholds).toMatchObject([{ operator: 'equal', value: 3 }]);
    expect(reading.intent).toBe('which-regions');
  });
});

describe('how much there is, or how much it grew', () => {
  test.each([
    ['福建和辽宁2019年城镇居民人均可支配收入对比', 'income_urban'],
    ['福建2019年城镇居民人均可支配收入是多少？', 'income_urban'],
    ['福建2019年城镇居民人均可支配收入增长多少？', 'income_growth_urban'],
    ['福建2020年城镇居民人均可支配收入目标是多少？', 'income_growth_urban'],
  ])('%s: %s', (question, indicator) => {
    expect(read(question).indicators).toEqual([indicator]);
  });

  test.each([
    '天津高新技术企业2019年总数和2020年目标分别是多少',
    '宁夏2020年打算改造的老旧小区数，是不是比2019年改造的多？',
  ])('%s: the year before is told by its result', (question) => {
    expect(read(question).kind).toBe('both');
  });
});

describe('what only asks for an order adds no topic', () => {
  test.each([
    ['2019年“三公”经费压减幅度：陕西、西藏、宁夏，谁压得最狠？', /狠|谁/],
    ['湖南、重庆、安徽2019年办理的代表建议件数，哪家最多？', /最多|哪家/],
    ['湖北、湖南、江西2019年新开高铁里程，从多到少怎么排？', /从多|怎么排/],
  ])('%s', (question, order) => {
    expect(read(question).bare).not.toMatch(order);
  });
});
