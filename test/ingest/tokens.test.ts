import { expect, test } from 'vitest';
import { queryTokens, tokensOf } from '../../ingest/tokens.ts';

test('Chinese is cut into character pairs, words and figures stay whole', () => {
  expect(tokensOf('增长7.5％左右')).toEqual(['增长', '7.5%', '左右']);
  expect(tokensOf('建成5G基站1,560个')).toEqual(['建成', '5g', '基站', '1560', '个']);
});

test('a figure has one form, however it is written', () => {
  for (const text of ['7.5%', '７．５％', '7.50%', '百分之七点五', '百分之7.5'])
    expect(tokensOf(text)).toEqual(['7.5%']);
});

test('the sign of a range belongs to both figures', () => {
  expect(tokensOf('6—6.5%')).toEqual(['6%', '6.5%']);
});

test('what only asks is left out of a question, unless nothing else is there', () => {
  expect(queryTokens('安徽省的GDP增长目标是多少？')).not.toContain('多少');
  expect(queryTokens('多少').length).toBeGreaterThan(0);
});
