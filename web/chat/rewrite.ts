/** A question asked again with other regions, years, indicator or kind. Pure. */
import type { FigureKind } from '../model.ts';

export interface Meaning {
  /** As they are called in the language of the question. */
  regions: string[];
  years: number[];
  /** Name of the indicator; null for a question that is not about one. */
  indicator: string | null;
  kind: FigureKind | 'both' | null;
}

export interface RewriteOptions {
  language: 'zh' | 'en';
  /** The completed question. */
  question: string;
  /** What it was taken to mean, and every name that may stand for a region in it. */
  before: Meaning & { namesOf: (region: string) => string[] };
  after: Meaning;
}

/**
 * About an indicator the question is made anew, since its words may say what was changed in many ways. Else regions and years are
 * replaced where they stand, and put in front where they do not.
 */
export function rewrite(options: RewriteOptions): string {
  return options.after.indicator === null ? replaced(options) : figureQuestion(options.after, options.language);
}

function figureQuestion({ regions, years, indicator, kind }: Meaning, language: 'zh' | 'en'): string {
  if (language === 'en') {
    const what = { target: 'target', result: 'result', both: 'target and result' }[kind ?? 'target'];
    const where = regions.length === 0 ? '' : ` of ${list(regions, ', ', ' and ')}`;
    return `What is the ${[years.join(' and '), indicator, what].filter(Boolean).join(' ')}${where}?`;
  }
  const what = kind === null ? '' : { target: '目标', result: '实绩', both: '目标和实绩' }[kind];
  const when = years.map((year) => `${year}年`).join('和');
  const asked = regions.length > 1 ? '分别是多少' : '是多少';
  return `${list(regions, '、', '和')}${when}${indicator}${what}${asked}？`;
}

function replaced({ question, before, after, language }: RewriteOptions): string {
  let text = question;
  const extra: string[] = [];
  const isSame = (a: unknown[], b: unknown[]): boolean => a.join() === b.join();
  if (!isSame(before.regions, after.regions)) {
    const joined = language === 'en' ? list(after.regions, ', ', ' and ') : list(after.regions, '、', '和');
    const names = before.regions.flatMap(before.namesOf).sort((a, b) => b.length - a.length);
    const found = names.filter((name) => text.includes(name));
    if (found.length === 0) extra.push(joined);
    // The first name gives way to the new ones, the others go with what joined them.
    found.forEach((name, place) => {
      text = text.replace(place === 0 ? name : new RegExp(`(?:、|和|与|, | and )?${name}`), place === 0 ? joined : '');
    });
  }
  if (!isSame(before.years, after.years)) {
    const joined = after.years.join(language === 'en' ? ' and ' : '年和');
    const found = before.years.filter((year) => text.includes(`${year}`));
    if (found.length > 0) text = text.replace(`${found[0]}`, joined);
    else extra.push(language === 'en' ? joined : `${joined}年`);
  }
  if (extra.length === 0) return text;
  return language === 'en' ? `${text.replace(/\?$/, '')} (${extra.join(', ')})?` : extra.join('') + text;
}

function list(names: string[], comma: string, and: string): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(comma)}${and}${names.at(-1)}`;
}
