/** 湖北哪年的GDP目标定得最高: one region's figure of every year that is loaded, in order. */
import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { FigureKind, IndicatorRow } from '../../ingest/model.ts';
import type { Context } from './context.ts';
import { answered, type Draft, frame } from './draft.ts';
import { regionText } from './figure-text.ts';
import { figureClaim } from './figures.ts';
import { boundsOf, rowOf, unitFactor, unitKind } from './matrix.ts';

/** Asks for a year, not for a figure of one. */
export const WHICH_YEAR = /哪一?年|哪个年份|\b(?:which|what|in which) years?\b/i;

/** Null unless one region's best year of an indicator is asked and at least two years are told. */
export function composeBestYear(context: Context): Draft | null {
  const { reading, index, citations } = context;
  const { language, normalised, comparison, searchRegions, indicators } = reading;
  const [rank] = comparison.ranks;
  const [region] = searchRegions;
  const [indicator] = indicators;
  if (!WHICH_YEAR.test(normalised) || !rank || searchRegions.length !== 1 || !region || !indicator) return null;
  const kind: FigureKind = reading.kind === 'target' ? 'target' : 'result';
  const years = [...new Set(index.indicators.filter((row) => row.indicator === indicator).map(({ year }) => year))];
  // What a five-year plan sets for its last year is no target of a year.
  const rows = years.flatMap((year): IndicatorRow[] => {
    const row = rowOf(index, { indicator, kind, year }, region);
    const told = row && index.report(row.reportId)?.year;
    return row && boundsOf(row) !== null && told && told >= year ? [row] : [];
  });
  const [first] = rows;
  if (!first || rows.length < 2) return null;
  const alike = rows.filter(({ unit }) => unitKind(unit) === unitKind(first.unit));
  const up = rank.order === 'lowest' || (rank.order === 'best' && indicatorOf(indicator)?.better === 'lower');
  const low = (row: IndicatorRow): number => (boundsOf(row)?.[0] ?? 0) * unitFactor(row.unit);
  const sorted = [...alike].sort((a, b) => (up ? low(a) - low(b) : low(b) - low(a)));
  const said = [...alike.map(({ year }) => year)].sort((a, b) => a - b).join(language === 'zh' ? '、' : ', ');
  const head =
    language === 'zh'
      ? `${regionText(region, 'zh')}写明了这一项的年份（${said}年），从${up ? '低到高' : '高到低'}：`
      : `The years that ${regionText(region, 'en')} states it for (${said}), ${up ? 'lowest' : 'highest'} first:`;
  return answered({
    lines: [{ claims: [frame(head)] }, ...sorted.map((row) => ({ claims: [figureClaim(row, context)], item: true }))],
    citations: citations.list,
  });
}
