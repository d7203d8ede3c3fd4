/** Work that can be done at a stretch (a command) or in slices (a server, whose thread others use too). */

/** Yields between two pieces of work, of about a millisecond each; returns what came of it. */
export type Slices<T> = Generator<void, T, void>;

/** Does all of it now. Throws what the work throws. */
export function atOnce<T>(slices: Slices<T>): T {
  for (;;) {
    const { done, value } = slices.next();
    if (done) return value;
  }
}

/**
 * Does it piece by piece. Rejects with what the work throws.
 * @param pause Lets others go first, where that is due.
 */
export async function inSlices<T>(slices: Slices<T>, pause: () => Promise<void>): Promise<T> {
  for (;;) {
    const { done, value } = slices.next();
    if (done) return value;
    await pause();
  }
}
