/**
 * Whether an answer is right, and whether its form is. A port of test/golden/score.py, whose docstring is the definition;
 * `test/bench.test.ts` holds both against each other.
 */
import type { GoldQuestion, JudgedAnswer, JudgedCitation } from './golden.ts';
import { bare, contains, cut, halfWidth, percentAsSign, plainAnswer, sharesRun, squeeze } from './matching.ts';
import { looksRefused } from './refusal-words.ts';

/** Characters of an answer that are looked at; an answer that buries its point does not have it (score.py). */
const LENGTH_NUMBER = 200;
const LENGTH_SHORT = 400;
const LENGTH_LONG = 1500;
const SHORT_TYPES = new Set(['number', 'fact', 'paraphrase', 'english', 'followup']);

/** The first characters of the 31 provinces' names, as they are found in answers. */
const REGIONS = (
  '安徽 北京 重庆 福建 甘肃 广东 广西 贵州 海南 河北 河南 黑龙江 湖北 湖南 吉林 江苏 江西 辽宁 内蒙 宁夏 青海 山东 山西 陕西 ' +
  '上海 天津 西藏 新疆 浙江 四川 云南'
).split(' ');
/** Regions that an aggregate may name in excess: this many, or half as many as are right, whichever is more. */
const REGIONS_IN_EXCESS = 2;

export interface Verdict {
  right: boolean;
  /** Right when a figure may also stand inside a longer one. */
  rightLoose: boolean;
  refused: boolean;
  /** What is wrong; empty when right. */
  reason: string;
}

/** Judges the words of one answer. */
export function judge(question: GoldQuestion, given: JudgedAnswer): Verdict {
  const answer = plainAnswer(given.answer ?? '');
  const stated = given.refused ?? undefined;
  const refused = stated ?? looksRefused(answer);
  if (question.type === 'unanswerable') {
    const reason = refused ? '' : 'answered what cannot be answered';
    return { right: refused, rightLoose: refused, refused, reason };
  }
  const seen = cut(answer, lengthSeen(question.type));
  const excess = regionsInExcess(question, seen);
  const strict = missesOf(question, seen, false);
  const loose = missesOf(question, seen, true);
  if (excess) {
    strict.push(excess);
    loose.push(excess);
  }
  const misses = strict.join('; ');
  if (stated) return { right: false, rightLoose: false, refused, reason: 'refused' };
  const right = strict.length === 0;
  const reason = !right && refused ? `refused; ${misses}` : misses;
  return { right, rightLoose: loose.length === 0, refused: refused && !right, reason };
}

function lengthSeen(type: string): number {
  if (type === 'number') return LENGTH_NUMBER;
  return SHORT_TYPES.has(type) ? LENGTH_SHORT : LENGTH_LONG;
}

function missesOf(question: GoldQuestion, seen: string, loose: boolean): string[] {
  const forms = [squeeze(seen), squeeze(percentAsSign(seen))];
  const holds = (wanted: string) => forms.some((form) => contains(form, wanted, loose));
  const lacks = question.must
    .filter((group) => !group.some(holds))
    .map((group) => `lacks ${group.slice(0, 3).join('/')}`);
  const has = (question.must_not ?? []).filter(holds).map((unwanted) => `has ${unwanted}`);
  return [...lacks, ...has];
}

/** An aggregate that must name two or more regions is wrong when it names many that the gold does not have. */
function regionsInExcess(question: GoldQuestion, seen: string): string {
  if (question.type !== 'aggregate') return '';
  const gold = REGIONS.filter((region) =>
    question.evidence.some((evidence) => (evidence.region ?? '').includes(region)),
  );
  const asked = REGIONS.filter((region) => question.must.flat().some((wanted) => wanted.includes(region)));
  if (asked.length < 2) return '';
  const excess = REGIONS.filter((region) => seen.includes(region) && !gold.includes(region) && !asked.includes(region));
  return excess.length > Math.max(REGIONS_IN_EXCESS, gold.length / 2) ? `names too many: ${excess.join(' ')}` : '';
}

const SENTENCE_END = /(?<=[。！？!?\n])(?!\s*\[\p{Nd})|(?<=\])(?=[^[\s,，。；;、])/u;
const FIGURE = /\p{Nd}+(?:\.\p{Nd}+)?/gu;
/** A marker's sentence and its quote must share a figure or this many characters in a row. */
const SHARED_RUN = 3;

/** Counts the markers of an answer, and those whose citation has no figure and no run of three characters of their sentence. */
export function countMarkers(answer: string, citations: JudgedCitation[]): { seen: number; unsupported: number } {
  const quotes = new Map(
    citations.map((citation, index) => [citation.number ?? index + 1, bare(citation.quote ?? '')]),
  );
  let seen = 0;
  let unsupported = 0;
  for (const sentence of answer.split(SENTENCE_END)) {
    const said = bare(
      halfWidth(sentence)
        .replace(/\[\p{Nd}+\]/gu, '')
        .replace(/[*`#|]/g, ''),
    );
    for (const [, number] of sentence.matchAll(/\[(\p{Nd}+)\]/gu)) {
      seen++;
      const quote = halfWidth(quotes.get(Number(halfWidth(number ?? ''))) ?? '');
      const figures = new Set(quote.match(FIGURE));
      const shared = (said.match(FIGURE) ?? []).some((figure) => figures.has(figure));
      if (!shared && !([...said].length >= SHARED_RUN && sharesRun(said, quote, SHARED_RUN))) unsupported++;
    }
  }
  return { seen, unsupported };
}

/** True when an English answer has no Chinese outside quotation marks and brackets. */
export function hasEnglishForm(answer: string): boolean {
  let kept = answer;
  let last: string;
  do {
    // From the inside out.
    last = kept;
    kept = kept.replace(/[“"「『][^“”"「」『』]*[”"」』]/g, '').replace(/[（([][^（）()[\]]*[）)\]]/g, '');
  } while (kept !== last);
  return !/[\u4e00-\u9fff]/.test(kept);
}
