/**
 * Long work in slices, so that other requests of the same thread are served in between: of everything that is worked on, one slice is
 * done in each turn of the event loop, and whoever works takes turns. Without that four questions that paused in the same moment went on
 * in the same moment, and a request that came then waited for four slices.
 */

/**
 * Milliseconds of work between two pauses. What stands between two places that can pause takes up to 20 ms (a retrieval over one
 * region), so that nobody waits for much longer than twice this.
 */
const SLICE_MS = 10;

/** Who waits for a slice, in order. */
const waiting: (() => void)[] = [];
let isScheduled = false;

/** Resolves when it is this caller's turn: in a turn of the event loop in which nobody else's slice is done. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(next);
  });
}

function next(): void {
  const go = waiting.shift();
  isScheduled = waiting.length > 0;
  // An immediate that is set now runs after what came over the network meanwhile.
  if (isScheduled) setImmediate(next);
  go?.();
}

/** One question's turns at the thread. */
export class Turns {
  readonly #signal: AbortSignal | undefined;
  #since = performance.now();

  /** @param signal Who is stopped does no more slice: waiting for one then throws the signal's reason. */
  constructor(signal?: AbortSignal) {
    this.#signal = signal;
  }

  /** Lets others go first where the slice is used up; costs nothing else. */
  async pause(): Promise<void> {
    this.#signal?.throwIfAborted();
    if (performance.now() - this.#since >= SLICE_MS) await this.take();
  }

  /** Waits for the next turn: to begin, and after something else was waited for, since several may have come in the same moment. */
  async take(): Promise<void> {
    await turn();
    this.#signal?.throwIfAborted();
    this.#since = performance.now();
  }
}
