import { expect, test } from 'vitest';
import { queryTokens } from '../../ingest/tokens.ts';
import { expectedOf } from '../../server/answer/expected.ts';
import { narrow } from '../../server/answer/narrow.ts';

const weights = { weightOf: () => 5, countOf: () => 1 };
const cut = (text: string, question: string, limit: number): string => {
  const [from, to] = narrow(text, { asked: queryTokens(question), weights, expected: expectedOf(question), limit });
  return text.slice(from, to);
};

test('a short sentence stays whole', () => {
  expect(cut('新建公路600公里。', '新建公路多少公里', 40)).toBe('新建公路600公里。');
});

test('a long sentence is cut to the clauses that hold the words and the figure', () => {
  const text = '加快交通建设，新增高速公路600公里，改造农村公路3000公里，建成铁路两条，完善航空网络，提升港口能力。';
  expect(cut(text, '新增高速公路多少公里', 20)).toBe('新增高速公路600公里，');
});

test('a decimal comma does not cut a figure', () => {
  const text = '居民收入增加,达到36,508元,增长8.2%,农村居民收入增速更快,城镇就业持续向好,物价平稳';
  expect(cut(text, '居民收入达到多少元', 20)).toContain('36,508元');
});
