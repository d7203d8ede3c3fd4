/** Reports of several years loaded: which year answers, how years are set beside each other, and what other years must not change. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultText } from '../../ingest/errors.ts';
import type { IndicatorRow } from '../../ingest/model.ts';
import { revisionOf } from '../../server/answer/target-changes.ts';
import { termsAsked } from '../../server/answer/terms-asked.ts';
import type { Engine } from '../../server/engine.ts';
import { exceeds } from '../../server/matrix/years.ts';
import type { Answer } from '../../server/model.ts';
import { findComparison } from '../../server/question/comparison-asked.ts';
import { understand } from '../../server/question/understand.ts';
import { realEngine } from './real-index.ts';

/** Target and result of growth, and new jobs, by region and year; a report of a year tells the result of the year before. */
const GROWTH: Record<
  string,
  Record<number, { target: string; before: string; jobs: string; more?: string; done?: string }>
> = {
  河北省: {
    2020: { target: '6.5%左右', before: '6.8%', jobs: '86万人' },
    2025: { target: '5%以上', before: '5.4%', jobs: '88万人以上' },
    2026: { target: '5%以上', before: '5.6%', jobs: '86万人', more: '大力发展低空经济，培育新质生产力。' },
  },
  河南省: {
    2020: { target: '7%左右', before: '7%', jobs: '110万人' },
    2025: { target: '5.5%左右', before: '5.1%', jobs: '110万人以上' },
    2026: {
      target: '5%左右',
      before: '5.5%',
      jobs: '112万人以上',
      more: '到2030年，地区生产总值年均增长5.5%左右，城镇新增就业累计500万人以上。深化经济体制改革。',
    },
  },
  广东省: {
    2025: {
      target: '5%左右',
      before: '3.5%',
      jobs: '110万人以上',
      done: '新能源汽车产量达到168.4万辆。大力发展低空经济，低空经济规模居全国前列。',
    },
    2026: { target: '4.5%-5%', before: '3.9%', jobs: '110万人以上', more: '推进经济体制改革，办好特色农产品市场。' },
  },
};

function reportOf(region: string, year: number): string {
  const told = GROWTH[region]?.[year];
  return `${region}政府工作报告

${year}年1月15日在${region}第十四届人民代表大会会议上

一、${year - 1}年工作回顾

过去一年，全省地区生产总值增长${told?.before}，各项事业取得新的进步，人民生活继续改善，社会大局保持稳定。${told?.done ?? ''}

二、${year}年重点工作

今年经济社会发展的主要预期目标是：地区生产总值增长${told?.target}，城镇新增就业${told?.jobs}，居民消费价格涨幅2%左右。

${told?.more ?? '继续做好各项工作，保持社会和谐稳定。'}
`;
}

let engine: Engine;
const folder = mkdtempSync(join(tmpdir(), 'baogao-years-'));

beforeAll(async () => {
  for (const [region, years] of Object.entries(GROWTH))
    for (const year of Object.keys(years))
      writeFileSync(join(folder, `${year}-${region}.txt`), reportOf(region, Number(year)));
  engine = await realEngine(folder);
}, 60_000);

afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (question: string): Promise<Answer> => engine.ask({ question });

describe('a question without a year', () => {
  test('over all regions is the table of the newest year, with the others offered', async () => {
    const { answer, table, suggestions } = await ask('各省GDP增长目标是多少？');
    expect(table?.columns.map(({ year, kind }) => [year, kind])).toEqual([[2026, 'target']]);
    expect(table?.rows).toHaveLength(3);
    expect(answer).toContain('2026年地区生产总值增速目标');
    expect(suggestions).toContain('各省2025年地区生产总值增速目标是多少？');
  });

  test('is answered with the report’s own year, not with what its plan sets for 2030', async () => {
    const { answer } = await ask('河南 城镇新增就业');
    expect(answer).toContain('2026年城镇新增就业目标：112万人以上');
    expect(answer).not.toContain('500万人');
  });
});

describe('several years', () => {
  test.each([
    ['河南近三年GDP目标的变化', [2020, 2025, 2026]],
    ['河南历年GDP增长目标', [2020, 2025, 2026]],
    ["How has Henan's GDP growth target changed since 2025?", [2025, 2026]],
  ])('%s: every year loaded, in order', async (question, years) => {
    const { answer, understood } = await ask(question);
    expect(understood.years).toEqual(years);
    expect([...answer.matchAll(/20\d\d(?=年地区| target for)/g)].map(([year]) => Number(year))).toEqual(years);
  });

  test('这几年 counts no years that are asked for', async () => {
    const { answer } = await ask('河南这几年的经济增长目标');
    expect([...answer.matchAll(/20\d\d(?=年地区)/g)].map(([year]) => Number(year))).toEqual([2020, 2025, 2026]);
  });

  test.each([
    ['哪一年河南的GDP目标定得最高？', ['2020', '2025', '2026']],
    ['河南哪年的GDP目标最低', ['2026', '2025', '2020']],
  ])('%s: one region’s years in the order asked', async (question, years) => {
    const { answer } = await ask(question);
    expect([...answer.matchAll(/20\d\d(?=年地区)/g)].map(([year]) => year)).toEqual(years);
  });

  test('the figure of a five-year plan is that of its years together', async () => {
    for (const question of ['河南“十五五”GDP年均目标是多少？', '河南十五五期间GDP年均增长目标是多少？'])
      expect((await ask(question)).answer).toContain('2030年地区生产总值增速目标：5.5%左右（多年累计或年均）');
  });

  test('regions are picked and set in order by what their plans set, and it is said where none sets it', async () => {
    expect((await ask('哪些省的“十五五”GDP年均增长目标在5%以上？')).answer).toContain('河南省2030年');
    expect((await ask('哪些省的“十五五”GDP年均增长目标在6%以上？')).answer).not.toContain('河南省2030年');
    expect((await ask('河北和广东“十五五”GDP年均增长目标分别是多少？')).refused).toBe(true);
  });

  test('a year ahead is answered with what the plan sets for it, and with nothing else', async () => {
    expect((await ask('2030年河南GDP目标')).answer).toContain('2030年地区生产总值增速目标：5.5%左右');
    expect((await ask('河北到2030年城镇新增就业要达到多少？')).refused).toBe(true);
    expect(
      (await ask("What is Henan's average annual GDP growth target for the 15th Five-Year Plan?")).answer,
    ).toContain('2030 target for GDP growth: about 5.5%');
  });

  test('a figure of one year is none of a plan’s years together', async () => {
    expect((await ask('河北“十五五”城镇新增就业目标是多少？')).refused).toBe(true);
  });

  test('what the look back of a report tells is no figure of that report’s year', async () => {
    expect((await ask('广东2025年新能源汽车产量是多少？')).answer).not.toContain('168.4');
    expect((await ask('广东2024年新能源汽车产量是多少？')).answer).toContain('168.4万辆');
  });

  test('哪年的报告提得最多 sets years beside each other', async () => {
    const { answer } = await ask('哪年的报告提得最多：低空经济？');
    const years = [...answer.matchAll(/(20\d\d)(?=年：\d份)/g)].map(([year]) => year);
    expect(years).toEqual(['2025', '2026']);
    expect(answer).toContain('2025年：3份报告共2次');
  });

  test('two years named are counted as years of reports', async () => {
    const { answer } = await ask('2025年和2026年报告里“低空经济”各提了多少次？');
    expect([...answer.matchAll(/(20\d\d)(?=年：\d份)/g)].map(([year]) => year)).toEqual(['2025', '2026']);
  });

  test('what one of the years named lacks is said', async () => {
    const { answer, missing } = await ask('河北2020年和2026年城镇登记失业率目标分别是多少？');
    expect(answer).not.toContain('%');
    expect(missing.length).toBeGreaterThan(0);
    const half = await ask('广东2024年和2019年GDP增速分别是多少？');
    expect(half.answer).toContain('3.5%');
    expect(half.missing.length).toBeGreaterThan(0);
  });

  test('a word is counted over a stretch of years', async () => {
    const { answer } = await ask('2025年到2026年“低空经济”提及次数变化');

    expect([...answer.matchAll(/(20\d\d)(?=年：\d份)/g)].map(([year]) => year)).toEqual(['2025', '2026']);
  });

  test('the years named are all answered', async () => {
    const { answer } = await ask('河北2025年和2026年城镇新增就业目标分别是多少？');
    expect(answer).toContain('2025年城镇新增就业目标：88万人以上');
    expect(answer).toContain('2026年城镇新增就业目标：86万人');
  });

  test('a year that no report covers is refused though years around it are loaded', async () => {
    const { refused, reason } = await ask('河南2023年GDP增长目标是多少？');
    expect([refused, reason]).toEqual([true, 'no-year']);
  });
});

describe('years and kinds', () => {
  test('last year’s figure is its result, though its target is loaded too', async () => {
    const { table } = await ask('去年GDP增速最低的省份');
    expect(table?.columns.map(({ year, kind }) => [year, kind])).toEqual([[2025, 'result']]);
  });

  test('a threshold of two years is passed in both', async () => {
    const { table } = await ask('2025年和2026年哪些省的GDP目标都在5%以上？');
    expect(table?.rows.map(({ region }) => region).sort()).toEqual(['河北省', '河南省'].sort());
  });

  test('a target that passes a threshold picks no result that does not', async () => {
    const { answer } = await ask('2025年GDP增速超过5.3%的省份');
    expect(answer).toContain('河南省：5.5%左右');
    expect(answer).toContain('河北省：5.6%');
    expect(answer).not.toContain('广东省：3.9%');
    expect(answer).not.toContain('河北省：5%以上');
  });

  test('whether one region lowered its target is told beside the year before', async () => {
    const { answer } = await ask('河南2026年把GDP目标下调了吗？');
    expect(answer).toContain('2025年目标5.5%左右，2026年目标5%左右');
  });

  test('what is not stated is told by the nearest year that is', async () => {
    const { answer } = await ask('广东2025年GDP增长目标是多少？');
    expect(answer).toContain('5%左右');
  });
});

describe('targets of two years', () => {
  test.each([
    ['2026年有多少省份下调了GDP增长目标？', ['河南省', '广东省']],
    ['Which provinces kept their 2026 GDP growth target unchanged?', ['河北省']],
    ['2026年哪些省上调了GDP增长目标？', []],
  ])('%s', async (question, regions) => {
    const { table, answer } = await ask(question);
    expect(table?.rows.map(({ region }) => region).sort()).toEqual([...regions].sort());
    expect(answer).toMatch(/3个地区中3个两年都提出了目标：0个上调、2个下调、1个数字不变|3 of 3 regions/);
  });

  const row = (low: number, high: number, unit = '%') =>
    ({ value: low === high ? low : null, low, high, unit, qualifier: '' }) as IndicatorRow;
  test.each([
    ['one end lower, the other the same', row(5.5, 5.5), row(5, 5.5), 'lowered'],
    ['one end higher', row(5, 5), row(5, 5.5), 'raised'],
    ['one end each way', row(5, 5), row(4.5, 5.5), 'not-comparable'],
    ['equal', row(5, 5), row(5, 5), 'same'],
    ['another unit', row(5, 5), row(5, 5, '亿元'), 'not-comparable'],
  ])('ranges: %s', (_, before, after, revision) => {
    expect(revisionOf(before, after)).toBe(revision);
  });
});

describe('target against result', () => {
  test.each([
    ['2025年超额完成GDP目标的省份有哪些？', ['河北省']],
    ['2025年没完成GDP目标的省份有哪些？', ['广东省']],
    ['How many provinces met their 2025 GDP growth target?', ['河北省', '河南省']],
  ])('%s', async (question, regions) => {
    const { table } = await ask(question);
    expect(table?.rows.map(({ region }) => region).sort()).toEqual([...regions].sort());
  });

  test('“growth target” of nothing else is that of the economy', async () => {
    const { answer } = await ask('Did Guangdong meet its 2025 growth target?');
    expect(answer).toContain('target about 5%, result 3.9% (missed)');
  });

  test.each([
    ['2025年GDP增速超过目标的省', 'exceeded'],
    ['哪些省2025年GDP目标没达标', 'missed'],
    ['Which provinces beat their GDP target in 2025?', 'exceeded'],
    ['GDP目标超过6%的省有哪些', null],
    ['2026年GDP目标维持不变的省有哪些', null],
  ])('%s asks for %s', (question, kept) => {
    expect(findComparison(question).kept).toBe(kept);
  });

  test('a result within “about” keeps its target and does not exceed it', () => {
    const target = { value: 5, low: null, high: null, unit: '%', qualifier: '左右' } as IndicatorRow;
    const cell = (value: number) =>
      ({ region: '甲', target, result: { ...target, value, qualifier: '' }, outcome: 'kept' }) as const;
    expect(exceeds(cell(5), { better: 'higher' })).toBe(false);
    expect(exceeds(cell(5.1), { better: 'higher' })).toBe(true);
    expect(exceeds(cell(1.8), { better: 'lower' })).toBe(true);
  });
});

describe('terms of policy', () => {
  test('an English one is found by the reports’ own word', async () => {
    const { answer } = await ask('Which provinces mention the low-altitude economy in 2026?');
    expect(answer).toContain('1 region: Hebei');
    expect(answer).not.toContain('经济体制');
  });

  test('one that nothing is known of is not answered by words that it shares', async () => {
    const { refused, answer } = await ask('Which provinces mention the zorbing economy in 2026?');
    expect(refused).toBe(true);
    expect(answer).toContain('zorbing economy');
  });

  test('what of a theme is unknown is told', () => {
    const reading = understand({ question: 'Which provinces mention the zorbing economy?' }, { reports: [] });
    expect(termsAsked(reading)?.unknown).toEqual(['zorbing']);
  });
});

test('a fault names its file once, and each of its sentences ends', () => {
  expect(faultText({ path: 'a.csv', message: 'a.csv: expected a column, found none', hint: 'Name the column.' })).toBe(
    'expected a column, found none. Name the column.',
  );
});
