import type { Report, Task, Warning } from './model.ts';
import { numberingOf } from './numbering.ts';
import { type Piece, sentencesIn } from './passages.ts';
import type { PlacedParagraph } from './sections.ts';

/** `（省财政厅牵头，省教育厅等按职责分工负责）`: the departments behind a task. */
const DEPARTMENTS = /（([^（）]{2,400}?(?:牵头|负责|参与|配合)[^（）]{0,60})）/g;
/** The number of the next item, left at the end of the line before: `分别负责）36`. */
const NEXT_NUMBER = /）\s*(\d{1,3})\s*$/;
/** A sign that the next item's number was `（`-bracketed and got lost, or a heading of the next part: `）七、深入推动生态文明建设`. */
const NEXT_PART = /）\s*([一二三四五六七八九十]{1,3}、[^，。（）]{2,30})$/;

/**
 * Cuts a division of tasks into one piece a task: each clause that ends in its departments, with the number of its item.
 * Items whose head is lost take the number that stands at the end of the line before, or follow the item before them.
 */
export function cutTasks(report: Report, paragraphs: PlacedParagraph[]): Piece[] {
  const pieces: Piece[] = [];
  let announced: number | null = null;
  let current: number | null = null;
  let lost = 0;
  let section: number | null = null;
  for (const paragraph of paragraphs) {
    const { text } = paragraph;
    const numbering = numberingOf(text);
    const hasTask = new RegExp(DEPARTMENTS.source).test(text);
    if (numbering?.style === 'digit') current = numbering.number;
    else if (hasTask && announced !== null) current = announced;
    else if (hasTask && current !== null) {
      current += 1;
      lost += 1;
    }
    announced = null;
    const next = NEXT_NUMBER.exec(text);
    if (next?.[1]) announced = Number(next[1]);
    const part = listHeading(text);
    const placed = part === null ? { ...paragraph, section } : paragraph;
    if (part !== null) {
      // ①②③ below a sentence such as 办好十大民生实事: the sentence is their heading.
      const own = sectionOf(report, part, section, paragraph);
      pieces.push(
        ...(hasTask
          ? clausesOf({ ...paragraph, section: own }, current)
          : [plain({ ...paragraph, section: own }, paragraph.start, paragraph.end)]),
      );
    } else if (hasTask) pieces.push(...clausesOf(placed, current));
    else pieces.push(plain(placed, paragraph.start, paragraph.end));
    const heading = NEXT_PART.exec(text)?.[1];
    if (heading) section = sectionOf(report, heading.replace(/^[一二三四五六七八九十]+、/, ''), null, paragraph);
  }
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

/** What a circled list is a list of: the clause before its first item; null where there is none. */
function listHeading(text: string): string | null {
  const match = /([^，。；①]{4,30})[。：:]?①/.exec(text);
  return match?.[1] ?? null;
}

function sectionOf(report: Report, title: string, parent: number | null, paragraph: PlacedParagraph): number {
  const index = report.sections.length;
  // Its place in the source is that of the first passage under it, which the contents tree shows.
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
    } else if (match.index > from) pieces.push({ ...merged, kind: 'task', task: taskOf(match[1] ?? '', number) });
    // Departments whose task stood in a head that is lost belong to nothing.
    else pieces.push(merged);
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

function names(words: string): string[] {
  return words
    .replace(/(?:等)?(?:按照?职责)?(?:分工)?(?:分别)?(?:负责|参与|配合|参加|落实)$/u, '')
    .split(/[、，,；]/)
    .map((name) =>
      name
        .replace(/^(?:和|由)/, '')
        .replace(/等$/, '')
        .trim(),
    )
    .filter((name) => name.length >= 2 && name.length <= 24);
}
