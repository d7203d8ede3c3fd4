/** `npm run indicators`: the figures of all reports as JSON, CSV or a workbook; targets beside results; how often a word is said. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadConfig } from '../ingest/config.ts';
import { inSentences, ReportError } from '../ingest/errors.ts';
import { openIndex } from '../ingest/index/open.ts';
import { correctedIndex } from './matrix/corrected.ts';
import { Corrections } from './matrix/corrections.ts';
import { rowsToCsv } from './matrix/csv.ts';
import { selectRows } from './matrix/rows.ts';
import { rowsToWorkbook } from './matrix/workbook.ts';

const HELP = `Usage: npm run --silent indicators -- [--format json|csv|xlsx] [--out FILE] [--region R] [--indicator I] [--year Y]
         [--kind target|result] [--q WORDS] [--missing] [--disputed]

The figures that the reports state, each with the quote that proves it.

  --region R      any name of a region (湖南, 湘, Hunan)
  --indicator I   an id (gdp_growth) or a name (GDP增速, GDP growth)
  --year Y        the year that the figure speaks of
  --q WORDS       only rows whose quote, figure or names hold the words
  --missing       adds what a report leaves out though others say it ("stated": false)
  --disputed      only figures that the same report contradicts
  --format xlsx   a workbook: figures on one sheet, quotes on the other; needs --out
  --out FILE      writes there instead of standard output

What people said of rows (in the page, or in corrections.json of the report folder) is in the column "corrected".
Exit codes: 0 done, 1 failed, 2 usage (an unknown region or indicator lists the known ones), 3 no index.
`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const OPTIONS = {
  format: text,
  out: text,
  region: text,
  indicator: text,
  year: text,
  kind: text,
  q: text,
  missing: flag,
  disputed: flag,
  help: flag,
};

type Values = ReturnType<typeof readArguments>;

function readArguments() {
  return parseArgs({ options: OPTIONS }).values;
}

async function main(): Promise<number> {
  let values: Values;
  try {
    values = readArguments();
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${HELP}`);
    return 2;
  }
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const wrong = faultOf(values);
  if (wrong !== null) {
    process.stderr.write(`${wrong}\n`);
    return 2;
  }
  const { format = 'json', out, year, kind, ...filter } = values;
  const config = loadConfig();
  const corrections = new Corrections(config);
  const index = correctedIndex(openIndex(config.indexDir), corrections, { keepWrong: true });
  try {
    const rows = selectRows(index, {
      ...filter,
      year: year === undefined ? undefined : Number(year),
      kind: kind as 'target' | 'result' | undefined,
    });
    if (rows.length === 0) process.stderr.write('No report states a figure that fits this filter.\n');
    const written =
      format === 'xlsx'
        ? await rowsToWorkbook(rows, index)
        : format === 'csv'
          ? rowsToCsv(rows)
          : `${JSON.stringify(rows, null, 1)}\n`;
    if (out === undefined) process.stdout.write(written);
    else {
      writeFileSync(out, written);
      process.stderr.write(`${rows.length} rows written to ${out}\n`);
    }
  } finally {
    index.close();
    corrections.close();
  }
  return 0;
}

function faultOf({ format = 'json', year, kind, out }: Values): string | null {
  if (!['json', 'csv', 'xlsx'].includes(format)) return `--format is ${format}; expected json, csv or xlsx`;
  if (format === 'xlsx' && out === undefined) return '--format xlsx needs --out FILE, such as --out indicators.xlsx';
  if (year !== undefined && !/^\d{4}$/.test(year)) return `--year is ${year}; expected a year such as 2020`;
  if (kind !== undefined && !['target', 'result'].includes(kind)) return `--kind is ${kind}; expected target or result`;
  return null;
}

try {
  process.exitCode = await main();
} catch (error) {
  const system = (error as NodeJS.ErrnoException).code;
  if (!(error instanceof ReportError) && !system?.startsWith('E')) throw error;
  const { message, hint, code, status } = error as ReportError;
  process.stderr.write(`${inSentences(message, hint)}\n`);
  process.exitCode = code?.startsWith('index-') ? 3 : status === 400 ? 2 : 1;
}
