/** `npm run ingest`: builds or updates the index. */
import { parseArgs } from 'node:util';
import { loadConfig } from './config.ts';
import { ReportError } from './errors.ts';
import { ingest } from './ingest.ts';
import { listReports, listText } from './list.ts';
import { showProgress } from './progress.ts';

const HELP = `Usage: npm run ingest [-- --list] [-- --json]

Builds the index from the folder of reports (REPORTS_DIR), or brings it in step: unchanged reports are not embedded again.

  --list   tell what is in the index, report by report, and why each was taken for what it is
  --json   the result (or the list) as JSON on standard output
  --help   this text

Exit codes: 0 done, 1 failed, 2 usage.
`;

async function main(): Promise<number> {
  let options: { list?: boolean; json?: boolean; help?: boolean };
  try {
    const { values, positionals } = parseArgs({
      options: { list: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
      allowPositionals: true,
    });
    if (positionals.length > 0) {
      process.stderr.write(
        `Paths are not taken yet (found ${positionals[0]}); put the files into REPORTS_DIR and run npm run ingest.\n`,
      );
      return 2;
    }
    options = values;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${HELP}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const config = loadConfig();
  if (options.list) {
    const { openIndex } = await import('./index/open.ts');
    const index = openIndex(config.indexDir);
    const reports = listReports(index);
    process.stdout.write(options.json ? `${JSON.stringify(reports, null, 1)}\n` : `${listText(reports)}\n`);
    index.close();
    return 0;
  }
  const started = Date.now();
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  process.once('SIGTERM', () => abort.abort());
  const result = await ingest({ config, onProgress: showProgress(process.stderr), signal: abort.signal });
  for (const { path, message, hint } of result.problems)
    process.stderr.write(`Not read: ${path}: ${message}${hint ? ` ${hint}` : ''}\n`);
  const { counts, generation } = result.manifest;
  if (options.json) process.stdout.write(`${JSON.stringify({ ...result, ms: Date.now() - started })}\n`);
  else {
    process.stderr.write(
      `${result.unchanged ? 'Nothing changed' : `${result.embedded} texts embedded`}: generation ${generation} has ${counts.reports} reports, ${counts.passages} passages, ${counts.sentences} sentences, ${counts.indicators} figures (${((Date.now() - started) / 1000).toFixed(1)} s)\n`,
    );
  }
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (error instanceof ReportError) process.stderr.write(`${error.message}${error.hint ? ` ${error.hint}` : ''}\n`);
    else if (error instanceof Error && error.name === 'AbortError')
      process.stderr.write('Stopped; what was embedded is kept for the next time.\n');
    else process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  },
);
