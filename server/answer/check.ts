import { clean } from '../../ingest/clean.ts';
import type { ReportIndex } from '../../ingest/index/model.ts';
import { regionByName } from '../../ingest/regions.ts';
import type { Citation } from '../model.ts';
import type { Claim } from './draft.ts';

/** Qualifiers that change what a figure says, in Chinese with the English words that stand for them in our frames. */
const QUALIFIERS: [RegExp, RegExp][] = [
  [/左右/, /左右|约|大约|大致/],
  [/(?<!规模|限额|地级|县级|级)以上/, /以上|不低于|超过|高于|突破|多于/],
  [/以内/, /以内|不超过|低于|之内/],
  [/以下/, /以下|低于|不超过/],
  [/不低于/, /不低于|以上/],
  [/不超过/, /不超过|以内/],
  [/力争/, /力争/],
  [/\babout\b/, /左右|约/],
  [/\bor more\b/, /以上|不低于|超过|突破/],
  [/\bwithin\b/, /以内|不超过|之内/],
];

/**
 * Why a claim may not be sent, or null when it is proved: every claim of a report has a citation; every quote is its exact
 * source slice; quoted words stand in the quote; figures and qualifiers of composed text stand in the quotes, or are
 * computed again and agree; a region named is the region of a cited report.
 */
export function faultOf(claim: Claim, citations: Citation[], index: ReportIndex): string | null {
  if (claim.kind === 'frame') return null;
  if (claim.citations.length === 0) return 'no citation';
  const cited: Citation[] = [];
  for (const number of claim.citations) {
    const citation = citations.find((c) => c.number === number);
    if (!citation) return `no citation number ${number}`;
    if (
      index.source(citation.document)?.slice(citation.start, citation.end) !== citation.quote ||
      citation.quote === ''
    ) {
      return `the quote of [${number}] is not its source slice`;
    }
    cited.push(citation);
  }
  const quotes = cited.map((c) => fold(clean(c.quote).text));
  if (claim.quoted !== undefined) {
    const words = fold(claim.quoted);
    if (!quotes.some((q) => q.includes(words))) return 'the quoted words are not in the quote';
  }
  const composed = claim.quoted === undefined ? claim.text : claim.text.replace(claim.quoted, '');
  return figureFault(claim, composed, cited, quotes) ?? regionFault(composed, cited);
}

function figureFault(claim: Claim, composed: string, cited: Citation[], quotes: string[]): string | null {
  const known = new Set(quotes.flatMap(numbersOf));
  for (const c of cited) {
    // A report of Y speaks of Y and looks back on Y-1; its title names Y.
    if (c.year !== null) for (const y of [c.year, c.year - 1]) known.add(String(y));
    for (const n of numbersOf(c.title)) known.add(n);
  }
  for (const part of claim.derived ?? []) {
    if (part.recompute() !== part.text) return `${part.text} is not what its figures give`;
    for (const n of numbersOf(part.text)) known.add(n);
  }
  const stranger = numbersOf(composed).find((n) => !known.has(n));
  if (stranger !== undefined) return `${stranger} is not in a quote`;
  const all = quotes.join('');
  for (const [said, proof] of QUALIFIERS) {
    if (said.test(composed) && !proof.test(all)) return `the qualifier ${said.source} is not in a quote`;
  }
  return null;
}

function regionFault(composed: string, cited: Citation[]): string | null {
  const named = [...composed.matchAll(/[\u4e00-\u9fff]{2,8}?(?:省|自治区|市)/g)].flatMap(
    (m) => regionByName(m[0]) ?? [],
  );
  for (const region of named) {
    if (!cited.some((c) => c.region === region.name || c.parent === region.name || c.quote.includes(region.short))) {
      return `${region.name} is not the region of a cited report`;
    }
  }
  return null;
}

/** White space, width and kinds of quotation marks folded away, for comparing words. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[“”„‟"'‘’「」『』]/g, "'");
}

/** Every number of a text in one form: no thousands separators, no trailing zeros after the point. */
function numbersOf(text: string): string[] {
  const plain = text.normalize('NFKC').replace(/(?<=\d)[,，](?=\d{3}(?!\d))/g, '');
  return [...plain.matchAll(/\d+(?:\.\d+)?/g)].map((m) => String(Number(m[0])));
}
