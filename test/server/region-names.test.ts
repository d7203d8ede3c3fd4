/** Every name of every region, in sentences of both languages, is that region; inside another word it is none. */
import { describe, expect, test } from 'vitest';
import { regionGroups, regions } from '../../ingest/regions.ts';
import { chineseNames, latinNames } from '../../server/question/region-names.ts';
import { findRegions } from '../../server/question/regions-found.ts';

const CHINESE_SENTENCES = [
  (name: string) => `${name}2020年的目标是多少？`,
  (name: string) => `请问${name}今年打算做什么`,
];
const ENGLISH_SENTENCES = [
  (name: string) => `What did ${name} plan for 2020?`,
  (name: string) => `Compare the GDP growth of ${name} with others`,
];
const found = (text: string): string[] => [...new Set(findRegions(text).named.map(({ region }) => region))];

/** What a name stands for: some cities share theirs with a province or with each other. */
const meant = (name: string): string[] =>
  chineseNames.get(name.charAt(0))?.find(({ text }) => text === name)?.regions ?? [];

describe('every Chinese name of every region', () => {
  test.each(CHINESE_SENTENCES.map((sentence, i) => [i + 1, sentence] as const))('in sentence %i', (_, sentence) => {
    const wrong: string[] = [];
    for (const region of regions) {
      for (const name of [region.name, region.short, ...region.aliases, ...region.typos]) {
        if (!/\p{Script=Han}/u.test(name) || name.length < 2) continue;
        const wanted = meant(name);
        if (wanted.length === 0 || chineseNames.get(name.charAt(0))?.find(({ text }) => text === name)?.ambiguous)
          continue;
        const got = found(sentence(name));
        if (got.join() !== wanted.join()) wrong.push(`${sentence(name)}: ${got.join() || 'none'}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('full names are never another region', () => {
    for (const region of regions) expect(found(`${region.name}的目标`), region.name).toEqual([region.name]);
  });
});

test.each(ENGLISH_SENTENCES.map((sentence, i) => [i + 1, sentence] as const))(
  'every English and pinyin name, in sentence %i',
  (_, sentence) => {
    const wrong: string[] = [];
    for (const { text, regions: wanted, naming } of latinNames.values()) {
      if (naming === 'country' || naming === 'none' || text.replace(/[^a-z]/gi, '').length < 4) continue;
      const got = found(sentence(text));
      if (got.sort().join() !== [...new Set(wanted)].sort().join())
        wrong.push(`${sentence(text)}: ${got.join() || 'none'}`);
    }
    expect(wrong).toEqual([]);
  },
);

test('pinyin with tones tells 陕西 from 山西, with spaces or without', () => {
  expect(found('shǎn xī 2020 GDP')).toEqual(['陕西省']);
  expect(found('shānxī 2020 GDP')).toEqual(['山西省']);
  expect(found('guang dong 2020 GDP')).toEqual(['广东省']);
});

test('every group is its members, under each of its names', () => {
  const wrong: string[] = [];
  for (const group of regionGroups) {
    for (const name of group.aliases) {
      const got = found(`${name}2020年的GDP增长目标`);
      const known = meant(name);
      if (known.length > 0 && [...got].sort().join() !== [...known].sort().join()) wrong.push(`${name}: ${got.join()}`);
    }
  }
  expect(wrong).toEqual([]);
});

test.each([
  '云计算产业',
  '青年创业',
  '新能源汽车',
  '京沪高铁',
  '湘江保护',
  '南水北调中线',
  '藏族同胞',
  '复苏态势',
  '宁可慢一点',
  '黑臭水体',
  '北京时间八点',
  '上海合作组织',
  '川藏铁路',
  '启蒙教育',
  '豫剧进校园',
  '贵重物品',
  '冀望',
  '推广西红柿',
])('%s names no region', (text) => {
  expect(found(`${text}有哪些进展`)).toEqual([]);
});

test.each([
  ['海南藏族自治州', '海南藏族自治州'],
  ['河南省', '河南省'],
  ['吉林市', '吉林市'],
  ['吉林', '吉林省'],
  ['湖南湘西', '湖南省'],
])('%s is %s', (name, region) => {
  expect(found(`${name}的目标`)).toContain(region);
  expect(found(`${name}的目标`)).not.toContain('海南省');
});

test.each([
  ['除了海南，各省的目标', ['海南省']],
  ['不含重庆的西部地区', ['重庆市']],
  ['all provinces except Hainan', ['海南省']],
  ['other than Tibet', ['西藏自治区']],
])('%s leaves out %o', (text, excluded) => {
  expect(findRegions(text).excluded).toEqual(excluded);
  expect(found(text)).not.toContain(excluded[0]);
});
