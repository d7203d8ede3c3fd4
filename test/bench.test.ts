/** The judge of `npm run bench` against its definition, test/golden/score.py, and the rest of bench on small things. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { askAll } from './bench/asking.ts';
import { type JudgedRow, scoreFigures } from './bench/figures.ts';
import {
  type GoldFigure,
  type GoldQuestion,
  type JudgedAnswer,
  type JudgedCitation,
  type QuestionType,
  readJsonLines,
  readQuestions,
} from './bench/golden.ts';
import { growthChart } from './bench/growth/chart.ts';
import type { Size } from './bench/growth/growth.ts';
import { growthPage } from './bench/growth/page.ts';
import { countMarkers, hasEnglishForm, judge } from './bench/judge.ts';
import { quantile, roundHalfEven } from './bench/numbers.ts';
import { readOptions } from './bench/options.ts';
import { ReportTexts } from './bench/report-texts.ts';
import { qualityTable } from './bench/table.ts';
import { scoreAnswers } from './bench/tally.ts';
import { bestSentence, sentencesOf } from './bench/tutorial.ts';
import { needs } from './require.ts';
import { answerWith, fakeEngine } from './server/fake-engine.ts';

const GOLDEN = fileURLToPath(new URL('./golden/', import.meta.url));
const REPORTS = fileURLToPath(new URL('../data/reports/', import.meta.url));

const reports = new ReportTexts({
  x:
    '【第一篇】安徽省政府工作报告(全文)\n【第二篇】北京市政府工作报告(全文)\n' +
    '【第一篇】安徽省政府工作报告(全文)\n生产总值增长 7.5%左右,粮食总产 810.8 亿斤。建成 37 所。\n' +
    '【第二篇】北京市政府工作报告(全文)\n生产总值增长 6%左右，绿化 2860 平方公里。\n',
  y: '株洲新增就业 5 万人。',
});

type EvidenceRow = [doc: string, region: string, quote: string];

function question(
  type: QuestionType,
  must: string[][] = [],
  evidence: EvidenceRow[] = [],
  more: Partial<GoldQuestion> = {},
): GoldQuestion {
  const rows = evidence.map(([doc, region, quote]) => ({ doc, region, quote }));
  return { id: 'q', type, question: '', answer: '', must, evidence: rows, ...more };
}

function right(asked: GoldQuestion, answer: string, more: Partial<JudgedAnswer> = {}): boolean {
  return judge(asked, { answer, ...more }).right;
}

const six = question('number', [['6%']]);
const unanswerable = question('unanswerable');

describe('right', () => {
  test.each<[name: string, asked: GoldQuestion, answer: string, expected: boolean]>([
    ['plain', six, '增长6%左右', true],
    ['full width and spaces', six, '增长 ６ ％ 左右', true],
    ['inside 7.6%', six, '增长7.6%', false],
    ['inside 16%', six, '增长16%', false],
    ['second place', six, '从7.6%到6%', true],
    ['a range', six, '5.5%-6%', true],
    ['after a space', question('number', [['110']]), 'in 2019 110 countries', true],
    ['ends in a digit', question('number', [['810']]), '810.8亿斤', false],
    ['a full stop after', question('number', [['2860']]), 'It is 2860.', true],
    ['a number, then a comma', question('number', [['62']]), '103条，62个', true],
    ['百分之', six, '百分之6', true],
    ['百分之 in full width', six, '百分之 ６左右', true],
    ['percent', six, '6 percent', true],
    ['百分之16', six, '百分之16', false],
    ['16 per cent', six, '16 per cent', false],
    ['percent before Chinese is no word of its own', six, '6 percent的', false],
    ['percent as written', question('number', [['6percent']]), '6 percent', true],
    ['a string of every group', question('number', [['北京'], ['6%', '百分之六']]), '北京百分之六', true],
    ['a group lacks', question('number', [['北京'], ['6%']]), '上海6%', false],
    ['must_not', question('number', [['6%']], [], { must_not: ['7.5%'] }), '6%，去年7.5%', false],
    ['must_not inside', question('number', [['6%']], [], { must_not: ['5%'] }), '6%，去年7.5%', true],
    ['case', question('english', [['ChangGung']]), 'Xiamen chang gung Hospital', true],
    ['markers', question('number', [['15颗']]), '发射**15**[1]颗', true],
    ['thousands', question('number', [['2860']]), '2,860平方公里', true],
    [
      'coverage is not looked at',
      question('number', [['6%']], [], { must_not: ['浙江'] }),
      '6%\n\n覆盖：未提出：浙江',
      true,
    ],
    ['beyond 200 characters', six, `${'字'.repeat(200)}6%`, false],
    ['a pair of surrogates is one character', six, `${'𬭊'.repeat(198)}6%`, true],
    ['a fact within 400', question('fact', [['6%']]), `${'字'.repeat(300)}6%`, true],
    ['a list within 1500', question('list', [['6%']]), `${'字'.repeat(400)}6%`, true],
    ['empty', six, '', false],
  ])('%s', (_, asked, answer, expected) => {
    expect(right(asked, answer)).toBe(expected);
  });

  test('loosely inside a longer number', () => {
    expect(judge(six, { answer: '增长7.6%' })).toMatchObject({ right: false, rightLoose: true });
  });

  test('not when it says refused', () => {
    expect(judge(six, { answer: '6%', refused: true })).toMatchObject({
      right: false,
      refused: true,
      reason: 'refused',
    });
  });

  test('an aggregate may not name many more regions than are right', () => {
    const aggregate = question(
      'aggregate',
      [['北京'], ['安徽']],
      [
        ['x', '北京市', '绿化'],
        ['x', '安徽省', '建成'],
      ],
    );
    expect(right(aggregate, '北京、安徽')).toBe(true);
    expect(right(aggregate, '北京、安徽、上海、天津、重庆')).toBe(false);
  });
});

describe('refused', () => {
  test('by its flag, whatever the words', () => {
    expect(right(unanswerable, '无', { refused: true })).toBe(true);
    expect(right(unanswerable, '资料没有提到', { refused: false })).toBe(false);
  });

  test.each([
    '资料中没有提到四川省。',
    '报告没有给出2019年总量，只有增速。',
    '抱歉，我不知道。',
    '无法回答这个问题。',
    '根据提供的资料，未提及该数据。',
    "I don't know.",
    'The report does not mention it.',
    'There is no information about that.',
    '文件只有2020年报告，没有涉及2021年目标。',
    '很抱歉，根据提供的上下文，没有关于四川的信息。',
    '没有找到相关内容',
    '不知道',
    'I am sorry, but I cannot answer this.',
    '这些材料里找不到相关说明。',
    '材料中并未提供具体数据',
    '报告没有天津2021年的目标，只有2020年的。',
    '报告没有说通车时间。',
  ])('by its words: %s', (answer) => {
    expect(right(unanswerable, answer)).toBe(true);
  });

  test.each([
    '',
    '增长6%左右。',
    '四川增长7.5%，没有变化。',
    '安徽没有贫困县了，全部摘帽。',
    '无人机产业增长10%。',
    '未来五年建成37所。',
    '实现了零就业家庭动态清零，不发生系统性风险。',
    'The target was about 6%, no change.',
    '城镇登记失业率控制在4.5%以内，是无条件的目标。',
    '报告提出不折不扣落实减税，新增减税100亿元。',
    '报告提出没有完成的指标要抓紧补上，增长6%。',
  ])('not by its words: %s', (answer) => {
    expect(right(unanswerable, answer)).toBe(false);
  });

  test('a right answer is none; a wrong one that says so is a false refusal', () => {
    expect(judge(six, { answer: '报告没有给出总量，增速6%' }).refused).toBe(false);
    expect(judge(six, { answer: '报告没有给出。' }).refused).toBe(true);
  });
});

describe('proof', () => {
  const beijing = question('number', [['6%']], [['x', '北京市', '生产总值增长 6%左右']]);
  const both = question('number', [['6%']], [...toRows(beijing), ['y', '株洲市', '株洲新增就业 5 万人']]);
  const jobs = cite('株洲新增就业5万人', 'y');

  function toRows({ evidence }: GoldQuestion): EvidenceRow[] {
    return evidence.map(({ doc, region = '', quote }) => [doc, region, quote]);
  }
  function cite(quote: string, document = 'x', region = '北京市'): JudgedCitation {
    return { document, region, quote };
  }
  function one(asked: GoldQuestion, answer: Partial<JudgedAnswer> = {}) {
    const all = scoreAnswers({ questions: [asked], answers: new Map([['q', { answer: '', ...answer }]]), reports })
      .types.all;
    if (!all) throw new Error('no row');
    return all;
  }

  test('precision counts quotes that are in the document named', () => {
    const row = one(beijing, {
      answer: '6%',
      citations: [cite('生产总值增长6%左右'), cite('没有这句'), cite('绿化', 'z'), cite('', 'x')],
    });
    expect(row).toMatchObject({ citations: 4, citationPrecision: 25, evidenceRecall: 100 });
    expect(one(beijing, { citations: [cite('增长 6%左右，绿化', 'x.txt')] }).citationPrecision).toBe(100);
    expect(one(unanswerable, { answer: '不知道', citations: [cite('没有这句')] }).citations).toBe(0);
  });

  test('exact is the source slice and nothing else', () => {
    const start = reports.sources.get('x')?.indexOf('增长 6%') ?? -1;
    const exactly = (quote: string, shift = 0) =>
      one(beijing, { citations: [{ ...cite(quote), start: start + shift, end: start + shift + quote.length }] })
        .citationsExact;
    expect(exactly('增长 6%')).toBe(100);
    expect(exactly('增长6%')).toBe(0);
    expect(exactly('增长 6%', 1)).toBe(0);
    expect(one(beijing, { citations: [cite('增长 6%')] }).citationsExact).toBeNull();
  });

  test.each<[string, JudgedCitation, number]>([
    ['another document', jobs, 0],
    ['another region of the file', cite('生产总值增长 7.5%左右', 'x', '安徽省'), 0],
    ['six of ten characters', cite('增长6%左右'), 100],
    ['four of ten characters', cite('6%左右'), 0],
    ['an invented quote that holds it', cite('全市生产总值增长6%左右吧'), 100],
  ])('evidence: %s', (_, citation, expected) => {
    expect(one(beijing, { citations: [citation] }).evidenceRecall).toBe(expected);
  });

  test('region of a citation', () => {
    expect(one(beijing, { citations: [cite('增长 7.5%左右')] }).citationRegion).toBe(0);
    expect(one(beijing, { citations: [cite('增长 6%左右', 'x', '北京')] }).citationRegion).toBe(100);
  });

  test('one of two quotes is half, or all where any is enough', () => {
    expect(one(both, { citations: [jobs] }).evidenceRecall).toBe(50);
    expect(one({ ...both, any: true }, { citations: [jobs] }).evidenceRecall).toBe(100);
  });

  test('retrieval counts quotes that stand whole in a passage', () => {
    expect(one(both, { chunks: [{ document: 'y', quote: '株洲新增就业 5 万人。' }] }).retrievalRecall).toBe(50);
    expect(one(both, { chunks: [{ document: 'y', quote: '株洲新增就业 5' }] }).retrievalRecall).toBe(0);
    expect(one(both).retrievalRecall).toBeNull();
  });

  test('retrieval within the first 5 and 20 passages', () => {
    const other = { document: 'x', quote: '建成 37 所。' };
    const hit = { document: 'y', quote: '株洲新增就业 5 万人。' };
    const ranked = (rank: number) => one(both, { chunks: [...new Array(rank - 1).fill(other), hit] });
    expect(ranked(5)).toMatchObject({ evidenceInFirst5: 50, evidenceInFirst20: 50 });
    expect(ranked(6)).toMatchObject({ evidenceInFirst5: 0, evidenceInFirst20: 50 });
    expect(ranked(21)).toMatchObject({ evidenceInFirst5: 0, evidenceInFirst20: 0, retrievalRecall: 50 });
  });

  test('markers must share something with their sentence', () => {
    const count = (answer: string, ...quotes: string[]) =>
      countMarkers(
        answer,
        quotes.map((quote, index) => ({ number: index + 1, document: 'x', quote })),
      );
    expect(count('增长6%左右[1]。新开工37所[2]。', '生产总值增长 6%左右', '绿化')).toEqual({ seen: 2, unsupported: 1 });
    expect(count('增长6%左右。[1]建成学校。[2]', '生产总值增长 6%左右', '建成学校')).toEqual({
      seen: 2,
      unsupported: 0,
    });
    expect(count('增长6%[3]', '增长6%')).toEqual({ seen: 1, unsupported: 1 });
  });

  test('English form', () => {
    expect(hasEnglishForm('Anhui: about 7.5% ("生产总值增长7.5%").')).toBe(true);
    expect(hasEnglishForm('Anhui (安徽): 7.5%')).toBe(true);
    expect(hasEnglishForm('安徽 7.5%')).toBe(false);
  });

  test('a question without an answer is wrong, or left out', () => {
    const nothing = { questions: [beijing], answers: new Map(), reports };
    expect(scoreAnswers(nothing)).toMatchObject({ missing: 1, types: { all: { n: 1, right: 0 } } });
    expect(scoreAnswers(nothing).failures).toHaveLength(1);
    expect(scoreAnswers({ ...nothing, onlyAnswered: true }).types).toEqual({});
  });
});

test('numbers are rounded and ranked as in the definition', () => {
  expect([0.5, 0.95].map((p) => quantile([5, 1, 2, 3, 4], p))).toEqual([3, 5]);
  expect(quantile([], 0.5)).toBeNull();
  expect([6.25, 18.75, 31.25, 66.66].map((value) => roundHalfEven(value, 1))).toEqual([6.2, 18.8, 31.2, 66.7]);
  expect([0.5, 1.5, 2.5].map((value) => roundHalfEven(value, 0))).toEqual([0, 2, 2]);
});

describe('figures', () => {
  const gold: GoldFigure = {
    region: '安徽省',
    indicator: 'gdp_growth',
    year: 2020,
    kind: 'target',
    value: 6,
    unit: '%',
    qualifier: '左右',
    quote: '',
  };
  const row: JudgedRow = { ...gold, value: 6, low: null, high: null, basis: 'growth', scope: 'region' };

  test('right, wrong, missing, extra, qualifier', () => {
    expect(scoreFigures([gold], [row])).toMatchObject({ recall: 100, precision: 100, qualifiers: 100, extra: 0 });
    expect(scoreFigures([gold], [{ ...row, value: 7 }])).toMatchObject({ recall: 0, precision: 0 });
    expect(scoreFigures([gold], [{ ...row, qualifier: '以上' }])).toMatchObject({ recall: 100, qualifiers: 0 });
    expect(scoreFigures([gold], [row, { ...row, year: 2019 }])).toMatchObject({ precision: 100, extra: 1 });
    expect(scoreFigures([gold], [row, { ...row, value: 8, basis: 'comparable' }])).toMatchObject({
      precision: 100,
      extra: 1,
    });
    expect(scoreFigures([gold], [row, { ...row, value: 8, scope: 'urban' }])).toMatchObject({
      precision: 100,
      extra: 0,
    });
  });

  test('ranges, words without a number, and units of one worth', () => {
    const range: GoldFigure = { ...gold, value: [6, 6.5] };
    expect(scoreFigures([range], [{ ...row, value: null, low: 6, high: 6.5 }]).recall).toBe(100);
    expect(scoreFigures([range], [{ ...row, value: 6 }]).recall).toBe(0);
    expect(scoreFigures([{ ...gold, value: null }], [{ ...row, value: null }]).recall).toBe(100);
    expect(
      scoreFigures([{ ...gold, value: 0.6, unit: '万亿元' }], [{ ...row, value: 6000, unit: '亿元' }]).recall,
    ).toBe(100);
  });
});

const python = hasPython();

describe.skipIf(!needs('python3, which runs the definition of the judge,', python))(
  'the same figures as python',
  () => {
    test('score.py', () => {
      const questions = readQuestions(join(GOLDEN, 'dev.jsonl'));
      const answers = new Map(questions.flatMap((asked, index) => damagedAnswer(asked, index)));
      const lines = [...answers].map(([id, answer]) => JSON.stringify({ id, ...answer })).join('\n');
      const output = withFile(lines, (path) =>
        runPython('score.py', join(GOLDEN, 'dev.jsonl'), '--answers', path, '--reports', REPORTS),
      );
      const expected = JSON.parse(output.trim().split('\n').at(-1) ?? '');
      const score = scoreAnswers({ questions, answers, reports: ReportTexts.read(REPORTS) });
      expect(Object.keys(score.types)).toEqual(Object.keys(expected.types));
      for (const [type, row] of Object.entries(expected.types as Record<string, Record<string, unknown>>)) {
        const named = Object.entries(row).map(([name, value]) => [camelCase(name), value]);
        expect({ type, ...score.types[type] }).toMatchObject({ type, ...Object.fromEntries(named) });
      }
      expect(score.missing).toBe(expected.missing);
      expect(score.failures.map((failure) => failure.question.id)).toEqual(expected.wrong);
    });

    test('indicators.py', () => {
      const gold = readJsonLines<GoldFigure>(join(GOLDEN, 'indicators-dev.jsonl'));
      const rows = gold.flatMap((figure, index) => damagedRow(figure, index));
      const output = withFile(JSON.stringify(rows), (path) =>
        runPython('indicators.py', join(GOLDEN, 'indicators-dev.jsonl'), path),
      );
      const { failures: _, ...score } = scoreFigures(gold, rows);
      expect(score).toEqual(JSON.parse(output).all);
    });

    /** The gold answer with its evidence as citations, spoilt in another way for each question in turn; every 11th has none. */
    function damagedAnswer(asked: GoldQuestion, index: number): [string, JudgedAnswer][] {
      const citations = asked.evidence.map(({ doc, region, quote }, place) => ({
        number: place + 1,
        document: doc,
        region: index % 3 === 0 ? '北京市' : (region ?? null),
        quote: index % 5 === 0 ? quote.slice(0, Math.ceil(quote.length / 2) - (index % 2)) : quote,
      }));
      const said = asked.evidence
        .map(({ quote }, place) => `${quote.slice(0, 30)}[${place + 1 + Number(index % 7 === 0)}]`)
        .join('。');
      const words = [
        asked.answer,
        `${asked.answer} ${said}`,
        said,
        `${said}。**覆盖**：29份报告`,
        '报告没有提到这一数据。',
      ];
      const answer: JudgedAnswer = { answer: words[index % words.length] ?? '', citations, ms: index * 1.5 };
      if (index % 4 !== 0) answer.refused = index % 13 === 0;
      if (index % 2 === 0)
        answer.chunks = citations.slice(index % 3).map(({ document, quote }) => ({ document, quote: `${quote}。` }));
      return index % 11 === 10 ? [] : [[asked.id, answer]];
    }

    function damagedRow(figure: GoldFigure, index: number): JudgedRow[] {
      const { value, ...rest } = figure;
      const [low, high] = Array.isArray(value) ? value : [null, null];
      const row: JudgedRow = {
        ...rest,
        value: Array.isArray(value) ? null : value,
        low,
        high,
        basis: 'growth',
        scope: 'region',
      };
      if (index % 10 === 1) return [];
      if (index % 10 === 2) return [{ ...row, value: (row.value ?? 0) + 1, low: null, high: null }];
      if (index % 10 === 3) return [{ ...row, qualifier: '以上' }];
      if (index % 10 === 4) return [row, { ...row, value: 99, basis: 'comparable' }];
      if (index % 10 === 5) return [row, { ...row, value: 99, scope: 'urban' }, { ...row, year: 1999 }];
      return [row];
    }

    function withFile<Result>(text: string, use: (path: string) => Result): Result {
      const folder = mkdtempSync(join(tmpdir(), 'bench-'));
      try {
        const path = join(folder, 'given.json');
        writeFileSync(path, text);
        return use(path);
      } finally {
        rmSync(folder, { recursive: true });
      }
    }
  },
);

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function runPython(script: string, ...args: string[]): string {
  return execFileSync('python3', [join(GOLDEN, script), ...args], {
    encoding: 'utf8',
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

test('questions are asked one after the other, with their history; a failing one is an answer that is wrong', async () => {
  const engine = fakeEngine(null, (request) => {
    if (request.question === '坏') throw new Error('broken');
    return answerWith({ answer: `${request.question}：6%` });
  });
  const asked: GoldQuestion[] = [
    { ...six, id: 'a', question: '北京' },
    { ...six, id: 'b', question: '坏' },
    { ...six, id: 'c', question: '再问', history: [{ role: 'user', content: '北京' }] },
  ];
  const { answers, errors } = await askAll(engine, asked);
  expect(engine.asked).toEqual([
    { question: '北京', mode: 'extract', passages: 20 },
    { question: '坏', mode: 'extract', passages: 20 },
    { question: '再问', mode: 'extract', passages: 20, history: [{ role: 'user', content: '北京' }] },
  ]);
  expect(errors).toEqual([{ id: 'b', message: 'broken' }]);
  const { types } = scoreAnswers({ questions: asked, answers, reports });
  expect(types.number).toMatchObject({ n: 3, right: 66.7 });
});

describe('the tutorial way', () => {
  test('takes sentences apart at their ends and at line ends', () => {
    expect(sentencesOf('增长6%。\n建成 37 所！\n\n未完')).toEqual(['增长6%。', '建成 37 所！', '未完']);
  });

  test('answers with the sentence nearest to the question', () => {
    const vector = (...values: number[]) => Float32Array.from(values);
    const sentences = [
      { document: 'x', text: '远', vector: vector(0, 1) },
      { document: 'y', text: '近', vector: vector(1, 0) },
    ];
    expect(bestSentence(vector(0.9, 0.1), sentences)?.text).toBe('近');
    expect(bestSentence(vector(1, 0), [])).toBeUndefined();
  });
});

test('the table has a line for each kind and a dash where there was nothing to count', () => {
  const { types } = scoreAnswers({
    questions: [
      { ...six, evidence: [] },
      { ...unanswerable, id: 'u' },
    ],
    answers: new Map([
      ['q', { answer: '6%', ms: 12 }],
      ['u', { answer: '', refused: true }],
    ]),
    reports,
  });
  const [title, heads, ...lines] = qualityTable('Title', types).split('\n');
  const cells = lines.map((line) => line.split(/ +/));
  const column = heads?.trim().split(/ +/).indexOf('right') ?? -1;
  expect(title).toBe('Title');
  expect(cells.map(([type, n]) => [type, n])).toEqual([
    ['number', '1'],
    ['unanswerable', '1'],
    ['answerable', '1'],
    ['all', '2'],
  ]);
  expect(cells.map((line) => line[column + 1])).toEqual(['100', '100', '100', '100']);
  expect(cells[0]?.slice(2, 4)).toEqual(['-', '-']);
});

describe('options', () => {
  test('are read', () => {
    expect(readOptions(['--json', '--only', 'number', '--questions', 'a.jsonl'])).toMatchObject({
      json: true,
      only: 'number',
      questions: 'a.jsonl',
      speed: false,
    });
  });

  test('a wrong one is named with what is known', () => {
    expect(() => readOptions(['--only', 'nothing'])).toThrow(/nothing.*number, fact/);
    expect(() => readOptions(['--fast'])).toThrow(/--fast/);
  });
});

describe('growth', () => {
  const size = (times: number, vectors: boolean): Size => ({
    times,
    passages: 3000 * times,
    sentences: 14_000 * times,
    textMs: 500 * times,
    vectorMs: vectors ? 400 * times : 0,
    neighbourMs: 0,
    bytes: { text: 13e6 * times, vectors: vectors ? 10e6 * times : 0, neighbours: 0 },
    openMs: 40 * times,
    questions: 70,
    answerMs: { median: 20 + 0.2 * times, p95: 50 + times },
    cpuMs: { median: 22, p95: 60 },
    recall: vectors ? 1 : null,
    sentenceRecall: vectors ? 0.99 : null,
    fullTextMs: 1,
    residentBytes: 6e8,
    added: vectors
      ? { ms: 900, cpuMs: 700, writtenBytes: 3e6, indexBytes: 23e6 * times, peakBytes: 2e8, embedded: 349 }
      : null,
  });

  test('the page says what was measured, compares the largest size with vectors, and names what has none', () => {
    const page = growthPage([size(1, true), size(100, true), size(300, false)], new Date('2026-11-29T08:00:00Z'));
    expect(page).toContain('npm run bench -- --growth 1,100,300');
    expect(page).toContain('From 1 to 100 times the median answer takes 2.0 times as long');
    expect(page).toContain("writes 0.1% of the index's bytes");
    expect(page).toContain('**No vectors** at 300 times');
    expect(page).toContain('| 300 | 12,000 ms |');
  });

  test('the plot has a line and a name for each thing measured, and no two names on one place', () => {
    const chart = growthChart([size(1, true), size(10, true), size(100, true)]);
    for (const name of ['disk', 'memory', 'answer, median', 'adding one report']) expect(chart).toContain(`>${name}<`);
    // Each name stands where its line ends, moved down by its group.
    const names = /translate\(8,([\d.]+)\)"[^>]*><text[^>]*translate\([\d.]+,([\d.]+)\)/g;
    const places = [...chart.matchAll(names)].map(([, down, at]) => Math.round(Number(down) + Number(at)));
    expect(places).toHaveLength(6);
    expect(new Set(places).size).toBe(places.length);
  });
});
