/** Programs killed in the middle of an ingest and of an upload. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../ingest/config.ts';
import { openIndex } from '../../ingest/index/open.ts';
import { ingest } from '../../ingest/ingest.ts';
import { survive, timeoutFor } from './budget.ts';
import { judge, judgeIndex, makePlace, type Place, reportOf } from './place.ts';
import { askAt, type Running, runServer, sourceAt } from './running.ts';

const INGEST = { full: 100, share: 0.2 };
const UPLOAD = { full: 100, share: 0.25 };
/** A whole ingest of the place takes so long on an idle machine; moments beyond it are kills after the end. */
const INGEST_MS = 4000;
/** The same of an upload until its text is answered from, on a busy one. */
const UPLOAD_MS = 6000;

let place: Place;
const started = new Set<ChildProcess>();
beforeAll(() => {
  place = makePlace();
});
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  started.clear();
});
afterAll(() => place?.remove());

const tsx = ['--import', import.meta.resolve('tsx')];
const ended = (child: ChildProcess): Promise<unknown> =>
  child.exitCode === null && child.signalCode === null
    ? new Promise((resolve) => child.once('exit', resolve))
    : Promise.resolve();

test('kill -9 in the middle of an ingest', { timeout: timeoutFor(INGEST) }, async () => {
  place.setKilometres(100);
  await ingest({ config: place.config, vectors: false });
  let last = 100;
  const came = { before: 0, after: 0 };
  await survive('kill -9 of ingest at a random moment', INGEST, async (random, at) => {
    const next = 101 + at;
    place.setKilometres(next);
    const child = spawn(process.execPath, [...tsx, join(projectRoot, 'ingest/main.ts')], {
      env: place.env,
      stdio: 'ignore',
    });
    started.add(child);
    await Promise.race([wait(random.below(INGEST_MS)), ended(child)]);
    child.kill('SIGKILL');
    await ended(child);
    const found = await judgeIndex(place.config.indexDir, [last, next]);
    expect([last, next]).toContain(found);
    came[found === next ? 'after' : 'before']++;
    // The next ingest takes the dead one's lock over and ends what it began.
    await ingest({ config: place.config, vectors: false });
    expect(await judgeIndex(place.config.indexDir, [next])).toBe(next);
    expect(
      readdirSync(place.config.indexDir, { recursive: true }).filter((name) => String(name).endsWith('.tmp')),
    ).toEqual([]);
    last = next;
  });
  console.log('answered from the generation', came);
});

test('kill -9 of a server in the middle of an upload', { timeout: timeoutFor(UPLOAD) }, async () => {
  place.setKilometres(500);
  await ingest({ config: place.config, vectors: false });
  let server: Running = await runServer(place.env);
  started.add(server.child);
  /** Figures that a client was told are loaded. */
  const promised = new Map<string, number>();
  const came = { told: 0, there: 0, absent: 0 };
  await survive('kill -9 of the server at a random moment of an upload', UPLOAD, async (random, at) => {
    const name = `2021-hunan-${at}.txt`;
    const kilometres = 1000 + at;
    const body = new FormData();
    // A title of its own, or it would be the same report in two files.
    body.append('files', new File([reportOf('湖南省', kilometres)], name));
    const told = fetch(`${server.address}/api/documents`, { method: 'POST', body }).then(
      async (response) => {
        const text = await response.text();
        if (!response.ok) throw new Error(`refused: ${text}`);
        return true;
      },
      () => false,
    );
    const killed = await Promise.race([wait(random.below(UPLOAD_MS)), told]).then(() => server.child.kill('SIGKILL'));
    expect(killed).toBe(true);
    await ended(server.child);
    const wasTold = await told;
    server = await runServer(place.env);
    started.add(server.child);
    await judge(askAt(server.address), [500], sourceAt(server.address));
    const source = await fetch(
      `${server.address}/api/documents/${encodeURIComponent(name.replace('.txt', ''))}/source`,
    );
    const text = await source.text();
    if (source.ok) expect(text).toContain(`新增高速公路${kilometres}公里`);
    if (wasTold) expect(source.status, `${name} was told to be loaded`).toBe(200);
    if (wasTold) promised.set(name, kilometres);
    came[wasTold ? 'told' : source.ok ? 'there' : 'absent']++;
    await server.ask('安徽2020年粮食总产量是多少？');
  });
  console.log('an upload was', came);
  server.child.kill('SIGTERM');
  await ended(server.child);
  // Nothing that was promised was lost by a later kill.
  await ingest({ config: place.config, vectors: false });
  const index = openIndex(place.config.indexDir);
  for (const [name, kilometres] of promised)
    expect(index.source(name.replace('.txt', ''))).toContain(`新增高速公路${kilometres}公里`);
  index.close();
  mkdirSync(join(place.config.stateDir, 'uploads'), { recursive: true });
  expect(existsSync(join(place.config.indexDir, 'ingest.lock'))).toBe(false);
});
