/** A figure of the table as it is read. */
import type { TableCell } from '../model.ts';

/** Words of a qualifier that stand behind the figure; others are part of a phrase and shown as the report has it. */
const AFTER_FIGURE = /^(?:左右|以上|以内|以下|之间|)$/;

/** `6%—6.5%`, `63万人以上`; the report's own words where there is no number. */
export function figureText({
  value,
  low,
  high,
  unit,
  qualifier,
  text,
}: Pick<TableCell, 'value' | 'low' | 'high' | 'unit' | 'qualifier' | 'text'>): string {
  if (!AFTER_FIGURE.test(qualifier) || /[（(]/.test(unit)) return text;
  if (low !== null && high !== null) return `${low}${unit === '%' ? '%' : ''}—${high}${unit}${qualifier}`;
  return value === null ? text : `${value}${unit}${qualifier}`;
}
