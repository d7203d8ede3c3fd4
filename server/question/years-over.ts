/** 近三年, 历年, since 2020: a figure asked of every year that there are reports of. */
import type { Corpus } from './corpus-scope.ts';
import { numberOf } from './number-words.ts';
import type { NamedYear, Reading } from './reading.ts';

const SINCE =
  /(?:自|从)?(20\d\d)年?(?:以来|至今|到现在|起)|\bsince (20\d\d)\b|\bfrom (20\d\d) (?:on(?:wards)?|to (?:date|now|the present))\b/i;
const BETWEEN =
  /(20\d\d)年?(?:到|至|[-–—~～])(20\d\d)(?:年|\b)|\b(?:from|between) (20\d\d) (?:to|and|through|until) (20\d\d)\b/i;
const LAST =
  /(?:最?近|过去|这|前)([两二三四五六七八九十\d])年(?!规划|计划|行动)|\b(?:past|last|recent) (two|three|four|five|\d) years\b/i;
const EVERY =
  /连续(?:几年|多年)?(?:上调|下调|提高|调高|调低|降低|走低|走高|下降|上升)|(?:最?近|这|前)(?:几|些)年|历年|逐年|各年(?:度)?的|这些年|每(?:一)?年的|\b(?:over|across|through) (?:the|all) (?:past |last |recent |few |loaded )*years\b|\byear by year\b|\b(?:each|every) year\b|\bover time\b|\brecent years\b|\ball years\b/i;
/** 近五年累计: one figure over the years, which the reports sum up themselves. */
const SUMMED = /累计|合计|总共|一共|年均|平均|总和|\btotal\b|cumulative|on average|\bsum\b/i;

/** The words that ask for every year, for whoever looks at what else a question says. */
export function overYears(text: string): string | null {
  if (SUMMED.test(text)) return null;
  return (BETWEEN.exec(text) ?? SINCE.exec(text) ?? LAST.exec(text) ?? EVERY.exec(text))?.[0] ?? null;
}

/**
 * The years of the regions' reports that a question over the years asks for, in order; null where it asks for none, or fewer than two are
 * loaded. Of 近三年 the newest three that there are. A result is told by the report of the next year.
 */
export function yearsOver(options: {
  text: string;
  kind: Reading['kind'];
  /** Full names; empty: all. */
  regions: string[];
  corpus: Corpus;
}): NamedYear[] | null {
  const { text, kind, regions, corpus } = options;
  const words = overYears(text);
  if (words === null) return null;
  const planned = corpus.reports
    .filter(
      (r) => r.kind === 'report' && (regions.length > 0 ? regions.includes(r.region ?? '') : r.level === 'province'),
    )
    .flatMap((r) => r.year ?? []);
  // 历年GDP增速: the results, and of the newest report, whose result no report has yet, its target.
  const newest = Math.max(...planned);
  const results = planned.map((year) => year - 1);
  const told = kind === 'target' ? planned : kind === 'result' ? results : [...results, newest];
  const all = [...new Set(told)].sort((a, b) => a - b);
  const between = BETWEEN.exec(text)?.slice(1).filter(Boolean).map(Number);
  const since = Number(SINCE.exec(text)?.slice(1).find(Boolean) ?? 0);
  const last = numberOf(LAST.exec(text)?.slice(1).find(Boolean)) ?? 0;
  const [from, to] = [between?.[0] ?? since, between?.[1] ?? Number.POSITIVE_INFINITY];
  const within = all.filter((year) => year >= from && year <= to);
  const chosen = between === undefined && since === 0 && last > 0 ? within.slice(-last) : within;
  if (chosen.length < 2) return null;
  const start = text.indexOf(words);
  return chosen.map((year) => ({
    year,
    naming: 'relative',
    text: words,
    start,
    end: start + words.length,
  }));
}
