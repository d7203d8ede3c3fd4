import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createApp } from '../../server/app.ts';
import { FairQueue, type QueueLimits } from '../../server/queue.ts';
import { QUESTION_LIMITS } from '../../server/queued-engine.ts';
import { answerWith, type FakeEngine, fakeEngine } from './fake-engine.ts';
import { sampleIndex } from './sample-reports.ts';

const limits: QueueLimits = { what: 'questions', running: 1, waiting: 4, waitingOfOne: 3, timeMs: 1000 };
const queueWith = (more: Partial<QueueLimits> = {}) => new FairQueue({ ...limits, ...more });
/** Work that ends when it is told to, or stops when its signal fires. */
function work() {
  let end: () => void = () => {};
  const seen: { signal?: AbortSignal } = {};
  const begun = vi.fn((signal: AbortSignal) => {
    seen.signal = signal;
    return new Promise<void>((resolve, reject) => {
      end = resolve;
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  });
  return { begun, end: () => end(), seen };
}
const order: string[] = [];
const note = (name: string) => async () => {
  order.push(name);
  await turn();
};
beforeEach(() => void order.splice(0));
afterEach(() => void vi.useRealTimers());

describe('a queue', () => {
  test('lets clients take turns, however much one of them asks', async () => {
    const queue = queueWith({ waiting: 10, waitingOfOne: 10 });
    const all = [
      ...['a1', 'a2', 'a3', 'a4'].map((name) => queue.run('a', note(name))),
      ...['b1', 'b2'].map((name) => queue.run('b', note(name))),
      queue.run('c', note('c1')),
    ];
    await Promise.all(all);
    expect(order).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4']);
  });

  test('turns away who finds it full, and first of all who fills it', async () => {
    const queue = queueWith();
    const first = work();
    const running = queue.run('a', first.begun);
    const waiting = [1, 2, 3].map(() => queue.run('a', note('a')));
    await expect(queue.run('a', note('a'))).rejects.toMatchObject({
      code: 'too-many-requests',
      status: 429,
      retryAfter: 2,
    });
    waiting.push(queue.run('b', note('b')));
    await expect(queue.run('c', note('c'))).rejects.toMatchObject({ code: 'busy', status: 503, retryAfter: 2 });
    expect(() => queue.check('c')).toThrow(expect.objectContaining({ code: 'busy' }));
    first.end();
    await Promise.all([running, ...waiting]);
    expect([queue.running, queue.waiting]).toEqual([0, 0]);
    await queue.run('c', note('c'));
    expect(order).toEqual(['a', 'b', 'a', 'a', 'c']);
  });

  test('gives up the place of who went away, waiting or running', async () => {
    const queue = queueWith();
    const [one, two] = [work(), work()];
    const [gone, waitingGone] = [new AbortController(), new AbortController()];
    const running = queue.run('a', one.begun, gone.signal);
    const waiting = queue.run('a', note('never'), waitingGone.signal);
    const next = queue.run('b', two.begun);
    waitingGone.abort(new Error('went away'));
    await expect(waiting).rejects.toThrow('went away');
    expect(queue.waiting).toBe(1);
    gone.abort(new Error('gone'));
    await expect(running).rejects.toThrow('gone');
    await vi.waitFor(() => expect(two.begun).toHaveBeenCalled());
    two.end();
    await next;
    expect(order).toEqual([]);
    await expect(queue.run('a', note('never'), gone.signal)).rejects.toThrow('gone');
  });

  test('does not wait for work that never looks at its signal', async () => {
    const queue = queueWith();
    const gone = new AbortController();
    const stuck = queue.run('a', () => new Promise(() => {}), gone.signal);
    const next = queue.run('b', note('b'));
    gone.abort(new Error('gone'));
    await expect(stuck).rejects.toThrow('gone');
    await next;
    expect(order).toEqual(['b']);
    expect(queue.running).toBe(0);
  });

  test('stops what waits or runs longer than its time', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const queue = queueWith({ running: 1 });
    const slow = work();
    const running = expect(queue.run('a', slow.begun)).rejects.toMatchObject({ code: 'too-slow', status: 503 });
    await vi.advanceTimersByTimeAsync(500);
    const waiting = queue.run('b', note('b'));
    await vi.advanceTimersByTimeAsync(500);
    await running;
    expect(slow.seen.signal?.aborted).toBe(true);
    await waiting;
    expect(order).toEqual(['b']);
  });

  test('closes with the reason for all, and for who comes later', async () => {
    const queue = queueWith();
    const slow = work();
    const all = [queue.run('a', slow.begun), queue.run('b', note('b'))];
    queue.close(new Error('stopping'));
    for (const one of all) await expect(one).rejects.toThrow('stopping');
    await expect(queue.run('a', note('a'))).rejects.toThrow('stopping');
    await vi.waitFor(() => expect([queue.running, queue.waiting]).toEqual([0, 0]));
  });

  test('keeps going after work that fails', async () => {
    const queue = queueWith();
    const failing = queue.run('a', () => {
      throw new Error('broken');
    });
    const next = queue.run('a', note('a'));
    await expect(failing).rejects.toThrow('broken');
    await next;
    expect(order).toEqual(['a']);
  });
});

describe('a server whose queue is full', () => {
  let engine: FakeEngine;
  let app: ReturnType<typeof createApp>;
  const leaving = new AbortController();
  beforeEach(() => {
    engine = fakeEngine(sampleIndex(), () => answerWith({ answer: '有。' }));
    engine.pace = 100_000;
    app = createApp({ engine, config: { host: '127.0.0.1', basePath: '' }, stopping: leaving.signal });
  });
  const ask = (accept: string, signal?: AbortSignal) =>
    app.request('/api/ask', {
      method: 'POST',
      body: '{"question":"问"}',
      headers: { accept },
      ...(signal && { signal }),
    });

  test('says so with a status and when to come again, to streams too, and has room again when clients leave', async () => {
    const abort = new AbortController();
    const { running, waitingOfOne } = QUESTION_LIMITS;
    const open = Array.from({ length: running + waitingOfOne }, () => ask('application/json', abort.signal));
    await vi.waitFor(() => expect(engine.asked).toHaveLength(running));
    for (const accept of ['application/json', 'text/event-stream']) {
      const response = await ask(accept);
      expect([response.status, response.headers.get('retry-after')]).toEqual([429, '2']);
      expect(((await response.json()) as { error: { code: string } }).error.code).toBe('too-many-requests');
    }
    const chat = await app.request('/v1/chat/completions', {
      method: 'POST',
      body: '{"model":"baogao","stream":true,"messages":[{"role":"user","content":"问"}]}',
    });
    expect(chat.status).toBe(429);
    expect((await app.request('/api/health')).status).toBe(200);
    abort.abort();
    await Promise.all(open);
    engine.pace = 0;
    await vi.waitFor(async () => expect((await ask('application/json')).status).toBe(200));
    // Those that waited were never begun.
    expect(engine.asked.length).toBe(running + 1);
  });

  test('tells its streams when it stops', async () => {
    const stream = await ask('text/event-stream');
    await vi.waitFor(() => expect(engine.asked).toHaveLength(1));
    const { ReportError } = await import('../../ingest/errors.ts');
    leaving.abort(new ReportError('stopping', 'The server stops', { status: 503 }));
    expect(await stream.text()).toMatch(/^event: error\ndata: .*"code":"stopping"/m);
    expect((await ask('application/json')).status).toBe(503);
  });
});
