/** Pieces of text on a page, put together to lines. */

/** A piece of text as a PDF places it; lengths in points, from the top left corner. */
export interface Fragment {
  text: string;
  x: number;
  /** Base line. */
  y: number;
  width: number;
  /** Of the font. */
  size: number;
}

/** Pieces that stand on one base line without a wide gap. */
export interface PdfLine extends Fragment {
  /** Where it ends. */
  right: number;
}

export interface PdfPage {
  lines: PdfLine[];
  width: number;
  height: number;
}

/** Base lines that differ by less than this share of the font's size are one. */
const SAME_LINE = 0.35;
/** A gap of so many sizes parts columns and cells; justified Chinese text stretches by less than half a size. */
const WIDE_GAP = 1.6;
/** A gap from which on Latin words are parted. */
const WORD_GAP = 0.15;
/** A wide blank, as between an office and a name. */
const BLANK_GAP = 0.6;
/** Marks of notes are smaller than this share of the text's size, and raised. */
const SMALL = 0.75;

/** Lines of a page from the top down, those on one height from left to right. A number above the line becomes `[1]`. */
export function linesOf(fragments: readonly Fragment[]): PdfLine[] {
  const body = bodySize(fragments);
  const isSmall = ({ size }: Fragment) => size < body * SMALL;
  const rows = rowsOf(fragments.filter((fragment) => !isSmall(fragment)));
  const left: Fragment[] = [];
  for (const fragment of fragments.filter(isSmall)) {
    const mark = /^[[［(（]?(\d{1,3})[\]］)）]?$/.exec(fragment.text.trim());
    const row = mark && rows.find((one) => isRaised(fragment, one));
    if (row && mark) row.push({ ...fragment, text: `[${mark[1]}]`, y: (row[0] as Fragment).y });
    else left.push(fragment);
  }
  return [...rows, ...rowsOf(left)].flatMap(piecesOf).sort((a, b) => a.y - b.y || a.x - b.x);
}

/** The size that most characters have. */
function bodySize(fragments: readonly Fragment[]): number {
  const characters = new Map<number, number>();
  for (const { text, size } of fragments) {
    const rounded = Math.round(size * 2) / 2;
    characters.set(rounded, (characters.get(rounded) ?? 0) + text.length);
  }
  return [...characters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10;
}

function rowsOf(fragments: readonly Fragment[]): Fragment[][] {
  const rows: Fragment[][] = [];
  for (const fragment of [...fragments].sort((a, b) => a.y - b.y)) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (row && first && fragment.y - first.y < Math.min(first.size, fragment.size) * SAME_LINE) row.push(fragment);
    else rows.push([fragment]);
  }
  return rows;
}

/** Whether a small piece stands right behind a piece of `row`, higher than its base line. */
function isRaised(small: Fragment, row: readonly Fragment[]): boolean {
  const [first] = row;
  if (!first) return false;
  const rise = first.y - small.y;
  if (rise < first.size * 0.15 || rise > first.size) return false;
  return row.some(
    ({ x, width, size }) => small.x > x && small.x - (x + width) < size && small.x - (x + width) > -size * 0.5,
  );
}

/** A row, cut at its wide gaps. */
function piecesOf(row: Fragment[]): PdfLine[] {
  const pieces: PdfLine[] = [];
  for (const fragment of row.sort((a, b) => a.x - b.x)) {
    const last = pieces.at(-1);
    const right = fragment.x + fragment.width;
    const gap = last ? fragment.x - last.right : 0;
    const size = Math.max(fragment.size, last?.size ?? 0);
    if (!last || gap > size * WIDE_GAP) {
      pieces.push({ ...fragment, right });
      continue;
    }
    // The same piece drawn twice, a little beside, is how some writers make bold.
    if (fragment.text === last.text && Math.abs(fragment.x - last.x) < size * 0.2) continue;
    last.text += blankBetween(last.text, fragment.text, gap / size) + fragment.text;
    last.right = Math.max(last.right, right);
    last.width = last.right - last.x;
  }
  return pieces;
}

function blankBetween(before: string, after: string, gap: number): string {
  if (/\s$/.test(before) || /^\s/.test(after)) return '';
  const narrow = /[A-Za-z\d]$/.test(before) && /^[A-Za-z\d]/.test(after);
  return gap > (narrow ? WORD_GAP : BLANK_GAP) ? ' ' : '';
}
