/** Where the reports speak of a theme: every sentence that does, by report, and which of them tells it best. */
import type { Passage, Report, Sentence } from '../../ingest/model.ts';
import { ACRONYM } from '../question/theme-asked.ts';
import type { Context } from './context.ts';
import type { Claim } from './draft.ts';
import { regionText } from './figure-text.ts';
import { englishQuote } from './key-words.ts';
import { isMostOf, isProperName, plainEnglish } from './terms-asked.ts';
import { candidatesOf, type FormHit, hitIn, sentencesWith, type ThemeForms } from './theme-forms.ts';

/** Characters of an answer that ranges over many regions, so that all of them are read, and of a region's stretch. */
const ALL_CHARACTERS = 1300;
const STRETCH = { least: 30, most: 70 };

/** How long each of so many stretches may be. */
export function stretchOf(count: number): number {
  return Math.max(STRETCH.least, Math.min(STRETCH.most, ALL_CHARACTERS / count - ROOM));
}
/** Characters of a line beside its quote: the region's name, marks and the number. */
const ROOM = 12;

export interface Found {
  region: string;
  sentence: Sentence;
  passage: Passage;
  hit: FormHit;
  /** Stands in a part that can speak of the years and kind asked. */
  fits: boolean;
  /** Answers the question: where it is only asked what is spoken of, any part does. */
  counts: boolean;
}

/** What is looked for, in Chinese; an English theme in the reports' own words for it. */
export function wordsAsked({ reading, index }: Context): string[] {
  const asked = [...reading.theme.literals, ...reading.theme.alternatives].filter(
    (word) => word.length > 1 && (/[\u4e00-\u9fff]/.test(word) || reading.language === 'zh'),
  );
  if (asked.length > 0 || reading.language === 'zh') return asked;
  const acronyms = [...reading.theme.literals, ...reading.theme.alternatives].filter(
    (word) => ACRONYM.test(word) && sentencesWith(word, index).length > 0,
  );
  const named = reading.expandedTerms.filter((term) =>
    reading.theme.literals.some((literal) => plainEnglish(literal).includes(plainEnglish(term.source))),
  );
  const { literals } = reading.theme;
  const sure = named.filter((term) => term.from === 'glossary');
  const whole = named.filter(({ source }) => literals.some((literal) => isMostOf(source, literal)));
  const wholeSure = whole.filter((term) => sure.includes(term));
  const choices = [wholeSure, ...(literals.some(isProperName) ? [] : [sure]), whole];
  const terms = choices.find((choice) => choice.length > 0) ?? [];
  // Of natural gas hydrates pilot zones the rarest phrase is the thing; pilots alone are everywhere.
  const rarity = new Map<string, number>();
  for (const { term, source } of terms)
    rarity.set(source, (rarity.get(source) ?? 0) + sentencesWith(term, index).length);
  const [thing] = [...rarity].filter(([, count]) => count > 0).sort((a, b) => a[1] - b[1]);
  return [...acronyms, ...terms.filter(({ source }) => source === thing?.[0]).map(({ term }) => term)];
}

export function byRegion(reports: Report[]): Map<string, Report[]> {
  const regions = new Map<string, Report[]>();
  for (const report of reports) {
    if (report.region === null) continue;
    regions.set(report.region, [...(regions.get(report.region) ?? []), report]);
  }
  return regions;
}

/** The sentences that speak of the theme, by report; the whole text is scanned once. */
export function hitsByReport(
  reports: Report[],
  forms: ThemeForms,
  { index, scope, reading }: Context,
): Map<string, Found[]> {
  const hits = new Map<string, Found[]>();
  const regions = new Map(reports.map((report) => [report.id, report.region]));
  for (const id of candidatesOf(forms, index, [...regions.keys()])) {
    const sentence = index.sentence(id);
    const passage = sentence && index.passage(sentence.passage);
    const region = passage && regions.get(passage.report);
    const hit = sentence && hitIn(sentence.text, forms, reading.theme.excluded);
    if (!sentence || !passage || !region || !hit) continue;
    const fits = scope.fits(passage);
    // Of regions that are named, in no year, it is asked whether they speak of it at all.
    const anywhere = reading.theme.mentions || (reading.searchRegions.length > 0 && reading.years.length === 0);
    const counts = (anywhere || fits) && passage.kind !== 'glossary';
    hits.set(passage.report, [...(hits.get(passage.report) ?? []), { region, sentence, passage, hit, fits, counts }]);
  }
  return reading.theme.actions.length > 0 ? withActions(hits, reading.theme.actions) : hits;
}

/** Characters between a thing and what is done to get it: 申报设立中国（内蒙古）自由贸易试验区, 自贸试验区报批和筹建. */
const ACTION_BEFORE = 16;
const ACTION_AFTER = 8;

/** The hits that a word of getting the thing stands beside, within the clause; all of them where no report has one. */
function withActions(hits: Map<string, Found[]>, actions: string[]): Map<string, Found[]> {
  const pattern = actions.join('|');
  const before = new RegExp(`(?:${pattern})[^，；。]{0,${ACTION_BEFORE}}$`);
  const after = new RegExp(`^[^，；。在]{0,${ACTION_AFTER}}?(?:${pattern})`);
  const wanted = new Map<string, Found[]>();
  for (const [report, found] of hits) {
    const kept = found.flatMap((one) => {
      const { text } = one.sentence;
      // Of 复制自贸区经验，争取设立自贸区 the second one is meant.
      const at = placesOf(text, one.hit.word).find((place) => {
        const [lead, rest] = [text.slice(0, place), text.slice(place + one.hit.word.length)];
        if (before.test(lead)) return true;
        // 在自贸区设立专属区, 自贸试验区获批设立: what a place has already.
        return after.test(rest) && !/在[^，；。]*$/.test(lead) && !/^[^，；。]*(?:获批|揭牌|已)/.test(rest);
      });
      return at === undefined ? [] : [{ ...one, hit: { ...one.hit, at } }];
    });
    if (kept.length > 0) wanted.set(report, kept);
  }
  return wanted.size > 0 ? wanted : hits;
}

function placesOf(text: string, word: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) places.push(at);
  return places;
}

/** The words as asked first; plans and short sentences speak of a theme most plainly; more of the theme's words are better. */
export function rankOf({ sentence, passage, hit, fits }: Found, forms: ThemeForms): number {
  const held = forms.exact.filter((word) => sentence.text.toLowerCase().includes(word)).length;
  const plan = (fits ? 2 : 0) + (passage.timing === 'plan' ? 1 : 0);
  return hit.grade * 20 + held * 10 + plan - Math.min(sentence.text.length, 300) / 300;
}

/** The clauses around a hit, widened while they stay within `limit`. */
export function around(text: string, at: number, length: number, limit: number): [number, number] {
  const cuts = [
    0,
    ...[...text.matchAll(/[，；。！？：]["”’』」)）]*/g)].map((m) => m.index + m[0].length),
    text.length,
  ];
  let i = cuts.findLastIndex((cut) => cut <= at);
  let j = cuts.findIndex((cut) => cut >= at + length);
  if (i < 0) i = 0;
  if (j < 0) j = cuts.length - 1;
  for (;;) {
    const [from, to] = [cuts[i] as number, cuts[j] as number];
    const right = cuts[j + 1];
    const left = cuts[i - 1];
    if (right !== undefined && right - from <= limit) j += 1;
    else if (left !== undefined && to - left <= limit) i -= 1;
    else return [from, to];
  }
}

/** The clauses of a sentence that speak of the theme, as a claim of at most about `limit` characters; `more` goes on in the region's line. */
export function claimOf(
  { region, sentence, hit }: Found,
  { reading, citations }: Context,
  { limit, more = false }: { limit: number; more?: boolean },
): Claim {
  const [from, to] = around(sentence.text, hit.at, hit.word.length, limit);
  const stretch = sentence.text.slice(from, to).replace(/[，；：、,;\s]+$/, '');
  const number = citations.sentence(sentence, from, from + stretch.length);
  if (reading.language === 'zh')
    return {
      text: more ? `；${stretch}` : `${region}：${stretch}`,
      quoted: stretch,
      citations: [number],
      kind: 'quoted',
    };
  const told = englishQuote(stretch, { item: true });
  return {
    ...told,
    text: more ? told.text : `${regionText(region, 'en')}: ${told.text}`,
    citations: [number],
    kind: 'quoted',
  };
}
