/** Units of figures: which are the same thing, and how one is told in another. */

/** Units that a bare 万 or 亿 can stand for. */
const ELIDED: Record<string, RegExp> = { 万: /^万(?!亿)./, 亿: /^亿./, 万亿: /^万亿./ };

/** 万人 and 人 count the same thing. */
function plain(unit: string): string {
  return unit.replace(/^(?:万亿|亿|万)(?=.)/, '').replace(/\/[人月年·]+$/, '');
}

function scale(unit: string): number {
  if (unit.startsWith('万亿')) return 1e12;
  if (unit.startsWith('亿')) return 1e8;
  return unit.startsWith('万') ? 1e4 : 1;
}

function match(units: readonly string[], unit: string): string | undefined {
  const whole = ELIDED[unit];
  return whole
    ? units.find((one) => whole.test(one))
    : (units.find((one) => one === unit) ?? units.find((one) => plain(one) === plain(unit)));
}

/** Whether a figure in `unit` can be of an indicator that is told in `units`. */
export function accepts(units: readonly string[], unit: string): boolean {
  return unit !== '' && match(units, unit) !== undefined;
}

/** How a figure in `unit` is told: as printed where the indicator knows that unit, else converted to one that it knows. */
export function convert(units: readonly string[], unit: string): { unit: string; factor: number } {
  const wanted = match(units, unit);
  const first = units[0];
  // People are told in ten thousands wherever the indicator is (67610人 is 6.761万人).
  if (first?.startsWith('万') && plain(first) === unit) return { unit: first, factor: 1e-4 };
  // 元/月 and 元/年 are not the same thing: the report's own is kept.
  if (wanted === undefined || units.includes(unit) || unit.includes('/')) return { unit, factor: 1 };
  return { unit: wanted, factor: scale(unit) / scale(wanted) };
}
