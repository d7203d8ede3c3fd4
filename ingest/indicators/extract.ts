import type { IndicatorRow, ReportParts, SourceDocument } from '../model.ts';

/** The figures that a report states. */
export function extractIndicators(_parts: ReportParts, _source: SourceDocument): IndicatorRow[] {
  return [];
}
