import type { FigureKind } from '../model.ts';
import type { Finding } from './finding.ts';
import type { Stretch } from './stretch.ts';

/** The kind of a figure and the year that it speaks of. */
export interface When {
  kind: FigureKind;
  year: number;
}

/**
 * Target or result, and the year: what the clause names goes before what the part of the report says. A figure of several years
 * speaks of the last of them. Null where neither says anything.
 */
export function timeOf(finding: Finding, { timing, period }: Stretch, reportYear: number): When | null {
  if (finding.pastGoal) return { kind: 'target', year: reportYear - 1 };
  const named = yearNamed(finding, reportYear);
  if (named !== null) return { kind: named < reportYear ? 'result' : 'target', year: named };
  if (timing === 'plan') return { kind: 'target', year: period?.to ?? reportYear };
  if (timing === 'review') return { kind: 'result', year: reportYear - 1 };
  return null;
}

/** Whether the figure is a sum or an average over the period that its place speaks of. */
export function overPeriod(
  { indicator, change, reaching, ...named }: Finding,
  { period }: Stretch,
  reportYear: number,
): boolean {
  if (period === null || yearNamed(named, reportYear) !== null) return false;
  return indicator.measure !== 'level' || change || (indicator.flow === true && !reaching);
}

function yearNamed({ year, shift }: Pick<Finding, 'year' | 'shift'>, reportYear: number): number | null {
  return year ?? (shift === null ? null : reportYear + shift);
}
