/** A figure of the table as it is read. */
import type { TableCell } from '../model.ts';

type Figure = Pick<TableCell, 'value' | 'low' | 'high' | 'unit' | 'qualifier' | 'text'>;

/** Words of a qualifier that stand behind the figure; others are part of a phrase and shown as the report has it. */
const AFTER_FIGURE = /^(?:左右|以上|以内|内|以下|之间|)$/;

/** What is shown of the common units in English: a factor and a name. */
const ENGLISH_UNITS: Record<string, { factor: number; name: string }> = {
  '%': { factor: 1, name: '%' },
  个百分点: { factor: 1, name: ' points' },
  万人: { factor: 1e4, name: ' people' },
  亿元: { factor: 1e8, name: ' yuan' },
  万亿元: { factor: 1e12, name: ' yuan' },
  元: { factor: 1, name: ' yuan' },
  亿斤: { factor: 5e7, name: ' kg' },
  万吨: { factor: 1e4, name: ' t' },
  '微克/立方米': { factor: 1, name: ' µg/m³' },
};
const ENGLISH_QUALIFIERS: Record<string, (figure: string) => string> = {
  左右: (figure) => `about ${figure}`,
  以上: (figure) => `${figure} or more`,
  以内: (figure) => `within ${figure}`,
  内: (figure) => `within ${figure}`,
  以下: (figure) => `below ${figure}`,
};

/**
 * `6%—6.5%`, `63万人以上`; the report's own words where there is no number. Rows of the matrix bring their English with them, cells of
 * answers have it in their text.
 */
export function figureText(figure: Figure & { english?: string }, language: 'zh' | 'en'): string {
  if (language === 'en' && figure.english) return figure.english;
  const { value, low, high, unit, qualifier, text } = figure;
  if (!AFTER_FIGURE.test(qualifier) || /[（(]/.test(unit) || (value === null && (low === null || high === null)))
    return text;
  if (language === 'en') return englishText(figure);
  if (low !== null && high !== null) return `${low}${unit === '%' ? '%' : ''}—${high}${unit}${qualifier}`;
  return `${value}${unit}${qualifier}`;
}

function englishText({ value, low, high, unit, qualifier, text }: Figure): string {
  const known = ENGLISH_UNITS[unit];
  if (known === undefined) return text;
  const number = (amount: number): string => short(amount * known.factor);
  const figure = value === null ? `${number(low ?? 0)}–${number(high ?? 0)}${known.name}` : number(value) + known.name;
  return ENGLISH_QUALIFIERS[qualifier]?.(figure) ?? figure;
}

/** `630,000`, `1.2 million`, `4.5 trillion`. */
function short(amount: number): string {
  const steps: [number, string][] = [
    [1e12, ' trillion'],
    [1e9, ' billion'],
    [1e6, ' million'],
  ];
  const [step, name] = steps.find(([limit]) => Math.abs(amount) >= limit) ?? [1, ''];
  return (amount / step).toLocaleString('en', { maximumFractionDigits: 4 }) + name;
}
