import { describe, expect, test } from 'vitest';
import { pairOf, pointsOf, shortFigure } from '../../../web/matrix/charts/points.ts';
import {
  columnsOf,
  coverageOf,
  gridOf,
  heatOf,
  magnitude,
  sortRows,
  unitFactor,
  yearsOf,
} from '../../../web/matrix/grid.ts';
import { addressOf, defaultSettings, settingsFrom } from '../../../web/matrix/settings.ts';
import type { IndicatorRow, ReportSummary } from '../../../web/model.ts';

const report = (region: string, year: number): ReportSummary => ({
  id: `${region}${year}`,
  name: region,
  title: region,
  region,
  regionShort: region,
  regionEnglish: region,
  level: 'province',
  year,
  kind: 'report',
  partial: false,
  start: 0,
  end: 1,
});
const row = (region: string, value: number | null, more: Partial<IndicatorRow> = {}): IndicatorRow => ({
  region,
  year: 2020,
  indicator: 'gdp_growth',
  kind: 'target',
  value,
  low: null,
  high: null,
  unit: '%',
  qualifier: '',
  basis: 'growth',
  scope: 'region',
  text: '',
  english: '',
  document: 'd',
  report: region,
  passage: 'p',
  quote: '',
  start: 0,
  end: 1,
  confidence: 1,
  disputed: false,
  ...more,
});
const reports = [report('甲', 2020), report('乙', 2020)];
const choice = { indicators: ['gdp_growth'], kinds: ['target' as const], years: [2020] };

describe('the grid of the matrix', () => {
  test('tells not stated from no report, and a result from the report of the year after', () => {
    const both = { ...choice, kinds: ['target' as const, 'result' as const], years: [2020, 2019] };
    const rows = [row('甲', 6)];
    const columns = columnsOf(both, { rows, reports });
    expect(columns.map(({ key }) => key)).toEqual(['gdp_growth.target.2020', 'gdp_growth.result.2019']);
    const grid = gridOf(columns, ['甲', '乙', '丙'], { rows, reports });
    expect(grid.map(({ cells }) => cells.map(({ status }) => status))).toEqual([
      ['stated', 'not-stated'],
      ['not-stated', 'not-stated'],
      ['no-report', 'no-report'],
    ]);
    expect(coverageOf(grid, 0)).toEqual([1, 2]);
    expect(yearsOf('result', reports)).toEqual([2019]);
  });

  test('keeps a column that no report states: that is an answer too', () => {
    expect(columnsOf(choice, { rows: [], reports })).toHaveLength(1);
    expect(columnsOf({ ...choice, years: [2015] }, { rows: [], reports })).toHaveLength(0);
  });

  test('shows the plain reading first, the comparable one beside it, and each figure once', () => {
    const rows = [
      row('甲', 8, { basis: 'comparable' }),
      row('甲', 1),
      row('甲', 1, { confidence: 0.5 }),
      row('甲', 3, { scope: '农村' }),
      row('甲', null, { qualifier: '与经济增长同步' }),
    ];
    const [first] = gridOf(columnsOf(choice, { rows, reports }), ['甲'], { rows, reports });
    expect(first?.cells[0]?.rows.map(({ value }) => value)).toEqual([1, 8, null]);
  });

  test('sorts by amount over units, ranges by their middle, words and gaps last either way', () => {
    const rows = [
      row('甲', 9000, { unit: '亿元' }),
      row('乙', 1.2, { unit: '万亿元' }),
      row('丙', null, { low: 1, high: 1.1, unit: '万亿元' }),
      row('丁', null, { qualifier: '同步' }),
    ];
    const columns = columnsOf(choice, { rows, reports });
    const grid = gridOf(columns, ['戊', '丁', '甲', '乙', '丙'], { rows, reports });
    const order = (descending: boolean) =>
      sortRows(grid, columns, { sort: 'gdp_growth.target.2020', descending, name: (name) => name })
        .map(({ region }) => region)
        .join('');
    expect(order(true)).toBe('乙丙甲丁戊');
    expect(order(false)).toBe('甲丙乙丁戊');
    expect(heatOf(grid, 0)).toEqual([null, null, 0, 1, 0.5]);
  });

  test('knows how much a unit is', () => {
    expect(unitFactor('亿斤') * 20).toBe(unitFactor('万吨') * 100);
    expect(unitFactor('万亿元')).toBe(1e4 * unitFactor('亿元'));
    expect(unitFactor('%')).toBe(1);
    expect(magnitude(row('甲', null))).toBeNull();
  });
});

describe('the settings of the matrix', () => {
  test('survive the address, and what is wrong in one is left at the default', () => {
    const settings = {
      ...defaultSettings,
      indicators: ['cpi', 'gdp_growth'],
      years: [2020, 2019],
      kinds: ['target' as const, 'result' as const],
      group: '长三角',
      show: 'bars' as const,
      sort: 'cpi.target.2020',
      descending: false,
      filter: '浙',
      status: 'missing' as const,
      colours: false,
      column: 'cpi.target.2020',
    };
    expect(settingsFrom(new URLSearchParams(addressOf(settings).toString()))).toEqual(settings);
    const wrong = new URLSearchParams('show=pie&kinds=dream&years=x,2020&status=odd');
    expect(settingsFrom(wrong)).toEqual({ ...defaultSettings, years: [2020] });
  });
});

describe('what charts draw', () => {
  test('is in the unit that most have, with signs for qualifiers', () => {
    const rows = [
      row('甲', 4.5, { unit: '万亿元', qualifier: '以上' }),
      row('乙', 900, { unit: '亿元', qualifier: '左右' }),
      row('丙', null, { unit: '亿元', low: 5, high: 6 }),
    ];
    const columns = columnsOf(choice, { rows, reports });
    const [column] = columns;
    if (column === undefined) throw new Error('there is no column');
    const { unit, points } = pointsOf(gridOf(columns, ['甲', '乙', '丙'], { rows, reports }), column, columns);
    expect(unit).toBe('亿元');
    expect(points.map(shortFigure)).toEqual(['≥45000', '≈900', '5–6']);
  });

  test('pairs the target with the result of its year, else with that of the year before', () => {
    const column = (kind: 'target' | 'result', year: number) => ({
      key: `i.${kind}.${year}`,
      indicator: 'i',
      kind,
      year,
    });
    const lagged = pairOf([column('target', 2020), column('result', 2019)], 'i');
    expect([lagged?.target.year, lagged?.result.year]).toEqual([2020, 2019]);
    const same = pairOf([column('target', 2020), column('result', 2019), column('target', 2019)], 'i');
    expect([same?.target.year, same?.result.year]).toEqual([2019, 2019]);
    expect(pairOf([column('target', 2020)], 'i')).toBeNull();
  });
});
