/** The order in which the lines of a page are read: column by column, between what goes across. */
import type { PdfLine, PdfPage } from './pdf-lines.ts';

/** A line in its column. */
export interface PlacedLine extends PdfLine {
  /** Where the text of its column begins and ends. */
  from: number;
  to: number;
  /** Columns side by side on its page. */
  columns: number;
}

/** A free strip between columns is at least so wide, in sizes of the font. */
const GUTTER = 0.7;
/** Of the lines of a page that has columns, so many may go across: titles, pictures' captions. */
const ACROSS = 0.25;
/** Lines that a column has at least. */
const COLUMN_LINES = 4;
/** Of the width of the text, what a column takes at least: a newspaper has up to eight. */
const COLUMN_WIDTH = 0.08;
/** In a column most lines are full, in a table few cells are. */
const FULL_LINES = 0.4;
const FULL = 0.8;

/** Of the lines of a column, so many begin at its edge. */
const EDGE_LINES = 0.1;
/** Points within which lines begin at one place. */
const SAME_EDGE = 2;

/** Lines of the page as they are read; pieces of one line are joined, cells of a table with a blank between. */
export function inReadingOrder({ lines }: PdfPage): PlacedLine[] {
  if (lines.length === 0) return [];
  return read(lines, 1);
}

function read(lines: PdfLine[], columns: number): PlacedLine[] {
  const gutter = gutterOf(lines);
  if (!gutter) return rowByRow(lines, columns);
  const { left, right, across } = sides(lines, gutter);
  const placed = { left: read(left, columns * 2), right: read(right, columns * 2), across: rowByRow(across, columns) };
  // What goes across parts the page into bands, in each of which the left column comes first.
  const ordered: PlacedLine[] = [];
  let top = Number.NEGATIVE_INFINITY;
  for (const line of [...placed.across, undefined]) {
    const bottom = line?.y ?? Number.POSITIVE_INFINITY;
    const inBand = ({ y }: PlacedLine) => y > top && y <= bottom;
    ordered.push(...placed.left.filter(inBand), ...placed.right.filter(inBand));
    if (line) ordered.push(line);
    top = bottom;
  }
  return ordered;
}

/** Lines from the top down; pieces on one height make one line. */
function rowByRow(lines: PdfLine[], columns: number): PlacedLine[] {
  if (lines.length === 0) return [];
  const from = edgeOf(lines.map(({ x }) => x));
  const to = -edgeOf(lines.map(({ right }) => -right));
  const placed: PlacedLine[] = [];
  for (const line of [...lines].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const last = placed.at(-1);
    if (last && line.y - last.y < Math.min(line.size, last.size) * 0.35 && line.x >= last.right) {
      last.text += ` ${line.text}`;
      last.right = line.right;
      last.width = last.right - last.x;
    } else placed.push({ ...line, from, to, columns });
  }
  return placed;
}

/** Where the lines of a column begin: a header or picture further out is left aside, as long as others agree. */
function edgeOf(places: number[]): number {
  const enough = Math.max(2, places.length * EDGE_LINES);
  const sorted = [...places].sort((a, b) => a - b);
  return (
    sorted.find((place, at) => (sorted[at + Math.ceil(enough) - 1] ?? Infinity) - place < SAME_EDGE) ??
    (sorted[0] as number)
  );
}

interface Gutter {
  from: number;
  to: number;
}

/** The free strip that parts the lines into two columns best; undefined where there is none. */
function gutterOf(lines: PdfLine[]): Gutter | undefined {
  if (lines.length < COLUMN_LINES * 2) return undefined;
  const left = Math.min(...lines.map(({ x }) => x));
  const right = Math.max(...lines.map(({ right: end }) => end));
  const size = [...lines].sort((a, b) => a.size - b.size)[lines.length >> 1]?.size ?? 10;
  const width = right - left;
  if (!(width > 0) || width > 20_000) return undefined;
  // How many lines cover each point of the width.
  const covered = new Uint32Array(Math.ceil(width) + 2);
  for (const line of lines) {
    const [from, to] = [Math.round(line.x - left), Math.round(line.right - left)];
    for (let at = Math.max(0, from); at < Math.min(covered.length, to); at++) covered[at] = (covered[at] as number) + 1;
  }
  // A title across the page covers the strip, and a short column may be covered as little: the freest strips come first.
  const most = lines.length * ACROSS;
  for (let level = 0; level <= most; level = level * 2 + 1) {
    const found = freeStrips(covered, level)
      .filter((strip) => strip.to - strip.from >= size * GUTTER)
      .map(({ from, to }) => ({ from: left + from, to: left + to }))
      .filter((strip) => isGutter(lines, strip, width))
      .sort((a, b) => b.to - b.from - (a.to - a.from))[0];
    if (found) return found;
  }
  return undefined;
}

/** Stretches that at most `level` lines cover. */
function freeStrips(covered: Uint32Array, level: number): Gutter[] {
  const strips: Gutter[] = [];
  let start = -1;
  for (let at = 0; at <= covered.length; at++) {
    const free = at < covered.length && (covered[at] as number) <= level;
    if (free && start < 0) start = at;
    if (!free && start >= 0) {
      strips.push({ from: start, to: at });
      start = -1;
    }
  }
  return strips;
}

function isGutter(lines: PdfLine[], gutter: Gutter, width: number): boolean {
  const { left, right, across } = sides(lines, gutter);
  if (left.length < COLUMN_LINES || right.length < COLUMN_LINES || across.length > lines.length * ACROSS) return false;
  return [left, right].every((side) => {
    const from = Math.min(...side.map(({ x }) => x));
    const to = Math.max(...side.map(({ right: end }) => end));
    const full = side.filter((line) => line.right - from >= (to - from) * FULL).length;
    return to - from >= width * COLUMN_WIDTH && full >= side.length * FULL_LINES;
  });
}

function sides(lines: PdfLine[], { from, to }: Gutter): { left: PdfLine[]; right: PdfLine[]; across: PdfLine[] } {
  const middle = (from + to) / 2;
  const left = lines.filter((line) => line.right <= middle);
  const right = lines.filter((line) => line.x >= middle);
  return { left, right, across: lines.filter((line) => line.right > middle && line.x < middle) };
}
