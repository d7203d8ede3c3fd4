import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unfaithful } from '../../../server/llm/faithful.ts';

const PROVED =
  '安徽省：2020年地区生产总值增长7.5%左右，城镇新增就业63万人以上，力争进出口增长5—6%，居民收入与经济增长基本同步。';

describe('says the same', () => {
  test.each([
    PROVED,
    '安徽省2020年GDP增长7.5%左右，并且城镇新增就业63万人以上；力争进出口增长5-6%。居民收入与经济增长基本同步。',
    '报告显示，安徽省2020年的地区生产总值增长７.５％左右、城镇新增就业63万人以上，力争进出口增长5～6%，而居民收入和经济增长基本同步。',
  ])('%s', (sentence) => {
    expect(unfaithful(sentence, PROVED)).toBeNull();
  });

  test('an adverb of zeal may fall away', () => {
    expect(unfaithful('推进精准脱贫。', '要扎实推进精准脱贫。')).not.toBeNull();
    expect(unfaithful('要推进精准脱贫。', '要扎实推进精准脱贫。')).toBeNull();
  });

  test('the English frame may be joined, its quotation may not be touched', () => {
    const proved = 'Anhui, 2020 report: “增长7.5%左右”';
    expect(unfaithful('According to the Anhui 2020 report, “增长7.5%左右”', proved)).toBeNull();
    expect(unfaithful('Anhui, 2020 report: “增长5.7%左右”', proved)).not.toBeNull();
    expect(unfaithful('Anhui, 2019 report: “增长7.5%左右”', proved)).not.toBeNull();
  });
});

describe('is caught', () => {
  test.each([
    [
      'figures that changed places',
      '安徽省：2020年地区生产总值增长63%左右，城镇新增就业7.5万人以上，力争进出口增长5—6%，居民收入与经济增长基本同步。',
    ],
    ['a qualifier that is lost', PROVED.replace('左右', '')],
    ['a clause that is lost', '安徽省：2020年地区生产总值增长7.5%左右，城镇新增就业63万人以上。'],
    ['a clause that is added', `${PROVED.slice(0, -1)}，位居全国第一。`],
    ['a target told as a result', PROVED.replace('增长7.5%', '增长了7.5%')],
    ['a result told as a plan', PROVED.replace('地区生产总值增长', '地区生产总值要增长')],
    ['another region', PROVED.replace('安徽', '江西')],
    ['a range told as two figures', PROVED.replace('5—6%', '5、6%')],
    ['a decimal point that is lost', PROVED.replace('7.5%', '75%')],
    ['a marker of its own', `${PROVED}[9]`],
    ['markup', `<b>${PROVED}</b>`],
    ['a link', `${PROVED}详见 https://example.org`],
    ['silence', '。'],
  ])('%s', (_, sentence) => {
    expect(unfaithful(sentence, PROVED)).not.toBeNull();
  });

  test('two figures that run into one', () => {
    expect(unfaithful('第12号', '第1、2号')).not.toBeNull();
    expect(unfaithful('新建3和5所', '新建35所')).not.toBeNull();
  });

  test('any change of a character that is not free', () => {
    const free = /[的并及和与也则还而，。：；、\s—.]/;
    const solid = [...PROVED].flatMap((c, at) => (free.test(c) ? [] : [at]));
    const other = fc.constantFrom(...'一不未8增减万亿省市年人', '');
    fc.assert(
      fc.property(fc.constantFrom(...solid), other, (at, put) => {
        fc.pre(put !== PROVED[at]);
        const spoilt = PROVED.slice(0, at) + put + PROVED.slice(at + 1);
        return unfaithful(spoilt, PROVED) !== null;
      }),
      { numRuns: 500 },
    );
  });
});
