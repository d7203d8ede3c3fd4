/** The reading of a question whose regions, years and turn are found: indicators, kind, comparison, theme, intent. */
import type { Language } from '../model.ts';
import { findComparison } from './comparison-asked.ts';
import type { Corpus } from './corpus-scope.ts';
import { newestYear, resolveRegions, scopesOf, withinProvince } from './corpus-scope.ts';
import { asksForDepartments, departmentsNamed } from './departments-asked.ts';
import type { Carried } from './history.ts';
import { indicatorsIn } from './indicators-found.ts';
import { intentOf } from './intents.ts';
import { countAsked, itemsOf, neighbourItem } from './items-asked.ts';
import { withoutNotCounted, withoutNotCountedNotes } from './not-counted.ts';
import type { NamedRegion, Reading, UnknownRegion } from './reading.ts';
import { findRegions } from './regions-found.ts';
import { expandTerms, withoutParts } from './terms.ts';
import { findTheme, withoutThemes, withoutTopics } from './theme-asked.ts';
import { canBeCounted, countsOthers, isOfOtherUnit } from './units-asked.ts';
import { bareOf } from './wording.ts';
import { findYears, kindOf } from './years-found.ts';
import { overYears } from './years-over.ts';

/** A question or turn with all that it names found, of which the reading is made. */
export interface Found {
  /** The turn as it was written. */
  question: string;
  corpus: Corpus;
  /** The turn itself, not completed. */
  own: string;
  text: string;
  language: Language;
  namedRegions: NamedRegion[];
  namedYears: Reading['namedYears'];
  excluded: string[];
  countries: { name: string; text: string }[];
  periods: Reading['periods'];
  followUp: boolean;
  /** An item of the last answer stands in the turn's place for it. */
  pointed: boolean;
  carried: Carried | null;
  /** The answer that the turn goes on from, of the same regions and years; empty where there is none. */
  before: string;
  /** Asks once more for what that answer did not say. */
  more: boolean;
}

/** The reading: what is asked of what was found. */
export function assemble(found: Found): Reading {
  const { corpus, text, language, namedYears } = found;
  // Within the completed text mentions stand elsewhere than in the turn; they are found again for what is ranked.
  const textRegions = withoutTopics(text, withoutThemes(text, findRegions(text)));
  const textYears = findYears(text, null);
  const bare = bareOf(text, textRegions.named, textYears.named);
  const regions = [...new Set(found.namedRegions.map((n) => n.region))].filter(
    (region) => !found.excluded.includes(region),
  );
  const where = withinProvince(text, textRegions.named, resolveRegions(regions, corpus), corpus);
  const unknownRegions: UnknownRegion[] = where.unknown.map((name) => ({ name, text: name }));
  const indicators = withoutParts(text, language, indicatorsIn(text)).filter(
    (named) =>
      canBeCounted(named.indicator, text) &&
      !isOfOtherUnit(named, text) &&
      !(regions.length === 1 && countsOthers(named.indicator, text)),
  );
  if (regions.length === 0 && indicators.length > 0)
    unknownRegions.push(
      // 全国最高的三个省: over all regions, not the country itself.
      ...found.countries
        .filter(({ name }) => name !== '全国' || !/省|哪些|哪几个|地区/.test(text))
        .map(({ name, text: said }) => ({ name, text: said })),
    );
  // 宁夏的“2%以上”不要: a figure that does not count is not the one looked for.
  const notes = withoutNotCounted(text.replace(/[（(][^（）()]*[）)]/g, ' '));
  const comparison = findComparison(notes, withoutNotCountedNotes(text));
  const theme = findTheme(text);
  const told = kindOf(text);
  const inherits =
    found.followUp &&
    told.kind === null &&
    found.carried &&
    namedYears.every((y) => y.naming === 'history' || y.naming === 'relative');
  const years = [...new Set(namedYears.map((y) => y.year))];
  const carriedKind = found.carried?.kind ?? null;
  // What about last year? after a target: where no report of that year is loaded, its result is what is there.
  const planned = corpus.reports.some((report) => report.year !== null && years.includes(report.year));
  const leaning = found.followUp && found.carried !== null && kindOf(found.own).kind === null;
  const said = inherits ? carriedKind : told.kind;
  // 去年GDP增速最低: a year gone by is told by its result, though the report that planned it is loaded too.
  const newest = newestYear(corpus);
  const goneBy =
    said === null &&
    !found.followUp &&
    indicators.length > 0 &&
    namedYears.length > 0 &&
    namedYears.every(({ year, naming }) => naming === 'relative' && newest !== null && year < newest) &&
    overYears(text) === null;
  // 2019年企业开办要几天: a word that may tell a need as well as a plan, of a year whose plan is not loaded.
  const need = told.words.every((word) => word === '要') && !found.followUp;
  const saidKind = goneBy
    ? 'result'
    : (leaning || need) && said === 'target' && years.length > 0 && !planned
      ? null
      : said;
  // 2020年提到了…: what is spoken of stands anywhere in the report of that year, in its review as in its plan.
  const asReports =
    theme.mentions && saidKind === null && regions.length !== 1
      ? namedYears.map((named) => (named.naming === 'explicit' ? { ...named, naming: 'report' as const } : named))
      : namedYears;
  const scoped = scopesOf({ corpus, namedYears: asReports, kind: saidKind, regions: where.search });
  const kind = saidKind ?? scoped.kind;
  const expectedCount = countAsked(text);
  const asksDepartments = asksForDepartments(text);
  const departments = departmentsNamed(text);
  const { intent, rule } = intentOf({
    text: notes,
    // A city that its province answers for is no second region.
    regions: where.search.length + where.unknown.length,
    indicators: indicators.length,
    comparison,
    theme,
    expectedCount,
    asksDepartments,
    departments,
    years: years.length,
  });
  const expandedTerms = expandTerms(text, language, indicators);
  return {
    intent,
    question: found.followUp || found.pointed ? text : found.question.trim(),
    regions,
    years,
    kind,
    indicators: indicators.map((one) => one.indicator),
    terms: expandedTerms.map((term) => term.term),
    language,
    normalised: text,
    bare,
    namedRegions: found.namedRegions,
    searchRegions: where.search,
    excluded: found.excluded,
    unknownRegions,
    cityFallback: where.fallback,
    widerRegions: where.wider,
    namedYears,
    periods: found.periods,
    uncoveredYears: scoped.uncoveredYears,
    uncovered: scoped.uncovered,
    reportScopes: scoped.scopes,
    kindWords: told.words.length > 0 ? told.words : scoped.kind ? ['coverage'] : [],
    namedIndicators: indicators,
    comparison,
    theme,
    expandedTerms,
    items: [
      ...itemsOf(text),
      ...(found.followUp && found.carried ? neighbourItem(found.own, found.carried.answer) : []),
    ],
    expectedCount,
    asksDepartments,
    departments,
    intentRule: rule,
    followUp: found.followUp,
    before: found.before,
    more: found.more,
  };
}
