/** Which regions the matrix has rows for. Pure. */
import type { Names, ReportSummary } from '../model.ts';

/** Groups that any loaded report belongs to, in the order of the names. */
export function groupsLoaded({ groups }: Names, reports: ReportSummary[]): Names['groups'] {
  const loaded = new Set(reports.map(({ region }) => region));
  return groups.filter(({ members }) => members.filter((member) => loaded.has(member)).length > 1);
}

/**
 * The regions of a group in their official order. All members of a group are shown, reported or not: that a report is lacking
 * matters there; of all provinces or cities those that have a report.
 */
export function regionsOf(group: string, { regions, groups }: Names, reports: ReportSummary[]): string[] {
  const members = groups.find(({ name }) => name === group)?.members;
  if (members !== undefined) return members;
  const level = group === 'city' ? 'city' : 'province';
  const works = reports.filter((report) => report.kind === 'report' && report.level === level);
  const loaded = new Set(works.flatMap(({ region }) => region ?? []));
  const known = regions.filter(({ name }) => loaded.has(name)).map(({ name }) => name);
  // Regions without an entry in the names (counties) come last, as loaded.
  return [...known, ...[...loaded].filter((name) => !known.includes(name))];
}
