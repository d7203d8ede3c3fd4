/** English questions in the reports' words: phrases, names spelled by sound, and what must stand in a sentence that answers. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '../../server/answer/context.ts';
import { expectedOf, holdsShape } from '../../server/answer/expected.ts';
import { scopeOf } from '../../server/answer/scope.ts';
import { isSupported } from '../../server/answer/support.ts';
import { contentWords } from '../../server/answer/topic-words.ts';
import type { Reading } from '../../server/question/reading.ts';
import { understand } from '../../server/question/understand.ts';
import { unranked } from '../../server/retrieve/rank-sentences.ts';
import { withTermsHere } from '../../server/retrieve/terms-here.ts';
import { reportOf } from '../ingest/indicator-rows.ts';
import { type MadeReports, madeReports } from './made-reports.ts';

let made: MadeReports;
beforeAll(async () => {
  made = await madeReports({
    '辽宁.txt': reportOf(
      2025,
      '同江铁路大桥即将通车。沈抚改革创新示范区起步良好，一般公共预算收入增长26.7%。城镇调查失业率5.5%左右。',
      '建设充电桩4万个。新增外贸主体100家。深化大学区改革，办好学校。提高最低工资标准。为65岁以上老年人免费体检。',
    ),
  });
});
afterAll(() => made?.remove());

function readingOf(question: string): Reading {
  return withTermsHere(understand({ question }, { reports: made.index.reports }), made.index);
}

/** Whether the sentence that holds `words` answers, when it stands out by vectors as much as one can. */
function answers(question: string, words: string): boolean {
  const { index } = made;
  const reading = readingOf(question);
  const context = {
    reading,
    index,
    scope: scopeOf(index, reading, undefined),
    expected: expectedOf(reading.normalised),
  } as Context;
  for (const passage of index.reports.flatMap((report) => index.passagesOf(report.id))) {
    const sentence = index.sentencesOf(passage.id).find(({ text }) => text.includes(words));
    if (!sentence) continue;
    const ranked = {
      ...unranked(sentence, passage),
      coverage: 1,
      similarity: 0.9,
      passageSimilarity: 0.9,
      passageRank: 0,
      standing: { sentence: 5, passage: 5 },
      shaped: holdsShape(sentence.text, context.expected),
    };
    return isSupported(ranked, context);
  }
  throw new Error(`no sentence holds ${words}`);
}

describe('phrases', () => {
  test('a phrase is found before a full stop, and a possessive is no part of one', () => {
    const { terms } = readingOf("Liaoning missed its target for charging piles. How many did Liaoning's cities build?");
    expect(terms).toContain('充电桩');
    expect(readingOf("What is spent on people's livelihood?").terms).toContain('民生');
  });

  test('a phrase of which the reports have no word is taken apart', () => {
    expect(readingOf('Which cross-border bridge is about to open in Liaoning?').terms).toEqual(
      expect.arrayContaining(['大桥', '即将通车']),
    );
  });

  test('an indicator whose name is a part of another thing is not asked', () => {
    expect(readingOf('How many foreign trade businesses will Liaoning add?').indicators).toEqual([]);
    expect(readingOf('How much will foreign trade grow in Liaoning?').indicators).toEqual(['trade_growth']);
  });

  test('of two names that overlap the whole is meant', () => {
    expect(readingOf('What increase in total imports and exports was Liaoning aiming for?').indicators).toEqual([
      'trade_growth',
    ]);
  });

  test('an indicator said by a phrase of the glossary is one word of the question', () => {
    const reading = readingOf('What total length of expressways had Liaoning reached?');
    expect(contentWords({ reading }).map(({ source }) => source)).not.toContain('expressways');
  });
});

describe('names spelled by sound', () => {
  test('are found as the reports write them', () => {
    expect(readingOf('By how much did the revenue of the Shenfu zone grow?').terms).toContain('沈抚');
    expect(readingOf('Which bridge in Tongjiang opens in Liaoning?').terms).toContain('同江');
  });

  test('words that spell none and regions are none', () => {
    const names = readingOf('Which Hospital in Liaoning did Xifang Bank build?').expandedTerms.filter(
      ({ from }) => from === 'name',
    );
    expect(names).toEqual([]);
  });
});

describe('what must stand in a sentence', () => {
  test('an amount where one is asked for', () => {
    expect(expectedOf('What tuition do private schools charge?').shape).toBe('figure');
    expect(expectedOf('What did Liaoning spend on its stadium?')).toMatchObject({ shape: 'figure' });
    expect(expectedOf("What is Liaoning's divorce rate?").shape).toBe('percent');
    expect(expectedOf('What ocean economy (gross marine product) figure is planned?').shape).toBe('figure');
    expect(expectedOf('What tourist train began regular service?').shape).toBe('any');
    expect(answers("What monthly minimum wage figure does Liaoning's report announce?", '最低工资')).toBe(false);
  });

  test('a word that tells the first where the first is asked for', () => {
    expect(answers('Which school in Liaoning has the most students?', '学校')).toBe(false);
  });

  test('an age that is asked for', () => {
    expect(answers('What was the jobless rate for 16-to-24-year-olds in Liaoning?', '失业率')).toBe(false);
    expect(answers('辽宁为多少岁的老年人免费体检？', '65岁')).toBe(true);
    expect(answers('辽宁给80岁以上老年人免费体检吗？', '65岁')).toBe(false);
  });
});

describe('everyday words', () => {
  test("are the reports' own by the table", () => {
    expect(readingOf('辽宁办白事要便宜多少？').terms).toContain('殡葬');
    expect(readingOf('辽宁打了120多久能到？').terms).toContain('急救');
  });

  test('how far something reaches asks for no figure, and 种地 counts nothing', () => {
    expect(expectedOf('江苏打算让多大范围内都有骨灰堂？').shape).toBe('any');
    expect(expectedOf('甘肃有多少种地的人家上了保险？').units).toEqual([]);
    expect(expectedOf('出口的货过关快几个小时？').units).toContain('小时');
  });
});
