import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AutoTokenizer, env, type PreTrainedTokenizer } from '@xenova/transformers';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../ingest/config.ts';
import { Pieces } from '../../ingest/embedding/pieces.ts';
import { openTokenizer } from '../../ingest/embedding/tokenizer.ts';

const modelsDir = join(projectRoot, 'data/models');

describe('the tokenizer of e5 cuts as the library does', () => {
  const model = 'multilingual-e5-small-zh-en';
  let ours: PreTrainedTokenizer;
  let theirs: PreTrainedTokenizer;

  beforeAll(async () => {
    env.localModelPath = modelsDir;
    env.allowRemoteModels = false;
    [ours, theirs] = await Promise.all([openTokenizer({ modelsDir, model }), AutoTokenizer.from_pretrained(model)]);
  });

  test('every paragraph of a report and every question of the dev set', () => {
    const report = readFileSync(join(projectRoot, 'data/reports/2020-zhuzhou.txt'), 'utf8').split('\n');
    const questions = readFileSync(join(projectRoot, 'test/golden/dev.jsonl'), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { question: string }).question);
    for (const text of [...report, ...questions.map((question) => `query: ${question}`)])
      expect(ours.encode(text), text).toEqual(theirs.encode(text));
  });

  test('odd text: emoji, lone surrogates, special tokens written out, characters of no piece, nothing', () => {
    const odd = [
      '',
      ' ',
      '<s> a <mask> b</s><unk>',
      '😀😀𠮷\ud800',
      '～ﬁ㍿①',
      '한국어',
      '\u200b\u0007',
      '4',
      'aaaaaaaaaaaa',
      '踴踴稣\u{1f9ff}\u{1f9ff}',
    ];
    for (const text of odd) expect(ours.encode(text), text).toEqual(theirs.encode(text));
  });

  test('any text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'省市2020年增长7.5%，ab EＡ　🎉ﾊﾝ') }),
    );
    fc.assert(
      fc.property(text, (one) => {
        expect(ours.encode(one)).toEqual(theirs.encode(one));
      }),
    );
  });
});

test('of two ways the likelier is taken, and neighbours of no piece become one unknown piece', () => {
  const pieces = new Pieces(
    [
      ['<unk>', 0],
      ['a', -1],
      ['b', -1],
      ['ab', -1.5],
      ['abc', -9],
      ['c', -2],
    ],
    0,
  );
  expect(pieces.cut('abc')).toEqual([3, 5]);
  expect(pieces.cut('xyab')).toEqual([0, 3]);
  expect(pieces.cut('')).toEqual([]);
  expect(['ab', 'ba'].map((piece) => pieces.idOf(piece))).toEqual([3, undefined]);
});
