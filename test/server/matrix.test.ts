import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readExcel from 'read-excel-file/node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { projectRoot } from '../../ingest/config.ts';
import type { ReportIndex } from '../../ingest/index/model.ts';
import { openIndex } from '../../ingest/index/open.ts';
import { ingest } from '../../ingest/ingest.ts';
import { answerQuestion } from '../../server/answer/answer.ts';
import { createApp } from '../../server/app.ts';
import { correctedIndex } from '../../server/matrix/corrected.ts';
import { Corrections } from '../../server/matrix/corrections.ts';
import { type PublicRow, selectRows } from '../../server/matrix/rows.ts';
import { rowsToWorkbook } from '../../server/matrix/workbook.ts';
import { outcomeOf } from '../../server/matrix/years.ts';
import type { Answer } from '../../server/model.ts';
import type { QuestionEmbedders } from '../../server/retrieve/embedders.ts';
import { reportOf } from '../ingest/indicator-rows.ts';
import { fakeEngine } from './fake-engine.ts';

const embedders = { embed: () => new Map() } as unknown as QuestionEmbedders;
let folder: string;
let index: ReportIndex;
let corrections: Corrections;

const configOf = () => ({
  reportsDir: join(folder, 'reports'),
  indexDir: join(folder, 'index'),
  modelsDir: join(projectRoot, 'data/models'),
  stateDir: join(folder, 'state'),
});

async function load(): Promise<void> {
  await ingest({ config: configOf(), vectors: false });
  index = correctedIndex(openIndex(configOf().indexDir), corrections);
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'baogao-matrix-'));
  mkdirSync(configOf().reportsDir);
  const write = (name: string, text: string) => writeFileSync(join(configOf().reportsDir, name), text);
  write(
    '2025.txt',
    reportOf(
      2025,
      '全省地区生产总值增长5.8%。数字经济蓬勃发展，数字经济成为新引擎。',
      '地区生产总值增长5.5%左右，居民消费价格涨幅2%左右，城镇新增就业60万人以上。发展数字经济。',
    ),
  );
  write(
    '2026.txt',
    reportOf(2026, '全省地区生产总值增长5.4%，居民消费价格上涨0.1%，城镇新增就业55万人。', '地区生产总值增长5%左右。'),
  );
  write(
    '2026-hunan.txt',
    reportOf(2026, '全省地区生产总值增长4.8%。', '地区生产总值增长5%以上。').replaceAll('安徽', '湖南'),
  );
  corrections = new Corrections(configOf());
  await load();
});

afterEach(() => {
  index.close();
  corrections.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (question: string): Promise<Answer> => answerQuestion({ request: { question }, index, embedders });
const app = () =>
  createApp({
    engine: { ...fakeEngine(index, () => ({}) as Answer), index, corrections },
    config: { host: '127.0.0.1', basePath: '' },
  });
const post = (body: unknown) =>
  app().request('/api/indicators/corrections', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' },
  });

describe('rows', () => {
  test('a name finds the indicator, words narrow, a filter that leaves nothing says so', async () => {
    expect(selectRows(index, { indicator: 'GDP增速', region: '皖', kind: 'target' }).map((row) => row.value)).toEqual([
      5.5, 5,
    ]);
    expect(selectRows(index, { q: '新增就业 60' }).map((row) => row.indicator)).toEqual(['urban_new_jobs']);
    const response = await app().request('/api/indicators?indicator=cpi&year=1999');
    expect(await response.json()).toMatchObject({
      rows: [],
      total: 0,
      next: null,
      message: expect.stringContaining('No report'),
    });
  });

  test('what a report leaves out is a row only where it is asked for', () => {
    const rows = selectRows(index, { indicator: 'cpi', kind: 'result', missing: true });
    expect(rows.map((row) => [row.region, row.year, row.stated])).toEqual([
      ['安徽省', 2025, true],
      ['湖南省', 2025, false],
    ]);
  });

  test('a workbook has the figures on one sheet and their quotes on the other', async () => {
    const bytes = await rowsToWorkbook(selectRows(index, { kind: 'result' }), index);
    const figures = await readExcel(bytes, { sheet: '指标' } as never);
    const quotes = await readExcel(bytes, { sheet: '依据' } as never);
    expect(figures).toHaveLength(quotes.length);
    expect(JSON.stringify(figures[1])).toContain('5.8');
    expect(JSON.stringify(quotes[1])).toContain('全省地区生产总值增长5.8%');
  });
});

describe('what people say of rows', () => {
  const row = () =>
    selectRows(index, { indicator: 'gdp_growth', year: 2025, kind: 'result', region: '安徽' })[0] as PublicRow;

  test('another figure stands in answers with the report’s own beside it, and outlives the index', async () => {
    const response = await post({
      row: row().id,
      verdict: 'value',
      figure: { value: 5.3, unit: '%' },
      note: '核对公报',
    });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ value: 5.3, corrected: 'value', was: { value: 5.4 } });
    index.close();
    writeFileSync(
      join(configOf().reportsDir, '2026-more.txt'),
      reportOf(2027, '平稳。', '平稳。').replaceAll('安徽', '湖北'),
    );
    await load();
    const answer = await ask('安徽2025年GDP增速是多少');
    expect(answer.answer).toContain('5.3%（人工更正；报告写的是5.4%）');
    expect(answer.citations.some(({ quote }) => quote.includes('5.4%'))).toBe(true);
  });

  test('what is wrong is left out of answers, stays in the table, and can be taken back', async () => {
    const { id } = row();
    await post({ row: id, verdict: 'wrong' });
    expect((await ask('安徽2025年GDP增速是多少')).answer).not.toContain('5.4%');
    const listed = await (await app().request('/api/indicators?indicator=gdp_growth&year=2025&kind=result')).json();
    expect((listed as { rows: PublicRow[] }).rows.map((one) => [one.value, one.corrected])).toEqual([
      [4.8, null],
      [5.4, 'wrong'],
    ]);
    expect((await app().request(`/api/indicators/corrections/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await ask('安徽2025年GDP增速是多少')).answer).toContain('5.4%');
    expect((await app().request(`/api/indicators/corrections/${id}`, { method: 'DELETE' })).status).toBe(404);
  });

  test('corrections.json of the report folder names cells; one that cannot be read says what is expected', () => {
    const path = join(configOf().reportsDir, 'corrections.json');
    const one = { region: '安徽', indicator: 'GDP增速', year: 2025, kind: 'result', verdict: 'right' };
    writeFileSync(path, JSON.stringify({ indicators: [one] }));
    const fresh = new Corrections(configOf());
    expect(
      selectRows(correctedIndex(index, fresh), { year: 2025, kind: 'result', indicator: 'gdp_growth' }).map(
        (r) => r.corrected,
      ),
    ).toEqual([null, 'right']);
    writeFileSync(path, '{"indicators": [{"region": "安徽"}]}');
    expect(() => new Corrections(configOf()).list()).toThrow(/corrections\.json cannot be read.*indicators\.0/s);
  });

  test('a value without its figure is refused', async () => {
    const response = await post({ row: row().id, verdict: 'value' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('figure');
  });
});

describe('targets beside results', () => {
  const row = (value: number, qualifier = '', unit = '%', basis = 'growth') =>
    ({ value, low: null, high: null, unit, qualifier, basis }) as never;

  test.each([
    ['about the figure', row(5, '左右'), row(5), 'higher', 'kept'],
    ['0.2 points below about', row(5, '左右'), row(4.8), 'higher', 'kept'],
    ['0.3 points below about', row(5, '左右'), row(4.7), 'higher', 'missed'],
    ['at least', row(5, '以上'), row(4.9), 'higher', 'missed'],
    ['prices below their ceiling', row(2, '左右'), row(0.1), 'lower', 'kept'],
    ['unemployment above its ceiling', row(5.5, '以内'), row(5.6), 'lower', 'missed'],
    ['another unit', row(35, '', '微克/立方米'), row(5, '', '%（下降）'), 'lower', 'not-comparable'],
    ['more than a figure below the target', row(6), row(5, '以上'), 'higher', 'not-comparable'],
    ['real growth against plain', row(6), row(6, '', '%', 'real'), 'higher', 'not-comparable'],
  ] as const)('%s', (_, target, result, better, expected) => {
    expect(outcomeOf(target, result, { better })).toBe(expected);
  });

  test('the answer tells both, counts, and says the rule', async () => {
    const answer = await ask('2025年各省GDP目标完成了吗');
    expect(answer.answer).toContain('安徽省：目标5.5%左右，结果5.4%');
    expect(answer.answer).toMatch(/覆盖：.*1个完成、0个未完成.*判断规则/);
    expect(answer.table?.columns.map((column) => column.kind)).toEqual(['target', 'result']);
    const jobs = await ask('安徽2025年城镇新增就业目标完成了吗');
    expect(jobs.answer).toContain('结果55万人（未完成）');
  });

  test('where the report with the target is not loaded, that is said', async () => {
    expect((await ask('湖南2025年GDP增长目标完成了吗')).answer).toContain('没有收录2025年的报告');
  });

  test('GET /api/indicators/years', async () => {
    const response = await app().request('/api/indicators/years?indicator=gdp_growth&year=2025');
    expect(await response.json()).toMatchObject({
      counts: { kept: 1, missed: 0, 'no-target': 1 },
      reports: { target: 1, result: 2 },
    });
  });
});

describe('words', () => {
  test('are counted by report, most first', async () => {
    const response = await app().request(`/api/terms?q=${encodeURIComponent('数字经济')}`);
    expect(await response.json()).toMatchObject({ total: 3, rows: [{ region: '安徽省', year: 2025, count: 3 }] });
    const answer = await ask('数字经济在哪些报告里提得最多');
    expect(answer.answer).toContain('安徽省（2025年报告）：3次');
    expect((await ask('“元宇宙”在报告里提到多少次')).refused).toBe(true);
  });
});
