import { readdirSync, readFileSync } from 'node:fs';
import { transform } from 'esbuild';
import { expect, test } from 'vitest';
import { dictionaryTerms } from '../../server/question/dictionary.ts';
import { SortedDictionary } from '../../server/question/sorted-dictionary.ts';

test('a word is found where it lies as it would be in the parsed dictionary', () => {
  const bytes = readFileSync(new URL('../../data/dictionary.json', import.meta.url));
  const parsed = JSON.parse(bytes.toString('utf8')) as Record<string, string>;
  const dictionary = new SortedDictionary(bytes);
  const wrong = Object.keys(parsed).filter((key) => dictionary.get(key) !== parsed[key]);
  expect(wrong).toEqual([]);
  const absent = ['', 'a', 'zzzz', '{', '}', 'aaron y', 'aaron yan ', 'abacus"', '\n', '阿斗'];
  expect(absent.filter((key) => dictionary.get(key) !== parsed[key])).toEqual([]);
});

test('a dictionary of nothing, of one and of two words', () => {
  expect(new SortedDictionary(Buffer.from('{\n\n}\n')).get('a')).toBeUndefined();
  expect(new SortedDictionary(Buffer.from('{\n\n}\n')).get('')).toBeUndefined();
  expect(new SortedDictionary(Buffer.from('{\n"b":"乙"\n}\n')).get('b')).toBe('乙');
  const two = new SortedDictionary(Buffer.from('{\r\n"b":"乙",\r\n"bc":"丙 \\"丁"\r\n}\r\n'));
  expect(['a', 'b', 'bc', 'c'].map((key) => two.get(key))).toEqual([undefined, '乙', '丙 "丁', undefined]);
});

test('words that begin so are found in order, phrases and others not', () => {
  const dictionary = new SortedDictionary(
    Buffer.from('{\n"desert":"沙漠",\n"desert fox":"狐",\n"desertify":"沙化",\n"dessert":"点心"\n}\n'),
  );
  expect(dictionary.beginning('desert', 4)).toEqual(['沙漠', '沙化']);
  expect(dictionary.beginning('desert', 1)).toEqual(['沙漠']);
  expect(dictionary.beginning('zz', 4)).toEqual([]);
  expect(dictionary.beginning('', 2)).toEqual(['沙漠', '沙化']);
});

test('a word that the dictionary lacks is looked up by its stem, a compound by its parts', () => {
  const wordsOf = (text: string) => dictionaryTerms(text).flatMap(({ words }) => words);
  expect(wordsOf('desertified')).toContain('沙漠化');
  expect(wordsOf('taxi-rated')).toContain('出租车');
});

test('no data file says a key twice, of which the first would be lost', async () => {
  const folder = new URL('../../data/', import.meta.url);
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.json'))) {
    const { warnings } = await transform(readFileSync(new URL(name, folder), 'utf8'), { loader: 'json' });
    expect(warnings.map(({ text }) => `${name}: ${text}`)).toEqual([]);
  }
});
