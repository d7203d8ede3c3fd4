import type { IndicatorRow } from '../model.ts';

/** Whether a row has a number; else it has words alone. */
function figured(row: IndicatorRow): boolean {
  return row.value !== null || row.low !== null;
}

/** A figure over several years leaves the cell of the year open for words. */
function cellOf(row: IndicatorRow): string {
  return [row.indicator, row.kind, row.year, row.scope, row.basis === 'cumulative'].join('|');
}

/** An addition and the stock that it was added to are two readings, and so are 同口径 and the plain figure. */
function readingOf(row: IndicatorRow): string {
  return [cellOf(row), row.basis, row.unit, /新增|提高/.test(row.qualifier)].join('|');
}

function sameFigure(a: IndicatorRow, b: IndicatorRow): boolean {
  return a.value === b.value && a.low === b.low && a.high === b.high;
}

const AT_LEAST = /以上|不低于|不少于|超|突破|逾|过|多|余|高于|大于|跨|迈|站上|登上|跃上/;
const AT_MOST = /以内|以下|不超过|不高于|低于|小于|少于|之内|近|接近/;
const ABOUT = /左右|约|上下/;
/** What 左右 leaves open, as a share of the figure; the widest seen between two tellings of one figure was 4%. */
const ABOUT_SHARE = 0.05;

/** The numbers that a row leaves possible. */
function possible({ value, low, high, qualifier }: IndicatorRow): [number, number] {
  const from = low ?? value ?? Number.NEGATIVE_INFINITY;
  const to = high ?? value ?? Number.POSITIVE_INFINITY;
  if (/力争|争取|努力/.test(qualifier)) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const slack = ABOUT.test(qualifier) ? Math.abs(to) * ABOUT_SHARE : 0;
  return [
    AT_MOST.test(qualifier) ? Number.NEGATIVE_INFINITY : from - slack,
    AT_LEAST.test(qualifier) ? Number.POSITIVE_INFINITY : to + slack,
  ];
}

/** Whether no number fits both tellings; 突破3万亿元 and 3.6万亿元 say the same. */
function contradict(a: IndicatorRow, b: IndicatorRow): boolean {
  const [fromA, toA] = possible(a);
  const [fromB, toB] = possible(b);
  return fromA > toB || fromB > toA;
}

/**
 * The rows of one report without what is said twice. Of one figure the surest telling stays (the first of equals); words stay
 * only where no number is told. Two numbers for one reading that cannot both be true: both stay, marked as disputed.
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
  for (const rivals of readings.values())
    for (const row of rivals) row.disputed = rivals.some((other) => contradict(row, other));
  return kept;
}
