import type { Passage, Report, Sentence } from '../../ingest/model.ts';
import { ACRONYM } from '../question/theme-asked.ts';
import type { Context } from './context.ts';
import { answered, type Draft, frame, type Line } from './draft.ts';
import { regionText } from './figure-text.ts';
import { englishQuote } from './key-words.ts';
import { coverageText, regionList } from './phrases.ts';
import { wholeReports } from './scope.ts';
import { isMostOf, isProperName, plainEnglish } from './terms-asked.ts';
import { candidatesOf, type FormHit, formsOf, hitIn, sentencesWith, type ThemeForms } from './theme-forms.ts';

/** Characters of an answer that ranges over many regions, so that all of them are read, and of a region's stretch. */
const ALL_CHARACTERS = 1300;
const STRETCH = { least: 30, most: 70 };

interface Found {
  region: string;
  sentence: Sentence;
  passage: Passage;
  hit: FormHit;
  /** Stands in a part that can speak of the years and kind asked. */
  fits: boolean;
  /** Answers the question: where it is only asked what is spoken of, any part does. */
  counts: boolean;
}

/**
 * Every region whose report speaks of a theme (or, where that is asked, does not), found by reading all of the text for the theme's
 * words, with its best sentence; null where the question names no theme or no report has it.
 */
export async function composeTheme(context: Context): Promise<Draft | null> {
  const { reading, scope, index, citations } = context;
  const asked = wordsAsked(context);
  if (asked.length === 0) return null;
  const reports = wholeReports(scope.reports).filter((report) => !reading.excluded.includes(report.region ?? ''));
  const forms = formsOf(asked, {
    strict: reading.theme.strict,
    index,
    reports: scope.reports.map(({ id }) => id),
  });
  const found: Found[] = [];
  const outside: string[] = [];
  const hitsOf = hitsByReport(reports, forms, context);
  for (const [region, own] of byRegion(reports)) {
    await context.turns.pause();
    const hits = own.flatMap((report) => hitsOf.get(report.id) ?? []);
    const best = hits.filter((h) => h.counts).sort((a, b) => rankOf(b, forms) - rankOf(a, forms))[0];
    if (best) found.push(best);
    else if (hits.length > 0) outside.push(region);
  }
  if (found.length === 0 && outside.length === 0) return null;
  const all = [...byRegion(reports).keys()];
  const silent = all.filter((r) => !found.some((f) => f.region === r) && !outside.includes(r));
  if (reading.theme.absent) return absentDraft(context, asked, silent, all);
  if (found.length === 0) return null;
  const zh = reading.language === 'zh';
  const limit = Math.max(STRETCH.least, Math.min(STRETCH.most, ALL_CHARACTERS / found.length - ROOM));
  const lines: Line[] = found.map(({ region, sentence, hit }) => {
    const [from, to] = around(sentence.text, hit.at, hit.word.length, limit);
    const stretch = sentence.text.slice(from, to).replace(/[，；：、,;\s]+$/, '');
    const number = citations.sentence(sentence, from, from + stretch.length);
    const told = zh ? { text: stretch, quoted: stretch } : englishQuote(stretch, { item: true });
    const text = zh ? `${region}：${told.text}` : `${regionText(region, 'en')}: ${told.text}`;
    return { claims: [{ ...told, text, citations: [number], kind: 'quoted' }], item: true };
  });
  const heading = headingOf(found, context);
  if (heading !== null) lines.unshift({ claims: [frame(heading)] });
  const what = asked.slice(0, 4).join('、');
  let coverage = zh
    ? `${all.length}份报告中${found.length}份提到（${what}）${silent.length > 0 ? `；未提到：${regionList(silent, 'zh')}` : ''}。`
    : coverageText(found.length, silent, 'en', { zh: '', en: 'mention it' });
  if (outside.length > 0) {
    coverage += zh
      ? `另有${regionList(outside, 'zh')}只在别的部分（上年回顾、今年安排或名词解释）提到。`
      : ` Mentioned only in another part of the report: ${regionList(outside, 'en')}.`;
  }
  const elsewhere = found.filter(({ passage }) => !scope.fits(passage)).map(({ region }) => region);
  if (elsewhere.length > 0)
    coverage += zh
      ? `其中${regionList(elsewhere, 'zh')}写在报告的另一部分（上年回顾或今年安排）。`
      : ` In another part of the report (review or plan): ${regionList(elsewhere, 'en')}.`;
  const apart = found.filter(({ hit }) => hit.grade < 3).map(({ region }) => region);
  if (apart.length > 0 && apart.length < found.length)
    coverage += zh
      ? `其中${regionList(apart, 'zh')}用的是相近说法，没有原词。`
      : ` In other words for it: ${regionList(apart, 'en')}.`;
  return answered({
    lines,
    citations: citations.list,
    coverage,
  });
}

/** Characters of a line beside its quote: the region's name, marks and the number. */
const ROOM = 12;

/** What is looked for, in Chinese; an English theme in the reports' own words for it. */
function wordsAsked({ reading, index }: Context): string[] {
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

function byRegion(reports: Report[]): Map<string, Report[]> {
  const regions = new Map<string, Report[]>();
  for (const report of reports) {
    if (report.region === null) continue;
    regions.set(report.region, [...(regions.get(report.region) ?? []), report]);
  }
  return regions;
}

/** The sentences that speak of the theme, by report; the whole text is scanned once. */
function hitsByReport(reports: Report[], forms: ThemeForms, { index, scope, reading }: Context): Map<string, Found[]> {
  const hits = new Map<string, Found[]>();
  const regions = new Map(reports.map((report) => [report.id, report.region]));
  for (const id of candidatesOf(forms, index, [...regions.keys()])) {
    const sentence = index.sentence(id);
    const passage = sentence && index.passage(sentence.passage);
    const region = passage && regions.get(passage.report);
    const hit = sentence && hitIn(sentence.text, forms, reading.theme.excluded);
    if (!sentence || !passage || !region || !hit) continue;
    const fits = scope.fits(passage);
    const counts = (reading.theme.mentions || fits) && passage.kind !== 'glossary';
    hits.set(passage.report, [...(hits.get(passage.report) ?? []), { region, sentence, passage, hit, fits, counts }]);
  }
  return hits;
}

/** The regions whose report has nothing of the theme, anywhere. */
function absentDraft({ reading }: Context, asked: string[], silent: string[], all: string[]): Draft {
  const zh = reading.language === 'zh';
  const what = asked.slice(0, 2).join('、');
  const text = zh
    ? silent.length > 0
      ? `没有提到“${what}”的有${silent.length}个：${regionList(silent, 'zh')}。`
      : `各份报告都提到了“${what}”。`
    : silent.length > 0
      ? `${silent.length} ${silent.length === 1 ? 'report does' : 'reports do'} not mention it (“${what}”): ${regionList(silent, 'en')}.`
      : `Every report mentions it (“${what}”).`;
  return answered({
    lines: [{ claims: [frame(text)] }],
    citations: [],
    coverage: zh
      ? `逐份查了${all.length}份报告的全文，${all.length - silent.length}份提到。`
      : `The whole text of ${all.length} reports was read; ${all.length - silent.length} mention it.`,
  });
}

/** How many regions were found, where that is asked; in English, where quotes are long to a reader, their names too. */
function headingOf(found: Found[], { reading }: Context): string | null {
  if (reading.language === 'zh') return reading.comparison.count ? `共${found.length}个地区提到：` : null;
  const names = regionList(
    found.map(({ region }) => region),
    'en',
  );
  return `${found.length} ${found.length === 1 ? 'region' : 'regions'}: ${names}.`;
}

/** The words as asked first; plans and short sentences speak of a theme most plainly; more of the theme's words are better. */
function rankOf({ sentence, passage, hit, fits }: Found, forms: ThemeForms): number {
  const held = forms.exact.filter((word) => sentence.text.toLowerCase().includes(word)).length;
  const plan = (fits ? 2 : 0) + (passage.timing === 'plan' ? 1 : 0);
  return hit.grade * 20 + held * 10 + plan - Math.min(sentence.text.length, 300) / 300;
}

/** The clauses around a hit, widened while they stay within `limit`. */
function around(text: string, at: number, length: number, limit: number): [number, number] {
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
