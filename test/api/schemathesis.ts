/** Runs schemathesis against a server of its own: requests made of the OpenAPI document, right and wrong ones, thousands of them. */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../ingest/program.ts';

export interface ApiRun {
  /** Requests that were made up and sent. */
  cases: number;
  failures: { title: string; operation: string; count: number }[];
  /** What schemathesis printed. */
  said: string;
}

export interface ApiRunOptions {
  /** The program. */
  schemathesis: string;
  /** At most so many made-up requests an operation and way of making them up. */
  examples: number;
  phases: string[];
  /** Makes the same requests again. */
  seed: number;
}

/**
 * No error of the server, no response outside its description, nothing wrong accepted. Left out is what it calls right requests that are
 * refused: that a region has no report, or a file is a picture, no schema can say.
 */
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
];

/** A body that is too large is refused as such (413) before anything else of it is looked at, which schemathesis does not expect. */
const SETTINGS = `[checks]
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 428, 429, "5xx"]
`;

/** Copies reports and index, since the requests add and remove documents; starts a server over them; runs twice, once for streams. */
export async function testApi(options: ApiRunOptions): Promise<ApiRun> {
  const folder = mkdtempSync(join(tmpdir(), 'baogao-api-'));
  cpSync(join(projectRoot, 'data/reports'), join(folder, 'reports'), { recursive: true });
  const index = join(projectRoot, 'data/index');
  if (existsSync(index)) cpSync(index, join(folder, 'index'), { recursive: true });
  // Read from the folder where it runs.
  writeFileSync(join(folder, 'schemathesis.toml'), SETTINGS);
  const { address, stop } = await startServer(folder);
  try {
    const all = await runOnce(address, folder, options, []);
    const streams = ['--header', 'Accept: text/event-stream', '--include-path', '/api/ask'];
    const streamed = await runOnce(address, folder, { ...options, phases: ['examples', 'fuzzing'] }, streams);
    return {
      cases: all.cases + streamed.cases,
      failures: [...all.failures, ...streamed.failures],
      said: `${all.said}\n${streamed.said}`,
    };
  } finally {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Report {
  test_cases: { generated: number; errored: number };
  failures: { title: string; count: number; operations: Record<string, unknown> | string[] }[];
}

async function runOnce(address: string, folder: string, options: ApiRunOptions, more: string[]): Promise<ApiRun> {
  const { schemathesis, examples, phases, seed } = options;
  const report = join(folder, 'report.json');
  const args = ['run', `${address}/api/openapi.json`, '--max-examples', `${examples}`, '--seed', `${seed}`];
  args.push('--phases', phases.join(','), '--checks', CHECKS.join(','), '--continue-on-failure', '--no-shrink');
  args.push('--request-timeout', '120', '--suppress-health-check', 'all');
  args.push('--report', 'json', '--report-json-path', report, ...more);
  // It remembers failures in the folder where it runs.
  const child = spawn(schemathesis, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
    });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (!existsSync(report)) throw new Error(`schemathesis left with code ${code}:\n${said}`);
  const { test_cases, failures } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  rmSync(report);
  if (test_cases.errored > 0) throw new Error(`${test_cases.errored} requests could not be sent:\n${said}`);
  return {
    cases: test_cases.generated,
    failures: failures.map(({ title, count, operations }) => ({
      title,
      count,
      operation: Array.isArray(operations)
        ? operations.map((one) => JSON.stringify(one)).join(', ')
        : JSON.stringify(operations),
    })),
    said,
  };
}

async function startServer(folder: string): Promise<{ address: string; stop: () => Promise<void> }> {
  const server = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), join(projectRoot, 'server/main.ts')],
    {
      env: {
        ...process.env,
        PORT: '0',
        REPORTS_DIR: join(folder, 'reports'),
        INDEX_DIR: join(folder, 'index'),
        STATE_DIR: join(folder, 'state'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    server.stdout.on('data', (chunk) => {
      said += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (found) resolve(found);
    });
    server.stderr.on('data', (chunk) => {
      said += chunk;
    });
    server.once('exit', (code) => reject(new Error(`the server left with code ${code}: ${said}`)));
  });
  const stop = async (): Promise<void> => {
    server.kill('SIGTERM');
    await gone;
  };
  return { address, stop };
}
