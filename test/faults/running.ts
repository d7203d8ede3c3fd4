/** A real server on loopback, started as `npm start` does, and questions to it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../ingest/config.ts';
import { ReportError } from '../../ingest/errors.ts';
import type { Answer } from '../../server/model.ts';
import type { Ask } from './place.ts';

export interface Running {
  child: ChildProcess;
  address: string;
  /** What it has written so far. */
  said(): string;
  ask: Ask;
}

/** Of a start on a busy machine. */
const START_MS = 120_000;
const RETRY_MS = 100;

/** Starts it and waits for the address. `limits` go before it in a shell, such as `ulimit -n 64`. */
export function runServer(env: NodeJS.ProcessEnv, { limits }: { limits?: string } = {}): Promise<Running> {
  const command = [process.execPath, '--import', import.meta.resolve('tsx'), join(projectRoot, 'server/main.ts')];
  const [program, ...args] = limits === undefined ? command : ['sh', '-c', `${limits} && exec "$@"`, 'sh', ...command];
  const child = spawn(program as string, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`the server ${why}: ${said}`));
    const timer = setTimeout(() => fail('did not start in time'), START_MS);
    const onData = (part: Buffer): void => {
      said += part;
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve({ child, address, said: () => said, ask: askAt(address) });
    };
    child.stdout?.on('data', onData);
    child.stderr?.on('data', onData);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      fail(`left with ${code ?? signal}`);
    });
  });
}

/** Asks a server; 503 is asked again for a while, any other error is thrown as the ReportError that it tells. */
export function askAt(address: string): Ask {
  return async (question) => {
    for (let tries = 0; ; tries++) {
      const response = await fetch(`${address}/api/ask`, { method: 'POST', body: JSON.stringify({ question }) });
      if (response.ok) return (await response.json()) as Answer;
      const { error } = (await response.json()) as { error: { code: string; message: string; hint?: string } };
      if (response.status === 503 && tries < 100) {
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
        continue;
      }
      throw new ReportError(error.code, error.message, {
        status: response.status,
        ...(error.hint !== undefined && { hint: error.hint }),
      });
    }
  };
}

/** The source of a document of a server; undefined is never told, so that a quote is always compared. */
export function sourceAt(address: string): (document: string) => Promise<string> {
  return async (document) => (await fetch(`${address}/api/documents/${encodeURIComponent(document)}/source`)).text();
}
