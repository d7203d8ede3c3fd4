import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { IndicatorRow } from '../../ingest/model.ts';
import type { CorrectedRow } from '../matrix/corrected.ts';
import type { Language, Missing } from '../model.ts';
import { overYears } from '../question/years-over.ts';
import { asAsked } from './added-or-whole.ts';
import type { Context } from './context.ts';
import { setsAgainst, yearDifference } from './differences.ts';
import { answered, type Claim, type Draft, frame, type Line, type ToldFigure } from './draft.ts';
import { figureLabel, regionText, valueText } from './figure-text.ts';
import { rowsOf, type Slot } from './matrix.ts';
import { notStatedText } from './phrases.ts';
import { wholeReports } from './scope.ts';

/** A figure of one region as a claim: `安徽省2020年城镇新增就业目标：63万人以上。` */
export function figureClaim(row: CorrectedRow, context: Context, options: { short?: boolean } = {}): Claim {
  const { reading, citations } = context;
  const language = reading.language;
  const indicator = indicatorOf(row.indicator);
  const value = valueText(row, language);
  const corrected = correctionText(row, language);
  const notes = basisText(row, language) + corrected;
  const label = indicator ? figureLabel(indicator, row.kind, row.year, language) : row.indicator;
  const region = regionText(row.region, language);
  const text =
    language === 'zh'
      ? options.short
        ? `${region}：${value}${notes}`
        : `${region}${label}：${value}${notes}。`
      : options.short
        ? `${region}: ${value}${notes}`
        : `${region}, ${label}: ${value}${notes}.`;
  // What a person put in the place of the report's figure stands in no quote; the report's own does.
  const given = row.correction?.verdict === 'value' ? [{ text: value, recompute: () => valueText(row, language) }] : [];
  const citation = citations.row(row);
  return {
    text,
    citations: [citation],
    kind: 'figure',
    figures: [toldFigure(row, { citation, language, label: options.short ? null : label })],
    ...(given.length > 0 && { derived: given }),
  };
}

/** A row as a claim tells it, for the check. */
export function toldFigure(
  row: IndicatorRow,
  { citation, language, label }: { citation: number; language: Language; label: string | null },
): ToldFigure {
  const { region, indicator, kind, year } = row;
  return { region, indicator, kind, year, citation, value: valueText(row, language), label };
}

function basisText(row: IndicatorRow, language: 'zh' | 'en'): string {
  if (row.basis === 'comparable') return language === 'zh' ? '（可比口径）' : ' (comparable basis)';
  if (row.basis === 'cumulative') return language === 'zh' ? '（多年累计或年均）' : ' (over several years)';
  if (row.basis === 'real' && !row.qualifier.includes('实际'))
    return language === 'zh' ? '（实际增长）' : ' (real growth)';
  return '';
}

/** That a person gave the figure, with the report's own beside it. */
function correctionText(row: CorrectedRow, language: 'zh' | 'en'): string {
  const { correction } = row;
  if (correction?.verdict !== 'value' || correction.was === null) return '';
  const { was } = correction;
  const own = valueText({ ...row, ...was, text: [was.value, was.low, was.high].join(' ') }, language);
  return language === 'zh' ? `（人工更正；报告写的是${own}）` : ` (corrected by hand; the report has ${own})`;
}

/** What else the same report says of the same figure, where the two cannot both be true. */
export function disputeClaims(row: IndicatorRow, context: Context): Claim[] {
  if (!row.disputed) return [];
  const { reading, index, citations } = context;
  const { indicator, kind, year, region } = row;
  return rowsOf(index, { indicator, kind, year }, region)
    .filter((other) => other.disputed && other !== row && other.reportId === row.reportId && other.basis === row.basis)
    .map((other): Claim => {
      const value = valueText(other, reading.language);
      const citation = citations.row(other);
      return {
        text:
          reading.language === 'zh'
            ? `同一份报告另一处写的是：${value}（报告前后不一）。`
            : `Elsewhere the same report has ${value} (it contradicts itself).`,
        citations: [citation],
        kind: 'figure',
        figures: [toldFigure(other, { citation, language: reading.language, label: null })],
      };
    });
}

/** 近三年 where 2020, 2025 and 2026 are loaded: of which years there are reports, said where some between are not; else null. */
function yearsLoaded({ reading, index }: Context, regions: string[]): string | null {
  if (overYears(reading.normalised) === null) return null;
  const reports = wholeReports(index.reports).filter(({ region }) => region !== null && regions.includes(region));
  const [from, to] = [Math.min(...reading.years), Math.max(...reading.years)];
  const years = [...new Set(reports.flatMap(({ year }) => year ?? []))]
    .filter((year) => year >= from && year <= to)
    .sort((a, b) => a - b);
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined || last - first + 1 === years.length) return null;
  return reading.language === 'zh'
    ? `收录的是${years.join('、')}年的报告，其间别的年份没有收录。`
    : `The reports loaded are of ${years.join(', ')}; those of the years between are not loaded.`;
}

/**
 * The figures that one or a few regions state for the slots asked, one sentence each; other readings of the same figure
 * (comparable basis, local beside total) are set beside it. Null when none is stated.
 */
export function composeFigures(context: Context, regions: string[], slots: Slot[]): Draft | null {
  const { reading, index, citations } = context;
  const lines: Line[] = [];
  const missing: Missing[] = [];
  for (const region of regions) {
    const told: IndicatorRow[] = [];
    for (const slot of slots) {
      const rows = asAsked(rowsOf(index, slot, region), reading);
      const first = rows[0];
      if (!first) {
        const indicator = indicatorOf(slot.indicator);
        if (indicator) {
          missing.push({
            what: `${regionText(region, reading.language)} ${figureLabel(indicator, slot.kind, slot.year, reading.language)}`,
            reason: 'not-stated',
          });
        }
        continue;
      }
      const claims = [figureClaim(first, context), ...disputeClaims(first, context)];
      const other = rows.find(
        (row) =>
          row.reportId === first.reportId &&
          row.basis !== first.basis &&
          row.basis !== 'cumulative' &&
          first.basis !== 'cumulative',
      );
      if (other) claims.push(figureClaim(other, context));
      lines.push({ claims });
      // 年均超过70万人 is set against no target of a year.
      if (first.basis !== 'cumulative') told.push(first);
    }
    if (setsAgainst(reading) && told.length === 2 && told[0]?.indicator === told[1]?.indicator)
      for (const claim of yearDifference(context, told)) lines.push({ claims: [claim] });
  }
  if (lines.length === 0) return null;
  const loaded = yearsLoaded(context, regions);
  if (loaded !== null) lines.push({ claims: [frame(loaded)] });
  // Of a target and a result asked for at once, one that is there answers; what was named and is not there is said.
  const lacking = reading.years.length > 0 || reading.kind !== null ? missing : [];
  const several = new Set(slots.map(({ indicator }) => indicator)).size > 1 || reading.years.length > 1;
  if (several && lacking.length > 0 && overYears(reading.normalised) === null)
    lines.push({ claims: [frame(lackingText(lacking, reading.language))] });
  return answered({ lines, citations: citations.list, missing: lacking });
}

/** What of the figures asked the reports do not state. */
function lackingText(missing: Missing[], language: Language): string {
  const named = missing.map(({ what }) => (language === 'zh' ? what.replace(' ', '') : what));
  return notStatedText(named, language);
}
