/** The command `export`: what the index holds, as files for spreadsheets and other programs. */
import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { ReportIndex } from '../../ingest/index/model.ts';
import { type ListedReport, listReports } from '../../ingest/list.ts';
import { csvCell } from '../matrix/csv.ts';
import { selectRows } from '../matrix/rows.ts';
import { ending, type Terminal, usage, write } from './terminal.ts';

const HINT = 'baogao export --help';
const HELP = `Usage: baogao export indicators|reports|passages [--format csv|json|jsonl] [--out FILE]

All that the index holds of one kind, a row each.

  indicators   figures with the quote that proves each
  reports      the loaded reports, and what was found out about them
  passages     the passages that are searched, with their place and offsets
  --format F   csv (for spreadsheets), json (an array) or jsonl (one object a line); csv if absent
  --out FILE   writes there instead of to standard output; a file that is there is not overwritten
  --help       this text

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no index, or one of another format.
`;

type Row = Record<string, unknown>;

const KINDS: Record<string, (index: ReportIndex) => Row[]> = {
  indicators: (index) => selectRows(index, {}) as unknown as Row[],
  reports: (index) => listReports(index).map(reportRow),
  passages: passageRows,
};

/** Runs the command; gives the exit code and never throws. */
export function exportCommand(
  args: string[],
  { open, ...terminal }: Terminal & { open: () => ReportIndex },
): Promise<number> {
  return ending(terminal, async () => {
    const { values, positionals } = parse(args);
    if (values.help) return write(terminal.output, HELP);
    const [kind = '', ...more] = positionals;
    const rowsOf = KINDS[kind];
    if (rowsOf === undefined || more.length > 0)
      throw usage(`"${positionals.join(' ')}" is nothing to export; expected ${Object.keys(KINDS).join(', ')}`, HINT);
    const { format = 'csv', out } = values;
    if (!['csv', 'json', 'jsonl'].includes(format))
      throw usage(`--format is "${format}"; expected csv, json or jsonl`, HINT);
    if (out !== undefined && existsSync(out)) throw usage(`${out} is there already; name another file`, HINT);
    const index = open();
    const rows = rowsOf(index);
    index.close();
    const text =
      format === 'csv' ? toCsv(rows) : format === 'json' ? `${JSON.stringify(rows, null, 1)}\n` : toLines(rows);
    if (out === undefined) await write(terminal.output, text);
    else writeFileSync(out, text, { flag: 'wx' });
    terminal.log(`${rows.length} rows${out === undefined ? '' : ` in ${out}`}`);
  });
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { format: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    throw usage((error as Error).message, HINT);
  }
}

function reportRow({ warnings, reasons, ...report }: ListedReport): Row {
  return {
    ...report,
    warnings: warnings.reduce((sum, { count }) => sum + count, 0),
    reasons: Object.values(reasons).join('; '),
  };
}

function passageRows(index: ReportIndex): Row[] {
  return index.reports.flatMap(({ id: report, document, title, region, year }) =>
    index.passagesOf(report).map(({ id, path, timing, kind, text, span }) => ({
      id,
      document,
      title,
      region,
      year,
      section: path.join(' · '),
      timing,
      kind,
      text,
      quote: index.source(document)?.slice(span.start, span.end) ?? '',
      ...span,
    })),
  );
}

function toLines(rows: Row[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** What a cell cannot hold (the figure before a correction) is written as JSON. */
function cellOf(value: unknown): string {
  return csvCell(
    typeof value === 'object' && value !== null ? JSON.stringify(value) : (value as string | number | null),
  );
}

/** With a byte order mark, so that a spreadsheet opens it right. */
function toCsv(rows: Row[]): string {
  const lines = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))];
  return `\uFEFF${lines.map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('')}`;
}
