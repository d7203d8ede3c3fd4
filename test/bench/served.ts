/** A server started as a person starts it, with `npm start`: how soon it listens and answers, and what memory it holds. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { type Config, projectRoot } from '../../ingest/config.ts';
import { ReportError } from '../../ingest/errors.ts';
import type { Answer } from '../../server/model.ts';

/** A first start builds the index; 4 minutes is several times what the slowest step took. */
const START_LIMIT_MS = 240_000;
/** How often a server that does not answer yet is asked again. */
const RETRY_MS = 20;
const SERVER_FILE = 'server/start.mjs';
/** The server's last line of the start. */
const ADDRESS = /^(https?:\/\/\S+)\s*$/m;

export interface Served {
  address: string;
  /** From the start of npm to the line with the address. */
  listeningMs: number;
  /** From the start of npm; grows while it runs. */
  sinceStartMs(): number;
  /** Asks until there is an answer (a server that builds its first index says 503). */
  ask(question: string): Promise<Answer>;
  /** Resident bytes of the server and its children; null where the system cannot tell. */
  residentBytes(): { server: number; withChildren: number } | null;
  /** Lines of its log and warnings so far: what it wrote to standard error. */
  logged(): string[];
  stop(): Promise<void>;
}

/** Starts a server on a free port with other folders than the configuration's. Throws a ReportError where it ends or does not listen. */
export async function startServed(
  config: Config,
  { indexDir, stateDir }: { indexDir: string; stateDir: string },
): Promise<Served> {
  const started = performance.now();
  const npm = process.env.npm_execpath;
  const child = spawn(npm ? process.execPath : 'npm', [...(npm ? [npm] : []), 'start'], {
    cwd: projectRoot,
    // A group of its own, so that npm, its shell and the server end together.
    detached: process.platform !== 'win32',
    shell: !npm && process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      BAOGAO_HOST: '127.0.0.1',
      BAOGAO_PORT: '0',
      BAOGAO_REPORTS_DIR: config.reportsDir,
      BAOGAO_MODELS_DIR: config.modelsDir,
      BAOGAO_INDEX_DIR: indexDir,
      BAOGAO_STATE_DIR: stateDir,
    },
  });
  let written = '';
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    written += part;
  });
  let address: string;
  try {
    address = await addressOf(child);
  } catch (error) {
    await stop(child);
    throw error;
  }
  const listeningMs = performance.now() - started;
  const headers = {
    'content-type': 'application/json',
    ...(config.token && { authorization: `Bearer ${config.token}` }),
  };

  async function ask(question: string): Promise<Answer> {
    for (;;) {
      const response = await fetch(`${address}/api/ask`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ question }),
      });
      if (response.ok) return (await response.json()) as Answer;
      const body = await response.text();
      if (response.status !== 503 || performance.now() - started > START_LIMIT_MS) {
        throw new ReportError('server-failed', `POST /api/ask gave ${response.status}: ${body}`);
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  return {
    address,
    listeningMs,
    sinceStartMs: () => performance.now() - started,
    ask,
    residentBytes: () => residentBytes(child.pid ?? 0),
    logged: () => written.split('\n').filter((line) => line !== ''),
    stop: () => stop(child),
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    let errors = '';
    const fail = (reason: string) =>
      reject(
        new ReportError('server-failed', `npm start ${reason}: ${errors || output}`, {
          hint: 'Run npm start by itself.',
        }),
      );
    const timer = setTimeout(() => fail(`did not listen within ${START_LIMIT_MS / 1000} s`), START_LIMIT_MS);
    child.stderr?.on('data', (part) => {
      errors += part;
    });
    child.stdout?.on('data', (part) => {
      output += part;
      const address = ADDRESS.exec(output)?.[1];
      if (!address) return;
      clearTimeout(timer);
      resolve(address);
    });
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with code ${code}`);
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  // npm ends before the server that it started; what they write to is closed when the last of them has ended.
  const ended = new Promise((resolve) => child.once('close', resolve));
  if (process.platform === 'win32') execFileSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
  else process.kill(-child.pid, 'SIGTERM');
  await ended;
}

interface ProcessLine {
  id: number;
  parent: number;
  bytes: number;
  command: string;
}

/** The server is the innermost process that runs its file; npm, the shell and tsx around it are not counted. */
function residentBytes(root: number): { server: number; withChildren: number } | null {
  if (process.platform === 'win32') return null;
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss=,args='], { encoding: 'utf8' }).split('\n');
  const processes = lines.flatMap((line): ProcessLine[] => {
    const [, id, parent, kilobytes, command] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined
      ? []
      : [{ id: Number(id), parent: Number(parent), bytes: Number(kilobytes) * 1024, command }];
  });
  const below = (id: number): ProcessLine[] =>
    processes.filter(({ parent }) => parent === id).flatMap((child) => [child, ...below(child.id)]);
  const runsServer = ({ command }: ProcessLine) => command.includes(SERVER_FILE);
  const server = below(root).find((candidate) => runsServer(candidate) && !below(candidate.id).some(runsServer));
  if (!server) return null;
  return {
    server: server.bytes,
    withChildren: [server, ...below(server.id)].reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
