import type { ReportIndex } from '../../ingest/index/model.ts';
import type { IndicatorRow } from '../../ingest/model.ts';
import { cite } from '../server/fake-engine.ts';

/** A row of the matrix that stands where a report has these words. */
export function figure(index: ReportIndex, name: string, words: string, more: Partial<IndicatorRow>): IndicatorRow {
  const { passage, document, report, region, start, end, quote } = cite(index, 1, name, words);
  return {
    region: region ?? '',
    parent: null,
    year: 2020,
    indicator: 'gdp_growth',
    kind: 'target',
    value: null,
    low: null,
    high: null,
    unit: '%',
    qualifier: '',
    basis: 'growth',
    scope: 'region',
    text: words,
    document,
    report,
    reportId: `${document}/${report}`,
    passage,
    sentence: '',
    quote,
    start,
    end,
    confidence: 1,
    rule: 'test',
    disputed: false,
    ...more,
  };
}
