/** Questions over the reports that name several things, a thing that must be lacking, or what is to be got. */
import { describe, expect, test } from 'vitest';
import { hitIn } from '../../server/answer/theme-forms.ts';
import type { Answer } from '../../server/model.ts';
import { findTheme } from '../../server/question/theme-asked.ts';
import { askOver } from './made-reports.ts';

const REPORTS = [
  [
    '安徽',
    '做好儿童青少年近视防治。推动区块链技术创新。',
    '积极申创中国（安徽）自由贸易试验区。建设人工智能产业园。推进长城、大运河国家文化公园建设。',
  ],
  [
    '湖南',
    '自贸试验区获批设立。精心备战北京冬奥会。',
    '复制推广自贸区经验，争取国家支持设立中国（湖南）自贸区。推广区块链应用。推进祁连山国家公园体制试点。',
  ],
  [
    '福建',
    '抓住冬奥会机遇发展冰雪运动。',
    '在自贸试验区建设专属园区。发展人工智能。推进长城国家文化公园建设。推动“三江源国家公园”片区建设。',
  ],
] as const;

const ask = askOver(REPORTS);

const regionsOf = ({ answer }: Answer): string[] =>
  [...answer.matchAll(/^- ([^：]+)：/gm)].map((m) => m[1] ?? '').sort();

describe('regions by several things', () => {
  test.each([
    ['both are spoken of', '2025年既提到区块链又提到人工智能的有哪几个省？', ['安徽省']],
    ['both are spoken of, joined', '把区块链和人工智能都写进2025年报告的省有哪些？', ['安徽省']],
    ['one without the other', '2025年哪些省提到了区块链但没有提到人工智能？', ['湖南省']],
    ['kinds of a counted list', '长城、大运河这两个国家文化公园，哪些省在2025年报告里都写到了？', ['安徽省']],
    [
      'a place that is but the name of a thing',
      '三江源、祁连山这两个国家公园，分别有哪些省在2025年报告里提到？',
      ['湖南省', '福建省'],
    ],
    [
      'what is to be got, not what is there',
      '还没有自贸试验区的省里，哪些在2025年报告中提出要申报、创建或争取设立自贸试验区？',
      ['安徽省', '湖南省'],
    ],
    [
      'its thing stands where it is said to be lacking',
      '还没有自贸区、2025年打算申报（争取设立）的省区有哪些？',
      ['安徽省', '湖南省'],
    ],
    ['everyday words for who is meant', '孩子近视的防治，2025年有几份省级报告提到了？', ['安徽省']],
    ['a thing by its place or without', '2025年哪些省提到北京冬奥会（或冬残奥会）？', ['湖南省', '福建省']],
    ['one and then another', '2025年提到了区块链、又提到了人工智能的省有哪些？', ['安徽省']],
    ['those among them without another', '说到区块链的省份里，2025年的报告哪些没说“人工智能”？', ['湖南省']],
    ['two before the question, joined by 都', '区块链和人工智能，2025年哪些省的报告都写到了？', ['安徽省']],
    ['names taken out by a list', '除了近邻湖南、福建，还有哪些省2025年的报告提到自贸试验区？', ['安徽省']],
  ])('%s: %s', async (_, question, regions) => {
    expect(regionsOf(await ask(question))).toEqual([...regions].sort());
  });

  test('each group asked has its own heading, and says how many', async () => {
    const { answer } = await ask(
      '把长城、大运河两个国家文化公园都写进2025年报告的是哪个省？只写了长城、没提大运河的又有哪几个？',
    );
    expect(answer).toMatch(/都提到“长城国家文化公园”、“大运河国家文化公园”的有1个：\n- 安徽省：/);
    expect(answer).toMatch(/提到“长城国家文化公园”、没有提到“大运河国家文化公园”的有1个：\n- 福建省：/);
  });

  test('where only those without are asked, nobody else is told', async () => {
    expect((await ask('区块链，2025年哪些省没有提到？')).answer).toMatch(/^没有提到“区块链”的有1个：福建。/);
  });

  test('neither of two things', async () => {
    expect((await ask('2025年谁的报告既没提“区块链”，也没提“北京冬奥会”？')).answer).toMatch(
      /^各份报告都提到了|^没有提到[^\n]*的有/,
    );
    expect(findTheme('谁的报告既没提“一带一路”，也没提自贸区？')).toMatchObject({
      literals: ['一带一路', '自贸区'],
      absent: true,
    });
  });

  test.each([
    ['建设国家级农业园区。', true],
    ['建设产业园区、国家级开发区。', false],
    ['支持创建国家级产业园区。', false],
    ['建设国家级示范区，提升园区。', false],
  ])('words apart are words of one clause, in order, and whole: %s', (sentence, speaks) => {
    const forms = { exact: [], stems: [], apart: [[['国家级'], ['园区']]] };
    expect(hitIn(sentence, forms, []) !== null).toBe(speaks);
  });

  test('which way a thing went is no thing', async () => {
    const { answer } = await ask('2024年森林火灾次数，哪个省的报告提到下降？');
    expect(answer).not.toMatch(/^- /m);
  });

  test('those without are asked beside those with, though not of the same thing', async () => {
    const { answer } = await ask('2025年写到“区块链”的省有哪些，没写“人工智能”的又有哪几个？');
    expect(answer).toMatch(/提到“区块链”的有2个：\n- 安徽省：[^\n]*\n- 湖南省：/);
    expect(answer).toMatch(/没有提到“人工智能”的有1个：湖南。/);
  });

  test('a note that tells how to answer names nothing and says nothing is lacking', () => {
    expect(
      findTheme('提出建设“国际消费中心城市”的省有哪些（没点名城市的也列出）？只写“国际消费城市”的不算。'),
    ).toMatchObject({ literals: ['国际消费中心城市'], absent: false, excluded: ['国际消费城市'] });
  });
});
