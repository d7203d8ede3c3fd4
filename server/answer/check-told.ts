/** Whether the rows that a claim tells are in the index as it tells them, at the place that it cites. */
import type { ReportIndex } from '../../ingest/index/model.ts';
import type { IndicatorRow } from '../../ingest/model.ts';
import { literal } from '../literal.ts';
import type { CheckOptions, Cited } from './check.ts';
import type { Claim, ToldFigure } from './draft.ts';
import { labelsOf, valueText } from './figure-text.ts';

/** Words that tell a kind right before a figure, where one claim has both. */
const KIND_WORDS: Record<string, ToldFigure['kind']> = {
  目标: 'target',
  结果: 'result',
  target: 'target',
  result: 'result',
};

/** Why the figures told are not what the matrix has; null where they are, or none is told. */
export function toldFault(
  claim: Claim,
  cited: Cited[],
  index: ReportIndex,
  { worded = false, heading }: CheckOptions,
): string | null {
  for (const told of claim.figures ?? []) {
    const at = cited.find(({ citation }) => citation.number === told.citation);
    if (!at) return `the figure of ${told.region} is not cited`;
    const { document, start, end, region } = at.citation;
    if (region !== told.region) return `${told.region} is not the region of [${told.citation}]`;
    const found = rowsIn(index, document).some(
      (row) =>
        row.start >= start &&
        row.end <= end &&
        row.region === told.region &&
        row.indicator === told.indicator &&
        row.kind === told.kind &&
        row.year === told.year &&
        (valueText(row, 'zh') === told.value || valueText(row, 'en') === told.value),
    );
    if (!found) return `no row of the matrix in [${told.citation}] is ${told.indicator} ${told.year} ${told.value}`;
    const fault = worded ? null : sayingFault(claim.text, told, heading);
    if (fault !== null) return fault;
  }
  return null;
}

function sayingFault(text: string, told: ToldFigure, heading: CheckOptions['heading']): string | null {
  const { label, value, kind, indicator, year } = told;
  const bounded = new RegExp(`(?<![\\d.])${literal(value)}(?!左右|以上|以内|以下|之内|[\\d.]*\\d)`);
  if (!bounded.test(text)) return `the claim does not say ${value}`;
  if (label === null) {
    const same = heading?.indicator === indicator && heading.kind === kind && heading.year === year;
    return heading === undefined || same ? null : `the heading above ${value} is of other figures`;
  }
  if (label in KIND_WORDS) {
    const said = text.includes(label + value) || text.includes(`${label} ${value}`);
    return KIND_WORDS[label] === kind && said ? null : `${value} is not told as ${kind}`;
  }
  // 2025年目标5%左右，2026年目标5%: targets of two years in one claim.
  const dated = /^(20\d\d)(?:年(目标|结果)| (target|result))$/.exec(label);
  if (dated) {
    const same = Number(dated[1]) === year && KIND_WORDS[dated[2] ?? dated[3] ?? ''] === kind;
    return same && (text.includes(label + value) || text.includes(`${label} ${value}`))
      ? null
      : `${value} is not told as ${kind} of ${year}`;
  }
  const lower = text.toLowerCase();
  const known = labelsOf(told).filter((one) => one.includes(String(year)));
  // 目标 behind the label of a result would make a target of it.
  const says = known.some((one) => one === label) && lower.includes(label.toLowerCase());
  return says && !text.includes(`${label}目标`) ? null : `${value} is not told as ${label}`;
}

const byDocument = new WeakMap<IndicatorRow[], Map<string, IndicatorRow[]>>();

/** The rows of a document; grouped once for each state of the matrix. */
function rowsIn({ indicators }: ReportIndex, document: string): IndicatorRow[] {
  let rows = byDocument.get(indicators);
  if (!rows) {
    rows = new Map();
    for (const row of indicators) {
      const own = rows.get(row.document);
      if (own) own.push(row);
      else rows.set(row.document, [row]);
    }
    byDocument.set(indicators, rows);
  }
  return rows.get(document) ?? [];
}
