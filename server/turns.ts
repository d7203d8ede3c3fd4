/** Long work in slices, so that other requests of the same thread are served in between. */
import { setImmediate } from 'node:timers/promises';

/**
 * Milliseconds of work between two pauses. What stands between two places that can pause takes up to 20 ms (a retrieval over one
 * region), so that nobody waits for much longer than twice this.
 */
const SLICE_MS = 10;

/** One question's turns at the thread. */
export class Turns {
  #since = performance.now();

  /** Lets others go first where the slice is used up; costs nothing else. */
  async pause(): Promise<void> {
    if (performance.now() - this.#since < SLICE_MS) return;
    await setImmediate();
    this.#since = performance.now();
  }
}
