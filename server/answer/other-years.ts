/** A question without a year is answered from the newest report; what the others say is offered. */
import type { ReportIndex } from '../../ingest/index/model.ts';
import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { Reading } from '../question/reading.ts';
import { figureLabel, regionText } from './figure-text.ts';
import { slotsOf } from './matrix.ts';

/** Questions offered. */
const OFFERED = 3;

/** Questions for the same figure of other years, newest first; none where a year was asked or more than one region is. */
export function otherYears(reading: Reading, index: ReportIndex): string[] {
  const { searchRegions, years, indicators, language } = reading;
  const [region] = searchRegions;
  const [id] = indicators;
  const indicator = indicatorOf(id ?? '');
  if (years.length > 0 || searchRegions.length !== 1 || region === undefined || !indicator) return [];
  const answered = slotsOf(index, reading, searchRegions).map(({ kind, year }) => `${kind} ${year}`);
  const rows = index.indicators.filter(
    (row) =>
      row.region === region &&
      row.indicator === id &&
      row.scope === 'region' &&
      (reading.kind === null || reading.kind === 'both' || row.kind === reading.kind) &&
      !answered.includes(`${row.kind} ${row.year}`),
  );
  const questions = rows
    .sort((a, b) => b.year - a.year)
    .map((row) => {
      const label = figureLabel(indicator, row.kind, row.year, language);
      return language === 'zh' ? `${region}${label}是多少？` : `What was ${regionText(region, 'en')}'s ${label}?`;
    });
  return [...new Set(questions)].slice(0, OFFERED);
}
