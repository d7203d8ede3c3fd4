import { beforeAll, describe, expect, test } from 'vitest';
import type { ReportIndex } from '../../ingest/index/model.ts';
import { faultOf } from '../../server/answer/check.ts';
import { deliver } from '../../server/answer/deliver.ts';
import type { Claim, Draft } from '../../server/answer/draft.ts';
import type { Citation } from '../../server/model.ts';
import { fakeIndex } from './fake-index.ts';

const SOURCE = [
  '安徽省政府工作报告',
  '一、工作回顾',
  '过去一年，全省生产总值增长 7.5%以上，粮食总产达810.8亿斤，PM2.5平均浓度降至46微克/立方米。',
  '二、今年安排',
  '城镇新增就业63万人以上，每万人拥有发明专利12件，单位生产总值能耗下降3%，生产总值增长6%—6.5%，登记失业率控制在4.5%以内。',
].join('\n');
let index: ReportIndex;
let citation: Citation;
/** Cites a stretch of the source. */
function cite(quote: string, number = 1): Citation {
  const start = SOURCE.indexOf(quote);
  const passage = index
    .passagesOf(index.reports[0]?.id ?? '')
    .find(({ span }) => span.start <= start && start < span.end);
  return {
    number,
    passage: passage?.id ?? '',
    document: 'd',
    report: '安徽省政府工作报告',
    title: '2020年安徽省政府工作报告',
    region: '安徽省',
    parent: null,
    year: 2020,
    section: [],
    quote,
    start,
    end: start + quote.length,
  };
}
beforeAll(() => {
  index = fakeIndex([
    {
      id: 'd',
      text: SOURCE,
      reports: [
        {
          name: '安徽省政府工作报告',
          title: '2020年安徽省政府工作报告',
          region: '安徽省',
          year: 2020,
          head: '安徽省政府工作报告',
        },
      ],
    },
  ]);
  citation = cite('全省生产总值增长 7.5%以上');
});
const figure = (text: string, more: Partial<Claim> = {}): Claim => ({ text, citations: [1], kind: 'figure', ...more });
const fault = (claim: Claim, cited = citation): string | null => faultOf(claim, [cited], index);

describe('a claim is sent only when its quote proves it', () => {
  test('a figure, its qualifier, region and year that stand there', () => {
    expect(fault(figure('安徽省2019年地区生产总值增速：7.5%以上。'))).toBeNull();
  });

  test.each([
    ['another figure', '安徽省2019年地区生产总值增速：7.6%以上。'],
    ['another qualifier', '安徽省2019年地区生产总值增速：7.5%左右。'],
    ['another region', '福建省2019年地区生产总值增速：7.5%以上。'],
    ['another year', '安徽省2016年地区生产总值增速：7.5%以上。'],
  ])('%s is a fault', (_, text) => {
    expect(fault(figure(text))).not.toBeNull();
  });

  test('no citation, or one that does not exist, is a fault', () => {
    expect(fault(figure('7.5%以上', { citations: [] }))).toBe('no citation');
    expect(fault(figure('7.5%以上', { citations: [9] }))).not.toBeNull();
  });

  test('a quote that is not the source slice is a fault', () => {
    expect(fault(figure('7.5%以上'), { ...citation, quote: '全省生产总值增长7.5%以上' })).not.toBeNull();
    expect(fault(figure('7.5%以上'), { ...citation, start: citation.start + 1 })).not.toBeNull();
  });

  test('quoted words must stand in the quote', () => {
    const quoted = (words: string): Claim => ({
      text: `安徽省：${words}。`,
      quoted: words,
      citations: [1],
      kind: 'quoted',
    });
    expect(fault(quoted('全省生产总值增长7.5%以上'))).toBeNull();
    expect(fault(quoted('全省生产总值下降7.5%以上'))).not.toBeNull();
  });

  test('a derived figure is computed again', () => {
    const derived = (text: string, recompute: () => string): Claim => ({
      text: `安徽省合计：${text}`,
      citations: [1],
      kind: 'derived',
      derived: [{ text, recompute }],
    });
    expect(fault(derived('7.5＋7.5＝15', () => '7.5＋7.5＝15'))).toBeNull();
    expect(fault(derived('7.5＋7.5＝15', () => '7.5＋7.5＝16'))).not.toBeNull();
  });

  test.each([
    ['降至 tells a level', 'PM2.5平均浓度降至46微克/立方米', '安徽省2019年PM2.5平均浓度：46微克/立方米。'],
    ['a figure inside a name', 'PM2.5平均浓度降至46微克/立方米', 'Anhui, PM2.5: 46 micrograms per cubic metre.'],
    ['the base of a rate', '每万人拥有发明专利12件', 'Anhui, patents per 10,000 people: 12 items.'],
    ['a range with another dash', '生产总值增长6%—6.5%', '安徽省：6%-6.5%'],
    ['a range in English', '生产总值增长6%—6.5%', 'Anhui: 6%-6.5%'],
    ['a fall told as one', '单位生产总值能耗下降3%', '安徽省：下降3%'],
    ['an amount converted', '城镇新增就业63万人以上', 'Anhui: 630,000 people or more (63万人)'],
    ['tonnes for 亿斤', '粮食总产达810.8亿斤', 'Anhui: 40.54 million tonnes (810.8亿斤)'],
    ['within', '登记失业率控制在4.5%以内', 'Anhui: within 4.5%'],
  ])('%s', (_, quote, text) => {
    expect(fault(figure(text), cite(quote))).toBeNull();
  });

  test.each([
    ['a fall told as growth', '单位生产总值能耗下降3%', '安徽省：增长3%'],
    ['a fall told as a level', '单位生产总值能耗下降3%', '安徽省：3%'],
    ['a bound left out', '城镇新增就业63万人以上', '安徽省：63万人'],
    ['another unit', '城镇新增就业63万人以上', '安徽省：63万户以上'],
    ['a conversion that is wrong', '粮食总产达810.8亿斤', 'Anhui: 40.54 billion tonnes (810.8亿斤)'],
    ['half of a range with the other half of another', '生产总值增长6%—6.5%', '安徽省：6%-7.5%'],
    ['a target told as a result', '登记失业率控制在4.5%以内', 'Anhui, 2020 result for unemployment: within 4.5%'],
    ['another name with a figure in it', 'PM2.5平均浓度降至46微克/立方米', '安徽省PM10：46微克/立方米'],
  ])('%s is a fault', (_, quote, text) => {
    expect(fault(figure(text), cite(quote))).not.toBeNull();
  });

  test('a quote that ends before what limits its figure is a fault', () => {
    expect(fault(figure('安徽省：63万人'), cite('城镇新增就业63万人'))).not.toBeNull();
  });

  test('every citation shares something with its sentence', () => {
    const claim = figure('安徽省：63万人以上', { citations: [1, 2] });
    const [first, second] = [cite('城镇新增就业63万人以上'), cite('登记失业率控制在4.5%以内', 2)];
    expect(faultOf(claim, [first, second], index)).toBe('[2] shares nothing with its sentence');
  });

  test('规模以上 is no qualifier', () => {
    expect(fault(figure('安徽省2019年规模以上工业增加值增速：7.5%以上。'))).toBeNull();
  });
});

describe('delivery', () => {
  const draft = (claims: Claim[]): Draft => ({
    lines: claims.map((claim) => ({ claims: [claim] })),
    citations: [citation],
    coverage: '1份报告中1份写明了这一项。',
    table: null,
    refused: false,
    reason: null,
    missing: [],
    suggestions: [],
  });

  test('what fails is left out and counted; the joined deltas are the answer; citations come before their use', () => {
    const { answer, pieces, dropped } = deliver(
      draft([figure('安徽省：7.5%以上'), figure('安徽省：9%以上')]),
      index,
      'zh',
    );
    expect(answer).toBe('安徽省：7.5%以上[1]\n\n覆盖：1份报告中1份写明了这一项。');
    expect(pieces.map((p) => (p.type === 'delta' ? p.text : '')).join('')).toBe(answer);
    expect(pieces[0]?.type).toBe('citation');
    expect(dropped).toHaveLength(1);
  });
});
