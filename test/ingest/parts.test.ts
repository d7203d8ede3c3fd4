import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { clean } from '../../ingest/clean.ts';
import { projectRoot } from '../../ingest/config.ts';
import type { ReportParts, SourceDocument } from '../../ingest/model.ts';
import { partsOf } from '../../ingest/parts.ts';
import { sentencesIn } from '../../ingest/passages.ts';
import { readFolder } from '../../ingest/read/index.ts';

const document = (text: string, id = '2021-test'): SourceDocument => ({
  id,
  path: `${id}.txt`,
  format: 'txt',
  text,
  hash: '',
  encoding: 'utf-8',
  hints: {},
  warnings: [],
});

const SMALL = `政府工作报告

——2021年1月12日在安徽省第十三届人民代表大会第四次会议上
省人民政府省长 王某

各位代表：

一、2020年工作回顾

过去一年，全省生产总值增长3.9%。粮食总产达803.8亿斤。

（一）扎实推进创新。加快建设科学中心，新增高新技术企业 2000 家。

二、2021年重点工作

（一）坚决打好三大攻坚战
今年要巩固脱贫成果。

（二）扩大内需
新建公路 600 公里；改造农村公路 3000 公里；建设高速铁路 200 公里；完善航空网络，新增国际航线 5 条。

三、加强政府自身建设

过去一年，我们精简了会议。

今年要继续减少文件。
`;

describe('one small report', () => {
  const [parts] = partsOf(document(SMALL)) as [ReportParts];

  test('region, year, kind, speaker and date come from its head', () => {
    const { region, year, kind, level, speaker, date, title, partial } = parts.report;
    expect({ region, year, kind, level, speaker, date, title, partial }).toEqual({
      region: '安徽省',
      year: 2021,
      kind: 'report',
      level: 'province',
      speaker: '王某',
      date: '2021-01-12',
      title: '2021年安徽省政府工作报告',
      partial: false,
    });
  });

  test('headings make a tree that knows what looks back and what plans', () => {
    const tree = parts.report.sections.map(({ title, depth, timing }) => [depth, timing, title]);
    expect(tree).toEqual([
      [1, 'review', '2020年工作回顾'],
      [2, 'review', '扎实推进创新'],
      [1, 'plan', '2021年重点工作'],
      [2, 'plan', '坚决打好三大攻坚战'],
      [2, 'plan', '扩大内需'],
      [1, 'plan', '加强政府自身建设'],
    ]);
  });

  test('a paragraph of a plan that looks back is a review', () => {
    const back = parts.passages.find((p) => p.text.includes('精简了会议'));
    expect(back?.timing).toBe('review');
    expect(back?.year).toBe(2020);
    expect(parts.passages.find((p) => p.text.includes('减少文件'))?.timing).toBe('plan');
  });

  test('a passage knows its path', () => {
    expect(parts.passages.find((p) => p.text.includes('新建公路'))?.path).toEqual(['2021年重点工作', '扩大内需']);
  });

  test('ids are stable and distinct', () => {
    const again = partsOf(document(SMALL))[0] as ReportParts;
    expect(again.passages.map((p) => p.id)).toEqual(parts.passages.map((p) => p.id));
    const ids = [...parts.passages, ...parts.sentences].map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('sentences', () => {
  const cut = (text: string): string[] => sentencesIn(text, 0).map(([start, end]) => text.slice(start, end));

  test('end on stops, with their closing marks', () => {
    expect(cut('他说“要稳。”大家同意。散会')).toEqual(['他说“要稳。”', '大家同意。', '散会']);
  });

  test('a long list of targets is cut at semicolons, a short one is not', () => {
    expect(cut('甲增长1%；乙增长2%。')).toHaveLength(1);
    const long = `${'全省经济稳步增长百分之六左右并且质量提高，就业稳定；'.repeat(4)}物价平稳。`;
    expect(cut(long).length).toBe(3);
  });

  test('a text of 200,000 characters without stop is cut in bounded pieces and time', () => {
    const started = performance.now();
    const pieces = cut('经'.repeat(200_000));
    expect(Math.max(...pieces.map((p) => p.length))).toBeLessThanOrEqual(600);
    expect(pieces.join('')).toHaveLength(200_000);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('a collection', () => {
  const report = (name: string, figure: string) =>
    `${name}政府工作报告（全文）\n政府工作报告\n——2020年1月12日在${name}第十三届人民代表大会第三次会议上\n一、2019年工作回顾\n生产总值增长${figure}%。\n`;
  const text = `目录\n【第一篇】安徽省政府工作报告(全文).....3\n【第二篇】北京市政府工作报告(全文).....9\n【第一篇】${report('安徽省', '7.5')}【第二篇】${report('北京市', '6.1')}`;
  const parts = partsOf(document(text));

  test('is split into its reports, not by its contents', () => {
    expect(parts.map((p) => p.report.region)).toEqual(['安徽省', '北京市']);
    expect(parts.map((p) => p.report.name)).toEqual(['安徽省政府工作报告', '北京市政府工作报告']);
    expect(parts[0]?.passages.some((p) => p.text.includes('6.1%'))).toBe(false);
  });
});

describe('a division of tasks', () => {
  const tail = Array.from(
    { length: 12 },
    (_, i) => `${i + 10}.推进第${i + 10}项工作。（省财政厅牵头，省教育厅等按职责分工负责）`,
  ).join('\n');
  const text = `现就落实重点工作提出以下分工意见。\n1.发展旅游。（省文化和旅游厅牵头）加强监管。（省市场监管局、省公安厅分别负责）36\n，保护耕地。（省自然资源厅牵头）\n${tail}\n，办好十大民生实事。①增加学位。（省教育厅牵头）②健康保障。（省民政厅牵头）`;
  const [parts] = partsOf(document(text, '2022-hunan-tasks')) as [ReportParts];
  const task = (words: string) => parts.passages.find((p) => p.text.includes(words))?.task;

  test('has one passage a task with its departments', () => {
    expect(parts.report.kind).toBe('division');
    expect(task('发展旅游')).toEqual({ number: 1, lead: ['省文化和旅游厅'], partners: [] });
    expect(task('加强监管')).toEqual({ number: 1, lead: ['省市场监管局', '省公安厅'], partners: [] });
    expect(task('推进第10项')).toEqual({ number: 10, lead: ['省财政厅'], partners: ['省教育厅'] });
  });

  test('an item whose head is lost takes the number at the end of the line before', () => {
    expect(task('保护耕地')?.number).toBe(36);
  });

  test('circled items stand under the sentence before them', () => {
    expect(parts.passages.find((p) => p.text.includes('健康保障'))?.path).toEqual(['办好十大民生实事']);
  });
});

describe('the reports of this repository', () => {
  let all: { source: SourceDocument; parts: ReportParts[] }[] = [];
  beforeAll(async () => {
    const { documents } = await readFolder(join(projectRoot, 'data/reports'));
    all = documents.map((source) => ({ source, parts: partsOf(source) }));
  });

  test('are 29 provinces, two cities, a digest and a division of tasks', () => {
    const reports = all.flatMap(({ parts }) => parts.map((p) => p.report));
    const provinces = reports.filter((r) => r.kind === 'report' && r.level === 'province' && r.year === 2020);
    expect(new Set(provinces.map((r) => r.region)).size).toBe(29);
    const rest = reports
      .filter((r) => !provinces.includes(r))
      .map((r) => [r.document, r.region, r.parent, r.year, r.kind, r.partial]);
    expect(rest).toEqual([
      ['2020-hengyang', '衡阳市', '湖南省', 2020, 'report', true],
      ['2020-hunan-digest', '湖南省', null, 2020, 'digest', false],
      ['2020-zhuzhou', '株洲市', '湖南省', 2020, 'report', true],
      ['2022-hunan-task-division', '湖南省', null, 2022, 'division', false],
    ]);
  });

  test('every province looks back and plans', () => {
    for (const { parts } of all) {
      for (const { report, passages } of parts.filter((p) => p.report.kind === 'report')) {
        const share = passages.filter((p) => p.timing === 'review').length / passages.length;
        expect(share, report.title).toBeGreaterThan(0.1);
        expect(share, report.title).toBeLessThan(0.65);
      }
    }
  });

  test('every passage and sentence is its source slice, cleaned', () => {
    let checked = 0;
    for (const { source, parts } of all) {
      for (const unit of parts.flatMap((p) => [...p.passages, ...p.sentences])) {
        const slice = source.text.slice(unit.span.start, unit.span.end);
        expect(slice.trim()).toBe(slice);
        const bare = (text: string): string => text.replace(/\s/g, '');
        // Joining needs the lines around, so that a slice on its own may keep a break that the whole text does not have.
        expect(bare(clean(slice).text).length).toBeGreaterThan(0);
        if (clean(slice).text !== unit.text) checked += 1;
      }
    }
    const total = all.flatMap(({ parts }) => parts.flatMap((p) => [...p.passages, ...p.sentences])).length;
    expect(checked / total).toBeLessThan(0.02);
  });

  test('sentences cover their passages in order, and passages the report', () => {
    for (const { source, parts } of all) {
      for (const { passages, sentences, report } of parts) {
        const joined = passages.map((p) =>
          sentences
            .filter((s) => s.passage === p.id)
            .map((s) => s.text)
            .join(''),
        );
        for (const [i, p] of passages.entries()) expect(joined[i]?.replace(/\s/g, '')).toBe(p.text.replace(/\s/g, ''));
        const covered = passages.reduce((sum, p) => sum + p.text.length, 0);
        const whole = clean(source.text.slice(report.span.start, report.span.end)).text.length;
        expect(covered / whole, report.title).toBeGreaterThan(0.97);
      }
    }
  });
});
