/** PDF files: their text in reading order, a line a paragraph, and where each page starts. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import * as pdfjsWorker from 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import { withOrdinaryCharacters } from '../clean/radicals.ts';
import { ReportError } from '../errors.ts';
import type { Warning } from '../model.ts';
import type { Extracted } from './extracted.ts';
import { inReadingOrder } from './pdf-columns.ts';
import { withoutEdges } from './pdf-edges.ts';
import { type Fragment, linesOf, type PdfPage } from './pdf-lines.ts';
import { joinPages } from './pdf-paragraphs.ts';
import { plausibleShare } from './text.ts';

// The library runs its worker's part here where it finds it, and loads nothing later.
Object.assign(globalThis, { pdfjsWorker });

/** Pages beyond are left out: a report has 20 to 60, a collection of 29 some 530. */
const MAX_PAGES = 2000;
/** Without a character on so many pages from the first on, a PDF is a scanned book, however long it is. */
const BLANK_PAGES = 100;
/** Pieces of text of one page; a full newspaper page has 8,000 characters. */
const MAX_PIECES = 50_000;
/** Characters a page below which a PDF counts as scanned. */
const SCANNED_BELOW = 20;
/** Share of plausible characters below which the fonts do not say what they draw; reports have 0.99. */
const READABLE = 0.6;
/** Text that leans more than this is a stamp or a watermark across the page. */
const LEANING = 0.1;

const RECOGNISE = 'Let a text recognition program (OCR) make a searchable PDF, .docx or .txt of it.';

/**
 * The text of a PDF in reading order, in columns or not, without headers, footers, page numbers and watermarks.
 * @param onPage called after each page.
 * @throws ReportError `scanned` for pages without text, `unreadable-fonts`, `encrypted`, `damaged`.
 */
export async function readPdf(bytes: Uint8Array, path: string, onPage: () => void): Promise<Extracted> {
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
    const pages: PdfPage[] = [];
    for (let number = 1; number <= Math.min(document.numPages, MAX_PAGES); number++) {
      const page = await document.getPage(number);
      const { width, height, transform } = page.getViewport({ scale: 1 });
      const { items } = await page.getTextContent();
      pages.push({ lines: linesOf(fragmentsOf(items as Item[], transform)), width, height });
      page.cleanup();
      onPage();
      if (number === BLANK_PAGES && pages.every(({ lines }) => lines.length === 0)) break;
    }
    return textOf(pages, document.numPages, path);
  } catch (cause) {
    throw cause instanceof ReportError ? cause : failure(cause as Error, path);
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

/** Upright pieces of text with their places, from the top left corner of the page as it is shown. */
function fragmentsOf(items: Item[], view: number[]): Fragment[] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = view;
  const fragments: Fragment[] = [];
  for (const { str = '', transform: [p = 0, q = 0, , , x = 0, y = 0] = [], width = 0, height = 0 } of items.slice(
    0,
    MAX_PIECES,
  )) {
    if (str.trim() === '') continue;
    const [across, down] = [a * p + c * q, b * p + d * q];
    if (Math.abs(down) > Math.abs(across) * LEANING) continue;
    const size = height || Math.hypot(p, q) || 10;
    fragments.push({ text: withOrdinaryCharacters(str), x: a * x + c * y + e, y: b * x + d * y + f, width, size });
  }
  return fragments;
}

function textOf(pages: PdfPage[], count: number, path: string): Extracted {
  const ordered = withoutEdges(pages).map((page) => inReadingOrder(page));
  const { text, starts } = joinPages(ordered);
  const empty = pages.filter(({ lines }) => lines.length === 0).length;
  if (text.replace(/\s/g, '').length < pages.length * SCANNED_BELOW && (empty > 0 || text.trim() === '')) {
    throw new ReportError(
      'scanned',
      `${path}: expected a PDF with text, found ${pages.length} pages that are pictures`,
      { hint: RECOGNISE, status: 422 },
    );
  }
  if (plausibleShare(text) < READABLE) {
    throw new ReportError(
      'unreadable-fonts',
      `${path}: expected a PDF whose fonts name their characters, found signs without meaning`,
      { hint: RECOGNISE, status: 422 },
    );
  }
  const warnings: Warning[] = [];
  if (empty > 0)
    warnings.push({
      code: 'pages-without-text',
      message: 'Pages without text: blank, or pictures that are not read',
      count: empty,
    });
  if (count > pages.length)
    warnings.push({
      code: 'pages-left-out',
      message: `Pages beyond the first ${MAX_PAGES} were left out`,
      count: count - pages.length,
    });
  return { text, warnings, pages: starts };
}

function failure(cause: Error, path: string): ReportError {
  if (cause.name === 'PasswordException') {
    return new ReportError('encrypted', `${path}: expected a PDF that can be opened, found one locked by a password`, {
      hint: 'Open it with its password in a reader and print it as a PDF.',
      status: 422,
      cause,
    });
  }
  return new ReportError(
    'damaged',
    `${path}: expected a whole PDF, found one that cannot be opened (${cause.message})`,
    { hint: 'Fetch it again, or open it in a reader and print it as a PDF.', status: 422, cause },
  );
}
