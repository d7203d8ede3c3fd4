/** How the sentences of a report follow one another: paragraphs, the short leads that name what follows, numbered items. */
import type { ReportIndex } from '../../ingest/index/model.ts';
import type { Passage, Sentence } from '../../ingest/model.ts';

/** A numbered item's mark: `一是`, `①`, `（三）`, `4.`; items of one list share a style and count up. */
export interface Mark {
  style: 'is' | 'circle' | 'bracket' | 'comma' | 'ordinal' | 'digit' | 'dash';
  /** From 1; 0 for a dash, which does not count. */
  number: number;
}

/** One sentence in its place. */
export interface Outlined {
  sentence: Sentence;
  passage: Passage;
  /** Stands at the start of a paragraph of the source. */
  opens: boolean;
  /** A short sentence without figures that only names what the next ones say (提升城市品位。), or a section's heading. */
  isLead: boolean;
  isHeading: boolean;
  mark: Mark | null;
}

const outlines = new WeakMap<ReportIndex, Map<string, Outlined[]>>();

/** The sentences of a report in order; made once for each report of an index. */
export function outlineOf(index: ReportIndex, reportId: string): Outlined[] {
  const known = outlines.get(index) ?? new Map<string, Outlined[]>();
  outlines.set(index, known);
  const made = known.get(reportId);
  if (made) return made;
  const report = index.report(reportId);
  const source = report === undefined ? undefined : index.source(report.document);
  const outline: Outlined[] = [];
  let end = report?.span.start ?? 0;
  for (const passage of index.passagesOf(reportId)) {
    for (const sentence of index.sentencesOf(passage.id)) {
      const between = source?.slice(end, sentence.span.start) ?? '';
      const opens = outline.length === 0 || PARAGRAPH_BREAK.test(between);
      end = sentence.span.end;
      const title = passage.section === null ? undefined : report?.sections[passage.section]?.title;
      const isHeading =
        opens &&
        title !== undefined &&
        sentence.text.includes(title) &&
        sentence.text.length <= title.length + HEADING_ROOM;
      outline.push({
        sentence,
        passage,
        opens,
        isLead: isHeading || isLead(sentence.text),
        isHeading,
        mark: markOf(sentence.text),
      });
    }
  }
  known.set(reportId, outline);
  return outline;
}

/** A report's lines are broken anywhere; between two whole sentences a line end is a paragraph's. */
const PARAGRAPH_BREAK = /\n\s*\S{0,3}\s*$/;

/** Characters that a heading's number and stop take beside its title. */
const HEADING_ROOM = 8;

/** A lead names something in so many characters at most. */
const LEAD_CHARACTERS = 26;

function isLead(text: string): boolean {
  const plain = withoutMark(text).replace(/[。：:；]$/, '');
  return plain.length >= 3 && plain.length <= LEAD_CHARACTERS && !/[，；：！？\d]/.test(plain);
}

/** The text without the mark in front. */
export function withoutMark(text: string): string {
  return text.replace(MARK, '').trimStart();
}

const CHINESE_NUMBERS = '一二三四五六七八九十';
const MARK =
  /^\s*(?:([①-⑳])|[（(]([一二三四五六七八九十]{1,3}|\d{1,2})[）)]|第?([一二三四五六七八九十]{1,3})(是|要|、|，)|(\d{1,2})[.．、](?!\d)|(——|—))/;

/** The mark that a sentence begins with; null for none. */
export function markOf(text: string): Mark | null {
  const match = MARK.exec(text);
  if (!match) return null;
  const [, circle, bracket, word, tail, digit] = match;
  if (circle) return { style: 'circle', number: (circle.codePointAt(0) as number) - 0x245f };
  if (bracket) return { style: 'bracket', number: numberOf(bracket) };
  if (word) {
    const style = tail === '是' || tail === '要' ? 'is' : tail === '、' ? 'comma' : 'ordinal';
    if (style === 'ordinal' && !/^\s*第/.test(text)) return null;
    return { style, number: numberOf(word) };
  }
  if (digit) return { style: 'digit', number: Number(digit) };
  return { style: 'dash', number: 0 };
}

function numberOf(word: string): number {
  if (/^\d+$/.test(word)) return Number(word);
  const [tens, ones] = word.includes('十') ? word.split('十') : [null, word];
  const digit = (one: string | undefined): number => (one ? CHINESE_NUMBERS.indexOf(one) + 1 : 0);
  return tens === null ? digit(ones) : (tens === '' ? 1 : digit(tens)) * 10 + digit(ones);
}

/** The place of a sentence in its report's outline; -1 if it is not of it. */
export function placeOf(outline: Outlined[], sentence: Sentence): number {
  // Ordinals count the report's sentences from 0, so the place is known without looking.
  const at = sentence.ordinal - (outline[0]?.sentence.ordinal ?? 0);
  return outline[at]?.sentence.id === sentence.id ? at : outline.findIndex((one) => one.sentence.id === sentence.id);
}

/** The sentences after `at` that it announces: to the end of its paragraph, or of what a lead within a paragraph names. */
export function bodyOf(outline: Outlined[], at: number): Outlined[] {
  const first = outline[at];
  if (!first) return [];
  const body: Outlined[] = [];
  const alone = first.isHeading || (outline[at + 1]?.opens ?? true);
  for (let i = at + 1; i < outline.length; i++) {
    const one = outline[i] as Outlined;
    if (one.passage.section !== first.passage.section) break;
    // A lead that is a paragraph of its own announces the next paragraph.
    if (one.opens && !(alone && i === at + 1)) break;
    if (!first.opens && one.isLead && !first.mark) break;
    body.push(one);
  }
  return body;
}

/**
 * The items of the list that begins within `LIST_START` sentences after `at` (or that `at` itself is an item of): marks of
 * one style that count up without a gap. Empty where there is no list of at least two.
 */
export function itemsAfter(outline: Outlined[], at: number): Outlined[] {
  for (let i = at; i <= at + LIST_START && i < outline.length; i++) {
    const one = outline[i] as Outlined;
    if (i > at && one.passage.section !== outline[at]?.passage.section && one.mark === null) return [];
    if (one.mark && one.mark.number <= 1) return runFrom(outline, i);
  }
  return [];
}

/** Sentences between an announcement and its first item, at most. */
const LIST_START = 3;
/** Sentences of one item beyond its first, and between two dashes. */
const ITEM_SENTENCES = 12;

function runFrom(outline: Outlined[], from: number): Outlined[] {
  const first = outline[from] as Outlined;
  const mark = first.mark as Mark;
  const run = [first];
  let last = from;
  for (let i = from + 1; i < outline.length && i - last <= ITEM_SENTENCES; i++) {
    const one = outline[i] as Outlined;
    if (one.mark?.style !== mark.style) continue;
    const expected = mark.style === 'dash' ? 0 : run.length + mark.number;
    if (one.mark.number !== expected) break;
    run.push(one);
    last = i;
  }
  return run.length >= 2 ? run : [];
}
