import { describe, expect, test } from 'vitest';
import { completions } from '../../web/chat/completions.ts';
import { rewrite } from '../../web/chat/rewrite.ts';
import { bookText } from '../../web/excerpts/book.ts';
import type { Names } from '../../web/model.ts';

const nothing = { regions: [], years: [], indicator: null, kind: null };

describe('a question asked again with another meaning', () => {
  test('about an indicator is made anew', () => {
    const after = { regions: ['湖南', '湖北'], years: [2020], indicator: '城镇新增就业', kind: 'both' as const };
    const before = { ...nothing, namesOf: () => [] };
    expect(rewrite({ language: 'zh', question: '安徽？', before, after })).toBe(
      '湖南和湖北2020年城镇新增就业目标和实绩分别是多少？',
    );
    const english = { ...after, regions: ['Hunan'], indicator: 'GDP growth', kind: 'target' as const };
    expect(rewrite({ language: 'en', question: '', before, after: english })).toBe(
      'What is the 2020 GDP growth target of Hunan?',
    );
  });

  test('about something else keeps its words, with other regions and years in their places', () => {
    const before = {
      ...nothing,
      regions: ['安徽', '湖南'],
      years: [2020],
      namesOf: (name: string) => [`${name}省`, name],
    };
    const ask = (question: string, regions: string[], years: number[]) =>
      rewrite({ language: 'zh', question, before, after: { ...nothing, regions, years } });
    expect(ask('安徽省和湖南省2020年怎样发展数字经济？', ['江西'], [2019])).toBe('江西2019年怎样发展数字经济？');
    expect(ask('怎样发展数字经济？', ['江西'], [2020])).toBe('江西怎样发展数字经济？');
    expect(ask('安徽怎样发展数字经济？', ['安徽', '湖南'], [2020])).toBe('安徽怎样发展数字经济？');
  });
});

describe('completions', () => {
  const names: Names = {
    indicators: [
      {
        id: 'a',
        zh: '城镇新增就业',
        en: 'New urban jobs',
        group: 'jobs',
        unit: '万人',
        pinyin: 'cheng zhen xin zeng jiu ye',
      },
    ],
    regions: [
      { name: '湖南省', short: '湖南', english: 'Hunan', level: 'province', parent: null, pinyin: 'hu nan' },
      { name: '湖北省', short: '湖北', english: 'Hubei', level: 'province', parent: null, pinyin: 'hu bei' },
    ],
    groups: [],
  };
  const found = (typed: string, language: 'zh' | 'en' = 'zh') =>
    completions(typed, names, { language, loaded: new Set(['湖北省']) }).map(({ text, replaces }) => [text, replaces]);

  test('by Chinese, pinyin, initials and English, loaded regions first', () => {
    expect(found('hu')).toEqual([
      ['湖北', 2],
      ['湖南', 2],
    ]);
    expect(found('比较湖南和hub')).toEqual([['湖北', 3]]);
    expect(found('湖南2020年czxzjy')).toEqual([['城镇新增就业', 6]]);
    expect(found('湖南的城镇')).toEqual([['城镇新增就业', 2]]);
    expect(found('jobs of hun', 'en')).toEqual([['Hunan', 3]]);
    expect(found('the new ur', 'en')).toEqual([['New urban jobs', 6]]);
  });

  test('are not offered for what is whole, or too short', () => {
    expect(found('湖南')).toEqual([]);
    expect(found('h')).toEqual([]);
    expect(found('2020')).toEqual([]);
  });
});

describe('the excerpt book as text', () => {
  const citation = (number: number, quote: string) => ({
    number,
    passage: `p${quote}`,
    document: 'd',
    report: 'r',
    title: '2020年湖南省政府工作报告',
    region: '湖南省',
    year: 2020,
    section: ['总体要求'],
    quote,
    start: 0,
    end: 1,
  });
  const excerpts = [
    {
      id: '1',
      kind: 'quote' as const,
      title: '湖南',
      text: '甲\n\n乙',
      note: '核对',
      citations: [citation(1, '甲\n\n乙')],
    },
    {
      id: '2',
      kind: 'answer' as const,
      title: '问？',
      text: '是。[2]否。[1]见[9]。',
      note: '',
      citations: [citation(1, '甲\n\n乙'), citation(2, '丙')],
    },
  ];

  test('numbers every source once, through all of it', () => {
    expect(bookText(excerpts, { title: '摘录本', style: 'markdown' })).toBe(
      '# 摘录本\n\n## 湖南\n\n> 甲乙[1]\n\n核对\n\n## 问？\n\n是。[2]否。[1]见[9]。\n\n' +
        '[1] 2020年湖南省政府工作报告 · 总体要求：“甲乙”\n\n[2] 2020年湖南省政府工作报告 · 总体要求：“丙”\n',
    );
  });

  test('has footnotes after GB/T 7714', () => {
    expect(bookText(excerpts, { title: '摘录本', style: 'footnotes' })).toContain(
      '[^2]: 湖南省人民政府. 2020年湖南省政府工作报告[R]. 2020. 总体要求：“丙”.',
    );
  });
});
