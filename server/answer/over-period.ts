/** Figures of a five-year plan's years together: “十五五”GDP年均目标, “十四五”期间粮食产量. */
import type { IndicatorRow } from '../../ingest/model.ts';
import type { NamedPeriod, Reading } from '../question/reading.ts';
import { asAsked } from './added-or-whole.ts';
import type { Context } from './context.ts';
import { answered, type Draft, frame, type Line } from './draft.ts';
import { figureClaim } from './figures.ts';
import { coverageText } from './phrases.ts';
import { notStated } from './refusals.ts';
import { wholeReports } from './scope.ts';
import { selects } from './selection.ts';
import { boundsIn, type Stated } from './stated.ts';

/** What stands around the period and the indicator in a question that asks for nothing else. */
const PERIOD_WORDS =
  /一共|总共|累计|合计|时期|期间|规划|来|纲要|以来|末|年均|平均|每年|目标|预期|增长|增速|要|达到?|在|是|有|多少|定|设|的|各省|全省|哪[些个几]?|省份?|地区|提出|了|[高低]|不?低于|以上|以下|[“”"‘’？?，,。\s]/g;

const ENGLISH_REST =
  /^(?:what|is|are|was|were|the|s|its|average|annual|yearly|targets?|goal|for|over|during|in|of|under|set|does|did|has|how|much|fast|grow|and|a|an|figure|expected| )*$/i;

/** The one five-year plan that a question names beside an indicator, with nothing more; null where it asks otherwise. */
export function periodAsked(reading: Reading): NamedPeriod | null {
  const [period] = reading.periods;
  if (reading.periods.length !== 1 || !period || reading.namedYears.length > 0) return null;
  if (reading.namedIndicators.length === 0 || reading.namedIndicators.some(({ sure }) => !sure)) return null;
  let rest = reading.bare.replace(period.text, ' ');
  for (const { text } of [...reading.namedIndicators, ...reading.comparison.thresholds, ...reading.comparison.ranks])
    rest = rest.replace(text, ' ');
  if (reading.language === 'en') return ENGLISH_REST.test(rest.replace(/[^A-Za-z]+/g, ' ').trim()) ? period : null;
  return rest.replace(/经济/g, '').replace(PERIOD_WORDS, '') === '' ? period : null;
}

/** The figures that reports state for the years of a plan together, region by region; null where none is asked or told. */
export function composeOverPeriod(context: Context): Draft | null {
  const { reading, index, citations } = context;
  const period = periodAsked(reading);
  if (period === null) return null;
  const rows = index.indicators.filter((row) => isOfPeriod(row, period, context));
  const { ranks, thresholds } = reading.comparison;
  const reports = wholeReports(index.reports);
  const newest = Math.max(
    ...reports.filter(({ id }) => rows.some((row) => row.reportId === id)).map(({ year }) => year ?? 0),
  );
  const everywhere = reports.filter(({ year }) => year === newest).flatMap(({ region }) => region ?? []);
  const regions = (reading.searchRegions.length > 0 ? reading.searchRegions : everywhere).filter(
    (region) => !reading.excluded.includes(region),
  );
  const told = regions.flatMap((region) =>
    reading.indicators.flatMap((indicator): Stated[] => {
      const own = rows.filter((row) => row.region === region && row.indicator === indicator);
      const [row] = asAsked(
        own.sort((a, b) => b.confidence - a.confidence),
        reading,
      );
      return row ? [{ region, row, bounds: boundsIn(row) }] : [];
    }),
  );
  // Of one region a sentence may still tell it.
  if (told.length === 0) return regions.length > 1 && reading.searchRegions.length > 1 ? notStated(context) : null;
  const picked = thresholds.length > 0 ? told.filter((one) => selects(one, context)) : told;
  const up = ranks.some(({ order }) => order === 'lowest');
  const low = ({ bounds }: Stated): number => bounds?.[0] ?? (up ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY);
  if (ranks.length > 0) picked.sort((a, b) => (up ? low(a) - low(b) : low(b) - low(a)));
  const silent = regions.filter((region) => !told.some((one) => one.region === region));
  const lines: Line[] = picked.map(({ row }) => ({ claims: [figureClaim(row, context)], item: regions.length > 1 }));
  if (lines.length === 0)
    lines.push({ claims: [frame(reading.language === 'zh' ? '没有符合条件的地区。' : 'No region fits.')] });
  const coverage =
    regions.length === 1
      ? null
      : coverageText(regions.length - silent.length, silent, reading.language, {
          zh: `写明了“${period.text}”的这一项`,
          en: `state it for the years to ${period.to}`,
        });
  return answered({ lines, citations: citations.list, coverage });
}

/** Whether a row tells what is asked of the years of the plan together. */
function isOfPeriod(row: IndicatorRow, period: NamedPeriod, { reading, index }: Context): boolean {
  const told = index.report(row.reportId)?.year ?? null;
  if (!reading.indicators.includes(row.indicator) || row.scope !== 'region' || row.year !== period.to) return false;
  if (reading.kind !== null && reading.kind !== 'both' && row.kind !== reading.kind) return false;
  // What is told of the plan's last year alone, by the report of that year or the next, is a figure of a year.
  return row.basis === 'cumulative' || (told !== null && told < period.to);
}
