/** The table beside a comparison. */
import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { AnswerTable, TableCell } from '../model.ts';
import type { Context } from './context.ts';
import { figureLabel, valueText } from './figure-text.ts';
import type { Slot } from './matrix.ts';
import type { Stated } from './stated.ts';

/** Regions by columns, each stated cell with the number of its citation; what is not stated and what has no report are told apart. */
export function tableOf(
  context: Context,
  columns: { slot: Slot; stated: Stated[] }[],
  regions: string[],
  coverage: { stated: string[]; missing: string[] },
): AnswerTable {
  const { reading, index, citations } = context;
  const cell = (column: { slot: Slot; stated: Stated[] }, region: string): TableCell => {
    const row = column.stated.find((s) => s.region === region)?.row;
    if (!row) {
      const year = column.slot.kind === 'target' ? column.slot.year : column.slot.year + 1;
      const report = index.reports.some((r) => r.region === region && r.year === year);
      return {
        status: report ? 'not-stated' : 'no-report',
        value: null,
        low: null,
        high: null,
        unit: '',
        qualifier: '',
        text: '',
        citations: [],
      };
    }
    const { value, low, high, unit, qualifier } = row;
    return {
      status: 'stated',
      value,
      low,
      high,
      unit,
      qualifier,
      text: valueText(row, reading.language),
      citations: [citations.row(row)],
    };
  };
  return {
    columns: columns.map(({ slot, stated }) => {
      const indicator = indicatorOf(slot.indicator);
      return {
        indicator: slot.indicator,
        kind: slot.kind,
        year: slot.year,
        unit: stated[0]?.row.unit ?? indicator?.units[0] ?? '',
        label: indicator ? figureLabel(indicator, slot.kind, slot.year, reading.language) : slot.indicator,
      };
    }),
    rows: regions.map((region) => ({
      region,
      year: columns[0]?.slot.year ?? 0,
      cells: columns.map((column) => cell(column, region)),
    })),
    coverage: { stated: coverage.stated, missing: coverage.missing },
  };
}
