/** Figures, facts and lists of one region over a small made-up report. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportOf } from '../ingest/indicator-rows.ts';
import { type MadeReports, madeReports } from './made-reports.ts';

let made: MadeReports;

beforeAll(async () => {
  made = await madeReports({
    '安徽.txt': reportOf(
      2025,
      '全力稳定就业，城镇新增就业26.3万人，完成年度计划的119.6%。新增高速公路493公里、总里程达9495公里。加快新改扩建公路，总里程达到6447公里。生产安全事故起数、死亡人数分别下降17.7%和9.5%。企业开办时间压缩至3个工作日内。弃风弃光率由2016年最高的43%和30%下降到7.6%和4.3%。出台稳投资10条措施，19条高速公路加快建设，西部机场群加快建设，各类重大工程建设、重大项目投资有序推进，固定资产投资增长2.5%。投资总额超100亿美元的化工项目在池州开工，成为我国首个外商独资石化项目。首届论坛成功举办。论坛研讨形成了8条《合肥共识》。巢湖景区成为游客热门打卡地，民航旅客年吞吐量突破800万人次。地方一般公共预算收入3500亿元、增长1.5%。PM2.5、PM10浓度分别下降5.9%和14.9%。到年底“安徽一号”卫星在轨运行15颗。新建助餐场所200个、养老床位7000张，改建认知障碍照护床位2000张。',
      '今年经济社会发展的主要预期目标是：地区生产总值增长6%左右，财政收入与上年持平，城镇调查失业率、城镇登记失业率分别为4.8%左右和4.3%左右，居民消费价格涨幅3%左右。\n今年，我们将办好6件民生实事，包括：改造老旧小区600个；治理堵点60处；打造银发综合体50个；提供托管服务15万人次；建设急救设备点700处；培训技工3万人。我们将用心办好每一件民生实事。\n（一）突出政治引领。坚决做到令行禁止。\n（二）树牢法治思维。坚持依法行政。',
    ),
    '安徽省池州市.txt': reportOf(
      2025,
      '过去一年，各项事业取得新进步，社会大局保持稳定，人民生活改善。',
      '全力办好3件惠民实事。继续实施技能提升工程。为老人免费体检。给既有住宅加装电梯。\n扎实做好其他工作，保持社会稳定。',
    ).replaceAll('安徽省', '池州市'),
  });
}, 60_000);

afterAll(() => made.remove());

const ask = async (question: string): Promise<string> => (await made.ask(question)).answer;

describe('figures of one region', () => {
  test('two indicators are two figures, not the paragraph that has both', async () => {
    const answer = await ask('安徽2025年物价目标和登记失业率目标分别是多少？');
    expect(answer).toContain('居民消费价格涨幅目标：3%左右');
    expect(answer).toContain('城镇登记失业率目标：4.3%左右');
    expect(answer).not.toContain('财政收入');
  });

  test('a figure in another thing’s clause is no answer', async () => {
    expect((await made.ask('安徽巢湖景区2024年接待游客多少人次？')).refused).toBe(true);
  });

  test('of two kinds that are asked both figures are told', async () => {
    const answer = await ask('安徽2024年新建了多少张养老床位？两种床位都说一下。');
    expect(answer).toContain('7000张');
    expect(answer).toContain('2000张');
  });

  test('how much there is and how much it grew are two figures', async () => {
    const answer = await ask('安徽2024年地方财政收入总量是多少？增长多少？');
    expect(answer).toContain('一般公共预算收入：3500亿元');
    expect(answer).toContain('一般公共预算收入增速：1.5%');
  });

  test('a share of the plan is not the figure that was planned', async () => {
    expect(await ask('安徽2024年城镇新增就业完成年度计划的百分之多少？')).toContain('119.6%');
  });

  test.each([
    ['安徽高速公路总里程有多少公里？', '9495公里'],
    // The region's name is no part of the thing.
    ['安徽新改扩建公路总里程达到多少？', '6447公里'],
    ['安徽2024年新增高速公路多少公里？', '493公里'],
  ])('%s', async (question, figure) => {
    const answer = await ask(question);
    expect(answer.indexOf(figure)).toBeGreaterThanOrEqual(0);
    expect(answer.split('\n')[0]).toContain(figure);
  });

  test('a fall told once for two figures is a fall of both', async () => {
    const answer = await ask('安徽2024年生产安全事故起数和死亡人数分别下降多少？');
    expect(answer).toContain('下降17.7%');
    expect(answer).toContain('下降9.5%');
  });

  test('要 of a year without a plan asks what there was', async () => {
    expect(await ask('安徽2024年企业开办要几个工作日？')).toContain('3个工作日内');
  });
});

describe('facts of one region', () => {
  test('who gave the report and when stands at its head', async () => {
    expect(await ask('安徽2025年的政府工作报告是哪天作的？')).toContain('1月12日');
  });

  test.each([
    ['安徽弃风弃光率从2016年到2024年降了多少？', '43%'],
    ['安徽2024年出台了几条稳投资措施？', '10条'],
    ['我国第一个外商独资石化项目2024年在安徽哪里开工？', '池州'],
    ['安徽首届论坛形成的文件叫什么共识？', '合肥共识'],
    ['安徽2024年PM2.5和PM10浓度各降了多少？', '14.9%'],
    ['“安徽一号”在轨运行的卫星到2024年有多少颗？', '15颗'],
  ])('%s', async (question, words) => {
    expect(await ask(question)).toContain(words);
  });
});

describe('lists of one region', () => {
  test.each(['安徽2025年民生实事有哪些？', '安徽2025年6件民生实事都有什么？'])(
    '%s: parted by semicolons, all items',
    async (question) => {
      const answer = await ask(question);
      for (const item of ['老旧小区600个', '堵点60处', '银发综合体50个', '15万人次', '急救设备点700处', '技工3万人'])
        expect(answer).toContain(item);
      expect(answer).not.toContain('政治引领');
    },
  );

  test('as many sentences as the announcement counts', async () => {
    const answer = await ask('池州2025年惠民实事有哪些？');
    for (const item of ['技能提升工程', '免费体检', '加装电梯']) expect(answer).toContain(item);
    expect(answer).not.toContain('其他工作');
  });
});
