/** How much the fault runs try: `FAULT_SECONDS` in all (40 by default), up to the number that a full run has; and what they tried. */

/** Of all kinds of faults together. */
const SECONDS = Number(process.env.FAULT_SECONDS ?? 40);
/** A run meets other moments and places each time; a failure prints its seed. */
const SEED = Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 2 ** 31));
/** For vitest: one attempt may begin just before the end. */
const LAST_ATTEMPT_MS = 240_000;

export interface Attempts {
  /** How many a full run has. */
  full: number;
  /** Of the budget. */
  share: number;
}

/** Milliseconds after which vitest may give up. */
export function timeoutFor({ share }: Attempts): number {
  return SECONDS * 1000 * share + LAST_ATTEMPT_MS;
}

/** Tries a kind of fault again and again; an attempt throws where it was not survived. Prints how many were. */
export async function survive(
  what: string,
  { full, share }: Attempts,
  attempt: (random: Random, at: number) => Promise<void>,
): Promise<void> {
  const ends = performance.now() + SECONDS * 1000 * share;
  let tried = 0;
  let survived = 0;
  try {
    while (tried < full && (tried === 0 || performance.now() < ends)) {
      tried++;
      await attempt(new Random(SEED + tried), tried - 1);
      survived++;
    }
  } catch (error) {
    throw new Error(`${what}: attempt ${tried} was not survived (FAULT_SEED=${SEED})`, { cause: error });
  } finally {
    console.log(`faults: ${survived} of ${tried} survived: ${what} (${full} in a full run)`);
  }
}

/** Numbers that come again with the same seed (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** From 0, not including 1. */
  share(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0, not including `end`. */
  below(end: number): number {
    return Math.floor(this.share() * end);
  }

  of<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }
}
