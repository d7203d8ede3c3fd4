import { expect, test } from 'vitest';
import { withoutDuplicates } from '../../ingest/duplicates.ts';
import type { SourceDocument } from '../../ingest/model.ts';
import { partsOf } from '../../ingest/parts.ts';

const BODY = Array.from({ length: 20 }, (_, n) => `第${n}件事已经办好，建成学校${n + 3}所。`).join('\n');
const read = (id: string, text: string) => {
  const source: SourceDocument = {
    id,
    path: `${id}.txt`,
    format: 'txt',
    text,
    hash: id,
    encoding: 'utf-8',
    hints: {},
    warnings: [],
  };
  return { source, parts: partsOf(source) };
};
const left = (...documents: ReturnType<typeof read>[]) =>
  withoutDuplicates(documents).map(({ source, parts }) => [
    source.id,
    parts.length,
    source.warnings.map(({ message }) => message).join(),
  ]);

const HEAD = '政府工作报告\n各位代表：\n现在，我向大会报告工作。\n一、过去一年工作回顾\n';

test('a copy whose name says neither region nor year is the same report, and the one that is known stays', () => {
  expect(left(read('copy', HEAD + BODY), read('2020-株洲市', HEAD + BODY))).toEqual([
    ['copy', 0, expect.stringContaining('2020-株洲市 already')],
    ['2020-株洲市', 1, ''],
  ]);
});

test('a shorter copy goes, whichever is read first', () => {
  const short = BODY.split('\n').slice(0, 12).join('\n');
  expect(
    left(read('2020-株洲市-节选', HEAD + short), read('2020-株洲市', HEAD + BODY)).map(([, count]) => count),
  ).toEqual([0, 1]);
});

test('other years, other regions and other texts stay beside each other', () => {
  const other = BODY.replaceAll('件事', '项工作').replaceAll('学校', '医院');
  expect(
    left(
      read('2020-株洲市', HEAD + BODY),
      read('2021-株洲市', HEAD + BODY),
      read('2020-衡阳市', HEAD + BODY),
      read('notes', HEAD + other),
    ).map(([, count]) => count),
  ).toEqual([1, 1, 1, 1]);
});

test('sentences are read only of reports that agree with another in kind, region and year', () => {
  const seen: string[] = [];
  const watched = (id: string, text: string) => {
    const { source, parts } = read(id, text);
    const told = parts.map(({ report, passages, sentences }) => ({
      report,
      passages,
      get sentences() {
        seen.push(id);
        return sentences;
      },
    }));
    return { source, parts: told };
  };
  const documents = ['2020-株洲市', '2021-株洲市', '2020-衡阳市'].map((id) => watched(id, HEAD + BODY));
  expect(withoutDuplicates(documents)).toBe(documents);
  expect(seen).toEqual([]);
  withoutDuplicates([...documents, watched('2020-衡阳市-节选', HEAD + BODY)]);
  expect(seen).toEqual(['2020-衡阳市', '2020-衡阳市-节选']);
});
