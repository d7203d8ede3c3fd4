/** Two small provinces and a division of tasks, made up, with the oddities that matter to the page. */
import { type FakeDocument, fakeIndex } from './fake-index.ts';

const anhui = `安徽省政府工作报告

2020年1月12日在安徽省第十三届人民代表大会第三次会议上

一、2019年工作回顾

过去一年，全省生产总值增长7.5%，城镇新增就业71.03万人。

二、2020年主要任务

（一）总体要求

今年经济社会发展的主要预期目标是：全省生产总值增长7.5%左右，居民消费价格涨幅3.5%左右，城镇新增就业63万人，集中整治形式主义官

僚主义，为基层减负。

（二）推进产业转型升级。加快发展新能源汽车，产量增长10%以上。
`;

const hunan = `湖南省政府工作报告

一、2019年工作回顾

一年来，地区生产总值增长7.6%。

二、2020年工作安排

全年主要预期目标为：地区生产总值增长7.5%左右，城镇新增就业70万人以上。
`;

export const collection: FakeDocument = {
  id: '2020-provinces-2',
  text: `${anhui}\n${hunan}`,
  reports: [
    {
      head: '安徽省政府',
      name: '安徽省政府工作报告',
      title: '2020年安徽省政府工作报告',
      region: '安徽省',
      year: 2020,
      speaker: '李国英',
      date: '2020-01-12',
    },
    { head: '湖南省政府', name: '湖南省政府工作报告', title: '2020年湖南省政府工作报告', region: '湖南省', year: 2020 },
  ],
};

/** An id with the characters that a path must escape. */
export const division: FakeDocument = {
  id: '2022/division#3',
  text: '湖南省2022年重点任务分工\r\n1.实施“新增规模以上工业企业”培育𠮷工程。（省工业和信息化厅牵头）\r\n',
  reports: [
    {
      head: '湖南省2022',
      name: '重点任务分工',
      title: '湖南省2022年重点任务分工',
      region: '湖南省',
      year: 2022,
      kind: 'division',
    },
  ],
};

export const sampleIndex = () => fakeIndex([collection, division]);
