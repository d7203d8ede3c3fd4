/** What of a question cannot be answered although the rest can: years and regions that no report speaks for. */
import type { Missing } from '../model.ts';
import type { Reading } from '../question/reading.ts';
import type { Draft } from './draft.ts';
import { regionText } from './figure-text.ts';
import { listOf } from './phrases.ts';

/** The reading without the years that no report covers; null where it has none, or none beside them. */
export function coveredPart(reading: Reading): Reading | null {
  const { uncoveredYears } = reading;
  const covered = reading.namedYears.filter((one) => one.naming !== 'horizon' && !uncoveredYears.includes(one.year));
  if (uncoveredYears.length === 0 || covered.length === 0) return null;
  // 2019年GDP是多少，2021年目标是多少: what is left is looked back on, so a result is asked of it.
  const lookedBack = reading.reportScopes.length > 0 && reading.reportScopes.every(({ timing }) => timing === 'review');
  return {
    ...reading,
    kind: lookedBack ? 'result' : reading.kind,
    years: reading.years.filter((year) => !uncoveredYears.includes(year)),
    namedYears: reading.namedYears.filter((one) => !uncoveredYears.includes(one.year)),
    uncoveredYears: [],
  };
}

/** A draft that says which of the years and regions asked no report speaks for; as it was where there are none, or it answers them after all. */
export function withHalves(draft: Draft, reading: Reading): Draft {
  if (draft.refused) return draft;
  const zh = reading.language === 'zh';
  const said = draft.lines.flatMap((line) => line.claims.map((claim) => claim.text)).join('');
  // 2020年的报告写到2025年: the sentence itself speaks of the year beyond the reports.
  const years = reading.uncoveredYears.filter((year) => !said.includes(String(year)));
  const regions = reading.searchRegions.length > 0 ? reading.unknownRegions.map(({ name }) => name) : [];
  if (years.length === 0 && regions.length === 0) return draft;
  const names = regions.map((name) => regionText(name, reading.language));
  const missing: Missing[] = [
    ...years.map((year) => ({ what: String(year), reason: 'no-year' as const })),
    ...names.map((what) => ({ what, reason: 'no-region' as const })),
  ];
  const texts: string[] = [];
  if (years.length > 0)
    texts.push(
      zh ? `没有收录能说明${years.join('、')}年的报告。` : `No report loaded here covers ${years.join(', ')}.`,
    );
  if (names.length > 0)
    texts.push(
      zh
        ? `没有收录${listOf(names, 'zh')}的政府工作报告。`
        : `There is no government work report of ${listOf(names, 'en')} here.`,
    );
  return {
    ...draft,
    lines: [...draft.lines, ...texts.map((text) => ({ claims: [{ text, citations: [], kind: 'frame' as const }] }))],
    missing: [...draft.missing, ...missing],
  };
}
