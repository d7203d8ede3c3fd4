import type { FigureKind, Passage } from '../model.ts';
import type { Finding } from './finding.ts';

/** The kind of a figure and the year that it speaks of. */
export interface When {
  kind: FigureKind;
  year: number;
}

/**
 * Target or result, and the year: what the clause names goes before what the part of the report says.
 * Null where neither says anything.
 */
export function timeOf(finding: Finding, passage: Pick<Passage, 'timing'>, reportYear: number): When | null {
  if (finding.pastGoal) return { kind: 'target', year: reportYear - 1 };
  const named = finding.year ?? (finding.shift === null ? null : reportYear + finding.shift);
  if (named !== null) return { kind: named < reportYear ? 'result' : 'target', year: named };
  if (passage.timing === 'plan') return { kind: 'target', year: reportYear };
  if (passage.timing === 'review') return { kind: 'result', year: reportYear - 1 };
  return null;
}
