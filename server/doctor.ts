/** `npm run doctor`: looks at the machine, the folders and the index, and says what to do about each thing that is wrong. */
import { parseArgs } from 'node:util';
import { ReportError } from '../ingest/errors.ts';
import { examine, type Finding } from './examination.ts';

const HELP = `Usage: npm run doctor [-- --json]

Looks at the machine, Node, the models, the configuration, the reports, the index and the state folder, and says what to do about
what is wrong. It changes nothing.

  --json   the findings as JSON
  --help   this text

Exit codes: 0 nothing is in the way, 1 something is, 2 usage.
`;

const MARKS: Record<Finding['verdict'], string> = { ok: '✓', warning: '!', failure: '✗' };

async function main(): Promise<number> {
  let options: { json?: boolean; help?: boolean };
  try {
    options = parseArgs({ options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } }).values;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${HELP}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const findings: Finding[] = [];
  for await (const finding of examine()) {
    findings.push(finding);
    if (options.json) continue;
    const advice = finding.advice === undefined ? '' : `\n    ${finding.advice}`;
    process.stdout.write(`${MARKS[finding.verdict]} ${finding.what}: ${finding.found}${advice}\n`);
  }
  if (options.json) process.stdout.write(`${JSON.stringify(findings, null, 1)}\n`);
  return findings.some(({ verdict }) => verdict === 'failure') ? 1 : 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof ReportError ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
