import { EventEmitter } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ReportError } from '../../ingest/errors.ts';
import type { IngestEvent } from '../../ingest/events.ts';
import { IngestRuns } from '../../server/ingest-runs.ts';

/** A child that does what the test tells it. */
class Child extends EventEmitter {
  readonly args: string[];
  isKilled = false;

  constructor(args: string[]) {
    super();
    this.args = args;
  }

  kill(): boolean {
    this.isKilled = true;
    // As the real one: what it was doing is stopped, and it says so.
    this.fail('aborted');
    return true;
  }

  tell(event: IngestEvent): void {
    this.emit('message', event);
  }

  publish(generation: string): void {
    this.tell({ event: 'published', generation, complete: false });
  }

  finish(generation: string): void {
    this.tell({ event: 'done', generation, embedded: 3, unchanged: false });
    this.emit('exit', 0);
  }

  fail(code: string, status = 500): void {
    this.tell({ event: 'failed', error: { code, message: `it was ${code}`, status } });
    this.emit('exit', 1);
  }
}

let children: Child[];
let published: number;
let failures: string[];
let runs: IngestRuns;
beforeEach(() => {
  children = [];
  published = 0;
  failures = [];
  runs = new IngestRuns({
    start: (args) => {
      const child = new Child(args);
      children.push(child);
      return child as unknown as ReturnType<ConstructorParameters<typeof IngestRuns>[0]['start']>;
    },
    onPublished: () => {
      published++;
    },
    onFailed: (error: ReportError) => void failures.push(error.code),
  });
});
const child = (at: number): Child => children[at] as Child;
const added = (path: string) => ({ path, documents: 1, characters: 9, replaced: false });

describe('one request', () => {
  test('is told when its text answers, and later when its vectors do', async () => {
    const events: string[] = [];
    const request = runs.add(['/tmp/a.txt'], ({ event }) => void events.push(event));
    expect(child(0).args).toEqual(['--move', '--', '/tmp/a.txt']);
    expect(runs.isRunning).toBe(true);
    child(0).tell({ event: 'added', added: [added('a.txt')], refused: [] });
    child(0).publish('000002');
    expect(await request.text).toMatchObject({ generation: '000002', added: [{ path: 'a.txt' }] });
    expect(published).toBe(1);
    child(0).finish('000003');
    expect(await request.complete).toMatchObject({ generation: '000003' });
    expect(runs.isRunning).toBe(false);
    expect(events).toEqual(['added', 'published', 'done']);
  });

  test('whose files were all refused ends without a generation and without a failure', async () => {
    const request = runs.add(['/tmp/a.txt']);
    child(0).tell({ event: 'added', added: [], refused: [{ path: 'a.txt', code: 'no-text', message: 'none' }] });
    child(0).emit('exit', 1);
    expect(await request.text).toMatchObject({ generation: null, refused: [{ code: 'no-text' }] });
    expect(await request.complete).toMatchObject({ generation: null });
    expect(failures).toEqual([]);
  });

  test('fails with what the child said, or with its exit code where it said nothing', async () => {
    const first = runs.refresh();
    child(0).fail('disk-full', 507);
    await expect(first.text).rejects.toMatchObject({ code: 'disk-full', status: 507 });
    await expect(first.complete).rejects.toMatchObject({ code: 'disk-full' });
    const second = runs.refresh();
    child(1).emit('exit', 137);
    await expect(second.text).rejects.toMatchObject({ code: 'ingest-failed', message: expect.stringContaining('137') });
    expect(failures).toEqual(['disk-full', 'ingest-failed']);
    expect(runs.isRunning).toBe(false);
  });

  test('for which no process can be started is told so, and the next one is served', async () => {
    const start = vi.spyOn(children, 'push').mockImplementationOnce(() => {
      throw new Error('spawn EMFILE');
    });
    const first = runs.refresh();
    await expect(first.text).rejects.toMatchObject({ code: 'ingest-failed', status: 503 });
    await expect(first.complete).rejects.toMatchObject({ message: expect.stringContaining('EMFILE') });
    start.mockRestore();
    const second = runs.refresh();
    child(0).emit('error', Object.assign(new Error('spawn ENOMEM'), { code: 'ENOMEM' }));
    await expect(second.text).rejects.toMatchObject({ code: 'ingest-failed', status: 503 });
    const third = runs.refresh();
    child(1).publish('000002');
    child(1).finish('000002');
    await expect(third.complete).resolves.toMatchObject({ generation: '000002' });
    expect(runs.isRunning).toBe(false);
  });

  test('that dies while it embeds has its text, and its vectors fail', async () => {
    const request = runs.refresh();
    child(0).publish('000002');
    child(0).emit('exit', 137);
    await expect(request.text).resolves.toMatchObject({ generation: '000002' });
    await expect(request.complete).rejects.toMatchObject({ code: 'ingest-failed' });
  });
});

describe('several requests', () => {
  test('wait their turn; those that only want the index in step share one run', async () => {
    const add = runs.add(['/tmp/a.txt']);
    const [first, second] = [runs.refresh(), runs.refresh()];
    expect(children).toHaveLength(1);
    child(0).publish('000002');
    // It embeds now, and is stopped for those that wait; what it embedded is kept.
    expect(child(0).isKilled).toBe(true);
    expect(await add.text).toMatchObject({ generation: '000002' });
    expect(children).toHaveLength(2);
    expect(child(1).args).toEqual([]);
    child(1).publish('000003');
    expect(await first.text).toMatchObject({ generation: '000003' });
    expect(await second.text).toMatchObject({ generation: '000003' });
    child(1).finish('000004');
    for (const { complete } of [add, first, second]) expect(await complete).toMatchObject({ generation: '000004' });
    expect(children).toHaveLength(2);
    expect(failures).toEqual([]);
  });

  test('a run that reads is not stopped: what it adds would be lost', () => {
    runs.add(['/tmp/a.txt']);
    runs.refresh();
    expect(child(0).isKilled).toBe(false);
  });

  test('one that comes while another embeds stops it at once', async () => {
    const first = runs.refresh();
    child(0).publish('000002');
    const second = runs.add(['/tmp/b.txt']);
    expect(child(0).isKilled).toBe(true);
    expect(child(1).args).toContain('/tmp/b.txt');
    child(1).tell({ event: 'added', added: [added('b.txt')], refused: [] });
    child(1).publish('000003');
    child(1).finish('000004');
    expect((await first.complete).added).toEqual([]);
    expect((await second.complete).added).toMatchObject([{ path: 'b.txt' }]);
  });

  test('a failure is that of its own run; the next one goes on', async () => {
    const bad = runs.add(['/tmp/a.txt']);
    const good = runs.add(['/tmp/b.txt']);
    child(0).fail('internal');
    await expect(bad.text).rejects.toMatchObject({ code: 'internal' });
    child(1).publish('000002');
    child(1).finish('000002');
    await expect(good.complete).resolves.toMatchObject({ generation: '000002' });
  });
});

test('while another program has the index it is tried again, and what was added is not added twice', async () => {
  const request = runs.add(['/tmp/a.txt']);
  child(0).tell({ event: 'added', added: [added('a.txt')], refused: [] });
  child(0).fail('index-locked');
  expect(runs.isRunning).toBe(true);
  for (let waited = 0; children.length < 2 && waited < 100; waited++) await wait(50);
  expect(child(1).args).toEqual([]);
  child(1).publish('000005');
  child(1).finish('000005');
  expect(await request.complete).toMatchObject({ generation: '000005', added: [{ path: 'a.txt' }] });
  expect(failures).toEqual([]);
});

test('when the server stops, all who wait are told so, and nothing is started any more', async () => {
  const [first, second] = [runs.add(['/tmp/a.txt']), runs.refresh()];
  const closed = runs.close();
  for (const { text, complete } of [first, second]) {
    await expect(text).rejects.toMatchObject({ code: 'stopping', status: 503 });
    await expect(complete).rejects.toMatchObject({ code: 'stopping' });
  }
  expect(child(0).isKilled).toBe(true);
  await closed;
  expect(children).toHaveLength(1);
  expect(failures).toEqual([]);
});

test('a server that stops has stopped when its ingest has let go of the index', async () => {
  runs.refresh().text.catch(() => {});
  // One that takes its time to write out what it has.
  child(0).kill = () => true;
  let isClosed = false;
  const closed = runs.close().then(() => {
    isClosed = true;
  });
  await wait(20);
  expect(isClosed).toBe(false);
  child(0).fail('aborted');
  await closed;
  expect(await runs.close()).toBeUndefined();
});
