/** Claims changed in one thing that makes them false, to see whether the check still lets them through. */
import type { Claim } from '../../../server/answer/draft.ts';
import type { Citation } from '../../../server/model.ts';

export interface Mutant {
  kind: 'digit' | 'unit' | 'qualifier' | 'direction' | 'region' | 'year' | 'target-result' | 'quote' | 'citation';
  claim: Claim;
  citations: Citation[];
}

/** Every mutant of a claim: one for each place where it can be changed. */
export function mutantsOf(claim: Claim, citations: Citation[]): Mutant[] {
  return [
    ...reworded(claim, citations, 'digit', digits),
    ...reworded(claim, citations, 'unit', units),
    ...reworded(claim, citations, 'qualifier', qualifiers),
    ...reworded(claim, citations, 'direction', directions),
    ...around(claim, citations, 'region', otherRegions),
    ...around(claim, citations, 'year', otherYears),
    ...around(claim, citations, 'target-result', otherKind),
    ...otherQuotes(claim, citations),
    ...otherCitations(claim, citations),
  ];
}

/** Changed in what the composer wrote, and, of a quoted claim, in the quoted words as well as in the text. */
function reworded(
  claim: Claim,
  citations: Citation[],
  kind: Mutant['kind'],
  change: (text: string) => string[],
): Mutant[] {
  const texts = around(claim, citations, kind, change);
  const { quoted, text } = claim;
  if (quoted === undefined) return texts;
  return [
    ...texts,
    ...change(quoted).flatMap((words): Mutant[] => [
      { kind, citations, claim: { ...claim, quoted: words, text: text.replace(quoted, words) } },
      { kind, citations, claim: { ...claim, text: text.replace(quoted, words) } },
    ]),
  ];
}

/** Changed outside the quoted words. */
function around(
  claim: Claim,
  citations: Citation[],
  kind: Mutant['kind'],
  change: (text: string) => string[],
): Mutant[] {
  const { quoted, text } = claim;
  if (quoted === undefined) return change(text).map((said) => ({ kind, citations, claim: { ...claim, text: said } }));
  const at = text.indexOf(quoted);
  const rest = text.slice(at + quoted.length);
  return change(text.slice(0, at)).map((head) => ({
    kind,
    citations,
    claim: { ...claim, text: head + quoted + rest },
  }));
}

/** Each of `pairs` replaced at each of its places. */
function swapped(text: string, pairs: [RegExp, string][]): string[] {
  return pairs.flatMap(([pattern, other]) =>
    [...text.matchAll(new RegExp(pattern, 'g'))].map(
      (m) => text.slice(0, m.index) + other + text.slice(m.index + m[0].length),
    ),
  );
}

function digits(text: string): string[] {
  return [...text.matchAll(/\d/g)].map(
    ({ 0: digit, index }) => text.slice(0, index) + ((Number(digit) + 3) % 10) + text.slice(index + 1),
  );
}

const FIGURE = '(?<=\\d)';
const UNITS: [RegExp, string][] = [
  [/(?<=\d)%/, '个百分点'],
  [/(?<=\d)个百分点/, '%'],
  [/(?<=\d)万人/, '亿元'],
  [/(?<=\d)亿元/, '万元'],
  [/(?<=\d)万亿元/, '亿元'],
  [/(?<=\d)万亩/, '万公顷'],
  [/(?<=\d)亿斤/, '万吨'],
  [/(?<=\d)万户/, '万人'],
  [/(?<=\d)公里/, '亩'],
  [/(?<=\d)万套/, '套'],
  [/(?<=\d )people/, 'households'],
  [/(?<=\d )(?:b|m|tr)illion/, 'thousand'],
  [/(?<=\d (?:[a-z]+ )?)yuan/, 'US dollars'],
];
const units = (text: string): string[] => swapped(text, UNITS);

const QUALIFIED: [RegExp, string][] = [
  [/(?<=[\d%人元户亩斤里])左右/, '以上'],
  [/(?<=[\d%人元户亩斤里])左右/, ''],
  [/(?<=[\d%人元户亩斤里])以上/, '左右'],
  [/(?<=[\d%人元户亩斤里])以上/, ''],
  [/(?<=[\d%])以内/, '以上'],
  [/(?<=[\d%])以内/, ''],
  [/超过(?=\d)/, '约'],
  [new RegExp(`${FIGURE}%(?![左以上内个-])`), '%以上'],
  [new RegExp(`${FIGURE}(?:万人|亿元|公里|万户)(?![左以上内次])`), '$&左右'],
  [/about (?=\d)/, ''],
  [/about (?=\d)/, 'more than '],
  [/ or more/, ''],
  [/within (?=\d)/, 'more than '],
  [/more than (?=\d)/, 'about '],
];
const qualifiers = (text: string): string[] =>
  QUALIFIED.flatMap(([pattern, other]) =>
    [...text.matchAll(new RegExp(pattern, 'g'))].map(
      (m) => text.slice(0, m.index) + other.replace('$&', m[0]) + text.slice(m.index + m[0].length),
    ),
  );

const DIRECTIONS: [RegExp, string][] = [
  [/(?<!负)增长(?=\d)/, '下降'],
  [/下降(?=\d)/, '增长'],
  [/提高(?=\d)/, '降低'],
  [/a fall of/, 'a rise of'],
  [/a rise of/, 'a fall of'],
];
const directions = (text: string): string[] => swapped(text, DIRECTIONS);

const REGIONS = ['安徽省', '西藏自治区', '北京市'];
const SHORT = ['安徽', '西藏', '北京', '广东'];
const ENGLISH = ['Anhui', 'Tibet', 'Guangdong'];
/** Chinese names are swapped where one stands before a colon, a mark or a year. */
function otherRegions(text: string): string[] {
  const full = [...text.matchAll(/[\u4e00-\u9fff]{2,7}(?:省|自治区|市)(?=[：，、（\d]|$)/g)];
  const short = [...text.matchAll(/(?:安徽|福建|湖南|河北|江苏|广东|四川|山东|浙江|江西|贵州|云南)(?=[、，：（])/g)];
  const english = [...text.matchAll(/\b(?:[A-Z][a-z]+)(?= \(|:|,)/g)];
  const swap = (matches: RegExpMatchArray[], names: string[]): string[] =>
    matches.flatMap((m) =>
      names
        .filter((name) => !text.includes(name.replace(/省|自治区|市/, '')))
        .slice(0, 1)
        .map((name) => text.slice(0, m.index) + name + text.slice((m.index ?? 0) + m[0].length)),
    );
  return [...swap(full, REGIONS), ...swap(short, SHORT), ...swap(english, ENGLISH)];
}

function otherYears(text: string): string[] {
  return [...text.matchAll(/(?<!\d)(20\d\d)(?=年| (?:target|result|report|division))/g)].flatMap((m) =>
    [-1, 1, 4].map((by) => text.slice(0, m.index) + (Number(m[1]) + by) + text.slice(m.index + 4)),
  );
}

function otherKind(text: string): string[] {
  return swapped(text, [
    [/目标(?=：|\d)/, ''],
    [/目标(?=[\d力约])/, '结果'],
    [/结果(?=[\d力约])/, '目标'],
    [/(?<=\d{4}年[^：目标，]{2,20})(?=：)/, '目标'],
    [/\btarget\b/, 'result'],
    [/\bresult\b/, 'target'],
  ]).filter((changed) => changed !== text);
}

/** Offsets and words of a quote that no longer fit each other, or another slice that lacks what is said. */
function otherQuotes(claim: Claim, citations: Citation[]): Mutant[] {
  const number = claim.citations[0];
  const own = citations.find((c) => c.number === number);
  if (!own) return [];
  const swap = (changed: Citation): Mutant => ({
    kind: 'quote',
    claim,
    citations: citations.map((c) => (c.number === number ? changed : c)),
  });
  return [
    swap({ ...own, start: own.start + 1 }),
    swap({ ...own, start: own.start - 1 }),
    swap({ ...own, end: own.end + 1 }),
    swap({ ...own, quote: `${own.quote} ` }),
    swap({ ...own, quote: own.quote.slice(1) }),
    swap({ ...own, quote: own.quote.replace(/\d|[\u4e00-\u9fff]/, '零') }),
    swap({ ...own, document: `${own.document}-2` }),
    swap({ ...own, quote: '' }),
  ];
}

/** Another citation of the answer that says something else, none, or one that there is not. */
function otherCitations(claim: Claim, citations: Citation[]): Mutant[] {
  const [first, ...rest] = claim.citations;
  const own = citations.find((c) => c.number === first);
  if (!own) return [];
  const cite = (numbers: number[], figures = claim.figures): Mutant => ({
    kind: 'citation',
    citations,
    claim: { ...claim, citations: numbers, ...(figures && { figures }) },
  });
  const words = (claim.quoted ?? '').replace(/\s/g, '');
  // One that has the very words, or reaches around them, proves as much.
  const others = citations.filter(
    (c) =>
      !claim.citations.includes(c.number) &&
      (words === '' || !c.quote.replace(/\s/g, '').includes(words)) &&
      !(c.document === own.document && c.start < own.end && own.start < c.end),
  );
  return [
    cite([]),
    cite([...claim.citations, 999]),
    ...others.slice(0, 3).flatMap(({ number }) => [
      cite([number, ...rest]),
      cite(
        [number, ...rest],
        claim.figures?.map((told) => (told.citation === first ? { ...told, citation: number } : told)),
      ),
    ]),
  ];
}
