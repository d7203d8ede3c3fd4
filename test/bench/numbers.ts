/** The arithmetic of the tables. */

/** Rounds as Python does (a tie goes to the even digit), so that figures agree with test/golden/score.py. */
export function roundHalfEven(value: number, digits: number): number {
  const scale = 10 ** digits;
  // Only a multiple of a power of two can be an exact tie: 6.25, not 6.35.
  const tie = Math.abs(value * 2 ** (digits + 1)) % 2 === 1;
  if (!tie) return Number(value.toFixed(digits));
  const below = Math.floor(value * scale);
  return (below % 2 === 0 ? below : below + 1) / scale;
}

/** A share in percent with one decimal; null where there is nothing to share. */
export function percentOf(part: number, whole: number): number | null {
  return whole ? roundHalfEven((100 * part) / whole, 1) : null;
}

export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** The mean; NaN of nothing. */
export function meanOf(values: readonly number[]): number {
  return sumOf(values) / values.length;
}

/** The smallest value that at least the share `p` of all values does not exceed; null of nothing. */
export function quantile(values: readonly number[], p: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const place = Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1));
  return sorted[place] ?? null;
}
