import type { Passage, Sentence } from '../../ingest/model.ts';
import type { Theme } from '../question/reading.ts';
import type { Context } from './context.ts';
import type { Draft, Line } from './draft.ts';
import { plainQuotes, regionText } from './figure-text.ts';
import { coverageText, regionList } from './phrases.ts';
import { wholeReports } from './scope.ts';

/** Longest stretch quoted for one region, in characters: 29 of them and their names stay readable. */
const THEME_LIMIT = 70;

/**
 * The word, or where no report has it (外国总领事馆) its longest ending of at least three characters and half of it that one has: what stands
 * in front only limits.
 */
function known(word: string, index: Context['index']): string {
  const least = Math.max(3, Math.ceil(word.length / 2));
  for (let at = 0; word.length - at >= least; at++) {
    const part = word.slice(at);
    if ([part, part.toUpperCase()].some((one) => index.scan('passage', one, {}).length > 0)) return part;
  }
  return word;
}

interface Found {
  region: string;
  sentence: Sentence;
  passage: Passage;
  word: string;
  at: number;
}

/**
 * Every region whose report speaks of a theme, found by reading all of the text for the theme's words, with its best
 * sentence; null where the question names no theme.
 */
export function composeTheme(context: Context): Draft | null {
  const { reading, scope, index, citations } = context;
  // An English theme is looked for in the reports' own words for it.
  const asked = [...reading.theme.literals, ...reading.theme.alternatives].filter(
    (word) => /[\u4e00-\u9fff]/.test(word) || reading.language === 'zh',
  );
  const own =
    asked.length === 0 && reading.language === 'en'
      ? reading.expandedTerms
          .filter(
            (t) =>
              t.from === 'glossary' &&
              reading.theme.literals.some((literal) => literal.toLowerCase().includes(t.source)),
          )
          .map((t) => t.term)
      : asked;
  const words = own.map((word) => known(fold(word), index)).filter((word) => word.length > 1);
  if (words.length === 0) return null;
  const reports = wholeReports(scope.reports).filter((report) => !reading.excluded.includes(report.region ?? ''));
  const found: Found[] = [];
  const outside: string[] = [];
  for (const report of reports) {
    const region = report.region;
    if (region === null) continue;
    const hits: (Found & { fits: boolean })[] = [];
    // The database looks for the words as they are written and in capitals; only sentences that have one are read.
    const ids = new Set(
      words.flatMap((word) =>
        [word, word.toUpperCase()].flatMap((one) => index.scan('sentence', one, { reports: [report.id] })),
      ),
    );
    for (const id of ids) {
      const sentence = index.sentence(id);
      const passage = sentence && index.passage(sentence.passage);
      const hit = sentence && hitOf(sentence.text, words, reading.theme);
      if (sentence && passage && hit)
        hits.push({ region, sentence, passage, ...hit, fits: scope.fits(passage) && passage.kind !== 'glossary' });
    }
    const best = hits.filter((h) => h.fits).sort((a, b) => rankOf(b, words) - rankOf(a, words))[0];
    if (best) found.push(best);
    else if (hits.length > 0) outside.push(region);
  }
  if (found.length === 0) return null;
  const zh = reading.language === 'zh';
  const lines: Line[] = found.map((hit) => {
    const [from, to] = around(hit.sentence.text, hit.at, hit.word.length);
    const stretch = hit.sentence.text.slice(from, to).replace(/[，；：、,;\s]+$/, '');
    const number = citations.sentence(hit.sentence, from, from + stretch.length);
    const quoted = zh ? stretch : plainQuotes(stretch);
    const text = zh ? `${hit.region}：${quoted}` : `${regionText(hit.region, 'en')}: “${quoted}”`;
    return { claims: [{ text, citations: [number], kind: 'quoted', quoted }], item: true };
  });
  const silent = reports
    .flatMap((r) => r.region ?? [])
    .filter((r) => !found.some((f) => f.region === r) && !outside.includes(r));
  const what = own.slice(0, 4).join('、');
  let coverage = zh
    ? `${reports.length}份报告中${found.length}份提到（${what}）${silent.length > 0 ? `；未提到：${regionList(silent, 'zh')}` : ''}。`
    : coverageText(found.length, silent, 'en', { zh: '', en: 'mention it' });
  if (outside.length > 0) {
    coverage += zh
      ? `另有${regionList(outside, 'zh')}只在别的部分（上年回顾、今年安排或名词解释）提到。`
      : ` Mentioned only in another part of the report: ${regionList(outside, 'en')}.`;
  }
  return {
    lines,
    citations: citations.list,
    coverage,
    table: null,
    refused: false,
    reason: null,
    missing: [],
    suggestions: [],
  };
}

/** Plans and short sentences speak of a theme most plainly; more of the theme's words are better. */
function rankOf(hit: Found & { fits: boolean }, words: string[]): number {
  const text = fold(hit.sentence.text);
  const held = words.filter((word) => text.includes(word)).length;
  return held * 10 + (hit.passage.timing === 'plan' ? 1 : 0) - Math.min(hit.sentence.text.length, 300) / 300;
}

/** Width and letter case folded, length kept, so that offsets stay those of the text. */
function fold(text: string): string {
  return text
    .replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[A-Z]/g, (c) => c.toLowerCase());
}

function hitOf(sentence: string, words: string[], theme: Theme): { word: string; at: number } | null {
  const text = fold(sentence);
  // What is excluded is blanked out, so that 电梯改造 does not count for 电梯 while another 电梯 in the sentence does.
  const open = theme.excluded
    .map(fold)
    .reduce((rest, word) => (words.includes(word) ? rest : rest.replaceAll(word, ' '.repeat(word.length))), text);
  for (const word of words) {
    const at = open.indexOf(word);
    if (at >= 0) return { word, at };
  }
  return null;
}

/** The clauses around a hit, widened while they stay within THEME_LIMIT. */
function around(text: string, at: number, length: number): [number, number] {
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
    if (right !== undefined && right - from <= THEME_LIMIT) j += 1;
    else if (left !== undefined && to - left <= THEME_LIMIT) i -= 1;
    else return [from, to];
  }
}
