/** Slices of work and what comes between them. */
import { describe, expect, test } from 'vitest';
import { atOnce, inSlices, type Slices } from '../../ingest/index/slices.ts';
import { Turns } from '../../server/turns.ts';

describe('turns', () => {
  test('of several that work one goes on in each turn of the event loop, in their order', async () => {
    const done: string[] = [];
    let counting = true;
    const count = (): void => {
      done.push('|');
      if (counting) setImmediate(count);
    };
    setImmediate(count);
    const work = async (name: string): Promise<void> => {
      const turns = new Turns();
      for (let slice = 1; slice <= 2; slice++) {
        await turns.take();
        done.push(`${name}${slice}`);
      }
    };
    await Promise.all(['a', 'b', 'c'].map(work));
    counting = false;
    const text = done.join(' ');
    expect(text.match(/\w\d/g)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'c2']);
    expect(text, 'two slices in one turn of the event loop').not.toMatch(/\w\d \w\d/);
  });

  test('who is stopped while it waits does no more', async () => {
    const abort = new AbortController();
    const turns = new Turns(abort.signal);
    const waiting = turns.take();
    abort.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    await expect(turns.pause()).rejects.toThrow('gone');
  });
});

describe('work in slices', () => {
  function* work(fails = false): Slices<string> {
    yield;
    if (fails) throw new Error('broken');
    yield;
    return 'done';
  }

  test('comes to the same at once and with pauses', async () => {
    let pauses = 0;
    const pause = async (): Promise<void> => {
      pauses++;
    };
    expect(atOnce(work())).toBe('done');
    expect(await inSlices(work(), pause)).toBe('done');
    expect(pauses).toBe(2);
    expect(() => atOnce(work(true))).toThrow('broken');
    await expect(inSlices(work(true), pause)).rejects.toThrow('broken');
  });
});
