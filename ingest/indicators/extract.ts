import { cleanSource } from '../clean.ts';
import type { IndicatorRow, Passage, ReportParts, SourceDocument } from '../model.ts';
import { type Finding, findFigures, plainUnit } from './grammar.ts';
import { type NormalText, normalise } from './normal.ts';
import { namesIndicator } from './tokens.ts';

/** A sentence with so many indicators is the paragraph that sums the year up; its figures are the region's own. */
const SUMMARY_INDICATORS = 3;
const CONFIDENCE = { summary: 0.95, alone: 0.8, limited: 0.5 };

/** The figures that a report states, in reading order. Linear in the length of the text. */
export function extractIndicators(
  { report, passages, sentences }: ReportParts,
  source: SourceDocument,
): IndicatorRow[] {
  if (report.region === null || report.year === null) return [];
  const byId = new Map(passages.map((passage) => [passage.id, passage]));
  const cleaned = cleanSource(source);
  const rows: IndicatorRow[] = [];
  for (const sentence of sentences) {
    const passage = byId.get(sentence.passage);
    if (!passage || passage.kind === 'glossary') continue;
    const normal = normalise(sentence.text);
    if (!namesIndicator(normal.text)) continue;
    const findings = findFigures(normal.text);
    if (findings.length === 0) continue;
    const summary = new Set(findings.map((f) => f.indicator.id)).size >= SUMMARY_INDICATORS;
    const offset = cleaned.toClean(sentence.span.start);
    for (const finding of findings) {
      const when = timeOf(finding, passage, report.year);
      if (!when) continue;
      const own = normal.toOriginal(finding.start, finding.end);
      const span = cleaned.toSource(offset + own.start, offset + own.end);
      rows.push({
        region: report.region,
        parent: report.parent,
        ...when,
        indicator: finding.indicator.id,
        ...figureOf(finding),
        qualifier: qualifierOf(finding, normal),
        basis: finding.basis,
        scope: finding.limit === '' ? 'region' : finding.limit.slice(-20),
        text: sentence.text.slice(own.start, own.end),
        document: report.document,
        report: report.name,
        reportId: report.id,
        passage: passage.id,
        sentence: sentence.id,
        quote: source.text.slice(span.start, span.end),
        start: span.start,
        end: span.end,
        confidence: finding.limit !== '' ? CONFIDENCE.limited : summary ? CONFIDENCE.summary : CONFIDENCE.alone,
        rule: finding.rule,
        disputed: false,
      });
    }
  }
  return settle(rows);
}

/** Target or result, and the year: what the clause names goes before what the part of the report says. */
function timeOf(
  finding: Finding,
  passage: Passage,
  reportYear: number,
): { kind: 'target' | 'result'; year: number } | null {
  const named = finding.year ?? (finding.shift === null ? null : reportYear + finding.shift);
  if (named !== null) {
    if (passage.timing === 'review' && named >= reportYear) return { kind: 'target', year: named };
    return named < reportYear ? { kind: 'result', year: named } : { kind: 'target', year: named };
  }
  if (passage.timing === 'plan') return { kind: 'target', year: reportYear };
  if (passage.timing === 'review') return { kind: 'result', year: reportYear - 1 };
  return null;
}

function figureOf(finding: Finding): Pick<IndicatorRow, 'value' | 'low' | 'high' | 'unit'> {
  const { figure, indicator, direction } = finding;
  if (!figure) return { value: null, low: null, high: null, unit: indicator.units[0] ?? '' };
  let { unit } = figure;
  let sign = 1;
  let factor = 1;
  if (unit === '%' && direction === 'down') {
    if (indicator.units.includes('%（下降）')) unit = '%（下降）';
    else sign = -1;
  } else if (unit === '%' && indicator.measure === 'decrease') unit = '%（下降）';
  else if (unit === '个百分点') unit = '个百分点（提高）';
  else if (!indicator.units.includes(unit)) {
    const wanted = indicator.units.find((u) => plainUnit(u) === plainUnit(unit));
    if (wanted) {
      factor = scale(unit) / scale(wanted);
      unit = wanted;
    }
  } else if (unit === '人' && indicator.units[0] === '万人') {
    factor = 1e-4;
    unit = '万人';
  }
  const convert = (n: number | null): number | null => (n === null ? null : Math.round(n * sign * factor * 1e6) / 1e6);
  const [low, high] = [convert(figure.low), convert(figure.high)];
  return { value: convert(figure.value), low: sign < 0 ? high : low, high: sign < 0 ? low : high, unit };
}

function scale(unit: string): number {
  if (unit.startsWith('万亿')) return 1e12;
  if (unit.startsWith('亿')) return 1e8;
  return unit.startsWith('万') ? 1e4 : 1;
}

function qualifierOf(finding: Finding, normal: NormalText): string {
  if (!finding.figure) return finding.words;
  const { before, after } = finding.figure;
  const striving = finding.striving ? '力争' : '';
  const real = finding.basis === 'real' ? '实际' : '';
  const comparable = finding.basis === 'comparable' && normal.text.includes('同口径') ? '同口径' : '';
  return `${striving}${real}${comparable}${before}${(striving || before) && after ? '…' : ''}${after}`;
}

/** Drops what is said twice, and tells contradictions: of the surer figures both are kept and flagged, a less sure one is limited. */
function settle(rows: IndicatorRow[]): IndicatorRow[] {
  const kept: IndicatorRow[] = [];
  for (const row of rows) {
    const like = kept.filter(
      (one) =>
        one.indicator === row.indicator &&
        one.kind === row.kind &&
        one.year === row.year &&
        one.basis === row.basis &&
        one.scope === row.scope &&
        one.unit === row.unit,
    );
    if (
      like.some(
        (one) =>
          one.value === row.value && one.low === row.low && one.high === row.high && one.qualifier === row.qualifier,
      )
    )
      continue;
    const figured = (one: IndicatorRow): boolean => one.value !== null || one.low !== null;
    const rivals = like.filter(
      (one) => figured(one) === figured(row) && figured(row) && (one.value !== row.value || one.low !== row.low),
    );
    for (const rival of rivals) {
      if (Math.abs(rival.confidence - row.confidence) < 1e-9) {
        rival.disputed = true;
        row.disputed = true;
      }
    }
    kept.push(row);
  }
  // Words beside a figure (增幅居全国前列) are no second answer.
  const figured = (one: IndicatorRow): boolean => one.value !== null || one.low !== null;
  const plain = kept.filter(
    (row) =>
      figured(row) ||
      !kept.some(
        (one) =>
          figured(one) &&
          one.indicator === row.indicator &&
          one.kind === row.kind &&
          one.year === row.year &&
          one.scope === 'region',
      ),
  );
  return plain.filter(
    (row) =>
      !plain.some(
        (one) => one !== row && one.confidence > row.confidence && sameKey(one, row) && row.scope === 'region',
      ),
  );
}

function sameKey(a: IndicatorRow, b: IndicatorRow): boolean {
  const figured = (one: IndicatorRow): boolean => one.value !== null || one.low !== null;
  return (
    a.indicator === b.indicator &&
    a.kind === b.kind &&
    a.year === b.year &&
    a.basis === b.basis &&
    a.scope === b.scope &&
    a.unit === b.unit &&
    figured(a) === figured(b)
  );
}
