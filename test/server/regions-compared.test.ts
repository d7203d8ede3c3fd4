/** Named regions compared by figures that no indicator has, or each with its own figure of another year. */
import { describe, expect, test } from 'vitest';
import { askOver } from './made-reports.ts';

const REPORTS = [
  [
    '安徽',
    '森林覆盖率达到30%。退出煤炭过剩产能165万吨。省政府发文减少32%、会议减少34%。新增高新技术企业4500家。合肥新桥机场旅客吞吐量突破1200万人次。外贸出口增长3%，进出口总额增长5%。',
    '森林覆盖率达到30.5%。化解煤炭过剩产能210万吨。开通国际航线。进出口总额增长6%。',
  ],
  [
    '湖南',
    '森林覆盖率达到59.9%。压减退出钢铁产能1402万吨、煤炭1006万吨。省政府发文数量在上年减少59%的基础上再减少55%。黄花国际机场旅客吞吐量突破2600万人次，开通国际航线103条。',
    '森林覆盖率达到60%。压减钢铁产能1400万吨、煤炭600万吨。进出口总额增长10%。',
  ],
  [
    '福建',
    '以省政府名义印发公文减少38.6%。国际航线增至95条。高新技术企业超过5万家。森林覆盖率达到66%。',
    '进出口总额增长4%。',
  ],
] as const;

const ask = askOver(REPORTS);

describe('regions that are named', () => {
  test.each([
    [
      'each against itself in the year before',
      '安徽和湖南2025年森林覆盖率目标比2024年各提高几个百分点？',
      [/安徽：2025年目标比2024年实绩高0\.5个百分点/, /湖南：2025年目标比2024年实绩高0\.1个百分点/],
      /安徽比湖南|湖南比安徽/,
    ],
    [
      'plan and look back of what is no indicator',
      '安徽和湖南2025年计划退出的煤炭产能，跟2024年比是加码还是放缓？',
      [/安徽计划比上年多45万吨（210万吨与165万吨）/, /湖南计划比上年少406万吨（600万吨与1006万吨）/],
      /14\d\d万吨[（与]/,
    ],
    [
      'the last figure of 在上年…的基础上再…, and another name for the thing',
      '给基层减负，安徽、湖南、福建2024年的发文各减了多少？',
      [/安徽省：[^\n]*发文减少32%/, /湖南省：[^\n]*再减少55%/, /福建省：[^\n]*公文减少38\.6%/],
      /\n[^\n]*会议减少34%/,
    ],
    [
      'a thing of a city where the report leaves the city out',
      '合肥新桥机场和长沙黄花机场，2024年旅客吞吐量各突破多少？',
      [/1200万人次/, /2600万人次/],
      /103条/,
    ],
    ['the sentence with the figure before one without', '湖南和福建的国际航线谁更多？', [/103条/, /95条/], /旅客/],
    [
      'what was added is not set against all there is',
      '安徽跟福建2024年新增高新技术企业数相差多少？',
      [/4500家/],
      /相差|多\d|455/,
    ],
    [
      'two that are set against a third',
      '安徽和湖南2024年的森林覆盖率比福建低多少个百分点？',
      [/福建比安徽高36个百分点/, /福建比湖南高6\.1个百分点/],
      /安徽比湖南|湖南比安徽/,
    ],
    ['进出口 is no 出口', '安徽和湖南2025年的进出口增速目标各是多少？', [/安徽省：6%/, /湖南省：10%/], /3%/],
  ])('%s: %s', async (_, question, expected, not) => {
    const { answer } = await ask(question);
    for (const pattern of expected) expect(answer).toMatch(pattern);
    expect(answer).not.toMatch(not);
  });

  test('what no report has a word of is not told by another thing', async () => {
    const { refused } = await ask('安徽和湖南2024年谁的离婚登记多？');
    expect(refused).toBe(true);
  });

  test('the money for a thing is not the persons that its indicator counts', async () => {
    expect((await ask('安徽和湖南2024年的脱贫攻坚投入资金哪个更多？')).understood.indicators).toEqual([]);
  });
});
