/** Whether region, year and kind that a claim names are those of the reports and passages that it cites. */
import type { ReportIndex } from '../../ingest/index/model.ts';
import { regionByName, regions } from '../../ingest/regions.ts';
import { literal } from '../literal.ts';
import type { CheckOptions, Cited } from './check.ts';
import type { Claim } from './draft.ts';
import { labelsOf } from './figure-text.ts';
import { measuresOf } from './measures.ts';

const longestFirst = (names: string[]): string =>
  [...new Set(names)]
    .filter((name) => name !== '')
    .sort((a, b) => b.length - a.length)
    .map(literal)
    .join('|');
/** Composed text is short and of our own words, so every name of a region in it is meant as one. */
const CHINESE_NAMES = new RegExp(longestFirst(regions.flatMap(({ name, short }) => [name, short])), 'g');
const ENGLISH_NAMES = new RegExp(`\\b(?:${longestFirst(regions.map(({ english }) => english))})\\b`, 'g');
/** A model's words are a report's: there only whole names and those of provinces are surely regions. */
const SURE_NAMES = new RegExp(
  longestFirst(regions.flatMap(({ name, short, level }) => (level === 'province' ? [name, short] : [name]))),
  'g',
);
const byEnglish = new Map(regions.map((region) => [region.english, region.name]));

function regionsNamed(text: string, worded: boolean): string[] {
  const chinese = [...text.matchAll(worded ? SURE_NAMES : CHINESE_NAMES)].flatMap(
    (m) => regionByName(m[0])?.name ?? [],
  );
  const english = [...text.matchAll(ENGLISH_NAMES)].flatMap((m) => byEnglish.get(m[0]) ?? []);
  return [...new Set([...chinese, ...english])];
}

/** Regions named are those cited; where figures are told, each of those is named. */
export function regionFault(
  claim: Claim,
  composed: string,
  cited: Cited[],
  { worded = false }: CheckOptions,
): string | null {
  let rest = composed;
  for (const told of claim.figures ?? []) {
    for (const label of labelsOf(told)) rest = rest.replaceAll(label, ' ');
    rest = rest.replaceAll(told.value, ' ');
  }
  const own = new Set(cited.map(({ citation }) => citation.region));
  const named = regionsNamed(rest, worded);
  const isQuoted = (name: string): boolean => {
    const short = regionByName(name)?.short ?? name;
    return worded && cited.some(({ words, citation }) => words.includes(short) || citation.title.includes(short));
  };
  const stranger = named.find((name) => !own.has(name) && !isQuoted(name));
  if (stranger !== undefined) return `${stranger} is not the region of a cited report`;
  const unnamed = named.length > 0 && (claim.figures ?? []).find((told) => !worded && !named.includes(told.region));
  return unnamed ? `${unnamed.region} is cited but not named` : null;
}

/** The report's own year, where the report is spoken of. */
const OF_REPORT =
  /(\d{4})年?(?:政府工作)?报告|(\d{4}) (?:government work )?(?:report|division|digest)\b|report of (\d{4})/g;

/** Years named are those that the passage speaks of, or stand in its quote; a report's year is the cited report's. */
export function yearFault(claim: Claim, composed: string, cited: Cited[]): string | null {
  for (const match of composed.matchAll(OF_REPORT)) {
    const year = Number(match[1] ?? match[2] ?? match[3]);
    if (!cited.some(({ citation }) => citation.year === year)) return `no cited report is of ${year}`;
  }
  const rest = composed.replace(OF_REPORT, ' ');
  // 到2024年: a year that a plan looks to; the row tells it.
  const spoken = new Set((claim.figures ?? []).map(({ year }) => year));
  for (const { citation, passage, words } of cited) {
    for (const m of `${words} ${citation.title}`.matchAll(/(?:19|20)\d\d/g)) spoken.add(Number(m[0]));
    if (passage?.year) spoken.add(passage.year);
    else if (citation.year !== null) for (const year of [citation.year, citation.year - 1]) spoken.add(year);
  }
  const years = measuresOf(rest).filter(
    ({ number, unit }) => /^(?:19|20)\d\d$/.test(number) && (unit === '年' || unit === ''),
  );
  const stranger = years.find(({ number }) => !spoken.has(Number(number)));
  return stranger ? `${stranger.number} is not the year of a cited passage` : null;
}

/** A target is not told as a result, nor a division of tasks as a report. */
export function kindFault(claim: Claim, composed: string, cited: Cited[], index: ReportIndex): string | null {
  const timings = new Set(cited.map(({ passage }) => passage?.timing));
  const only = timings.size === 1 ? [...timings][0] : undefined;
  let rest = composed.replace(/“[^”]*”/g, ' ');
  for (const { value } of claim.figures ?? []) rest = rest.replaceAll(value, ' ');
  if (only === 'review' && /目标|\btarget\b/.test(rest)) return 'a result is told as a target';
  if (only === 'plan' && /结果|\bresult\b/.test(rest)) return 'a target is told as a result';
  const documents = cited.map(({ passage }) => (passage ? index.report(passage.report)?.kind : undefined));
  if (/division of tasks/.test(rest) && !documents.includes('division')) return 'no division of tasks is cited';
  if (/digest of the report/.test(rest) && !documents.includes('digest')) return 'no digest is cited';
  return null;
}

/** Words around a quote that are ours; a year told in front is held against the passage by `yearFault`. */
const OUR_WORDS = /……|\d{4}年：|（\d{4}年报告）|牵头或负责|次，如|；最多的是|\[[^\]]*\]/g;
const OUR_ENGLISH = new Set(
  'report division of tasks digest the times first in it and said words lead led by key most'.split(' '),
);

/** Around a quote stand only the region, the report, and words that the quote has too. */
export function placeFault(claim: Claim, composed: string, cited: Cited[], { worded }: CheckOptions): string | null {
  if (claim.quoted === undefined || worded) return null;
  let rest = composed.replace(OUR_WORDS, ' ');
  for (const { citation } of cited) rest = rest.replaceAll(citation.title, ' ');
  for (const { text } of claim.derived ?? []) rest = rest.replaceAll(text, ' ');
  rest = rest.replace(CHINESE_NAMES, ' ').replace(ENGLISH_NAMES, ' ');
  for (const [run] of rest.matchAll(/[\u4e00-\u9fff]+/g))
    if (!cited.some(({ words }) => words.includes(run))) return `“${run}” beside the quote is not in it`;
  const stranger = [...rest.toLowerCase().matchAll(/[a-z]{2,}/g)].find(([word]) => !OUR_ENGLISH.has(word));
  return stranger ? `“${stranger[0]}” beside the quote is none of ours` : null;
}
