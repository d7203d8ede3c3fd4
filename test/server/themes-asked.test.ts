/** How a thing is named in a question over the reports: with brackets, quotation marks, joined to what it is used for, or as missing. */
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../server/model.ts';
import { findTheme } from '../../server/question/theme-asked.ts';
import { askOver } from './made-reports.ts';

const REPORTS = [
  [
    '安徽',
    '提高退休人员养老金。推动健康安徽建设，调动积极性。二氧化碳排放下降3%。建设城市大科学中心。',
    '建设超级计算中心。发展超高清视频产业。完善职业培训和企业年金制度。推动技术应用。引进研究机构。',
  ],
  [
    '湖南',
    '研制计算机设备。推广夜间经济。',
    '开展碳排放权交易。实施免费婚前医学检查。完善中小银行。参与“一带一路”建设。',
  ],
  [
    '福建',
    '二氧化碳排放下降2%。谋划大科学装置。职业年金正式运营。',
    '抓住区域全面经济伙伴关系协定(RCEP)机遇。提供免费婚检。建设稀土研究院。',
  ],
] as const;

const ask = askOver(REPORTS);

const regionsOf = ({ answer }: Answer): string[] => [...answer.matchAll(/^- ([^：]+)：/gm)].map((m) => m[1] ?? '');

describe('the thing asked', () => {
  test.each([
    [
      'what goes on from its end is no name of it',
      '超级计算（中心、计算机）在2025年哪几个省的报告里提到？',
      ['安徽省'],
    ],
    ['what it is used for is no thing of its own', '超高清（视频）产业或应用，哪些省在2025年报告中提及？', ['安徽省']],
    [
      'any body of that kind is not the one of the thing',
      '稀土产业或稀土研究机构，2025年哪几个省的报告写到了？',
      ['福建省'],
    ],
    ['a longer term is not a part of it', '碳排放权（交易）在哪几个省的2025年报告里写到？', ['湖南省']],
    ['another name of its abbreviation counts', '婚检在2025年哪几个省的报告里提到？', ['湖南省', '福建省']],
    ['its words apart are other things', '职业年金制度在2025年哪些省的报告里写到？', ['福建省']],
    ['a word in quotation marks is searched for exactly', '报告中，出现“大科学装置”字样的有谁？', ['福建省']],
  ])('%s: %s', async (_, question, regions) => {
    expect(regionsOf(await ask(question)).sort()).toEqual([...regions].sort());
  });

  test.each([
    'Which of the 2025 provincial reports mention the Regional Comprehensive Economic Partnership (RCEP)?',
    'Which provincial reports of 2025 mention RCEP?',
    'Which provinces mention RCEP in 2025 reports?',
  ])('an acronym that reports write as it is: %s', async (question) => {
    expect((await ask(question)).answer).toMatch(/^1 region: Fujian\./);
  });

  test.each(['2025年哪些省谈到了延迟退休？', '2025年哪些省的报告提到了弹性退休？'])(
    'a word of it that reports have is not the thing: %s',
    async (question) => {
      const { answer, refused } = await ask(question);
      expect(refused).toBe(true);
      expect(answer).toContain('没有找到');
    },
  );
});

describe('an English name', () => {
  test.each([
    'Which 2025 provincial reports mention the Asian Infrastructure Investment Bank (AIIB)?',
    'Which 2025 provincial reports mention the World Health Organization?',
  ])('is not answered by a word of it: %s', async (question) => {
    const { answer, refused } = await ask(question);
    expect(refused).toBe(true);
    expect(answer).toContain('no mention of it was found');
  });

  test('is not taken apart at its "and"', async () => {
    expect(findTheme('Which reports mention the Belt and Road Initiative?').literals).toEqual([
      'Belt and Road Initiative',
    ]);
    expect((await ask('Which 2025 provincial reports mention the Belt and Road Initiative?')).answer).toMatch(
      /^1 region: Hunan\./,
    );
  });
});

describe('a thing that reports do not have', () => {
  test.each([
    ['夜经济很火，但有几份2025年报告通篇没有夜间经济、夜间消费一类的话，是哪几个省？', ['夜间经济', '夜间消费']],
    ['哪些省的报告没有任何关于夜间经济的内容？', ['夜间经济']],
    ['2025年哪几个省的报告全文找不到“夜间经济”之类的字眼？', ['夜间经济']],
    ['通篇不提“夜间经济”的有哪几个省？', ['夜间经济']],
    ['2025年哪几个省的报告里没有“夜间经济”？', ['夜间经济']],
    ['哪几个省2025年报告里不见夜间经济字样？', ['夜间经济']],
  ])('%s', async (question, literals) => {
    expect(findTheme(question)).toMatchObject({ literals, absent: true, mentions: true });
    expect((await ask(question)).answer).toMatch(/^没有提到“[^”]+”的有2个：(?:安徽、福建|福建、安徽)。/);
  });

  test('a place that is looked for is no region asked', async () => {
    expect((await ask('哪几个省2025年报告里不见“雄安”字样？')).answer).not.toContain('没有收录');
  });

  test('whether it has it is no such question', () => {
    expect(findTheme('湖南报告里有没有夜间经济这个词？').absent).toBe(false);
  });
});
