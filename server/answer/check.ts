/**
 * Proof: why a claim may not be sent. The text is read again as a reader would and held against the quotes, passages and
 * reports that it cites; what a composer says of its own claim (which row it tells) is looked up again, never believed.
 */
import { clean } from '../../ingest/clean.ts';
import type { ReportIndex } from '../../ingest/index/model.ts';
import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { Passage } from '../../ingest/model.ts';
import type { Citation } from '../model.ts';
import { kindFault, placeFault, regionFault, yearFault } from './check-place.ts';
import { toldFault } from './check-told.ts';
import type { Claim } from './draft.ts';
import { englishForms } from './english-figure.ts';
import { figureLabel, labelsOf } from './figure-text.ts';
import { keyWordsOf } from './key-words.ts';
import { folded, type Measure, measuresOf, namesIn, provesMeasure, unitMeant } from './measures.ts';

/** A citation with what it points at. */
export interface Cited {
  citation: Citation;
  passage: Passage | undefined;
  /** The quote's clean words. */
  words: string;
}

export interface CheckOptions {
  /** A language model worded the claim: its words are free (`faithful.ts` holds them), its figures, names and places are not. */
  worded?: boolean;
  /** The heading that the claim stands under. */
  heading?: Claim['heads'];
}

/**
 * Why a claim may not be sent, or null when it is proved: every claim of a report has a citation; every quote is its exact
 * source slice; quoted words stand in the quote; each figure, with unit, direction and qualifier, stands in a quote or is
 * computed again and agrees; region, year, target or result are those of the passage; a citation shares a figure or words.
 */
export function faultOf(
  claim: Claim,
  citations: Citation[],
  index: ReportIndex,
  options: CheckOptions = {},
): string | null {
  if (claim.kind === 'frame') return headingFault(claim);
  if (claim.citations.length === 0) return 'no citation';
  const cited: Cited[] = [];
  for (const number of claim.citations) {
    const citation = citations.find((c) => c.number === number);
    if (!citation) return `no citation number ${number}`;
    const fault = quoteFault(citation, index);
    if (fault !== null) return fault;
    cited.push({ citation, passage: index.passage(citation.passage), words: clean(citation.quote).text });
  }
  const composed = composedOf(claim);
  if (composed === null) return 'the claim does not have the words that it quotes';
  // What key words name (a city, a year) is the quote's own.
  const plain = (claim.glosses ?? []).reduce((rest, { en }) => rest.replace(en, ' '), composed);
  return (
    quotedFault(claim, cited) ??
    derivedFault(claim) ??
    toldFault(claim, cited, index, options) ??
    glossFault(claim) ??
    figureFault(claim, composed, cited, options) ??
    regionFault(claim, plain, cited, options) ??
    yearFault(claim, plain, cited) ??
    kindFault(claim, plain, cited, index) ??
    placeFault(claim, plain, cited, options) ??
    sharingFault(claim, cited)
  );
}

/** What of the claim are not the quote's own words; null where the quoted words are not in it. */
function composedOf({ text, quoted }: Claim): string | null {
  if (quoted === undefined) return text;
  const at = text.indexOf(quoted);
  return at < 0 || quoted === '' ? null : `${text.slice(0, at)} ${text.slice(at + quoted.length)}`;
}

function quoteFault({ number, document, start, end, quote }: Citation, index: ReportIndex): string | null {
  const source = index.source(document);
  if (quote === '' || source?.slice(start, end) !== quote) return `the quote of [${number}] is not its source slice`;
  // 增长7.5%以上 is not quoted as 增长7.5%.
  return /[\d%元人户家吨亩个里]\s*$/.test(quote) && CUT_OFF.test(source.slice(end, end + CUT_ROOM))
    ? `the quote of [${number}] cuts off a qualifier`
    : null;
}

const CUT_OFF = /^\s*(?:左右|以上|以内|以下|之内)/;
const CUT_ROOM = 8;

function quotedFault({ quoted }: Claim, cited: Cited[]): string | null {
  if (quoted === undefined) return null;
  const words = squeezed(quoted);
  if (!cited.some((one) => squeezed(one.words).includes(words))) return 'the quoted words are not in the quote';
  const all = cited.flatMap((one) => measuresOf(one.words));
  const bare = measuresOf(quoted).find((said) => !all.some((one) => sameMeasure(said, one)));
  return bare ? `${bare.number}${bare.unit} is quoted without what limits it` : null;
}

function sameMeasure(said: Measure, quoted: Measure): boolean {
  const { qualifiers } = said;
  return (
    said.number === quoted.number &&
    said.unit === quoted.unit &&
    [...quoted.qualifiers].every((one) => one === 'striving' || qualifiers.has(one))
  );
}

function derivedFault({ derived, text }: Claim): string | null {
  for (const part of derived ?? []) {
    if (part.recompute() !== part.text) return `${part.text} is not what its figures give`;
    if (!hasWhole(text, part.text)) return `the claim does not have ${part.text} as it was computed`;
  }
  return null;
}

/** Whether a text has a computed figure with nothing more that would limit it: 8.3% is not 8.3%以上. */
function hasWhole(text: string, part: string): boolean {
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1))
    if (!/^(?:左右|以上|以内|以下|之内|\s*or more)/.test(text.slice(at + part.length))) return true;
  return false;
}

/** Key words beside a quote are what data make of the quote's words. */
function glossFault({ glosses, quoted, text }: Claim): string | null {
  if (glosses === undefined) return null;
  const known = keyWordsOf(quoted ?? '', Number.POSITIVE_INFINITY);
  const wrong = glosses.find(
    ({ zh, en }) => !text.includes(en) || !known.some((one) => one.zh === zh && one.en === en),
  );
  return wrong ? `${wrong.en} is not what ${wrong.zh} of the quote means` : null;
}

/** Chinese figures in an English sentence's brackets, and conversions beside them, are limited by what stands before. */
const BRACKETS = /\([^()]*[\u4e00-\u9fff≈][^()]*\)/g;

function figureFault(claim: Claim, composed: string, cited: Cited[], { worded }: CheckOptions): string | null {
  let rest = composed;
  for (const { text } of claim.derived ?? []) rest = rest.replace(text, ' ');
  const labels = (claim.figures ?? []).flatMap((told) => labelsOf(told));
  for (const label of labels) rest = rest.replaceAll(label, ' ');
  for (const { citation } of cited) rest = rest.replaceAll(citation.title, ' ');
  const quoted = cited.flatMap((one) => measuresOf(one.words)).flatMap(withEnglish);
  const plain = rest.replace(/“[^”]*”/g, worded ? '$&' : ' ');
  const inBrackets = [...plain.matchAll(BRACKETS)].flatMap((m) => measuresOf(m[0]));
  const outside = measuresOf(plain.replace(BRACKETS, ' '));
  // 减贫人数：23.7万人 of 贫困群众减少23.7万: what is counted is itself a fall.
  const meant = labels.some((label) => FALL_IN_NAME.test(label));
  const proved = (said: Measure): boolean =>
    isYear(said) ||
    quoted.some((one) => provesMeasure(said, meant && said.direction === 0 ? { ...one, direction: 0 } : one));
  const stranger =
    outside.find((said) => !proved(said)) ??
    inBrackets.find(
      (said) =>
        !isYear(said) &&
        !quoted.some((one) => one.number === said.number && (one.unit === said.unit || unitMeant(one) === said.unit)),
    );
  if (stranger) return `${describe(stranger)} is not in a quote`;
  const names = new Set([...cited.flatMap((one) => namesIn(one.words)), ...labels.flatMap(namesIn)]);
  const name = namesIn(rest).find((one) => !names.has(one));
  return name === undefined ? null : `${name} is not in a quote`;
}

const FALL_IN_NAME = /减贫|脱贫|摘帽|减税|压减|降幅|lifted out|cuts?\b|fall in/i;

/** A figure as it is, and what it is in English units. */
function withEnglish(measure: Measure): Measure[] {
  const forms = englishForms(Number(measure.number), unitMeant(measure));
  return [measure, ...forms.map(({ number, unit }) => ({ ...measure, number, unit: unit.toLowerCase() }))];
}

/** Years are held against the passage by themselves (`yearFault`). */
function isYear({ number, unit }: Measure): boolean {
  return (unit === '年' || unit === '') && /^(?:19|20)\d\d$/.test(number);
}

function describe({ number, unit, qualifiers, direction }: Measure): string {
  const sense = direction === -1 ? ', a fall' : direction === 1 ? ', a rise' : '';
  return `${number}${unit}${[...qualifiers].map((one) => `, ${one}`).join('')}${sense}`;
}

/** A heading says what it heads, and counts what it counts. */
function headingFault(claim: Claim): string | null {
  const { heads, text } = claim;
  const fault = derivedFault(claim);
  if (fault !== null || heads === undefined) return fault;
  const known = indicatorOf(heads.indicator);
  const says = (['zh', 'en'] as const).some((language) => {
    const label = known && figureLabel(known, heads.kind, heads.year, language);
    // 目标 behind the label would make a target of a result.
    return label !== undefined && text.startsWith(label) && !text.slice(label.length).startsWith('目标');
  });
  return says ? null : 'the heading is not that of its figures';
}

/** Characters in a row that a citation shares with its sentence where it shares no figure. */
const SHARED_RUN = 3;

/** Every citation shares a figure, a name or words with the sentence that carries it. */
function sharingFault(claim: Claim, cited: Cited[]): string | null {
  const text = letters(claim.text);
  const figures = new Set([...measuresOf(claim.text).map((one) => one.number), ...namesIn(claim.text)]);
  for (const { citation, words } of cited) {
    const own = letters(words);
    const shares =
      measuresOf(words).some((one) => figures.has(one.number)) ||
      namesIn(words).some((name) => figures.has(name)) ||
      sharesRun(text, own);
    if (!shares) return `[${citation.number}] shares nothing with its sentence`;
  }
  return null;
}

function sharesRun(text: string, other: string): boolean {
  if (other.length < SHARED_RUN) return text.includes(other);
  for (let at = 0; at + SHARED_RUN <= other.length; at++)
    if (text.includes(other.slice(at, at + SHARED_RUN))) return true;
  return false;
}

function letters(text: string): string {
  return folded(text).replace(/[^\p{L}\p{N}]/gu, '');
}

function squeezed(text: string): string {
  return folded(text).replace(/\s+/g, '');
}
