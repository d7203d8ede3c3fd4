/** What a term means: the report's own note on it, or the sentence that defines it. */
import type { Passage, Sentence } from '../../ingest/model.ts';
import { literal } from '../literal.ts';
import type { Reading } from '../question/reading.ts';
import type { Context } from './context.ts';
import { answered, type Claim, type Draft, frame, type Line } from './draft.ts';
import { regionText, shortRegion } from './figure-text.ts';
import { englishQuote } from './key-words.ts';

/** Longest note quoted, in characters. */
const NOTE_LIMIT = 260;
/** Regions whose different notes on one term are given. */
const NOTES = 3;

const MEANING =
  /什么意思|什么叫|什么是|啥是|含义|定义|名词解释|解释|指的?是?(?:什么|啥|哪)|是指|是(?:什么|啥)[？?]?\s*$|what (?:does|do) .+ mean|what is meant|what (?:is|are) (?:the |an? )?[“"'‘]|explain|meaning of|definition of/i;
const QUOTED = /[“"「『‘《]([^”"」』’》]{2,24})[”"」』’》]/;
/** The term where it is not in quotation marks: before or behind what asks. */
const BARE_TERM = [
  /(?:什么叫|什么是|啥是|解释(?:一下|下)?|名词解释[:：]?)\s*([^，。？?的]{2,20})/,
  /([^，。？?的里中]{2,16}?)(?:具体)?(?:是什么意思|的含义|的定义|指的?是?(?:什么|啥|哪)|是指)/,
];

/** The term that a question wants explained, in the reports' words; null if it wants none. */
export function termAsked(reading: Reading): string | null {
  if (!MEANING.test(reading.normalised)) return null;
  const quoted = QUOTED.exec(reading.normalised)?.[1];
  if (quoted)
    return /[\u4e00-\u9fff\d]/.test(quoted)
      ? quoted
      : (reading.expandedTerms.find((t) => quoted.toLowerCase().includes(t.source))?.term ?? null);
  if (reading.language === 'en') return reading.expandedTerms.find((t) => t.from === 'glossary')?.term ?? null;
  for (const pattern of BARE_TERM) {
    const term = pattern.exec(withoutPlaces(reading))?.[1]?.trim();
    if (term) return term;
  }
  return null;
}

function withoutPlaces({ normalised, namedRegions, namedYears }: Reading): string {
  let rest = normalised.replace(/报告(?:里|中)?(?:说|讲|提到|写)?的?/g, ' ');
  for (const { text } of [...namedRegions, ...namedYears]) rest = rest.replaceAll(text, ' ');
  return rest;
}

interface Definition {
  region: string | null;
  passage: Passage;
  sentence: Sentence;
  /** Clean offsets in the sentence. */
  from: number;
  to: number;
  /** What it says of the term, without marks, to tell which say the same. */
  key: string;
}

/** Said before the sentences that use a term which no report explains; null where none is asked for. */
export function notExplained(context: Context): Line | null {
  const { reading } = context;
  const term = reading.intent === 'explain' ? termAsked(reading) : null;
  if (!term) return null;
  const text =
    reading.language === 'zh'
      ? `报告没有解释“${term}”，只这样用它：`
      : `The reports do not explain “${term}”; they use it so:`;
  return { claims: [frame(text)] };
}

/** The notes and sentences that define the term asked for; null where no report in scope has one. */
export function composeExplanation(context: Context): Draft | null {
  const { reading, citations } = context;
  const term = termAsked(reading);
  if (!term) return null;
  const groups = new Map<string, Definition[]>();
  for (const one of definitionsOf(term, context)) groups.set(one.key, [...(groups.get(one.key) ?? []), one]);
  if (groups.size === 0) return null;
  const lines: Line[] = [...groups.values()].slice(0, NOTES).map((same): Line => {
    const [first] = same as [Definition];
    const quotedText = first.sentence.text.slice(first.from, first.to);
    const numbers = same.map((one) => citations.sentence(one.sentence, one.from, one.to));
    const regions = [...new Set(same.flatMap((one) => one.region ?? []))];
    return { claims: [claimOf(quotedText, numbers, regions, context)] };
  });
  return answered({
    lines,
    citations: citations.list,
  });
}

function claimOf(text: string, citations: number[], regions: string[], { reading }: Context): Claim {
  if (reading.language === 'en') {
    const { text: words, ...rest } = englishQuote(text);
    return {
      text: `${regions.map((r) => regionText(r, 'en')).join(', ')}: ${words}`,
      citations,
      kind: 'quoted',
      ...rest,
    };
  }
  const end = /[。！？]["”’』」)）]*$/.test(text) ? '' : '。';
  const where = reading.searchRegions.length === 1 ? '' : `${regions.map((r) => shortRegion(r, 'zh')).join('、')}：`;
  return { text: `${where}${text}${end}`, citations, kind: 'quoted', quoted: text };
}

function definitionsOf(term: string, { index, scope }: Context): Definition[] {
  const notes: Definition[] = [];
  const sentences: Definition[] = [];
  const name = literal(term);
  const asNote = new RegExp(
    `^\\s*(?:\\d{1,3}[.．、]|[①-⑳]|[[［(（]?\\d{1,3}[\\]］)）])?\\s*[“"]?${loosely(term)}[”"]?[^：:。，]{0,8}[：:]`,
  );
  const inSentence = new RegExp(
    `[“"]?${name}[”"]?(?:是指|指的是|指的就是|，即|即[:：“]|，就是|就是指|（[^）]{6,80}）|——)`,
  );
  const reports = new Map(scope.reports.map((report) => [report.id, report]));
  for (const id of index.scan('sentence', firstPart(term), { reports: [...reports.keys()] })) {
    const sentence = index.sentence(id);
    const passage = sentence && index.passage(sentence.passage);
    const report = passage && reports.get(passage.report);
    if (!sentence || !passage || !report) continue;
    const text = sentence.text;
    const base = { region: report.region, passage, sentence };
    const note = asNote.exec(text);
    if (note && (passage.kind === 'glossary' || passage.timing === 'neither')) {
      const to = Math.min(text.length, NOTE_LIMIT);
      notes.push({ ...base, from: NUMBERED.exec(text)?.[0].length ?? 0, to, key: plain(text.slice(note[0].length)) });
      continue;
    }
    const defined = inSentence.exec(text);
    if (defined) {
      const start = Math.max(text.lastIndexOf('，', defined.index), text.lastIndexOf('；', defined.index)) + 1;
      sentences.push({
        ...base,
        from: start,
        to: Math.min(text.length, start + NOTE_LIMIT),
        key: plain(text.slice(start)),
      });
    }
  }
  return notes.length > 0 ? notes : sentences;
}

/** The number of a note. */
const NUMBERED = /^\s*(?:\d{1,3}[.．、]|[①-⑳]|[[［(（]?\d{1,3}[\]］)）])\s*/;

/** The term with marks and quotation marks allowed between its characters: 两不愁、三保障 for 两不愁三保障. */
function loosely(term: string): string {
  return [...term.replace(/[、“”"，\s]/g, '')].map(literal).join('[、“”"，\\s]?');
}

/** What the database can look for as it stands. */
function firstPart(term: string): string {
  return term.split(/[、“”"，\s]/)[0]?.slice(0, 3) || term;
}

function plain(text: string): string {
  return text.replace(/[^\u4e00-\u9fffA-Za-z0-9]/g, '');
}
