/** How long the fuzzing may take (`FUZZ_SECONDS`, 30 by default), and what it tried. */
import fc from 'fast-check';

/** Of all properties together. */
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 30);
/** A run of hours meets other inputs each time; a failure prints its seed. */
const SEED = process.env.FUZZ_SEED === undefined ? undefined : Number(process.env.FUZZ_SEED);
/** What shrinking a failure may take beyond the budget. */
const SPARE_MS = 60_000;

/** Milliseconds of a share of the budget. */
export function timeFor(share: number): number {
  return SECONDS * 1000 * share;
}

/** For vitest. */
export function timeoutFor(share: number): number {
  return timeFor(share) + SPARE_MS;
}

/** Tries inputs until the share of the budget is used up, and prints how many that were. */
export async function fuzz<T>(
  what: string,
  share: number,
  inputs: fc.Arbitrary<T>,
  property: (input: T) => void | Promise<void>,
): Promise<void> {
  let tried = 0;
  const checked = fc.asyncProperty(inputs, async (input) => {
    tried++;
    await property(input);
  });
  try {
    await fc.assert(checked, {
      numRuns: Number.MAX_SAFE_INTEGER,
      interruptAfterTimeLimit: timeFor(share),
      markInterruptAsFailure: false,
      maxSkipsPerRun: 0,
      ...(SEED !== undefined && { seed: SEED }),
    });
  } finally {
    console.log(`fuzzed: ${tried} ${what}`);
  }
  if (tried === 0) throw new Error(`no ${what} were tried; FUZZ_SECONDS is ${SECONDS}`);
}
