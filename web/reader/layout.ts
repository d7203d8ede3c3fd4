/**
 * The source of a report laid out for reading: paragraphs and headings with the offsets they stand at, quotes marked.
 * Not a character of the source is changed; what a page break tore apart is shown as one paragraph with a sign between.
 */

/** A quote to be marked, by source offsets. */
export interface Mark {
  start: number;
  end: number;
  /** The one that was opened; others of the same answer are marked more lightly. */
  current: boolean;
}

export interface Run {
  text: string;
  /** Source offset of its first character. */
  start: number;
  mark: 'none' | 'other' | 'current';
  /** Words that were looked for; `here` is the place that the search stands at. */
  found?: 'found' | 'here';
  strong: boolean;
  /** `sign`: Markdown's ** of the source, not shown. `break`: where the source breaks the line, no text. `page`: where a page begins, no text. */
  kind: 'text' | 'sign' | 'break' | 'page';
  /** Of a run of the kind `page`. */
  page?: number;
}

export interface Paragraph {
  start: number;
  /** Depth of the heading that this line is; null for text. */
  heading: number | null;
  runs: Run[];
}

export interface LayoutOptions {
  /** Source offset of the text's first character. */
  offset: number;
  sections: { start: number; depth: number; title: string }[];
  marks: Mark[];
  /** Words that were looked for, in order and apart from each other. */
  found?: Stretch[];
  /** The one of `found` that the search stands at. */
  here?: Stretch | null;
  /** Where the pages of a PDF begin. */
  pages?: Page[];
}

interface Stretch {
  start: number;
  end: number;
}

export interface Page {
  page: number;
  start: number;
}

interface Line {
  start: number;
  text: string;
}

/** A longer line with a section's start is a heading that runs into its text. The longest heading of the 29 reports of 2020 has 46. */
const LONGEST_HEADING = 50;
/** Shorter lines without a full stop are titles, dates and names. Lines cut by a page break have 40 characters and more. */
const SHORTEST_CUT = 30;
/** The rest of a cut sentence ends in a full stop or is long; a shorter line without one is a name (省长 李国英). */
const SHORTEST_REST = 15;
const SENTENCE_END = /[。！？；：…!?;:.”"』」）)\]】]$/;
const NEW_START = /^(?:[一二三四五六七八九十]+[、是]|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]|——|[*#【])/;

/** Paragraphs in reading order. */
export function layOut(text: string, options: LayoutOptions): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let before: Line | null = null;
  let page = 0;
  const pages = options.pages ?? [];
  for (const line of linesOf(text, options.offset)) {
    const section = options.sections.find(({ start }) => line.start <= start && start < line.start + line.text.length);
    const heading = section !== undefined && line.text.length <= LONGEST_HEADING ? section.depth : null;
    const runs = runsOf(line, section && heading === null ? leadEnd(line, section.title) : line.start, options);
    // A page begins at the first line that stands on it.
    for (; page < pages.length && (pages[page]?.start ?? 0) < line.start + line.text.length; page += 1) {
      const begun = pages[page];
      if (begun !== undefined && begun.start >= options.offset - 1) insertPage(runs, begun);
    }
    const above = paragraphs.at(-1);
    if (before && above && above.heading === null && section === undefined && isCut(before.text, line.text)) {
      above.runs.push(lineBreak(line, options.marks), ...runs);
    } else paragraphs.push({ start: line.start, heading, runs });
    before = line;
  }
  return paragraphs;
}

function linesOf(text: string, offset: number): Line[] {
  const lines: Line[] = [];
  for (const match of text.matchAll(/[^\n]+/g)) {
    const shown = match[0].trim();
    if (shown !== '') lines.push({ start: offset + match.index + match[0].indexOf(shown), text: shown });
  }
  return lines;
}

function isCut(above: string, below: string): boolean {
  const goesOn = below.length >= SHORTEST_REST || SENTENCE_END.test(below);
  return above.length >= SHORTEST_CUT && !SENTENCE_END.test(above) && goesOn && !NEW_START.test(below);
}

/** Where the heading ends in a line that goes on after it. */
function leadEnd(line: Line, title: string): number {
  const place = line.text.indexOf(title);
  return place < 0 || place > LONGEST_HEADING ? line.start : line.start + place + title.length;
}

function lineBreak(line: Line, marks: Mark[]): Run {
  const mark = markAt(
    line.start,
    marks.filter(({ start }) => start < line.start),
  );
  return { text: '', start: line.start, mark, strong: false, kind: 'break' };
}

function runsOf({ start, text }: Line, lead: number, { marks, found = [], here = null }: LayoutOptions): Run[] {
  const end = start + text.length;
  const signs = [...text.matchAll(/\*\*/g)].map(({ index }) => start + index);
  const cuts = new Set([start, end, lead]);
  const stretches = found.filter((stretch) => stretch.start < end && start < stretch.end);
  for (const mark of [...marks, ...stretches])
    for (const cut of [mark.start, mark.end]) if (start < cut && cut < end) cuts.add(cut);
  for (const sign of signs) cuts.add(sign).add(sign + 2);
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((from, place): Run => {
    const inside = signs.filter((sign) => sign < from).length % 2 === 1;
    const stretch = stretches.find((candidate) => candidate.start <= from && from < candidate.end);
    return {
      text: text.slice(from - start, (places[place + 1] ?? end) - start),
      start: from,
      mark: markAt(from, marks),
      ...(stretch && { found: stretch.start === here?.start ? 'here' : 'found' }),
      strong: from < lead || inside,
      kind: signs.includes(from) ? 'sign' : 'text',
    };
  });
}

/** Puts the sign of a page in front of the run that it begins with, or into the run that it begins in. */
function insertPage(runs: Run[], { page, start }: Page): void {
  const sign: Run = { text: '', start, mark: 'none', strong: false, kind: 'page', page };
  const place = runs.findIndex((run) => run.start + run.text.length > start);
  const run = runs[place];
  if (run === undefined || run.start >= start) {
    runs.splice(Math.max(0, place), 0, sign);
    return;
  }
  const cut = start - run.start;
  runs.splice(place, 1, { ...run, text: run.text.slice(0, cut) }, sign, { ...run, text: run.text.slice(cut), start });
}

function markAt(offset: number, marks: Mark[]): Run['mark'] {
  const here = marks.filter(({ start, end }) => start <= offset && offset < end);
  if (here.length === 0) return 'none';
  return here.some(({ current }) => current) ? 'current' : 'other';
}
