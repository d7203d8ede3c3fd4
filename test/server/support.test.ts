/** What is near in words and meaning, and is not what was asked: sentences set before a question as if vectors ranked them first. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '../../server/answer/context.ts';
import { expectedOf } from '../../server/answer/expected.ts';
import { scopeOf } from '../../server/answer/scope.ts';
import { isSupported } from '../../server/answer/support.ts';
import { understand } from '../../server/question/understand.ts';
import { unranked } from '../../server/retrieve/rank-sentences.ts';
import { reportOf } from '../ingest/indicator-rows.ts';
import { type MadeReports, madeReports } from './made-reports.ts';

let made: MadeReports;
beforeAll(async () => {
  made = await madeReports({
    '安徽.txt': reportOf(
      2025,
      '中小企业营业收入增长10.7%。江淮集团营业收入增长8%。',
      '城镇登记失业率控制在4%以内。旅游接待人数增长9%。',
    ),
  });
});
afterAll(() => made?.remove());

/** Whether the sentence that holds `words` answers, when it stands out by vectors as much as one can. */
function answers(question: string, words: string): boolean {
  const { index } = made;
  const passages = index.reports.flatMap((report) => index.passagesOf(report.id));
  for (const passage of passages) {
    const sentence = index.sentencesOf(passage.id).find(({ text }) => text.includes(words));
    if (!sentence) continue;
    const reading = understand({ question }, { reports: index.reports });
    const context = {
      reading,
      index,
      scope: scopeOf(index, reading, undefined),
      expected: expectedOf(reading.normalised),
    } as Context;
    const ranked = {
      ...unranked(sentence, passage),
      coverage: 1,
      similarity: 0.9,
      passageSimilarity: 0.9,
      passageRank: 0,
      standing: { sentence: 5, passage: 5 },
    };
    return isSupported(ranked, context);
  }
  throw new Error(`no sentence holds ${words}`);
}

describe('what is near and something else', () => {
  test('registered unemployment is no answer for surveyed, and is one for itself', () => {
    expect(answers('安徽2025年城镇调查失业率的目标是多少？', '登记失业率')).toBe(false);
    expect(answers('安徽2025年城镇登记失业率的目标是多少？', '登记失业率')).toBe(true);
  });

  test('the same thing by another name is', () => {
    expect(answers('安徽2025年接待游客目标增长百分之几？', '旅游接待人数')).toBe(true);
  });

  test('what other firms earn is no answer for a firm that no report names', () => {
    expect(answers('大疆公司2024年的营业收入增长百分之几？', '中小企业')).toBe(false);
    expect(answers('江淮集团2024年的营业收入增长百分之几？', '江淮集团')).toBe(true);
    expect(answers('安徽2024年哪家公司的营业收入增长8%？', '江淮集团')).toBe(true);
  });
});
