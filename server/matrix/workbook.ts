/** Rows of the matrix as a workbook: one sheet with the figures, one with the quotes that prove them. */
import writeXlsx, { type SheetData } from 'write-excel-file/node';
import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { Report } from '../../ingest/model.ts';
import type { PublicRow } from './rows.ts';

const KINDS = { target: '目标', result: '完成' };
const BASES = { growth: '增速', level: '绝对量', cumulative: '累计或年均', comparable: '可比口径', real: '实际' };
const VERDICTS = { right: '已核对', wrong: '标为有误', value: '已更正' };

const FIGURE_HEADS = [
  '地区',
  '年份',
  '指标',
  'indicator',
  '目标/完成',
  '数值',
  '下限',
  '上限',
  '单位',
  '约束词',
  '口径',
  '范围',
  '原文说法',
  '备注',
  '依据',
];
const FIGURE_WIDTHS = [16, 8, 26, 26, 10, 12, 10, 10, 16, 16, 12, 14, 26, 18, 8];
const QUOTE_HEADS = ['编号', '报告', '引文', '文档', '起', '止'];
const QUOTE_WIDTHS = [8, 30, 80, 30, 10, 10];

/** The bytes of an .xlsx file. Texts are written as texts, so that none can act as a formula. */
export async function rowsToWorkbook(
  rows: PublicRow[],
  index: { reports: Pick<Report, 'document' | 'name' | 'title'>[] },
): Promise<Buffer> {
  const titles = new Map(index.reports.map((report) => [`${report.document}\n${report.name}`, report.title]));
  const figures: SheetData = [
    heads(FIGURE_HEADS),
    ...rows.map((row, at) => [
      text(row.region),
      number(row.year),
      text(indicatorOf(row.indicator)?.zh ?? row.indicator),
      text(row.indicator),
      text(KINDS[row.kind]),
      number(row.value),
      number(row.low),
      number(row.high),
      text(row.unit),
      text(row.qualifier),
      text(row.stated ? BASES[row.basis] : ''),
      text(row.scope === 'region' ? '' : row.scope),
      text(row.text),
      text(note(row)),
      row.stated ? number(at + 1) : null,
    ]),
  ];
  const quotes: SheetData = [
    heads(QUOTE_HEADS),
    ...rows.flatMap((row, at) =>
      row.stated
        ? [
            [
              number(at + 1),
              text(titles.get(`${row.document}\n${row.report}`) ?? row.report),
              text(row.quote.replace(/\s+/g, ' ')),
              text(row.document),
              number(row.start),
              number(row.end),
            ],
          ]
        : [],
    ),
  ];
  return writeXlsx([
    { data: figures, sheet: '指标', stickyRowsCount: 1, columns: FIGURE_WIDTHS.map((width) => ({ width })) },
    { data: quotes, sheet: '依据', stickyRowsCount: 1, columns: QUOTE_WIDTHS.map((width) => ({ width })) },
  ]).toBuffer();
}

function note(row: PublicRow): string {
  if (!row.stated) return '报告未写明';
  return [row.disputed ? '报告前后不一' : '', row.corrected ? VERDICTS[row.corrected] : ''].filter(Boolean).join('；');
}

function heads(names: string[]): SheetData[number] {
  return names.map((value) => ({ value, type: String, fontWeight: 'bold' as const }));
}

function text(value: string): SheetData[number][number] {
  return value === '' ? null : { value, type: String };
}

function number(value: number | null): SheetData[number][number] {
  return value === null ? null : { value, type: Number };
}
