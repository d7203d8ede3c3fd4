/** What stands on page after page and is no text of the report: headers, footers, page numbers, watermarks. */
import type { PdfLine, PdfPage } from './pdf-lines.ts';

/** Of the page's height: the strips at top and bottom where headers and page numbers stand. */
const EDGE = 0.09;
/** Lines on so large a share of the pages are no text; headers may change between left and right pages. */
const REPEATED_SHARE = 0.4;
const REPEATED_PAGES = 3;
/** A header outside the strip stands apart from the text: by so many distances of its lines. */
const APART = 1.6;
/** A stamp inside the text is on nearly every page. */
const STAMPED_SHARE = 0.8;
/** A page number with its signs: - 3 -, 第3页, 3/20, ·3·. */
const PAGE_NUMBER =
  /^[-—–―·•\s]*(?:第\s*)?(\d{1,4})\s*(?:页)?(?:\s*[/／]\s*\d{1,4}|[,，]?\s*共\s*\d{1,4}\s*页)?[-—–―·•\s]*$/;
/** Signs that only a page number has; a bare number may be a figure. */
const SIGNED = /[-—–―·•页/／]/;

/** The pages without these lines. */
export function withoutEdges(pages: readonly PdfPage[]): PdfPage[] {
  const outer = pages.map(outerLines);
  const repeated = repeatedTexts(outer, REPEATED_SHARE);
  const places = pages.map(({ lines }) => lines.map((line): [PdfLine, string] => [line, placeOf(line)]));
  const stamps = repeatedTexts(places, STAMPED_SHARE);
  const offset = commonOffset(outer);
  return pages.map((page, at) => {
    const dropped = new Set<PdfLine>();
    for (const [line, plain] of outer[at] ?? []) {
      const number = PAGE_NUMBER.exec(line.text.trim())?.[1];
      const isNumber = number !== undefined && (SIGNED.test(line.text) || Number(number) - at === offset);
      if (isNumber || repeated.has(plain)) dropped.add(line);
    }
    for (const line of page.lines) if (stamps.has(placeOf(line))) dropped.add(line);
    return { ...page, lines: page.lines.filter((line) => !dropped.has(line)) };
  });
}

/** Lines at the edge of a page, each with its text without digits and blanks. */
function outerLines({ lines, height }: PdfPage): [PdfLine, string][] {
  const heights = [...new Set(lines.map(({ y }) => Math.round(y)))].sort((a, b) => a - b);
  const steps = heights.slice(1).map((y, at) => y - (heights[at] as number));
  const usual = [...steps].sort((a, b) => a - b)[steps.length >> 1] ?? Number.POSITIVE_INFINITY;
  const outermost = new Set<number | undefined>();
  if ((steps[0] ?? 0) > usual * APART) outermost.add(heights[0]);
  if ((steps.at(-1) ?? 0) > usual * APART) outermost.add(heights.at(-1));
  return lines
    .filter((line) => isEdge(line, height) || outermost.has(Math.round(line.y)))
    .map((line) => [line, headerKey(line, height)]);
}

/** Its text without digits and blanks; outside the strip a header also keeps its place, which sentences do not. */
function headerKey(line: PdfLine, height: number): string {
  const text = line.text.replace(/[\d\s]/g, '');
  return isEdge(line, height) || text === '' ? text : `${text} ${Math.round(line.y / 4)}`;
}

function isEdge({ y }: PdfLine, height: number): boolean {
  return y < height * EDGE || y > height * (1 - EDGE);
}

/** A line and where it stands; the same on many pages is a stamp. */
function placeOf({ text, x, y }: PdfLine): string {
  return `${text} ${Math.round(x)} ${Math.round(y)}`;
}

function repeatedTexts(pages: readonly [PdfLine, string][][], share: number): Set<string> {
  const counts = new Map<string, number>();
  for (const lines of pages) {
    for (const text of new Set(lines.map(([, plain]) => plain))) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  // Nothing is left of a line that is a number: that is judged by its value.
  counts.delete('');
  const most = (count: number) => count >= REPEATED_PAGES && count >= pages.length * share;
  return new Set([...counts].filter(([, count]) => most(count)).map(([text]) => text));
}

/** What bare numbers at the edge exceed the place of their page by, on most pages; undefined where they do not agree. */
function commonOffset(pages: readonly [PdfLine, string][][]): number | undefined {
  const offsets = new Map<number, number>();
  pages.forEach((lines, at) => {
    for (const [line] of lines) {
      const number = PAGE_NUMBER.exec(line.text.trim())?.[1];
      if (number !== undefined) offsets.set(Number(number) - at, (offsets.get(Number(number) - at) ?? 0) + 1);
    }
  });
  const best = [...offsets].sort((a, b) => b[1] - a[1])[0];
  return best && best[1] >= Math.min(2, pages.length) && best[1] >= pages.length * REPEATED_SHARE ? best[0] : undefined;
}
