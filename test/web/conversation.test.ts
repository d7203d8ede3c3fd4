import { describe, expect, test } from 'vitest';
import { exampleQuestions } from '../../web/chat/examples.ts';
import { figureText } from '../../web/chat/figure-text.ts';
import {
  asPlainText,
  completedQuestion,
  type Exchange,
  historyBefore,
  newConversation,
  newExchange,
} from '../../web/conversation.ts';
import type { Citation, ReportSummary, Understood } from '../../web/model.ts';

const done = (question: string, text: string): Exchange => ({ ...newExchange(question), state: 'done', text });
const understood = (question: string): Understood => ({
  intent: 'figure',
  question,
  regions: [],
  years: [],
  kind: null,
  indicators: [],
  terms: [],
});

describe('the conversation', () => {
  test('goes along with a follow-up, without what was not answered and what came later', () => {
    const failed: Exchange = { ...newExchange('败'), state: 'failed' };
    const now = newExchange('那湖南呢？');
    const conversation = {
      ...newConversation(),
      exchanges: [done('安徽？', '7.5%。[1]'), failed, now, done('后来', '后来')],
    };
    expect(historyBefore(conversation, now)).toEqual([
      { role: 'user', content: '安徽？' },
      { role: 'assistant', content: '7.5%。[1]' },
    ]);
  });

  test('is sent in part when it is long', () => {
    const conversation = {
      ...newConversation(),
      exchanges: Array.from({ length: 50 }, (_, n) => done(`问${n}`, '长'.repeat(30_000))),
    };
    const history = historyBefore(conversation, newExchange('再问'));
    expect(history).toHaveLength(12);
    expect(Math.max(...history.map(({ content }) => content.length))).toBeLessThanOrEqual(20_000);
    expect(history.at(-2)?.content).toBe('问49');
  });

  test('shows the completed question only where it differs', () => {
    const exchange = { ...newExchange('那湖南呢？'), understood: understood('湖南2020年GDP目标？') };
    expect(completedQuestion(exchange, true)).toBe('湖南2020年GDP目标？');
    expect(completedQuestion(exchange, false)).toBeNull();
    expect(completedQuestion({ ...exchange, question: '湖南2020年 GDP目标' }, true)).toBeNull();
  });

  test('is copied with its citations', () => {
    const citation = {
      number: 1,
      title: '2020年安徽省政府工作报告',
      section: ['主要任务'],
      quote: '形式主义官\n\n僚主义',
    } as Citation;
    expect(asPlainText({ ...done('问？', '答。[1]'), citations: [citation] })).toBe(
      '问？\n\n答。[1]\n\n[1] 2020年安徽省政府工作报告 · 主要任务：“形式主义官 僚主义”',
    );
  });
});

describe('example questions', () => {
  const report = (parts: Partial<ReportSummary>): ReportSummary => ({
    id: '',
    name: '',
    title: '某报告',
    region: null,
    regionShort: null,
    regionEnglish: null,
    level: 'province',
    year: 2024,
    kind: 'report',
    partial: false,
    start: 0,
    end: 1,
    ...parts,
  });
  const provinces = [
    { region: '安徽省', regionShort: '安徽', regionEnglish: 'Anhui' },
    { region: '湖南省', regionShort: '湖南', regionEnglish: 'Hunan' },
    { region: '内蒙古自治区', regionShort: '内蒙古', regionEnglish: 'Inner Mongolia' },
  ].map(report);

  test('name loaded regions and years, in the language shown', () => {
    const documents = [
      {
        id: 'a',
        reports: [...provinces, report({ region: '湖南省', regionEnglish: 'Hunan', kind: 'division', year: 2022 })],
      },
    ];
    const zh = exampleQuestions(documents, 'zh');
    expect(zh[0]).toBe('安徽2024年GDP增长目标是多少？');
    expect(zh.join()).not.toContain('自治区');
    expect(zh.join()).toContain('内蒙古');
    expect(zh.join()).toContain('牵头');
    for (const question of exampleQuestions(documents, 'en')) expect(question).toMatch(/^[\x20-\x7e]+$/);
  });

  test('do not promise what is not loaded', () => {
    const one = exampleQuestions([{ id: 'a', reports: [report({ region: '安徽省' })] }], 'zh');
    expect(one).toHaveLength(1);
    expect(exampleQuestions([{ id: 'a', reports: [report({ kind: 'other' })] }], 'zh')).toEqual([
      '某报告的主要内容是什么？',
    ]);
    expect(exampleQuestions([], 'zh')).toEqual([]);
  });
});

describe('a figure in a cell of an English answer', () => {
  const cell = { value: null, low: null, high: null, unit: '%', qualifier: '', text: '与经济增长同步' };
  test.each([
    [{ value: 7.5, qualifier: '左右' }, 'about 7.5%'],
    [{ low: 6, high: 6.5 }, '6–6.5%'],
    [{ value: 63, unit: '万人', qualifier: '以上' }, '630,000 people or more'],
    [{ value: 1.25, unit: '万亿元' }, '1.25 trillion yuan'],
    [{}, '与经济增长同步'],
    [{ value: 3, unit: '座', text: '3座' }, '3座'],
  ])('%o reads %s', (parts, words) => {
    expect(figureText({ ...cell, ...parts }, 'en')).toBe(words);
  });
});

describe('a figure in a cell', () => {
  const cell = { value: null, low: null, high: null, unit: '%', qualifier: '', text: '与经济增长同步' };
  test.each([
    [{ value: 7.5, qualifier: '左右' }, '7.5%左右'],
    [{ low: 6, high: 6.5 }, '6%—6.5%'],
    [{ low: 40, high: 50, unit: '万人', qualifier: '以上' }, '40—50万人以上'],
    [{}, '与经济增长同步'],
    [{ value: 3, unit: '%（下降）', text: '下降3%' }, '下降3%'],
    [{ value: 8, qualifier: '力争', text: '力争增长8%' }, '力争增长8%'],
  ])('%o reads %s', (parts, words) => {
    expect(figureText({ ...cell, ...parts }, 'zh')).toBe(words);
  });
});
