/** A question without a year is answered from the newest report; what the others say is offered. */
import type { ReportIndex } from '../../ingest/index/model.ts';
import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { IndicatorRow } from '../../ingest/model.ts';
import type { Reading } from '../question/reading.ts';
import { figureLabel, regionText } from './figure-text.ts';
import { slotsOf, TOLD_BY } from './matrix.ts';
import { listOf } from './phrases.ts';

/** Questions offered. */
const OFFERED = 3;

/** Questions for the same figures of other years, newest first; none where a year was asked. */
export function otherYears(reading: Reading, index: ReportIndex): string[] {
  const { searchRegions, years, indicators, language } = reading;
  const [id] = indicators;
  const indicator = indicatorOf(id ?? '');
  if (years.length > 0 || !indicator) return [];
  const answered = slotsOf(index, reading, searchRegions);
  const regions = new Map<string, { row: IndicatorRow; told: Set<string> }>();
  for (const row of index.indicators) {
    if (
      (searchRegions.length > 0 && !searchRegions.includes(row.region)) ||
      row.indicator !== id ||
      row.scope !== 'region' ||
      (reading.kind !== null && reading.kind !== 'both' && row.kind !== reading.kind) ||
      // Over regions a sum of several years stands in no table.
      (searchRegions.length !== 1 && row.basis === 'cumulative') ||
      answered.some(({ kind, year }) => kind === row.kind && year === row.year)
    )
      continue;
    const key = `${row.kind} ${row.year}`;
    const known = regions.get(key) ?? { row, told: new Set() };
    known.told.add(row.region);
    regions.set(key, known);
  }
  const most = Math.max(0, ...[...regions.values()].map(({ told }) => told.size));
  const questions = [...regions.values()]
    .filter(({ told }) => told.size >= most * TOLD_BY)
    .sort((a, b) => b.row.year - a.row.year)
    .map(({ row }) => questionFor(figureLabel(indicator, row.kind, row.year, language), reading));
  return [...new Set(questions)].slice(0, OFFERED);
}

function questionFor(label: string, { searchRegions, language }: Reading): string {
  const [region] = searchRegions;
  if (language === 'zh')
    return region === undefined
      ? `各省${label}是多少？`
      : `${searchRegions.join('、')}${label}${searchRegions.length > 1 ? '各' : ''}是多少？`;
  if (region === undefined) return `What was the ${label} of each province?`;
  const names = searchRegions.map((one) => regionText(one, 'en'));
  return names.length === 1 ? `What was ${names[0]}'s ${label}?` : `What was the ${label} of ${listOf(names, 'en')}?`;
}
