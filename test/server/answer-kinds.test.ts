/** Kinds of answers, each from small made-up reports, by full text and figures alone. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../../server/model.ts';
import { type MadeReports, madeReports } from './made-reports.ts';

const ANHUI = `政府工作报告

——2021年1月12日在安徽省第十三届人民代表大会第四次会议上

一、2020年工作回顾

全省生产总值增长3.9%。皖江海运航线突破1800个航次。国际友城达109对，朋友圈进一步扩大。发行专项债券320亿元。

二、2021年重点工作

今年经济社会发展的主要预期目标是：全省生产总值增长8%以上，城镇新增就业65万人，居民消费价格涨幅3%左右。

（一）扎实推进民生改善

优先发展教育事业。实施立德树人工程。新增公办幼儿园300所。推进职业教育提质。

提高人民健康水平。建设省级医疗中心。普及急救知识。

扎实办好民生实事。一是新增城镇就业65万人。二是改造老旧小区800个。三是建设农村公路2000公里。四是免费体检65岁以上老人。

（二）加快发展三大产业

新能源产业。建设风电基地。

数字产业。建设算力中心。

生物产业。建设药谷。

（三）深化改革

培育壮大新材料、智能装备、绿色食品等新兴产业。深化“一件事”改革，提高办事效率。支持合肥举办园林博览会。室内滑冰场达到200个。与沿线国家和地区贸易额增长16%。
`;
const FUJIAN = `政府工作报告

——2021年1月10日在福建省第十三届人民代表大会第五次会议上

一、2020年工作回顾

全省生产总值增长3.3%。加装电梯300个。

二、2021年工作安排

全省生产总值增长7.5%。继续做好“六稳”工作。

名词解释

1.六稳：稳就业、稳金融、稳外贸、稳外资、稳投资、稳预期。

2.两不愁、三保障：不愁吃、不愁穿，义务教育、基本医疗、住房安全有保障。
`;

let made: MadeReports;
const ask = (question: string): Promise<Answer> => made.ask(question);
beforeAll(async () => {
  made = await madeReports({ '2021-anhui.txt': ANHUI, '2021-fujian.txt': FUJIAN });
});
afterAll(() => made?.remove());

describe('lists', () => {
  test('a numbered list that runs over sentences is given whole, an item each', async () => {
    const { answer } = await ask('安徽2021年民生实事有哪些？');
    expect(answer.match(/^- [一二三四]是/gm)).toHaveLength(4);
    expect(answer).toContain('四是免费体检65岁以上老人');
    expect(answer).not.toContain('（二）');
  });

  test('things that only head their paragraphs are listed', async () => {
    const { answer } = await ask('安徽2021年加快发展的三大产业是哪三个产业？');
    for (const industry of ['新能源产业', '数字产业', '生物产业']) expect(answer).toContain(industry);
    expect(answer).not.toContain('药谷');
  });

  test('the sentence that writes the list out goes before one that only names it', async () => {
    const { answer } = await ask('安徽2021年的主要预期目标有哪些？');
    expect(answer).toContain('8%以上');
    expect(answer).toContain('65万人');
  });
});

describe('questions of several parts', () => {
  test('each part has its sentence', async () => {
    const { answer, missing } = await ask('安徽2020年海运航线突破多少个航次？国际友城有几对？');
    expect(answer).toContain('1800个航次');
    expect(answer).toContain('109对');
    expect(missing).toEqual([]);
  });

  test('a part that the report does not state is told as missing, the other answered', async () => {
    const { answer, missing, refused } = await ask('安徽2020年海运航线突破多少个航次？港口吞吐量是多少？');
    expect(refused).toBe(false);
    expect(answer).toContain('1800个航次');
    expect(missing).toEqual([{ what: expect.stringContaining('吞吐量'), reason: 'not-stated' }]);
  });
});

describe('topics', () => {
  test('the paragraph that the topic heads, in order, and nothing of the next', async () => {
    const { answer, citations } = await ask('安徽2021年在教育方面有什么安排？');
    expect(answer.split('\n').map((line) => line.replace(/\[\d+\]/g, ''))).toEqual([
      '优先发展教育事业。',
      '- 实施立德树人工程。',
      '- 新增公办幼儿园300所。',
      '- 推进职业教育提质。',
    ]);
    expect(citations).toHaveLength(4);
  });
});

describe('terms', () => {
  test('a note of the report explains a term, whatever marks stand in it', async () => {
    expect((await ask('“两不愁三保障”是什么意思？')).answer).toContain('不愁吃、不愁穿，义务教育');
    expect((await ask('六稳指的是什么？')).answer).toContain('稳就业、稳金融');
  });

  test('a term that no report explains is said to be only used', async () => {
    const { answer } = await ask('安徽报告里“一件事”是什么意思？');
    expect(answer).toMatch(/^报告没有解释“一件事”/);
    expect(answer).toContain('提高办事效率');
  });
});

describe('what is counted', () => {
  test('a count in another measure word answers', async () => {
    expect((await ask('福建2020年加装了多少部电梯？')).answer).toContain('300个');
  });

  test.each([
    '安徽2021年和多少个国家开通航线？',
    '安徽2021年园林博览会来了多少学生？',
    '安徽省长王清宪是哪年出生的？',
    '安徽哪家企业的市值最高？',
    '安徽2021年牛奶总产量是多少？',
  ])('%s is refused', async (question) => {
    expect((await ask(question)).refused).toBe(true);
  });
});
