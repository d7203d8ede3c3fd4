/** Lines in their order, put together to paragraphs over columns and pages. */
import { numberingOf } from '../numbering.ts';
import type { PlacedLine } from './pdf-columns.ts';

/** A line that begins so many sizes inside its column begins a paragraph; Chinese text sets two. */
const INDENT = 1.2;
/** Lines so many sizes apart belong to different paragraphs; official documents set 1.8. */
const FAR = 2.5;
/** The same against the usual distance of lines in the column: paragraphs of web pages are set apart. */
const FARTHER = 1.25;
/** What may be free at the end of a full line beyond the first word of the next, in sizes. */
const SLACK = 0.8;
/** Fonts of one paragraph differ by less than this share. */
const SAME_SIZE = 0.15;
/** In a column narrower than so many sizes nothing is wrapped: those of newspapers have 12 and more. */
const NARROW = 9;
const STOP = /[。！？；：!?;:][”’」』）)]*$/;

/** Pages are parted only where a paragraph ends; `starts` says where each begins. */
export function joinPages(pages: readonly PlacedLine[][]): { text: string; starts: { page: number; start: number }[] } {
  const widths = columnWidths(pages);
  const leadings = pages.map(leadingOf);
  const starts: { page: number; start: number }[] = [];
  let text = '';
  let last: PlacedLine | undefined;
  pages.forEach((lines, at) => {
    lines.forEach((line, place) => {
      const placed = { ...line, to: Math.max(line.to, line.from + (widths.get(keyOf(line)) ?? 0)) };
      if (last)
        text += goesOn(last, placed, place === 0 ? undefined : leadings[at]) ? between(last.text, line.text) : '\n';
      if (place === 0) starts.push({ page: at + 1, start: text.length });
      text += line.text.trim();
      last = placed;
    });
    if (lines.length === 0) starts.push({ page: at + 1, start: text.length });
  });
  return { text: text === '' ? '' : `${text}\n`, starts };
}

/** A last page with two short lines does not show how wide its column is; other pages do. */
function columnWidths(pages: readonly PlacedLine[][]): Map<string, number> {
  const widths = new Map<string, number>();
  for (const line of pages.flat()) widths.set(keyOf(line), Math.max(widths.get(keyOf(line)) ?? 0, line.to - line.from));
  return widths;
}

function keyOf({ columns, from }: PlacedLine): string {
  return `${columns} ${Math.round(from / 8)}`;
}

/** The distance of most lines from the ones above them; infinite where there are none. */
function leadingOf(lines: readonly PlacedLine[]): number {
  const steps = lines.flatMap((line, at) => {
    const above = lines[at - 1];
    return above && above.from === line.from && line.y > above.y ? [line.y - above.y] : [];
  });
  return steps.sort((a, b) => a - b)[steps.length >> 1] ?? Number.POSITIVE_INFINITY;
}

/** `leading` is undefined where `next` opens a page. */
function goesOn(last: PlacedLine, next: PlacedLine, leading: number | undefined): boolean {
  const size = last.size;
  if (Math.abs(next.size - size) > size * SAME_SIZE) return false;
  const below = next.y - last.y;
  const sameColumn = leading !== undefined && below > 0 && next.from === last.from;
  if (sameColumn && below > Math.min(size * FAR, leading * FARTHER)) return false;
  if (next.x - next.from > size * INDENT) return false;
  if (last.to - last.right > firstWord(next.text) * size + size * SLACK) return false;
  if (last.to - last.from < size * NARROW) return false;
  return !(STOP.test(last.text) && numberingOf(next.text.trim()) !== null);
}

/** How wide the first word is, in sizes of its font: figures and Latin words are not broken. */
function firstWord(text: string): number {
  const narrow = /^[“‘（(《]*([\d.,A-Za-z%％+-]*)/.exec(text.trim());
  const marks = (narrow?.[0].length ?? 0) - (narrow?.[1]?.length ?? 0);
  // A mark that closes a sentence never begins a line: it takes the character before it along.
  return Math.max(1, (narrow?.[1]?.length ?? 0) * 0.55 + marks + 1);
}

function between(before: string, after: string): string {
  return /[A-Za-z]$/.test(before.trim()) && /^[A-Za-z]/.test(after.trim()) ? ' ' : '';
}
