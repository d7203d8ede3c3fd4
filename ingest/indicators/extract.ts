import { cleanSource } from '../clean.ts';
import type { IndicatorRow, ReportParts, SourceDocument } from '../model.ts';
import { namesCounted } from './counted.ts';
import type { Finding } from './finding.ts';
import { findFigures } from './grammar.ts';
import { normalise } from './normal.ts';
import { settle } from './settle.ts';
import { StretchReader } from './stretch.ts';
import { overPeriod, timeOf } from './timing.ts';
import { namesIndicator } from './tokens.ts';
import { convert } from './units.ts';

/** A sentence with so many indicators is the paragraph that sums the year up; its figures are the region's own. */
const SUMMARY_INDICATORS = 3;
const CONFIDENCE = { summary: 0.95, alone: 0.8, limited: 0.5 };
/** A scope is told in so many characters at most. */
const SCOPE_LENGTH = 20;
/** What lies above a province's own average is a part of it. */
const OWN_AVERAGE = /(?:全省|全市|全区|自治区)平均/;

/** The figures that a report states, in reading order. Linear in the length of the text. */
export function extractIndicators(
  { report, passages, sentences }: ReportParts,
  source: SourceDocument,
): IndicatorRow[] {
  if (report.region === null || report.year === null) return [];
  const byId = new Map(passages.map((passage) => [passage.id, passage]));
  const cleaned = cleanSource(source);
  const rows: IndicatorRow[] = [];
  const stretches = new StretchReader(report.year);
  for (const sentence of sentences) {
    const passage = byId.get(sentence.passage);
    if (!passage || passage.kind === 'glossary') continue;
    const stretch = stretches.read(sentence.text, passage);
    const normal = normalise(sentence.text);
    if (!namesIndicator(normal.text) && !namesCounted(normal.text)) continue;
    const findings = findFigures(normal.text);
    if (findings.length === 0) continue;
    const summary = new Set(findings.map((one) => one.indicator.id)).size >= SUMMARY_INDICATORS;
    const offset = cleaned.toClean(sentence.span.start);
    for (const finding of findings) {
      if (report.level === 'province' && OWN_AVERAGE.test(finding.words)) continue;
      const when = timeOf(finding, stretch, report.year);
      if (!when) continue;
      const own = normal.toOriginal(finding.start, finding.end);
      const span = cleaned.toSource(offset + own.start, offset + own.end);
      rows.push({
        region: report.region,
        parent: report.parent,
        ...when,
        indicator: finding.indicator.id,
        ...figureOf(finding),
        qualifier: qualifierOf(finding),
        basis: overPeriod(finding, stretch, report.year) ? 'cumulative' : basisOf(finding, when.year),
        scope: finding.limit === '' ? 'region' : finding.limit.slice(-SCOPE_LENGTH),
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

/** 较2018年 in the figure of 2019 is the growth of one year; against an earlier year it is cumulative. */
function basisOf({ basis, since, indicator, change }: Finding, year: number): IndicatorRow['basis'] {
  if (basis !== 'cumulative' || since !== year - 1) return basis;
  return indicator.measure === 'level' && !change ? 'level' : 'growth';
}

function figureOf(finding: Finding): Pick<IndicatorRow, 'value' | 'low' | 'high' | 'unit'> {
  const { figure, indicator, direction } = finding;
  if (!figure) return { value: null, low: null, high: null, unit: indicator.units[0] ?? '' };
  const falls = direction === 'down';
  if (figure.unit === '%' && indicator.units.includes('%（下降）')) {
    if (falls) return scaled(figure, 1, '%（下降）');
    if (indicator.measure === 'decrease') return scaled(figure, -1, '%（下降）');
  }
  if (figure.unit === '%') return scaled(figure, falls && indicator.measure === 'growth' ? -1 : 1, '%');
  if (figure.unit === '个百分点') return scaled(figure, falls ? -1 : 1, '个百分点（提高）');
  const { unit, factor } = convert(indicator.units, figure.unit);
  return scaled(figure, factor, finding.change && falls && !indicator.flow ? `${unit}（下降）` : unit);
}

/** Six decimals keep a person in 万人 and hide what binary fractions add. */
const DECIMALS = 1e6;

function scaled(
  { value, low, high }: { value: number | null; low: number | null; high: number | null },
  factor: number,
  unit: string,
): Pick<IndicatorRow, 'value' | 'low' | 'high' | 'unit'> {
  const times = (n: number | null) => (n === null ? null : Math.round(n * factor * DECIMALS) / DECIMALS);
  return factor < 0
    ? { value: times(value), low: times(high), high: times(low), unit }
    : { value: times(value), low: times(low), high: times(high), unit };
}

/** The report's own words: those before the figure, then 以上 or 左右 behind it. */
function qualifierOf(finding: Finding): string {
  const { figure, striving, accounting, since, change, indicator } = finding;
  if (!figure) return striving + finding.words;
  const added = change && !indicator.flow && finding.direction !== 'down' ? '新增' : '';
  const risen = figure.unit === '个百分点' && finding.direction === 'up' ? '提高' : '';
  const front = `${striving}${since === null ? '' : `较${since}年`}${accounting}${risen}${added}${figure.before}`;
  return `${front}${front && figure.after ? '…' : ''}${figure.after}`;
}
