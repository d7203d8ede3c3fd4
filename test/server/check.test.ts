import { beforeAll, describe, expect, test } from 'vitest';
import type { ReportIndex } from '../../ingest/index/model.ts';
import { faultOf } from '../../server/answer/check.ts';
import { deliver } from '../../server/answer/deliver.ts';
import type { Claim, Draft } from '../../server/answer/draft.ts';
import type { Citation } from '../../server/model.ts';

const SOURCE = '过去一年，全省生产总值增长 7.5%以上，粮食总产达810.8亿斤。';
const QUOTE = '全省生产总值增长 7.5%以上';
const index = { source: (id: string) => (id === 'd' ? SOURCE : undefined) } as unknown as ReportIndex;
let citation: Citation;
beforeAll(() => {
  const start = SOURCE.indexOf(QUOTE);
  citation = {
    number: 1,
    passage: 'p',
    document: 'd',
    report: '安徽省政府工作报告',
    title: '2020年安徽省政府工作报告',
    region: '安徽省',
    parent: null,
    year: 2020,
    section: [],
    quote: QUOTE,
    start,
    end: start + QUOTE.length,
  };
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
      text: `合计：${text}`,
      citations: [1],
      kind: 'derived',
      derived: [{ text, recompute }],
    });
    expect(fault(derived('15', () => '15'))).toBeNull();
    expect(fault(derived('15', () => '16'))).not.toBeNull();
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
