import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { IndicatorRow } from '../../ingest/model.ts';
import type { Missing } from '../model.ts';
import type { Context } from './context.ts';
import type { Claim, Draft, Line } from './draft.ts';
import { figureLabel, regionText, valueText } from './figure-text.ts';
import { rowsOf, type Slot } from './matrix.ts';

/** A figure of one region as a claim: `安徽省2020年城镇新增就业目标：63万人以上。` */
export function figureClaim(row: IndicatorRow, context: Context, options: { short?: boolean } = {}): Claim {
  const { reading, citations } = context;
  const language = reading.language;
  const indicator = indicatorOf(row.indicator);
  const value = valueText(row, language);
  const basis = basisText(row, language);
  const label = indicator ? figureLabel(indicator, row.kind, row.year, language) : row.indicator;
  const region = regionText(row.region, language);
  const text =
    language === 'zh'
      ? options.short
        ? `${region}：${value.text}${basis}`
        : `${region}${label}：${value.text}${basis}。`
      : options.short
        ? `${region}: ${value.text}${basis}`
        : `${region}, ${label}: ${value.text}${basis}.`;
  return { text, citations: [citations.row(row)], kind: 'figure', derived: value.derived };
}

function basisText(row: IndicatorRow, language: 'zh' | 'en'): string {
  if (row.basis === 'comparable') return language === 'zh' ? '（可比口径）' : ' (comparable basis)';
  if (row.basis === 'real' && !row.qualifier.includes('实际'))
    return language === 'zh' ? '（实际增长）' : ' (real growth)';
  return '';
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
    for (const slot of slots) {
      const rows = rowsOf(index, slot, region);
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
      const claims = [figureClaim(first, context)];
      const other = rows.find(
        (row) =>
          row.reportId === first.reportId &&
          row.basis !== first.basis &&
          row.basis !== 'cumulative' &&
          first.basis !== 'cumulative',
      );
      if (other) claims.push(figureClaim(other, context));
      lines.push({ claims });
    }
  }
  if (lines.length === 0) return null;
  return {
    lines,
    citations: citations.list,
    coverage: null,
    table: null,
    refused: false,
    reason: null,
    // Of a target and a result asked for at once, one that is there answers; what was named and is not there is said.
    missing: reading.years.length > 0 || reading.kind !== null ? missing : [],
    suggestions: [],
  };
}
