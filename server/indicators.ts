/** `npm run indicators`: the figures of all reports as JSON or CSV. */
import { parseArgs } from 'node:util';
import { loadConfig } from '../ingest/config.ts';
import { ReportError } from '../ingest/errors.ts';
import { openIndex } from '../ingest/index/open.ts';
import { rowsToCsv, selectRows } from './indicator-table.ts';

const HELP = `Usage: npm run --silent indicators -- [--format json|csv] [--region R] [--indicator I] [--year Y] [--kind target|result]

The figures that the reports state, each with the quote that proves it. R is any name of a region (湖南, 湘, Hunan).

Exit codes: 0 done, 1 failed, 2 usage (an unknown region or indicator lists the known ones), 3 no index.
`;

function main(): number {
  let values: { format?: string; region?: string; indicator?: string; year?: string; kind?: string; help?: boolean };
  try {
    const text = { type: 'string' } as const;
    ({ values } = parseArgs({
      options: { format: text, region: text, indicator: text, year: text, kind: text, help: { type: 'boolean' } },
    }));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${HELP}`);
    return 2;
  }
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const format = values.format ?? 'json';
  const wrong =
    (!['json', 'csv'].includes(format) && `--format is ${format}; expected json or csv`) ||
    (values.year !== undefined &&
      !/^\d{4}$/.test(values.year) &&
      `--year is ${values.year}; expected a year such as 2020`) ||
    (values.kind !== undefined &&
      !['target', 'result'].includes(values.kind) &&
      `--kind is ${values.kind}; expected target or result`);
  if (wrong) {
    process.stderr.write(`${wrong}\n`);
    return 2;
  }
  const index = openIndex(loadConfig().indexDir);
  const rows = selectRows(index, {
    region: values.region,
    indicator: values.indicator,
    year: values.year === undefined ? undefined : Number(values.year),
    kind: values.kind as 'target' | 'result' | undefined,
  });
  index.close();
  if (rows.length === 0) process.stderr.write('No report states such a figure.\n');
  process.stdout.write(format === 'csv' ? rowsToCsv(rows) : `${JSON.stringify(rows, null, 1)}\n`);
  return 0;
}

try {
  process.exitCode = main();
} catch (error) {
  if (!(error instanceof ReportError)) throw error;
  process.stderr.write(`${error.message}${error.hint ? ` ${error.hint}` : ''}\n`);
  process.exitCode = error.code.startsWith('index-') ? 3 : error.status === 400 ? 2 : 1;
}
