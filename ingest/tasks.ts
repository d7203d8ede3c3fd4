import type { Report, Task, Warning } from './model.ts';
import { numberingOf } from './numbering.ts';
import { type Piece, sentencesIn } from './passages.ts';
import { regionByName } from './regions.ts';
import type { PlacedParagraph } from './sections.ts';

/** `（省财政厅牵头，省教育厅等按职责分工负责）`: the departments behind a task. */
const DEPARTMENTS = /（([^（）]{2,400}?(?:牵头|负责|参与|配合)[^（）]{0,60})）/g;
/** The number of the next item, left at the end of the line before: `分别负责）36`. */
const NEXT_NUMBER = /）\s*(\d{1,3})\s*$/;
/** The heading of the next part, left at the end of the line before: `）七、深入推动生态文明建设`. */
const NEXT_PART = /）\s*([一二三四五六七八九十]{1,3}、[^，。（）]{2,30})$/;

/**
 * Cuts a division of tasks into one piece a task: each clause that ends in its departments, with the number of its item.
 * Items whose head is lost take the number that stands at the end of the line before, or follow the item before them.
 */
export function cutTasks(report: Report, paragraphs: PlacedParagraph[]): Piece[] {
  const pieces: Piece[] = [];
  const { numbers, lost } = itemNumbers(paragraphs.map(({ text }) => text));
  let section: number | null = null;
  paragraphs.forEach((paragraph, at) => {
    const { text } = paragraph;
    const heading = partHeading(text);
    if (heading) {
      section = sectionOf(report, heading.title, heading.isTop ? null : topOf(report, section), paragraph);
      pieces.push({ ...plain({ ...paragraph, section }, paragraph.start, paragraph.end), isHeading: true });
      return;
    }
    const list = listHeading(text);
    // ①②③ below a sentence such as 办好十大民生实事: the sentence is their heading.
    const own = list === null ? section : sectionOf(report, list, section, paragraph);
    const placed = { ...paragraph, section: own };
    if (hasTask(text)) pieces.push(...clausesOf(placed, numbers[at] ?? null));
    else pieces.push(plain(placed, paragraph.start, paragraph.end));
    extend(report, own, paragraph.end);
    const next = NEXT_PART.exec(text)?.[1];
    if (next === undefined) return;
    const start = paragraph.start + text.lastIndexOf(next);
    section = sectionOf(report, next.replace(/^[一二三四五六七八九十]+、/, ''), null, { ...paragraph, start });
    const last = pieces[pieces.length - 1];
    if (last && last.start >= start) Object.assign(last, { section, isHeading: true });
  });
  if (lost > 0) {
    const warning: Warning = {
      code: 'lost-item-head',
      message: 'Items of a division of tasks have lost their heads and numbers',
      count: lost,
    };
    report.warnings.push(warning);
  }
  return pieces;
}

/** Longest heading of a part on a line of its own. */
const HEADING_LIMIT = 46;

/** A numbered line without a stop and without departments: 一、 is a part, （一） a part of it. */
function partHeading(text: string): { title: string; isTop: boolean } | null {
  const numbering = numberingOf(text);
  if (!numbering || !['part', 'chinese', 'chinese-bracket'].includes(numbering.style)) return null;
  const title = text.slice(numbering.length).trim();
  if (title === '' || title.length > HEADING_LIMIT || /[。；]/.test(title) || hasTask(text)) return null;
  return { title, isTop: numbering.style !== 'chinese-bracket' };
}

/** The part at the top that a section belongs to. */
function topOf({ sections }: Report, section: number | null): number | null {
  let top = section;
  for (let at = section; at !== null; at = sections[at]?.parent ?? null) top = at;
  return top;
}

function hasTask(text: string): boolean {
  return new RegExp(DEPARTMENTS.source).test(text);
}

/**
 * The item that each paragraph belongs to, from the numbers that are printed: in front of it or at the end of the paragraph
 * before. Where as many numbers are missing between two as there are paragraphs, each has its own; where none is missing, they
 * go on with the item before; else nobody knows. Behind the last number they are new items only where heads got lost before.
 */
export function itemNumbers(texts: string[]): { numbers: (number | null)[]; lost: number } {
  const numbers: (number | null)[] = texts.map(() => null);
  const printed = texts.map((text, at) => {
    const numbering = numberingOf(text);
    if (numbering?.style === 'digit') return { number: numbering.number, headed: true };
    const left = hasTask(text) ? NEXT_NUMBER.exec(texts[at - 1] ?? '')?.[1] : undefined;
    return left === undefined ? null : { number: Number(left), headed: false };
  });
  const places = texts.flatMap((text, at) => (printed[at] || hasTask(text) ? [at] : []));
  const losesHeads = printed.some((one) => one?.headed === false);
  let lost = 0;
  let run: number[] = [];
  let before = 0;
  const settle = (next: number | null): void => {
    const missing = next === null ? (losesHeads ? run.length : 0) : next - before - 1;
    run.forEach((at, nth) => {
      if (missing === run.length) numbers[at] = before + nth + 1;
      else if (missing === 0 && before > 0) numbers[at] = before;
    });
    if (missing !== 0) lost += run.length;
    run = [];
  };
  for (const at of places) {
    const own = printed[at];
    if (!own) {
      run.push(at);
      continue;
    }
    settle(own.number);
    numbers[at] = own.number;
    before = own.number;
    if (!own.headed) lost++;
  }
  settle(null);
  return { numbers, lost };
}

/** What a circled list is a list of: the clause before its first item; null where there is none. */
function listHeading(text: string): string | null {
  const match = /([^，。；①]{4,30})[。：:]?①/.exec(text);
  return match?.[1] ?? null;
}

function sectionOf(report: Report, title: string, parent: number | null, paragraph: PlacedParagraph): number {
  const index = report.sections.length;
  report.sections.push({
    index,
    parent,
    title,
    depth: parent === null ? 1 : 2,
    timing: 'plan',
    span: { start: paragraph.start, end: paragraph.end },
  });
  return index;
}

/** A section reaches to the end of the last paragraph in it, and so do those above it. */
function extend(report: Report, section: number | null, end: number): void {
  for (let at = section; at !== null; at = report.sections[at]?.parent ?? null) {
    const found = report.sections[at];
    if (found) found.span.end = end;
  }
}

function plain(paragraph: PlacedParagraph, from: number, end: number): Piece {
  // What a lost head leaves in front (，推动…) is no part of the task.
  const lost =
    /^[，。；、\s]+/.exec(paragraph.text.slice(from - paragraph.start, end - paragraph.start))?.[0].length ?? 0;
  const start = from + lost < end ? from + lost : from;
  return {
    start,
    end,
    sentences: sentencesIn(paragraph.text.slice(start - paragraph.start, end - paragraph.start), start),
    section: paragraph.section,
    timing: 'plan',
    kind: 'body',
    task: null,
  };
}

function clausesOf(paragraph: PlacedParagraph, number: number | null): Piece[] {
  const pieces: Piece[] = [];
  const { text, start: offset } = paragraph;
  let from = 0;
  for (const match of text.matchAll(DEPARTMENTS)) {
    const to = match.index + match[0].length;
    const piece = plain(paragraph, offset + from, offset + to);
    // The departments belong to the sentence before them: a task is quoted with who does it.
    const merged = mergeDepartments(piece, offset + match.index);
    const lead = match.index === from ? pieces[pieces.length - 1] : undefined;
    if (lead?.task) {
      const more = taskOf(match[1] ?? '', number);
      lead.task = {
        number,
        lead: [...lead.task.lead, ...more.lead],
        partners: [...lead.task.partners, ...more.partners],
      };
      lead.end = merged.end;
      const last = lead.sentences[lead.sentences.length - 1];
      if (last) last[1] = merged.end;
      // Departments whose task stood in a head that is lost are those of the item all the same.
    } else pieces.push({ ...merged, kind: 'task', task: taskOf(match[1] ?? '', number) });
    from = to;
  }
  const rest = text.slice(from).trim();
  if (rest !== '' && !/^\d{1,3}$/.test(rest) && !/^（$/.test(rest)) {
    const piece = plain(paragraph, offset + text.indexOf(rest, from), offset + text.indexOf(rest, from) + rest.length);
    if (NEXT_PART.test(text)) piece.kind = 'body';
    pieces.push(piece);
  }
  return pieces;
}

/** The sentence that the departments stand in or behind, made to reach over them. */
function mergeDepartments(piece: Piece, bracket: number): Piece {
  const sentences = piece.sentences.filter(([start]) => start < bracket);
  const last = sentences[sentences.length - 1];
  if (!last) return { ...piece, sentences: [[piece.start, piece.end]] };
  last[1] = piece.end;
  return { ...piece, sentences };
}

function taskOf(words: string, number: number | null): Task {
  const lead: string[] = [];
  const partners: string[] = [];
  const leading = /^(.*?)牵头/.exec(words);
  if (leading?.[1] !== undefined) {
    lead.push(...names(leading[1]));
    partners.push(...names(words.slice(leading[0].length)));
  } else lead.push(...names(words));
  return { number, lead, partners };
}

/** Longer ones are sentences; the longest name is 省长株潭一体化发展领导小组成员单位. */
const LONGEST_NAME = 30;
function names(words: string): string[] {
  const found = words
    .replace(/(?:等)?(?:按照?职责)?(?:分工)?(?:分别)?(?:负责|参与|配合|参加|落实)$/u, '')
    .split(/[、，,；]|(?<=.{4})及(?=.{4})|(?<=部门|单位)和/u)
    .map((name) =>
      name
        .replace(/^(?:和|由)/, '')
        .replace(/等$/, '')
        .trim(),
    )
    .filter((name) => name.length >= 2 && name.length <= LONGEST_NAME);
  // 岳阳、湘潭、郴州市人民政府 are three governments.
  for (let at = found.length - 2; at >= 0; at--) {
    const city = regionByName(found[at] ?? '');
    if (city?.level === 'city' && found[at + 1]?.endsWith('人民政府')) found[at] = `${city.name}人民政府`;
  }
  return found;
}
