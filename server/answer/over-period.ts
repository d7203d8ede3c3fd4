/** Figures of a five-year plan's years together: “十五五”GDP年均目标, “十四五”期间粮食产量. */
import type { IndicatorRow } from '../../ingest/model.ts';
import type { NamedPeriod, Reading } from '../question/reading.ts';
import { asAsked } from './added-or-whole.ts';
import type { Context } from './context.ts';
import { answered, type Draft, type Line } from './draft.ts';
import { figureClaim } from './figures.ts';
import { coverageText } from './phrases.ts';
import { wholeReports } from './scope.ts';

/** What stands around the period and the indicator in a question that asks for nothing else. */
const PERIOD_WORDS =
  /时期|期间|规划|纲要|以来|末|年均|平均|每年|目标|预期|增长|增速|要|达到?|是|多少|定|设|的|各省|全省|哪些|省|提出|了|[“”"‘’？?，,。\s]/g;

/** The one five-year plan that a question names beside an indicator, with nothing more; null where it asks otherwise. */
export function periodAsked(reading: Reading): NamedPeriod | null {
  const [period] = reading.periods;
  if (reading.periods.length !== 1 || !period || reading.namedYears.length > 0 || reading.language !== 'zh')
    return null;
  if (reading.namedIndicators.length === 0 || reading.namedIndicators.some(({ sure }) => !sure)) return null;
  let rest = reading.bare.replace(period.text, ' ');
  for (const { text } of reading.namedIndicators) rest = rest.replace(text, ' ');
  return rest.replace(/经济/g, '').replace(PERIOD_WORDS, '') === '' ? period : null;
}

/** The figures that reports state for the years of a plan together, region by region; null where none is asked or told. */
export function composeOverPeriod(context: Context): Draft | null {
  const { reading, index, citations } = context;
  const period = periodAsked(reading);
  if (period === null || reading.comparison.ranks.length + reading.comparison.thresholds.length > 0) return null;
  const fits = (row: IndicatorRow): boolean => {
    const told = index.report(row.reportId)?.year ?? null;
    if (!reading.indicators.includes(row.indicator) || row.scope !== 'region' || row.year !== period.to) return false;
    if (reading.kind !== null && reading.kind !== 'both' && row.kind !== reading.kind) return false;
    // What is told of the plan's last year alone, by the report of that year or the next, is a figure of a year.
    return row.basis === 'cumulative' || (told !== null && told < period.to);
  };
  const rows = index.indicators.filter(fits);
  const named = reading.searchRegions;
  const reports = wholeReports(index.reports).filter(({ id }) => rows.some((row) => row.reportId === id));
  const newest = Math.max(...reports.map(({ year }) => year ?? 0));
  const everywhere = wholeReports(index.reports).filter(({ year }) => year === newest);
  const regions = named.length > 0 ? named : everywhere.flatMap(({ region }) => region ?? []);
  const lines: Line[] = [];
  const silent: string[] = [];
  for (const region of regions.filter((one) => !reading.excluded.includes(one))) {
    const own = reading.indicators.flatMap((indicator) => {
      const [first] = asAsked(
        rows
          .filter((row) => row.region === region && row.indicator === indicator)
          .sort((a, b) => b.confidence - a.confidence),
        reading,
      );
      return first ? [first] : [];
    });
    if (own.length === 0) silent.push(region);
    for (const row of own) lines.push({ claims: [figureClaim(row, context)], item: regions.length > 1 });
  }
  if (lines.length === 0) return null;
  const coverage =
    regions.length === 1
      ? null
      : coverageText(regions.length - silent.length, silent, 'zh', {
          zh: `写明了“${period.text}”的这一项`,
          en: 'state it',
        });
  return answered({ lines, citations: citations.list, coverage });
}
