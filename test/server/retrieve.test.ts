import { expect, test } from 'vitest';
import type { Passage } from '../../ingest/model.ts';
import { boostsOf } from '../../server/retrieve/boosts.ts';
import { foldRepeats } from '../../server/retrieve/fold.ts';
import type { Query } from '../../server/retrieve/query.ts';
import { PARTS, SETTINGS, settingsWithout } from '../../server/retrieve/settings.ts';

const passage = (id: string, text: string, timing: Passage['timing'] = 'plan'): Passage => ({
  id,
  report: 'r',
  ordinal: 0,
  text,
  span: { start: 0, end: text.length },
  path: [],
  section: null,
  timing,
  year: 2020,
  kind: 'body',
  task: null,
});
const query: Query = {
  words: '新建高速公路',
  kind: 'exact',
  reports: ['r'],
  limited: true,
  fits: ({ timing }) => timing === 'plan',
  expected: { shape: 'figure', units: ['公里'] },
  figures: [],
  quoted: ['四好农村路'],
  before: '',
};

test('a boost tells its factor and its reason, and only what applies is there', () => {
  const all = boostsOf(passage('a', '建设“四好农村路”，新建高速公路300公里。'), query, SETTINGS);
  expect(Object.keys(all).sort()).toEqual(['fit', 'quoted', 'shape']);
  expect(all.quoted?.reason).toContain('四好农村路');
  expect(all.shape?.reason).toContain('公里');
  expect(boostsOf(passage('b', '完善路网。', 'review'), query, SETTINGS)).toEqual({});
});

test('a question that limits no part gives no boost for fitting', () => {
  expect(boostsOf(passage('a', '完善路网。'), { ...query, limited: false }, SETTINGS)).toEqual({});
});

test('what says the same in the same region is folded behind the first, elsewhere it stays', () => {
  const words = '地区生产总值增长7.5%左右，城镇调查失业率5.5%左右，居民消费价格涨幅3.5%左右';
  const ranked = [passage('report', `${words}。`), passage('digest', words), passage('other', words)].map((one) => ({
    passage: one,
  }));
  const groups = foldRepeats(ranked, { share: 0.9, regionOf: ({ id }) => (id === 'other' ? '湖北省' : '湖南省') });
  expect(groups.map(({ kept, folded }) => [kept.passage.id, folded])).toEqual([
    ['report', ['digest']],
    ['other', []],
  ]);
});

test('every part can be left out, and leaving it out changes that part alone', () => {
  for (const part of PARTS) {
    const without = settingsWithout(part);
    expect(without, part).not.toEqual(SETTINGS);
    const [family] = part.split(':');
    for (const name of ['legs', 'boosts', 'sentence', 'fold'] as const)
      if (!name.startsWith(family ?? '')) expect(without[name], part).toEqual(SETTINGS[name]);
  }
  expect(() => settingsWithout('leg:tea')).toThrow(/leg:text/);
});
