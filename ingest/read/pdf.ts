import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ReportError } from '../errors.ts';
import type { Extracted } from './extracted.ts';

/** Pages beyond are left out: a report has 20 to 60, a collection of 29 some 530. */
const MAX_PAGES = 2000;
/** Characters a page below which a PDF counts as scanned. */
const SCANNED_BELOW = 20;
/** Lines that stand on so large a share of the pages, at their edge, are headers and footers. */
const REPEATED_SHARE = 0.5;
/** Of the page's height: the strips at top and bottom where headers and page numbers stand. */
const EDGE = 0.08;

interface Line {
  text: string;
  x: number;
  y: number;
  width: number;
}

/**
 * The text of a PDF in reading order, one or two columns, without headers, footers and page numbers; where each page starts.
 * @throws ReportError `scanned` for pages without text, `damaged`.
 */
export async function readPdf(bytes: Uint8Array, path: string, onPage: () => void): Promise<Extracted> {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const task = pdfjs.getDocument({
    data: new Uint8Array(bytes),
    cMapUrl: `${join(folder, 'cmaps')}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(folder, 'standard_fonts')}/`,
    isEvalSupported: false,
    useSystemFonts: false,
    verbosity: 0,
  });
  try {
    const document = await task.promise;
    const pages: { lines: Line[]; height: number; width: number }[] = [];
    for (let number = 1; number <= Math.min(document.numPages, MAX_PAGES); number++) {
      const page = await document.getPage(number);
      const { width, height } = page.getViewport({ scale: 1 });
      const { items } = await page.getTextContent();
      pages.push({ lines: linesOf(items as Item[]), width, height });
      page.cleanup();
      onPage();
    }
    return joinPages(pages, path);
  } catch (cause) {
    if (cause instanceof ReportError) throw cause;
    throw new ReportError(
      'damaged',
      `${path}: expected a whole PDF, found one that cannot be opened (${(cause as Error).message})`,
      {
        hint: 'Fetch it again, or open it in a reader and print it as a PDF.',
        status: 422,
        cause,
      },
    );
  } finally {
    await task.destroy();
  }
}

interface Item {
  str?: string;
  transform?: number[];
  width?: number;
  height?: number;
}

/** Pieces of text that stand on one line, joined; lines of two columns stay apart. */
function linesOf(items: Item[]): Line[] {
  const lines: (Line & { size: number })[] = [];
  for (const { str = '', transform = [], width = 0, height = 0 } of items) {
    if (str.trim() === '') continue;
    const [x, y] = [transform[4] ?? 0, transform[5] ?? 0];
    const size = height || Math.abs(transform[3] ?? 10);
    const last = lines[lines.length - 1];
    const gap = last ? x - (last.x + last.width) : 0;
    if (last && Math.abs(last.y - y) < size * 0.5 && gap > -size && gap < size * 2) {
      last.text += str;
      last.width = x + width - last.x;
    } else lines.push({ text: str, x, y, width, size });
  }
  return lines;
}

function joinPages(pages: { lines: Line[]; height: number; width: number }[], path: string): Extracted {
  const repeated = repeatedEdges(pages);
  let text = '';
  const starts: { page: number; start: number }[] = [];
  pages.forEach(({ lines, height, width }, at) => {
    const kept = lines.filter(
      (line) =>
        !isEdge(line, height) || !(repeated.has(plain(line.text)) || /^[-—–\s]*\d{1,4}[-—–\s]*$/.test(line.text)),
    );
    starts.push({ page: at + 1, start: text.length });
    for (const line of inReadingOrder(kept, width)) text += `${line.text}\n`;
    text += '\n';
  });
  if (text.replace(/\s/g, '').length < pages.length * SCANNED_BELOW) {
    throw new ReportError(
      'scanned',
      `${path}: expected a PDF with text, found ${pages.length} pages that are pictures`,
      {
        hint: 'Let a text recognition program (OCR) make a searchable PDF, .docx or .txt of it.',
        status: 422,
      },
    );
  }
  return { text, warnings: [], pages: starts };
}

function isEdge({ y }: Line, height: number): boolean {
  return y < height * EDGE || y > height * (1 - EDGE);
}

function plain(text: string): string {
  return text.replace(/[\d\s]/g, '');
}

function repeatedEdges(pages: { lines: Line[]; height: number }[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { lines, height } of pages) {
    for (const text of new Set(lines.filter((line) => isEdge(line, height)).map((line) => plain(line.text))))
      counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return new Set(
    [...counts].filter(([, count]) => count >= 3 && count >= pages.length * REPEATED_SHARE).map(([text]) => text),
  );
}

/** Top to bottom; where the lines leave the middle free on both sides, the left column before the right one. */
function inReadingOrder(lines: Line[], width: number): Line[] {
  const middle = width / 2;
  const left = lines.filter((line) => line.x + line.width <= middle + width * 0.02);
  const right = lines.filter((line) => line.x >= middle - width * 0.02);
  const down = (a: Line, b: Line): number => b.y - a.y || a.x - b.x;
  if (left.length >= 5 && right.length >= 5 && left.length + right.length >= lines.length * 0.9) {
    const across = lines.filter((line) => !left.includes(line) && !right.includes(line));
    return [...across.sort(down), ...left.sort(down), ...right.sort(down)];
  }
  return [...lines].sort(down);
}
