/** Who has most of a thing that is no indicator, read from the sentences of all reports. */
import { describe, expect, test } from 'vitest';
import { askOver } from './made-reports.ts';

const REPORTS = [
  [
    '安徽',
    '7位科学家当选两院院士。清理拖欠民营企业中小企业账款239亿元。省政府发文减少32%、会议减少34%。退出煤炭产能165万吨。合肥跨境货运专列开行368列。自贸试验区新设旅行社累计640家。助力受援地区24个乡镇通上动车。“三公”经费压减3%以上。城镇和农村沼气池分别达到51万座和23万座。',
    '办好33件民生实事。',
  ],
  [
    '湖南',
    '新增两院院士7名。全省两院院士达到89人。清偿民营企业账款50.5亿元。大力整治文山会海，压减会议41.8%、文件35.6%。压减退出钢铁产能1402万吨、煤炭1006万吨。',
    '重点实施十个方面36项民生实事。',
  ],
  [
    '福建',
    '全职在闽两院院士89人。清理拖欠民营企业中小企业账款672.9亿元。发文减少66.7%。省级“三公经费”压减20%。占比提高到35%。加强煤炭清洁利用，外送电量2000万吨标准煤。跨境货运专列开行超过1500班。',
    '实施10类41项民生实事工程。',
  ],
] as const;

const ask = askOver(REPORTS);

describe('figures read from sentences over all reports', () => {
  test.each([
    [
      'the most, with the second',
      '清理拖欠民营企业、中小企业账款的金额哪个省最多？第二呢？',
      /数字最大：福建（672\.9亿元）[\s\S]*第二大：安徽（239亿元）/,
    ],
    [
      'what is new is no stock, and a tie is told',
      '2024年新增两院院士的人数，哪些省最多？',
      /数字最大：安徽、湖南（7位，并列）/,
    ],
    [
      'a fall of another thing is none of this one',
      '治理文山会海，2024年会议减少幅度最大的是哪个省？',
      /数字最大：湖南（41\.8%）/,
    ],
    [
      'what is done may stand before a list',
      '2024年退出煤炭产能超过1000万吨的省有哪些？',
      /符合的有1个地区：\n(?:- )?湖南省：压减退出钢铁产能1402万吨、煤炭1006万吨/,
    ],
    ['what is quoted, by how much it fell', '2024年哪个省压减的“三公”经费比例最大？', /数字最大：福建（20%）/],
    ['things of a plan', '哪个省2025年承诺的民生实事件数最多？', /数字最大：福建（41项）/],
    [
      '班 and 列 are one',
      '2024年跨境货运专列开了上千列的有哪些省？',
      /符合的有1个地区：\n(?:- )?福建省：跨境货运专列开行超过1500班/,
    ],
  ])('%s: %s', async (_, question, expected) => {
    const { answer, citations } = await ask(question);
    expect(answer).toMatch(expected);
    for (const { quote } of citations) expect(quote).toMatch(/\d/);
  });

  test.each([
    ['over years', '2024年新设旅行社最多的是哪个省？', /640/],
    ['of other places', '2024年通上动车的乡镇最多的是哪个省？', /24个/],
    ['of which it is not told what they are', '2024年沼气池最多的是哪个省？', /数字最大/],
  ])('figures %s are not those of the year and the place: %s', async (_, question, not) => {
    expect((await ask(question)).answer).not.toMatch(not);
  });

  test('an order says how many reports it stands on', async () => {
    expect((await ask('2024年新增两院院士的人数，哪个省最多？')).answer).toMatch(
      /覆盖：3份报告里有2份的句子写明了这个数/,
    );
  });
});
