import { describe, expect, test } from 'vitest';
import type { Correction } from '../../ingest/corrections/fields.ts';
import type { Report, SourceDocument } from '../../ingest/model.ts';
import { partsOf } from '../../ingest/parts.ts';

const BODY = '各位代表：\n现在，我向大会报告工作。\n一、过去一年工作回顾\n粮食丰收。\n二、今年重点工作\n继续修路。\n';

const document = (text: string, given: Partial<SourceDocument> = {}): SourceDocument => {
  const id = given.id ?? 'report';
  return { id, path: `${id}.txt`, format: 'txt', text, hash: '', encoding: 'utf-8', hints: {}, warnings: [], ...given };
};
const reportOf = (head: string, given?: Partial<SourceDocument>): Report =>
  (partsOf(document(`${head}\n${BODY}`, given))[0] as { report: Report }).report;

describe('whose report it is', () => {
  test.each<[string, string, Partial<SourceDocument>, Partial<Report>]>([
    [
      'a province by its meeting, the speaker inside the line',
      '政府工作报告\n2031年1月14日在江西省第十四届人民代表大会第三次会议上省长王小明作政府工作报告。',
      {},
      { region: '江西省', parent: null, level: 'province', year: 2031, speaker: '王小明', date: '2031-01-14' },
    ],
    [
      'the name in front of the office',
      '政府工作报告\n----2031年1月15日李某市长在上海市第十六届人民代表大会第三次会议的政府工作报告',
      {},
      { region: '上海市', level: 'province', speaker: '李某', year: 2031 },
    ],
    [
      'a meeting cut by the end of its line, and a name with a dot',
      '政府工作报告\n——2031年1月26日在新疆维吾尔自治区第十四届\n人民代表大会第五次会议上\n自治区主席 买买提·艾力',
      {},
      { region: '新疆维吾尔自治区', speaker: '买买提·艾力' },
    ],
    [
      'a saved page with its buttons in front',
      '下载\n打印\n全屏\n收藏\n【字号：\n加大\n】\n发布时间：2031年02月20日\n政府工作报告\n——2031年1月9日在福建省第十四届人民代表大会第五次会议上',
      {},
      { region: '福建省', date: '2031-01-09', year: 2031 },
    ],
    [
      'the State Council',
      '政府工作报告\n——2031年3月5日在第十五届全国人民代表大会第二次会议上\n国务院总理 赵某某',
      {},
      { region: '全国', level: 'nation', title: '2031年国务院政府工作报告', speaker: '赵某某' },
    ],
    [
      'a city, whose province is known',
      '政府工作报告\n——2031年1月9日在株洲市第十七届人民代表大会第四次会议上\n市长 陈某',
      {},
      { region: '株洲市', parent: '湖南省', level: 'city' },
    ],
    [
      'an autonomous prefecture',
      '湘西土家族苗族自治州政府工作报告\n（2031年1月6日在州第十五届人民代表大会第四次会议上）\n州长 龙某',
      {},
      { region: '湘西土家族苗族自治州', parent: '湖南省', level: 'city', speaker: '龙某' },
    ],
    [
      'a county with all that it belongs to',
      '湖南省长沙市长沙县2031年政府工作报告\n2030年12月28日在长沙县第十八届人民代表大会第五次会议上\n县长 周某',
      {},
      { region: '长沙县', parent: '长沙市', level: 'county', year: 2031, date: '2030-12-28' },
    ],
    [
      'a county whose folder is its city',
      '政府工作报告\n——2031年1月10日在宁乡县第十八届人民代表大会第三次会议上',
      { id: '长沙市/2031/宁乡' },
      { region: '宁乡县', parent: '长沙市', level: 'county' },
    ],
    [
      'a district of a municipality',
      '2031年上海市浦东新区政府工作报告\n区长 吴某',
      {},
      { region: '浦东新区', parent: '上海市', level: 'county', year: 2031 },
    ],
    [
      'a development zone',
      '苏州市苏州工业园区管委会2031年政府工作报告',
      {},
      { region: '苏州工业园区', parent: '苏州市', level: 'county', year: 2031 },
    ],
    ['a department', '湖南省财政厅2031年工作总结', {}, { region: '湖南省', level: 'department', kind: 'other' }],
    ['the file name, in pinyin', '政府工作报告', { id: '2031-zhuzhou' }, { region: '株洲市', year: 2031 }],
    ['the folders', '政府工作报告', { id: '安徽/2031/report' }, { region: '安徽省', year: 2031 }],
    [
      'the file name before the columns of a file with one report',
      '政府工作报告',
      { id: '2031_云南省_政府工作报告', hints: { region: '贵州', year: 2030 } },
      { region: '云南省', year: 2031 },
    ],
    [
      'the columns before the name of a table with many',
      '政府工作报告',
      { id: 'yunnan-2030#7', hints: { region: '贵州', year: 2031 } },
      { region: '贵州省', year: 2031 },
    ],
  ])('%s', (_, head, given, expected) => {
    expect(reportOf(head, given)).toMatchObject({ kind: 'report', ...expected });
  });

  test('a region that is nowhere stated is a warning, not a guess in silence', () => {
    const report = reportOf('政府工作报告');
    expect(report).toMatchObject({ region: null, level: null });
    expect(report.warnings.map(({ code }) => code)).toEqual(['region-unsure', 'level-unsure', 'year-unsure']);
    const named = (
      partsOf(document(`政府工作报告\n${BODY}青海人民，青海大地，青海高原，在青海。\n`))[0] as { report: Report }
    ).report;
    expect(named.region).toBe('青海省');
    expect(named.warnings.map(({ code }) => code)).toContain('region-unsure');
  });
});

describe('of which level it is, where its region is nowhere stated', () => {
  test.each<[string, string, Report['level']]>([
    ['a province', '全省粮食丰收。我省公路通畅。全省安定。', 'province'],
    ['an autonomous region', '全区丰收。全区安定。我区通畅。自治区成立。自治区党委。自治区政府。', 'province'],
    ['a city', '全市丰收。我市通畅。全市安定。全省第一。', 'city'],
    ['a prefecture', '全州丰收。我州通畅。全州安定。', 'city'],
    [
      'a county, which speaks of its city too',
      '全县丰收。我县通畅。全县安定。全县富裕。全市第一。全市前列。',
      'county',
    ],
    ['a district', '全区丰收。我区通畅。全区安定。', 'county'],
    ['words of two levels', '全县丰收。全县安定。全县富裕。全市第一。全市前列。我市率先。', null],
    ['too few words', '全市丰收。全市安定。', null],
  ])('%s', (_, words, level) => {
    const [{ report } = { report: undefined }] = partsOf(document(`政府工作报告\n${BODY}${words}\n`));
    expect(report).toMatchObject({ region: null, level });
    const codes = report?.warnings.map(({ code }) => code);
    expect(codes?.includes('level-unsure')).toBe(level === null);
    expect(codes).toContain('region-unsure');
  });

  test('what a person says of region or level ends the doubt', () => {
    const correct = (field: 'region' | 'level', value: string) =>
      partsOf(document(`政府工作报告\n${BODY}`), [{ document: 'report', report: null, field, value, from: 'page' }])[0]
        ?.report;
    expect(correct('region', '株洲')).toMatchObject({ region: '株洲市', level: 'city' });
    expect(correct('region', '株洲')?.warnings.map(({ code }) => code)).toEqual(['year-unsure']);
    expect(correct('level', 'county')).toMatchObject({ region: null, level: 'county' });
    expect(correct('level', 'county')?.warnings.map(({ code }) => code)).toEqual(['region-unsure', 'year-unsure']);
  });
});

describe('which year it plans for', () => {
  test.each<[string, string, Partial<SourceDocument>, number]>([
    ['the speech, not the day of the web page', '发布日期：2032年5月6日\n2031年安徽省政府工作报告', {}, 2031],
    ['a year written out', '政府工作报告\n二〇三一年一月九日在安徽省第十五届人民代表大会第一次会议上', {}, 2031],
    ['a column, where the head is silent', '安徽省政府工作报告', { hints: { year: 2031 } }, 2031],
    ['the folder', '安徽省政府工作报告', { id: '2031/安徽' }, 2031],
  ])('%s', (_, head, given, year) => {
    expect(reportOf(head, given).year).toBe(year);
  });

  test('a speech in December plans for the year after, if it says so', () => {
    const head = '政府工作报告\n——2030年12月26日在沅江市第九届人民代表大会第四次会议上';
    const plan = (year: number) => `${head}\n各位代表：\n一、回顾\n丰收。\n二、${year}年主要目标任务\n修路。\n`;
    const yearOf = (text: string) => (partsOf(document(text))[0] as { report: Report }).report.year;
    expect(yearOf(plan(2031))).toBe(2031);
    expect(yearOf(plan(2030))).toBe(2030);
  });
});

describe('what kind of text it is', () => {
  test.each<[string, Report['kind']]>([
    ['安徽省2031年政府工作报告（征求意见稿）', 'other'],
    ['关于安徽省2030年预算执行情况和2031年预算草案的报告', 'other'],
    ['关于安徽省2030年国民经济和社会发展计划执行情况与2031年计划草案的报告', 'other'],
    ['安徽省高级人民法院工作报告', 'other'],
    ['安徽省人民代表大会关于政府工作报告的决议', 'other'],
    ['《政府工作报告》名词解释', 'other'],
    ['一图读懂2031年安徽省政府工作报告', 'digest'],
    ['2031年安徽省政府工作报告（摘要）', 'digest'],
    ['2031年安徽省政府工作报告', 'report'],
  ])('%s', (title, kind) => {
    expect(reportOf(title).kind).toBe(kind);
  });

  test('a draft is said to be one', () => {
    expect(reportOf('安徽省2031年政府工作报告（讨论稿）').warnings.map(({ code }) => code)).toContain('draft');
  });
});

describe('several reports in one text', () => {
  const one = (region: string) => `2031年${region}政府工作报告\n${BODY}`;

  test('are told by their titles', () => {
    const parts = partsOf(document(one('安徽省') + one('福建省')));
    expect(parts.map(({ report }) => [report.region, report.year])).toEqual([
      ['安徽省', 2031],
      ['福建省', 2031],
    ]);
  });

  test('of one name have names and ids of their own', () => {
    const mark = (number: string, year: number) =>
      `【第${number}篇】安徽省政府工作报告\n——${year}年1月9日在安徽省第十五届人民代表大会第一次会议上\n${BODY}`;
    const reports = partsOf(document(mark('一', 2030) + mark('二', 2031))).map(({ report }) => report);
    expect(reports.map(({ name, year }) => [name, year])).toEqual([
      ['安徽省政府工作报告', 2030],
      ['安徽省政府工作报告（2）', 2031],
    ]);
    expect(new Set(reports.map(({ id }) => id)).size).toBe(2);
  });
});

describe('corrections by hand', () => {
  const say = (field: Correction['field'], value: Correction['value'], more: Partial<Correction> = {}): Correction => ({
    document: 'report',
    report: null,
    field,
    value,
    from: 'catalog',
    ...more,
  });
  const corrected = (...corrections: Correction[]) =>
    partsOf(document(`2031年安徽省政府工作报告\n${BODY}`), corrections);

  test('go before what was found, with what follows from them; name and id stay', () => {
    const [found] = corrected();
    const [parts] = corrected(say('region', '株洲市'), say('year', 2029));
    expect(parts?.report).toMatchObject({
      id: found?.report.id,
      name: found?.report.name,
      region: '株洲市',
      parent: '湖南省',
      level: 'city',
      year: 2029,
      title: '2029年株洲市政府工作报告',
      reasons: { region: 'catalog.json', year: 'catalog.json' },
    });
    expect(parts?.passages.find(({ text }) => text.includes('修路'))?.year).toBe(2029);
    expect(parts?.passages.map(({ id }) => id)).toEqual(found?.passages.map(({ id }) => id));
  });

  test('those of the page go before the catalog, those of a report before those of its document', () => {
    const name = '安徽省政府工作报告';
    expect(corrected(say('year', 2030, { from: 'page' }), say('year', 2029))[0]?.report.year).toBe(2030);
    expect(corrected(say('year', 2030, { report: name }), say('year', 2029))[0]?.report.year).toBe(2030);
    expect(corrected(say('year', 2030, { report: 'another' }), say('year', 2029))[0]?.report.year).toBe(2029);
  });

  test('an ignored document has no reports', () => {
    expect(corrected(say('ignore', true))).toEqual([]);
    expect(corrected(say('ignore', true), say('ignore', false, { from: 'page' }))).toHaveLength(1);
  });
});
