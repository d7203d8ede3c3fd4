/** A question with the turns before it: what a turn leaves out is written in, then all is read as one. */
import type { Language, Turn } from '../model.ts';
import { assemble } from './assemble.ts';
import type { Corpus } from './corpus-scope.ts';
import { newestYear } from './corpus-scope.ts';
import type { Carried } from './history.ts';
import {
  answeredRegions,
  asksForMore,
  comparesWithCarried,
  completeQuestion,
  isFollowUp,
  namesOf,
  onlyCompares,
  pairsOf,
  pointedRegion,
  regionOfAnswer,
  withoutCorrection,
  withoutItems,
  withoutOrdinal,
  withRegions,
  withThing,
  withYears,
} from './history.ts';
import { findIndicators } from './indicators-found.ts';
import { neighbourItem, withListedThing } from './items-asked.ts';
import {
  againstCarried,
  againstYear,
  asksYearBefore,
  besideYearBefore,
  comparesWithYear,
  withContrary,
  withoutSame,
} from './leaning-turns.ts';
import { languageOf, normalise } from './normalise.ts';
import type { NamedRegion, Reading } from './reading.ts';
import { fullName } from './region-names.ts';
import { findRegions, type RegionsFound } from './regions-found.ts';
import { withoutThemes, withoutTopics } from './theme-asked.ts';
import { bareOf, topicOf } from './wording.ts';
import { findYears, kindOf, withoutKind, type YearsFound } from './years-found.ts';
import { yearsOver } from './years-over.ts';

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
      subject: reading.followUp && carried ? carried.subject : reading.bare,
      answer: normalise(answer),
    };
  }
  return readOne(input, corpus, carried);
}

function readOne(input: UnderstandInput, corpus: Corpus, carried: Carried | null): Reading {
  const turn = withoutCorrection(normalise(input.question), carried !== null);
  const leaning = carried === null ? turn : withListedThing(withoutSame(turn), carried.answer);
  const [before, ...others] = carried?.regions ?? [];
  const own = againstCarried(
    leaning,
    findRegions(leaning).named.length > 0,
    before === undefined || others.length > 0 ? null : namesOf([before], leaning),
  );
  const language = input.language ?? languageOf(own);
  const newest = newestYear(corpus);
  const ownRegions = withoutTopics(own, withoutThemes(own, findRegions(own)));
  const conversationYear = carried?.years.length ? Math.max(...carried.years) : newest;
  const ownYears = findYears(own, thisYear(own, conversationYear, corpus));
  const ownBare = bareOf(own, ownRegions.named, ownYears.named);
  const followUp =
    carried !== null &&
    (own !== leaning ||
      isFollowUp(own, ownBare, ownRegions.named.length > 0) ||
      (ownRegions.named.length === 0 && findIndicators(own).length === 0 && comparesWithYear(own)));
  let text = own;
  const filled: { regions: NamedRegion[]; years: Reading['namedYears'] } = { regions: [], years: [] };
  if (followUp && carried) {
    const pointed =
      pointedRegion(own, carried.answer) ?? (carried.regions.length === 0 ? regionOfAnswer(own, carried.answer) : null);
    const among = answeredRegions(own, carried.answer);
    const joined = ownRegions.named.length > 0 && comparesWithCarried(own) ? carried.regions : [];
    // 哪个省最高: over all regions.
    const over = /(?:哪|那)(?:些|几|个|一个)?(?:省|地区|地方)|which (?:province|region)/i.test(own);
    const regions =
      ownRegions.named.length > 0
        ? joined
        : pointed
          ? [pointed]
          : among.length > 0
            ? among
            : over
              ? []
              : carried.regions;
    // A target after a result is the next year's, a result after a target the year before's.
    const ownKind = kindOf(own).kind;
    const turned =
      ownKind !== null &&
      ownKind !== 'both' &&
      carried.kind !== null &&
      carried.kind !== 'both' &&
      ownKind !== carried.kind;
    const against = ownRegions.named.length === 0 && comparesWithYear(own);
    const shift = turned && !against ? (ownKind === 'target' ? 1 : -1) : 0;
    const years = ownYears.named.length > 0 && !against ? [] : carried.years.map((year) => year + shift);
    filled.regions = regions.map((region) => ({
      region,
      naming: 'history',
      group: null,
      text: region,
      start: 0,
      end: 0,
    }));
    filled.years = years.map((year) => ({ year, naming: 'history', text: String(year), start: 0, end: 0 }));
    // 和去年比呢: the year before is asked too.
    const yearBefore = against && years.length === 1 && findIndicators(own).length === 0 && asksYearBefore(own);
    if (yearBefore) {
      const [year = 0] = years;
      filled.years.push({ year: year - 1, naming: 'history', text: String(year - 1), start: 0, end: 0 });
      text = besideYearBefore(withoutKind(carried.topic), { regions: namesOf(regions, own), year });
    } else
      text =
        against && years.length > 0 && findIndicators(own).length === 0
          ? againstYear(own, { regions: namesOf(regions, own), years, topic: withoutKind(carried.topic) })
          : asksForMore(own)
            ? carried.question
            : completed({ own, ownRegions, ownYears, ownBare, carried, regions, years, against: own !== leaning });
    if (neighbourItem(own, carried.answer).length > 0) text = `${text} ${carried.subject}`;
  }
  const namedRegions = [...ownRegions.named, ...filled.regions];
  for (const name of input.filters?.regions ?? []) {
    const region = fullName(name);
    if (region && namedRegions.length === 0)
      namedRegions.push({ region, naming: 'filter', group: null, text: name, start: 0, end: 0 });
  }
  const ofFigure = findIndicators(text).length > 0;
  const over = ofFigure
    ? yearsOver({ text: own, kind: kindOf(text).kind, regions: namedRegions.map((n) => n.region), corpus })
    : null;
  const namedYears = over ?? [...ownYears.named, ...filled.years];
  if (namedYears.length === 0) {
    for (const year of input.filters?.years ?? [])
      namedYears.push({ year, naming: 'filter', text: String(year), start: 0, end: 0 });
  }
  return assemble({
    question: input.question,
    corpus,
    own,
    text,
    language,
    namedRegions,
    namedYears,
    excluded: ownRegions.excluded,
    countries: ownRegions.countries,
    periods: ownYears.periods,
    followUp,
    pointed: own !== turn,
    carried,
    before: followUp && carried && ownRegions.named.length + ownYears.named.length === 0 ? carried.answer : '',
    more: followUp && asksForMore(own),
  });
}

/** The year that 今年, 明年 count from: the conversation's; where that is told as a result only (2019), that of the report that tells it. */
function thisYear(own: string, conversation: number | null, corpus: Corpus): number | null {
  if (conversation === null || !/今年|本年|明年|this year|next year/i.test(own)) return conversation;
  const years = corpus.reports.flatMap((report) => (report.kind === 'report' ? (report.year ?? []) : []));
  const later = years.filter((year) => year >= conversation);
  return later.length > 0 ? Math.min(...later) : conversation;
}

/** A turn that leans on those before, with what it leaves out written in. */
function completed(turn: {
  own: string;
  ownRegions: RegionsFound;
  ownYears: YearsFound;
  ownBare: string;
  carried: Carried;
  /** What it takes over. */
  regions: string[];
  years: number[];
  /** Sets its own region against the one before. */
  against: boolean;
}): string {
  const { own, ownRegions, ownYears, ownBare, carried, regions, years, against } = turn;
  const hasRegion = ownRegions.named.length > 0;
  const hasYear = ownYears.named.length > 0;
  const ownKind = kindOf(own).kind;
  const bare = withoutItems(topicOf(ownBare));
  // 江苏呢, 2022年呢: the question before, with the other region or year in its place, says it most exactly.
  if (bare.length < 2 && ownKind === null && hasRegion !== hasYear) {
    return hasRegion
      ? withRegions(carried.question, [...new Set(ownRegions.named.map((n) => n.region))])
      : withYears(carried.question, [...new Set(ownYears.named.map((n) => n.year))]);
  }
  const replaced =
    hasRegion || hasYear ? null : (withContrary(carried.question, own) ?? withThing(carried.question, own));
  if (replaced !== null) return replaced;
  // An indicator of its own takes the place of what was asked before; what points back (这两个省, 它们) keeps it.
  const pointsBack =
    against ||
    /这[些两三几四五]|它们|其中的|加起来|对应|相应|里面|里头/.test(own) ||
    /\bhow (?:many|much) (?:were|was|are|is|did|does|do|will|has|have|of (?:them|these|those))\b|\b(?:them|they|those|these)\b/i.test(
      own,
    );
  const named = findIndicators(own).length > 0;
  return completeQuestion(own, {
    regions,
    years,
    topic: withoutOrdinal(ownKind === null ? carried.topic : withoutKind(carried.topic), own),
    hasRegion,
    hasYear,
    ownTopic: !pointsBack && !onlyCompares(ownBare) && (named || (bare.length >= OWN_TOPIC && !/它/.test(own))),
  });
}
