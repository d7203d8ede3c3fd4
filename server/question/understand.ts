import { regionByName } from '../../ingest/regions.ts';
import type { Language, Turn } from '../model.ts';
import { findComparison } from './comparison-asked.ts';
import { type Carried, completeQuestion, isFollowUp, pairsOf, pointedRegion, withRegions } from './history.ts';
import { findIndicators } from './indicators-found.ts';
import { intentOf } from './intents.ts';
import { languageOf, normalise } from './normalise.ts';
import type { CityFallback, ItemOrdinal, NamedRegion, Reading, ReportScope, UnknownRegion } from './reading.ts';
import { fullName } from './region-names.ts';
import { findRegions } from './regions-found.ts';
import { expandTerms } from './terms.ts';
import { findTheme } from './theme-asked.ts';
import { findYears, kindOf } from './years-found.ts';

/** The reports that are loaded, as far as understanding needs them. */
export interface Corpus {
  reports: readonly {
    region: string | null;
    parent: string | null;
    year: number | null;
    level: string;
    kind: string;
  }[];
}

export interface UnderstandInput {
  question: string;
  history?: Turn[];
  filters?: { regions?: string[]; years?: number[]; documents?: string[] };
  language?: Language;
}

/** Turns back that a follow-up may lean on. */
const TURNS_BACK = 6;
/** Characters of own topic from which on a turn stands for itself. */
const OWN_TOPIC = 5;

/** What only asks, and what every question has. */
const ASKING =
  /是多少|多少|是什么|什么|有哪些|哪些|哪几|哪个|哪里|谁|几(?=个|家|条|项|件|所|年|天)|请问|请列出|列出|请|比一比|对比一下|分别|各是|各有|各|报告(?:里|中)?|政府工作报告|工作报告|怎么样|如何|呢|吗|的(?=[，。？?！\s]|$)|，|。|？|\?|！|：|:|“|”|"|（|）|\(|\)/g;

/** Reads a question: pure and synchronous. `corpus` says which regions and years there are reports of. */
export function understand(input: UnderstandInput, corpus: Corpus): Reading {
  const pairs = pairsOf(input.history ?? []).slice(-TURNS_BACK);
  let carried: Carried | null = null;
  for (const { question, answer } of pairs) {
    const reading = readOne({ question }, corpus, carried);
    carried = {
      question: reading.question,
      regions: reading.regions,
      years: reading.years,
      kind: reading.kind,
      topic: reading.bare,
      answer: normalise(answer),
    };
  }
  return readOne(input, corpus, carried);
}

function readOne(input: UnderstandInput, corpus: Corpus, carried: Carried | null): Reading {
  const own = normalise(input.question);
  const language = input.language ?? languageOf(own);
  const newest = newestYear(corpus);
  const ownRegions = findRegions(own);
  const conversationYear = carried?.years.length ? Math.max(...carried.years) : newest;
  const ownYears = findYears(own, conversationYear);
  const ownBare = bareOf(own, ownRegions.named, ownYears.named);
  const followUp = carried !== null && isFollowUp(own, ownBare, ownRegions.named.length > 0);
  let text = own;
  const filled: { regions: NamedRegion[]; years: Reading['namedYears'] } = { regions: [], years: [] };
  const ownTopic = topicOf(ownBare).length >= OWN_TOPIC && !/^(?:它|这些|其中的)/.test(own);
  if (followUp && carried) {
    const pointed = pointedRegion(own, carried.answer);
    const regions = ownRegions.named.length > 0 ? [] : pointed ? [pointed] : carried.regions;
    // A target after a result is the next year's, a result after a target the year before's.
    const ownKind = kindOf(own).kind;
    const turned =
      ownKind !== null &&
      ownKind !== 'both' &&
      carried.kind !== null &&
      carried.kind !== 'both' &&
      ownKind !== carried.kind;
    const shift = turned ? (ownKind === 'target' ? 1 : -1) : 0;
    const years = ownYears.named.length > 0 ? [] : carried.years.map((year) => year + shift);
    filled.regions = regions.map((region) => ({
      region,
      naming: 'history',
      group: null,
      text: region,
      start: 0,
      end: 0,
    }));
    filled.years = years.map((year) => ({ year, naming: 'history', text: String(year), start: 0, end: 0 }));
    // 江苏呢: the question before, with the other region in its place, says it most exactly.
    const onlyRegion = ownRegions.named.length > 0 && ownYears.named.length === 0 && topicOf(ownBare).length < 2;
    text = onlyRegion
      ? withRegions(carried.question, [...new Set(ownRegions.named.map((n) => n.region))])
      : completeQuestion(own, {
          regions,
          years,
          topic: carried.topic,
          hasRegion: ownRegions.named.length > 0,
          hasYear: ownYears.named.length > 0,
          ownTopic: ownTopic && !/(?:这些|它)/.test(own),
        });
  }
  const namedRegions = [...ownRegions.named, ...filled.regions];
  for (const name of input.filters?.regions ?? []) {
    const region = fullName(name);
    if (region && namedRegions.length === 0)
      namedRegions.push({ region, naming: 'filter', group: null, text: name, start: 0, end: 0 });
  }
  const namedYears = [...ownYears.named, ...filled.years];
  if (namedYears.length === 0) {
    for (const year of input.filters?.years ?? [])
      namedYears.push({ year, naming: 'filter', text: String(year), start: 0, end: 0 });
  }
  return assemble({
    input,
    corpus,
    text,
    language,
    namedRegions,
    namedYears,
    excluded: ownRegions.excluded,
    countries: ownRegions.countries,
    periods: ownYears.periods,
    followUp,
    carried,
  });
}

interface Found {
  input: UnderstandInput;
  corpus: Corpus;
  text: string;
  language: Language;
  namedRegions: NamedRegion[];
  namedYears: Reading['namedYears'];
  excluded: string[];
  countries: { name: string; text: string }[];
  periods: Reading['periods'];
  followUp: boolean;
  carried: Carried | null;
}

function assemble(found: Found): Reading {
  const { corpus, text, language, namedYears } = found;
  // Within the completed text mentions stand elsewhere than in the turn; they are found again for what is ranked.
  const textRegions = findRegions(text);
  const textYears = findYears(text, null);
  const bare = bareOf(text, textRegions.named, textYears.named);
  const regions = [...new Set(found.namedRegions.map((n) => n.region))].filter(
    (region) => !found.excluded.includes(region),
  );
  const where = resolveRegions(regions, corpus);
  const unknownRegions: UnknownRegion[] = where.unknown.map((name) => ({ name, text: name }));
  const indicators = findIndicators(text);
  if (regions.length === 0 && indicators.length > 0)
    unknownRegions.push(...found.countries.map(({ name, text: said }) => ({ name, text: said })));
  const notes = text.replace(/[（(][^（）()]*[）)]/g, ' ');
  const comparison = findComparison(notes);
  const theme = findTheme(text);
  const told = kindOf(text);
  const inherits =
    found.followUp && told.kind === null && found.carried && namedYears.every((y) => y.naming === 'history');
  const saidKind = inherits ? (found.carried?.kind ?? null) : told.kind;
  const years = [...new Set(namedYears.map((y) => y.year))];
  const scoped = scopesOf({ corpus, namedYears, kind: saidKind, regions: where.search });
  const kind = saidKind ?? scoped.kind;
  const expectedCount = countAsked(text);
  const asksDepartments =
    /(?:哪|什么)(?:个|一个|些)?(?:部门|单位|厅|局|委)|(?:由|归)?谁(?:来)?(?:牵头|负责|带头)|牵头(?:的)?(?:部门|单位)|负责(?:部门|单位)|which (?:department|agency|office|bureau)|who (?:is|was) (?:responsible|in charge)|responsible for/i.test(
      text,
    );
  const departments = [
    ...text.matchAll(
      /(?:归|由|是)?((?:省|市|区|国网|湖南)[\u4e00-\u9fff]{1,12}?(?:厅|局|委|办|公司|院|银行|总社|集团))(?:[^，。？]{0,24})?(?:牵头|负责)/g,
    ),
  ]
    .map((m) => m[1] ?? '')
    .filter((name) => !/哪|什么/.test(name));
  const { intent, rule } = intentOf({
    text: notes,
    regions: regions.length,
    indicators: indicators.length,
    comparison,
    theme,
    expectedCount,
    asksDepartments,
    departments,
  });
  const expandedTerms = expandTerms(text, language, indicators);
  return {
    intent,
    question: found.followUp ? text : found.input.question.trim(),
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
    items: itemsOf(text),
    expectedCount,
    asksDepartments,
    departments,
    intentRule: rule,
    followUp: found.followUp,
  };
}

function newestYear(corpus: Corpus): number | null {
  const years = corpus.reports.filter((r) => r.kind === 'report').flatMap((r) => r.year ?? []);
  return years.length > 0 ? Math.max(...years) : null;
}

/** Regions with reports, cities that their province answers for, and regions that nothing speaks for. */
function resolveRegions(
  regions: string[],
  corpus: Corpus,
): { search: string[]; unknown: string[]; fallback: CityFallback[]; wider: string[] } {
  const loaded = new Set(corpus.reports.flatMap((r) => r.region ?? []));
  const search: string[] = [];
  const unknown: string[] = [];
  const fallback: CityFallback[] = [];
  const wider: string[] = [];
  const push = (list: string[], name: string): void => {
    if (!list.includes(name)) list.push(name);
  };
  for (const name of regions) {
    const parent = regionByName(name)?.parent ?? null;
    if (loaded.has(name)) {
      push(search, name);
      if (parent && loaded.has(parent)) push(wider, parent);
    } else if (parent && loaded.has(parent)) {
      // 江西省赣州: the province is named beside its city, so the city is only where within it.
      fallback.push({ city: name, region: parent });
      push(search, parent);
    } else push(unknown, name);
  }
  return { search, unknown, fallback: fallback.filter((f) => !regions.includes(f.region)), wider };
}

interface ScopesInput {
  corpus: Corpus;
  namedYears: Reading['namedYears'];
  kind: Reading['kind'];
  regions: string[];
}

/** The parts of reports that can speak of the years asked: plans of a report of the year, the review of the next one's. */
function scopesOf({ corpus, namedYears, kind, regions }: ScopesInput): {
  scopes: ReportScope[];
  kind: Reading['kind'];
  uncoveredYears: number[];
  uncovered: { region: string; year: number }[];
} {
  const scopes: ReportScope[] = [];
  const kinds = new Set<'target' | 'result'>();
  const uncoveredYears: number[] = [];
  const inRegions = corpus.reports.filter(
    (r) => regions.length === 0 || (r.region !== null && regions.includes(r.region)),
  );
  const has = (year: number): boolean => inRegions.some((r) => r.year === year);
  const add = (year: number, timing: ReportScope['timing']): void => {
    if (!scopes.some((s) => s.year === year && s.timing === timing)) scopes.push({ year, timing });
  };
  for (const { year, naming } of namedYears) {
    if (naming === 'horizon' && !has(year)) continue;
    if (naming === 'report' && has(year)) {
      add(year, kind === 'target' ? 'plan' : kind === 'result' ? 'review' : 'any');
      continue;
    }
    const plan = has(year);
    const review = inRegions.some((r) => r.year === year + 1 && r.kind === 'report');
    if (!plan && !review) {
      if (!uncoveredYears.includes(year)) uncoveredYears.push(year);
      continue;
    }
    if (plan && (kind !== 'result' || !review)) {
      add(year, kind === 'result' ? 'any' : 'plan');
      kinds.add('target');
    }
    if (review && (kind !== 'target' || !plan)) {
      add(year + 1, 'review');
      kinds.add('result');
    }
  }
  const told = kinds.size === 1 ? ([...kinds][0] ?? null) : null;
  const uncovered = uncoveredYears.flatMap((year) => regions.map((region) => ({ region, year })));
  return { scopes, kind: kind === null ? told : kind, uncoveredYears, uncovered };
}

/** A question without its regions, years and asking words. */
function bareOf(
  text: string,
  regions: { start: number; end: number }[],
  years: { start: number; end: number }[],
): string {
  const characters = text.split('');
  // A group stands once in the text for several regions; its stretch is blanked once.
  for (const { start, end } of [...regions, ...years]) for (let at = start; at < end; at++) characters[at] = ' ';
  const plain = characters.join('');
  const noted = plain.replace(/[（(][^（）()]*[）)]/g, ' ');
  return (noted.trim() === '' ? plain : noted).replace(ASKING, ' ').replace(/\s+/g, ' ').trim();
}

/** What of a bare question is a topic: not the words of plans, results and pointing. */
function topicOf(bare: string): string {
  return bare.replace(
    /那|换成|又|打算|计划|实际|已经|目标|提高到|达到|定在|新建了|完成了?|我不要|要|数|这样一来|它|其中|上一?年|去年|今年|有|了|\s/g,
    '',
  );
}

const COUNTS: Record<string, number> = {
  两: 2,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
  两个: 2,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
};

function countAsked(text: string): number | null {
  const match =
    /哪([两二三四五六七八九十])[个家项条件位种类大座所市县处]?/.exec(text) ??
    /(?:是|有|指|包括)哪?(\d{1,2}|[两二三四五六七八九十])[个家项条件位种类大座所]/.exec(text) ??
    /(?<![\d.])(\d{1,2}|[两二三四五六七八九十])(?:个|家|项|条|件|位|种|大)[^，。？]{0,14}(?:是哪|有哪|分别|是什么)/.exec(
      text,
    ) ??
    /(?:列出|what are the|which) [^?]{0,20}?\b(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\b/i.exec(text);
  const word = match?.[1]?.toLowerCase();
  if (word === undefined) return null;
  return COUNTS[word] ?? (Number(word) || null);
}

function itemsOf(text: string): ItemOrdinal[] {
  return [...text.matchAll(/第([一二三四五六七八九十]{1,3}|\d{1,2})(件|项|条|种|个|类|大)(?!以上)/g)].flatMap(
    (match) => {
      const word = match[1] ?? '';
      const ordinal = /^\d+$/.test(word)
        ? Number(word)
        : word === '十'
          ? 10
          : word.startsWith('十')
            ? 10 + (COUNTS[word.slice(1)] ?? (word.slice(1) === '一' ? 1 : 0))
            : word === '一'
              ? 1
              : (COUNTS[word] ?? 0);
      return ordinal > 0 ? [{ ordinal, measure: match[2] ?? '', text: match[0] }] : [];
    },
  );
}
