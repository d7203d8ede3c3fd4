import { expect, test } from 'vitest';
import { askOver } from './made-reports.ts';

/** Region, what the report looks back on, what it plans. */
const REPORTS = [
  [
    '安徽',
    '城镇新增就业70万人，PM2.5平均浓度35微克/立方米。',
    '地区生产总值增长6.5%左右，居民收入增长与经济增长同步。',
  ],
  ['湖南', '城镇新增就业80万人以上，PM2.5平均浓度下降5%。', '地区生产总值增长6%-7%。'],
  ['福建', '提供就业岗位，新增就业岗位60万个，PM2.5平均浓度20微克/立方米。', '地区生产总值增长6.5%。'],
  ['江西', '平稳。', '地区生产总值增长8%左右。'],
] as const;

const ask = askOver(REPORTS);

test.each([
  [
    'a count is said, a range that fits in part is told apart',
    '2025年有几个省GDP增长目标在6.5%以上',
    /共3个地区：[\s\S]*一部分符合、未计入的：\n- 湖南省：6%-7%/,
  ],
  [
    'so many regions from the top, ties among them',
    '2025年GDP增长目标最高的四个省',
    /最高：江西[\s\S]*并列第二高：[\s\S]*6\.5%[\s\S]*区间按中间值排序/,
  ],
  ['the second', '2025年GDP增长目标第二高的省', /^2025年地区生产总值增速目标并列第二高/],
  ['two named regions', '安徽和江西2025年GDP增长目标哪个高', /最高：江西，8%左右/],
  ['only ranges', '2025年GDP增长目标是区间的省有哪些', /共1个地区：\n- 湖南省：6%-7%/],
  [
    'a sum over units of one thing, with how',
    '2024年各省城镇新增就业加起来是多少',
    /合计：70＋80＋60万个＝210万[人个]（按上列所写数字相加，约束词不计）/,
  ],
  [
    'a mean of amounts',
    '2024年各省城镇新增就业平均多少万人',
    /平均：每个地区70万[人个]（上列3个数字的简单平均：70＋80＋60万个＝210万[人个]）/,
  ],
  ['no mean of rates', '各省2025年GDP增长目标的平均值是多少', /不能直接平均/],
  ['a level is never ranked beside a fall', '2024年PM2.5浓度最低的是哪个省', /最低：福建，20微克\/立方米/],
  ['a fall is ranked as a fall', '2024年PM2.5下降幅度最大的省', /降幅最大：湖南，下降5%/],
  [
    'what growth is measured by is not asked for',
    '哪些省2025年居民收入目标是与经济增长同步',
    /^2025年居民人均可支配收入增速目标，共1个地区：\n- 安徽省：与经济增长同步/,
  ],
  [
    'who set none is not listed twice',
    '哪些省2024年没有写城镇新增就业的数字',
    /：江西。[\s\S]*覆盖：4份报告中3份写明了数字。/,
  ],
])('%s: %s', async (_, question, expected) => {
  const answer = await ask(question);
  expect(answer.answer).toMatch(expected);
});
