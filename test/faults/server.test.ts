/** Faults around a running server: no open files left, a locked database, workers that die, slow and vanishing clients, its own end. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../ingest/config.ts';
import { ingest } from '../../ingest/ingest.ts';
import { needs } from '../require.ts';
import { type Endpoint, startEndpoint } from '../server/llm/endpoint.ts';
import { survive, timeoutFor } from './budget.ts';
import { judge, makePlace, type Place, reportOf } from './place.ts';
import { askAt, type Running, runServer, sourceAt } from './running.ts';

const WORKERS = { full: 30, share: 0.15 };

let place: Place;
let server: Running | undefined;
const sockets: Socket[] = [];
beforeAll(async () => {
  place = makePlace();
  place.setKilometres(600);
  await ingest({ config: place.config });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server?.child.kill('SIGKILL');
  server = undefined;
});
afterAll(() => place?.remove());

const start = async (more: NodeJS.ProcessEnv = {}, limits?: string): Promise<Running> => {
  server = await runServer({ ...place.env, ...more }, limits === undefined ? {} : { limits });
  return server;
};
const stillRight = (running: Running) => judge(askAt(running.address), [600], sourceAt(running.address));
const exited = ({ child }: Running): Promise<number | null> => new Promise((resolve) => child.once('exit', resolve));
const upload = (running: Running, name: string, signal?: AbortSignal) => {
  const body = new FormData();
  body.append('files', new File([reportOf('湖南省', 700)], name));
  return fetch(`${running.address}/api/documents`, { method: 'POST', body, ...(signal && { signal }) });
};
const health = async (running: Running) =>
  (await (await fetch(`${running.address}/api/health`)).json()) as { vectors: string };
const isWhole = (path: string): boolean => path.endsWith('.db') && statSync(path).size > 20_000;
/** A connection that sends these lines and reads nothing. */
const open = (running: Running, ...lines: string[]): Socket => {
  const socket = connect(Number(new URL(running.address).port), '127.0.0.1');
  socket.on('error', () => {});
  sockets.push(socket);
  if (lines.length > 0) socket.write(lines.join('\r\n'));
  socket.pause();
  return socket;
};
const canLimit = needs('sh with ulimit', spawnSync('sh', ['-c', 'ulimit -n 256']).status === 0);

test.skipIf(!canLimit)('no open files are left, and then some again', async () => {
  const running = await start({}, 'ulimit -n 400');
  for (let i = 0; i < 500; i++) open(running);
  await wait(500);
  // Whoever gets in is answered or refused with a reason; whoever does not, is not.
  const answers = await Promise.all(
    Array.from({ length: 5 }, (_, at) =>
      upload(running, `2021-hunan-${at}.txt`, AbortSignal.timeout(8000)).then(
        async (response) => ({ status: response.status, text: await response.text() }),
        () => null,
      ),
    ),
  );
  for (const answer of answers) if (answer) expect([200, 422, 503], answer.text).toContain(answer.status);
  for (const socket of sockets.splice(0)) socket.destroy();
  await wait(500);
  expect(running.child.exitCode, running.said()).toBeNull();
  await stillRight(running);
  const later = await upload(running, '2021-hunan-later.txt');
  // The very file may be there since before.
  expect([200, 422], await later.text()).toContain(later.status);
});

test("people's database is locked by another program, and then free again", async () => {
  const running = await start();
  const put = (id: string) =>
    fetch(`${running.address}/api/conversations/${id}`, {
      method: 'PUT',
      body: JSON.stringify({ exchanges: [{ id: 'e', question: '问', text: '答' }] }),
    });
  expect((await put('one')).status).toBe(200);
  const other = new Database(join(place.config.stateDir, 'state.db'));
  other.exec('BEGIN IMMEDIATE');
  const refused = await put('two');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '3']);
  expect(((await refused.json()) as { error: object }).error).toMatchObject({ code: 'busy' });
  await stillRight(running);
  other.exec('ROLLBACK');
  other.close();
  expect((await put('two')).status).toBe(200);
  const list = (await (await fetch(`${running.address}/api/conversations`)).json()) as { conversations: unknown[] };
  expect(list.conversations).toHaveLength(2);
});

test('the index is damaged beneath a running server, which finds another or builds it anew', async () => {
  const running = await start();
  await stillRight(running);
  const files = join(place.config.indexDir, 'files');
  for (const name of readdirSync(files)) if (name.endsWith('.db')) truncateSync(join(files, name), 20_000);
  // Answers that were kept decoded may still come; then a refusal, and in the end all is right again.
  await expect
    .poll(() => stillRight(running).then(() => readdirSync(files).some((name) => isWhole(join(files, name)))), {
      timeout: 60_000,
      interval: 500,
    })
    .toBe(true);
  expect(running.child.exitCode).toBeNull();
  await expect.poll(async () => (await health(running)).vectors, { timeout: 60_000 }).toBe('ready');
  await stillRight(running);
}, 150_000);

const hasProc = needs('/proc', process.platform === 'linux');

test.skipIf(!hasProc)(
  'workers are killed as a machine without memory does',
  { timeout: timeoutFor(WORKERS) },
  async () => {
    const running = await start();
    await stillRight(running);
    await survive('kill -9 of a worker of the server while it is asked', WORKERS, async (random, at) => {
      const asking = Promise.allSettled(
        ['安徽长江里不让打鱼的事', '福建城里的老房子怎么改', `第${at}个问题：小学生暑假去哪里`].map(running.ask),
      );
      await wait(random.below(60));
      for (const id of childrenOf(running.child.pid as number)) process.kill(id, 'SIGKILL');
      for (const result of await asking)
        if (result.status === 'rejected') expect(result.reason).toMatchObject({ hint: expect.stringMatching(/\S/) });
      await stillRight(running);
      expect(running.child.exitCode).toBeNull();
    });
  },
);

test('clients that read nothing, or go away in the middle, leave nothing behind', async () => {
  const running = await start();
  const question = JSON.stringify({ question: '安徽2020年粮食总产量是多少？' });
  const head = ['POST /api/ask HTTP/1.1', 'Host: 127.0.0.1', 'Accept: text/event-stream'];
  for (let i = 0; i < 60; i++) {
    // Half never send what they promised, half never read their answer.
    const length = Buffer.byteLength(question);
    open(running, ...head, `Content-Length: ${i % 2 === 0 ? length + 50 : length}`, '', question);
  }
  await stillRight(running);
  for (const socket of sockets.splice(0)) socket.destroy();
  await wait(300);
  const figures = await (await fetch(`${running.address}/metrics`)).text();
  expect(figures).toMatch(/^baogao_questions_running 0$/m);
  expect(figures).toMatch(/^baogao_questions_waiting 0$/m);
  await stillRight(running);
});

test('a stop tells its streams, takes no more, leaves in time, and the next start is clean', async () => {
  const model: Endpoint = await startEndpoint();
  model.pieces = ['一', '二'];
  model.hangs = true;
  try {
    const running = await start({ LLM_PROVIDER: 'openai', LLM_URL: model.url, LLM_MODEL: 'm' });
    const streams = Array.from({ length: 12 }, async () => {
      const response = await fetch(`${running.address}/api/ask`, {
        method: 'POST',
        body: JSON.stringify({ question: '安徽2020年粮食总产量是多少？' }),
        headers: { accept: 'text/event-stream' },
      });
      return response.text();
    });
    // One that never reads, and an idle one.
    open(running, 'GET /api/documents HTTP/1.1', 'Host: 127.0.0.1', '', '');
    await wait(1500);
    running.child.kill('SIGTERM');
    const left = exited(running);
    for (const text of await Promise.all(streams)) expect(text).toMatch(/^event: (?:error\ndata: .*"stopping"|done)/m);
    // What hangs for ten seconds is ended by the server itself, with 1.
    expect(await left).toBe(0);
    expect(readdirSync(place.config.indexDir)).not.toContain('ingest.lock');
    const next = await start();
    await stillRight(next);
    expect(next.said()).not.toMatch(/damaged|lock/i);
    next.child.kill('SIGTERM');
    expect(await exited(next)).toBe(0);
  } finally {
    await model.close();
  }
});

const alone = needs('unshare (a network of its own)', spawnSync('unshare', ['-rn', 'true']).status === 0);

test.skipIf(!alone)('a machine without any network answers as before', () => {
  const ask = join(projectRoot, 'server/ask.ts');
  const command = `ip link set lo up 2>/dev/null; exec "$0" "$@"`;
  const args = ['--import', import.meta.resolve('tsx'), ask, '福建2021年新增高速公路多少公里？'];
  const { stdout, status } = spawnSync('unshare', ['-rn', 'sh', '-c', command, process.execPath, ...args], {
    env: place.env,
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  expect(stdout).toContain('600公里');
});

/** Processes that a process has started. */
function childrenOf(id: number): number[] {
  const path = `/proc/${id}/task/${id}/children`;
  const text = readdirSync(`/proc/${id}/task/${id}`).includes('children')
    ? readFileSync(path, 'utf8')
    : execFileSync('ps', ['-o', 'pid=', '--ppid', String(id)], { encoding: 'utf8' });
  return text.split(/\s+/).filter(Boolean).map(Number);
}
