/**
 * Whether a part of the machine that some tests need is there. Prints why they are skipped where it is not; with
 * REQUIRE_ALL=1, as in CI, that is an error instead.
 */
export function needs(part: string, present: boolean): boolean {
  if (present) return true;
  if (process.env.REQUIRE_ALL === '1')
    throw new Error(`${part} is not on this machine, and REQUIRE_ALL=1 forbids skipping its tests`);
  console.warn(`Skipped: ${part} is not on this machine (REQUIRE_ALL=1 makes this a failure)`);
  return false;
}
