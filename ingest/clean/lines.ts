/** The lines of a source text: where each begins and ends without its blanks, and what kind of line it is. */

export interface Line {
  /** Content without blanks at both ends and without `#` marks in front. */
  start: number;
  end: number;
  /** Where the line break after it stands. */
  breakAt: number;
  text: string;
  /** Number of `#` in front, 0 if none. */
  hashes: number;
  /** Wide blanks (full-width, or two narrow ones) in front. */
  indent: number;
  kind: 'text' | 'contents' | 'watermark' | 'page-number';
}

const BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;

/** Blanks and characters without width, none of which is ever part of a word. */
const BLANK = /[\s\u200b-\u200f\u2060\ufeff\u00ad]/;

/** Lead dots and a page number: a line of a table of contents. */
const CONTENTS = /[.…·．]{3,}\s*\d{1,4}$/;
const CONTENTS_TITLE = /^目\s*录$/;
const PAGE_NUMBER = /^(?:[-—–]\s*\d{1,4}\s*[-—–]|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?)$/;

/** Longest line that a site puts its name on; those seen have 7 to 18 characters. */
const WATERMARK_LENGTH = 30;
const WATERMARK = /独家(?:资料|整理|发布)|整理自|(?:www\.|https?:\/\/)|微信公众号|下载自|更多资料/i;

/** Splits `source` into its lines; those without content are left out. */
export function splitLines(source: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  const add = (end: number) => {
    const line = lineOf(source, start, end);
    if (line) lines.push(line);
  };
  for (const match of source.matchAll(BREAK)) {
    add(match.index);
    start = match.index + match[0].length;
  }
  add(source.length);
  return lines;
}

function lineOf(source: string, from: number, breakAt: number): Line | null {
  let start = from;
  let end = breakAt;
  let indent = 0;
  while (start < end && BLANK.test(source[start] as string)) {
    indent += source.charCodeAt(start) >= 0x2000 ? 1 : 0.5;
    start++;
  }
  while (end > start && BLANK.test(source[end - 1] as string)) end--;
  if (start === end) return null;
  let hashes = 0;
  if (source[start] === '#') {
    const mark = /^#{1,6}(?=\s)\s*/.exec(source.slice(start, start + 20));
    if (mark) {
      hashes = mark[0].trimEnd().length;
      start += mark[0].length;
      if (start >= end) return null;
    }
  }
  const text = source.slice(start, end);
  return { start, end, breakAt, text, hashes, indent, kind: kindOf(text) };
}

function kindOf(text: string): Line['kind'] {
  if (text.length > 80) return 'text';
  if (CONTENTS.test(text) || CONTENTS_TITLE.test(text)) return 'contents';
  if (PAGE_NUMBER.test(text)) return 'page-number';
  if (text.length <= WATERMARK_LENGTH && WATERMARK.test(text) && !/[。；]/.test(text)) return 'watermark';
  return 'text';
}
