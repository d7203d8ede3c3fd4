import type { IndicatorRow } from '../model.ts';

/** Whether a row has a number; else it has words alone. */
function figured(row: IndicatorRow): boolean {
  return row.value !== null || row.low !== null;
}

function cellOf(row: IndicatorRow): string {
  return [row.indicator, row.kind, row.year, row.scope].join('|');
}

function readingOf(row: IndicatorRow): string {
  return [cellOf(row), row.basis, row.unit].join('|');
}

function sameFigure(a: IndicatorRow, b: IndicatorRow): boolean {
  return a.value === b.value && a.low === b.low && a.high === b.high;
}

/**
 * The rows of one report without what is said twice. Of one figure the surest telling stays (the first of equals); words stay
 * only where no number is told. Two numbers for one reading contradict each other: both stay, marked as disputed.
 */
export function settle(rows: IndicatorRow[]): IndicatorRow[] {
  const numbers = new Set(rows.filter(figured).map(cellOf));
  const kept: IndicatorRow[] = [];
  for (const row of rows) {
    if (!figured(row) && numbers.has(cellOf(row))) continue;
    const like = kept.findIndex(
      (one) =>
        readingOf(one) === readingOf(row) && sameFigure(one, row) && (figured(row) || one.qualifier === row.qualifier),
    );
    if (like < 0) kept.push(row);
    else if ((kept[like] as IndicatorRow).confidence < row.confidence) kept[like] = row;
  }
  const readings = new Map<string, IndicatorRow[]>();
  for (const row of kept.filter(figured)) {
    const reading = readingOf(row);
    readings.set(reading, [...(readings.get(reading) ?? []), row]);
  }
  for (const rivals of readings.values()) if (rivals.length > 1) for (const row of rivals) row.disputed = true;
  return kept;
}
