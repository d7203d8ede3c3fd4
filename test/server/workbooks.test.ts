/** A workbook asked for over HTTP, written beside the server's thread. */
import readXlsxFile from 'read-excel-file/node';
import { expect, test } from 'vitest';
import type { IndicatorRow } from '../../ingest/model.ts';
import { createApp } from '../../server/app.ts';
import { selectRows } from '../../server/matrix/rows.ts';
import { Workbooks } from '../../server/matrix/workbooks.ts';
import { answerWith, fakeEngine } from './fake-engine.ts';
import { sampleIndex } from './sample-reports.ts';

const report = sampleIndex().reports[0];
const rowOf = (value: number): IndicatorRow =>
  ({
    ...{
      region: '安徽省',
      parent: null,
      year: 2020,
      indicator: 'gdp_growth',
      kind: 'target',
      basis: 'growth',
      scope: 'region',
    },
    ...{
      value,
      low: null,
      high: null,
      unit: '%',
      qualifier: '左右',
      text: `${value}%左右`,
      quote: `增长${value}%左右`,
    },
    ...{
      document: report?.document ?? '',
      report: report?.name ?? '',
      reportId: report?.id ?? '',
      passage: 'p',
      sentence: 's',
    },
    ...{ start: 0, end: 8, confidence: 1, rule: 'test', disputed: false },
  }) as IndicatorRow;
const index = Object.assign(sampleIndex(), { indicators: [rowOf(7.5), rowOf(8)] });

test('has a line a figure and its quote', { timeout: 60_000 }, async () => {
  const engine = fakeEngine(index, () => answerWith({ answer: '' }));
  const app = createApp({ engine, config: { host: '127.0.0.1', basePath: '' } });
  const response = await app.request('/api/indicators?format=xlsx');
  expect(response.headers.get('content-type')).toContain('spreadsheetml');
  const [figures, quotes] = await readXlsxFile(Buffer.from(await response.arrayBuffer()));
  const rows = selectRows(index, {});
  expect(figures?.data.map((cells) => cells[5])).toEqual(['数值', 7.5, 8]);
  expect(quotes?.data.map((cells) => cells[2])).toEqual(['引文', ...rows.map(({ quote }) => quote)]);
});

test('several at once are each their own, and what cannot be written is an error of its own', {
  timeout: 60_000,
}, async () => {
  const workbooks = new Workbooks();
  const rows = selectRows(index, {});
  const broken = [{ ...rows[0], quote: null as unknown as string }] as typeof rows;
  const [one, none, failed] = await Promise.allSettled([
    workbooks.write(rows.slice(0, 1), index),
    workbooks.write([], index),
    workbooks.write(broken, index),
  ]);
  const linesOf = async (result: typeof one) =>
    result.status === 'fulfilled' ? (await readXlsxFile(Buffer.from(result.value)))[0]?.data.length : result.reason;
  expect(await linesOf(one)).toBe(2);
  expect(await linesOf(none)).toBe(1);
  expect(rows).toHaveLength(2);
  expect(failed.status).toBe('rejected');
});
