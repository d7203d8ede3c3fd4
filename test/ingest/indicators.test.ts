import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../ingest/config.ts';
import { INDICATORS } from '../../ingest/indicators/catalogue.ts';
import { extractIndicators } from '../../ingest/indicators/extract.ts';
import { findFigures } from '../../ingest/indicators/grammar.ts';
import type { IndicatorRow, SourceDocument } from '../../ingest/model.ts';
import { partsOf } from '../../ingest/parts.ts';
import { readFolder } from '../../ingest/read/index.ts';
import { scoreFigures } from '../bench/figures.ts';

/** `id value unit qualifiers` of every finding in a sentence. */
const found = (text: string): string[] =>
  findFigures(text).map(({ indicator, figure, words, direction }) =>
    figure
      ? `${indicator.id} ${figure.value ?? `${figure.low}..${figure.high}`}${figure.unit}${figure.before}${figure.after}${direction === 'down' ? ' down' : ''}`
      : `${indicator.id} ${words}`,
  );

describe('the grammar', () => {
  test.each([
    ['subject, verb, figure, qualifier', '地区生产总值增长6%左右', ['gdp_growth 6%左右']],
    ['no verb', '城镇新增就业63万人以上', ['urban_new_jobs 63万人以上']],
    ['a level and its growth', '地区生产总值10.77万亿元、同比增长6.2%', ['gdp_total 10.77万亿元', 'gdp_growth 6.2%']],
    [
      'a growth behind a comma',
      '一般公共预算收入2652亿元，增长1.4%',
      ['fiscal_revenue 2652亿元', 'fiscal_revenue_growth 1.4%'],
    ],
    [
      'paired figures',
      '城乡居民人均可支配收入分别增长7%和8%左右',
      ['income_growth_urban 7%', 'income_growth_rural 8%左右'],
    ],
    [
      'paired rates',
      '城镇调查失业率和登记失业率分别控制在5.5%和3.5%以内',
      ['surveyed_unemployment 5.5%', 'registered_unemployment 3.5%以内'],
    ],
    [
      'the other order',
      '登记失业率和调查失业率分别控制在4.5%、5.5%以内',
      ['registered_unemployment 4.5%', 'surveyed_unemployment 5.5%以内'],
    ],
    ['one figure for two', '城乡居民人均可支配收入均增长8%', ['income_growth_urban 8%', 'income_growth_rural 8%']],
    ['a range', '生产总值增长6%-6.5%', ['gdp_growth 6..6.5%']],
    ['a range with one sign', '地区生产总值增长5-6%', ['gdp_growth 5..6%']],
    ['no number', '居民收入增长与经济增长基本同步', ['income_growth_all 与经济增长基本同步']],
    ['a fall', '一般公共预算收入下降1.6%', ['fiscal_revenue_growth 1.6% down']],
    ['what is meant to fall', '单位地区生产总值能耗下降3%', ['energy_intensity 3% down']],
    ['people out of poverty', '实现18.34万贫困人口全部脱贫', ['poverty_relief 18.34万人']],
    [
      'a count before what is counted',
      '改造1000个城镇老旧小区，建成2万个5G基站',
      ['old_neighbourhoods 1000个', 'base_stations_5g 2万个'],
    ],
    [
      'the whole length behind what was built',
      '建成高速公路493公里、总里程达9495公里',
      ['expressway_length 493公里', 'expressway_length 9495公里'],
    ],
    ['a cut that stands before its noun', '压减一般性支出10%以上', ['general_expenditure_cut 10%以上 down']],
    ['a cut that stands behind it', '一般性支出压减10%', ['general_expenditure_cut 10% down']],
    [
      'accidents and the deaths in them',
      '生产安全事故起数、死亡人数分别下降17.7%和9.5%',
      ['work_safety_accidents 17.7% down', 'work_safety_deaths 9.5% down'],
    ],
    [
      'proposals of two bodies',
      '办理省人大代表建议1111件、省政协提案761件',
      ['npc_proposals 1111件', 'cppcc_proposals 761件'],
    ],
    ['proposals behind their number', '387件人大代表建议全部办结', ['npc_proposals 387件']],
    ['one number for the proposals of both', '办理人大代表建议和政协委员提案1346件', []],
    ['what came from the national congress', '办理全国人大代表建议9件', []],
    ['bills put forward', '提请省人大常委会审议地方性法规草案5部', ['local_regulations 5部']],
    ['days, from and to', '企业开办时间由8天压缩至3天以内', ['business_setup_days 3天以内']],
    ['working days', '企业开办全流程平均不超过3个工作日', ['business_setup_days 3个工作日不超过']],
    [
      'trains by a name of their own',
      '“义新欧”班列开行528列、增长65%',
      ['china_europe_trains 528列', 'china_europe_trains_growth 65%'],
    ],
    [
      'a part of what was added',
      '新增电力装机3000万千瓦，其中可再生能源装机2000万千瓦',
      ['power_capacity 3000万千瓦', 'renewable_capacity 2000万千瓦'],
    ],
    [
      'a subject that rose in the clause before',
      '粮食总产量再上新台阶，突破1600亿斤大关',
      ['grain_output 1600亿斤突破'],
    ],
    ['proposals behind bills', '办理市人大代表议案69件、建议1397件', ['npc_proposals 1397件']],
    ['a count behind another', '完成4.7万套棚户区、2737个老旧小区改造', ['old_neighbourhoods 2737个']],
    ['trains over all years', '中欧班列累计开行超1.1万列', ['china_europe_trains 1.1万列超']],
    ['school places behind their number', '新增10.8万个学位', ['school_places 10.8万个']],
    [
      'a bare 人均 that leans on the subject before',
      '地区生产总值增长6.1%，总量达9.96万亿元，人均达12.36万元',
      ['gdp_growth 6.1%', 'gdp_total 9.96万亿元', 'gdp_per_capita 12.36万元'],
    ],
    ['a share of GDP', '全社会研发经费支出占生产总值比重达到2.72%', ['rd_intensity 2.72%']],
  ])('%s: %s', (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test('an unknown word between subject and figure loses the figure and never invents one', () => {
    expect(found('地区生产总值稳居前列，某项目投资增长6%')).toEqual([]);
    expect(found('居民消费价格平稳，猪肉价格上涨40%')).toEqual([]);
  });

  test('a figure higher than the nation by some points is no figure of the region', () => {
    expect(findFigures('地区生产总值增长高于全国1.5个百分点').every((one) => one.figure === null)).toBe(true);
  });

  test('lists with other things in them keep their order', () => {
    expect(found('PM2.5、PM10浓度分别下降5.9%和14.9%')).toEqual(['pm25 5.9% down']);
  });
});

describe('target or result, and the year', () => {
  const rowsOf = (text: string): IndicatorRow[] => {
    const source: SourceDocument = {
      id: '2021-anhui',
      path: '2021-anhui.txt',
      format: 'txt',
      text,
      hash: '',
      encoding: 'utf-8',
      hints: {},
      warnings: [],
    };
    return partsOf(source).flatMap((parts) => extractIndicators(parts, source));
  };
  const report = (review: string, plan: string): string =>
    `政府工作报告\n——2021年1月12日在安徽省第十三届人民代表大会上\n一、2020年工作回顾\n${review}\n二、2021年重点工作\n${plan}\n`;

  test('come from the part of the report', () => {
    const rows = rowsOf(report('全省生产总值增长3.9%。', '全省生产总值增长 8% 以上。'));
    expect(rows.map((r) => [r.kind, r.year, r.value, r.qualifier])).toEqual([
      ['result', 2020, 3.9, ''],
      ['target', 2021, 8, '以上'],
    ]);
  });

  test('the year that a clause names goes first', () => {
    const rows = rowsOf(report('生产平稳。', '2020年全省生产总值增长3.9%。到2025年，常住人口城镇化率达到60%。'));
    expect(rows.map((r) => [r.indicator, r.kind, r.year])).toEqual([
      ['gdp_growth', 'result', 2020],
      ['urbanization_rate', 'target', 2025],
    ]);
  });

  test('quotes are exact slices, across a page break too', () => {
    const text = report('经济平稳运行。城镇新增就业 71.03 万\n\n人，物价平稳。', '继续努力。');
    const [row] = rowsOf(text);
    expect(row?.value).toBe(71.03);
    expect(text.slice(row?.start, row?.end)).toBe(row?.quote);
    expect(row?.quote).toBe('城镇新增就业 71.03 万\n\n人');
  });

  test('persons are told in ten thousands, a fall in growth as negative', () => {
    const rows = rowsOf(report('农村贫困人口减少67610人。一般公共预算收入下降1.6%。', '继续努力。'));
    expect(rows.map((r) => [r.value, r.unit])).toEqual([
      [6.761, '万人'],
      [-1.6, '%'],
    ]);
  });
});

test('the catalogue has at least 40 indicators, each with names in both languages', () => {
  expect(INDICATORS.length).toBeGreaterThanOrEqual(40);
  expect(new Set(INDICATORS.map((one) => one.id)).size).toBe(INDICATORS.length);
  for (const one of INDICATORS)
    expect(
      [one.zh, one.en, one.units[0]].every((text) => text && text.length > 0),
      one.id,
    ).toBe(true);
});

test('the golden figures are found: precision 98.5%, recall 96%, qualifiers 97%', async () => {
  const { documents } = await readFolder(join(projectRoot, 'data/reports'));
  const rows = documents.flatMap((source) => partsOf(source).flatMap((parts) => extractIndicators(parts, source)));
  for (const row of rows)
    expect(documents.find((d) => d.id === row.document)?.text.slice(row.start, row.end)).toBe(row.quote);
  for (const file of ['indicators-dev.jsonl', 'indicators-more.jsonl', 'indicators-counts.jsonl']) {
    const gold = readFileSync(join(projectRoot, 'test/golden', file), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const { precision, recall, qualifiers } = scoreFigures(gold, rows);
    expect(precision).toBeGreaterThanOrEqual(98.5);
    expect(recall).toBeGreaterThanOrEqual(96);
    expect(qualifiers).toBeGreaterThanOrEqual(97);
  }
});
