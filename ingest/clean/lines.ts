import { numberingOf } from '../numbering.ts';

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
  kind: 'text' | 'contents' | 'watermark' | 'page-number' | 'running-head' | 'furniture' | 'rule';
}

const BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;

/** Blanks and characters without width, none of which is ever part of a word. */
const BLANK = /[\s\u200b-\u200f\u2060\ufeff\u00ad]/;

/** Lead dots and a page number: a line of a table of contents. */
const CONTENTS = /[.…·．]{3,}\s*\d{1,4}$/;
const CONTENTS_TITLE = /^目\s*录$/;
const PAGE_NUMBER =
  /^(?:[-—–－·•]+\s*\d{1,4}\s*[-—–－·•]+|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*[/／]\s*\d{1,4}|Page\s*\d{1,4}(?:\s*of\s*\d{1,4})?)$/i;
const RULE = /^(?:[-=_*~—―─━·.#|:\s]){3,}$/;

/** Buttons and labels that a copied web page has around its article, a line each. */
const FURNITURE = new RegExp(
  `^(?:${[
    '下载|打印(?:本页|此页)?|全屏|收藏|关闭(?:窗口)?|返回(?:顶部|首页)?|加大|还原|减小|首页|[【】>»×|]',
    '[【[]?\\s*字\\s*[体号]\\s*[：:]?[\\s大中小加还原减]*[】\\]]?',
    '分享(?:到)?[：:]?|分享到(?:微信|微博|QQ空间)|(?:您的|当前|所在)位置[：:]?|[【[]?打印(?:本页)?[】\\]]?|[【[]关闭(?:窗口)?[】\\]]',
    '相关(?:报道|文档|链接|阅读|稿件|新闻)[：:]?|扫一扫(?:在手机)?.{0,8}(?:当前页|打开|分享)|(?:浏览|点击|阅读)(?:次数|量|数)?[：:]\\s*\\d*(?:次)?',
  ].join('|')})$`,
);
/** Single characters of a switch for the size of the letters; elsewhere they may be cut-off words. */
const SIZES = /^[大中小]$/;
/** Lines at the head of a page among which these stand. */
const HEAD_LINES = 24;

/** A line that stands so often, and so often inside a sentence, is printed on every page. */
const HEAD_REPEATED = 4;
const HEAD_LENGTH = 40;
/** Lines on both sides among which the text is looked for: page numbers stand between. */
const NEAR = 4;
/** So many bare numbers that count up are page numbers. */
const NUMBERS = 3;
/** Contents without dots: lines below 目录 that stand again further down. */
const CONTENTS_LINES = 300;

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
  markContents(lines);
  markNumbers(lines);
  markRunningHeads(lines);
  markSizes(lines);
  return lines;
}

/** A table of contents whose lines have no dots: after its title, what stands again below is no text here. */
function markContents(lines: Line[]): void {
  const plain = (line: Line) => line.text.replace(/[\s.…·]*\d{1,4}$/, '').replace(/\s/g, '');
  lines.forEach((title, at) => {
    if (!CONTENTS_TITLE.test(title.text)) return;
    const below = lines.slice(at + 1, at + 1 + CONTENTS_LINES).map(plain);
    const titles = new Set<string>();
    for (const [place, text] of below.entries()) {
      const line = lines[at + 1 + place] as Line;
      if (line.kind !== 'text') continue;
      // The first title that is met a second time is where the text begins.
      if (titles.has(text) || text.length > HEAD_LENGTH * 2 || /。/.test(text)) break;
      if (!lines.slice(at + 2 + place).some((later) => plain(later) === text)) break;
      titles.add(text);
      line.kind = 'contents';
    }
  });
}

/** Names of the document that stand on every page of what was printed. */
function markRunningHeads(lines: Line[]): void {
  const places = new Map<string, number[]>();
  lines.forEach(({ text, kind }, at) => {
    if (kind !== 'text' || text.length > HEAD_LENGTH || text.length < 4 || /[。！？；：:!?”]$/.test(text)) return;
    const name = text.replace(/[\d\s]/g, '');
    if (name.length >= 4) places.set(name, [...(places.get(name) ?? []), at]);
  });
  for (const found of places.values()) {
    const cutting = found.filter((at) => isInsideSentence(lines, at));
    if (found.length >= HEAD_REPEATED && cutting.length >= HEAD_REPEATED - 1 && cutting.length >= found.length / 2)
      for (const at of found) (lines[at] as Line).kind = 'running-head';
  }
}

/** The text before ends in the middle of a sentence that the text after goes on with. */
function isInsideSentence(lines: Line[], at: number): boolean {
  const text = lines[at]?.text;
  const isBody = (line: Line) => line.kind === 'text' && line.text !== text;
  const before = lines.slice(Math.max(0, at - NEAR), at).findLast(isBody);
  const after = lines.slice(at + 1, at + 1 + NEAR).find(isBody);
  if (!before || !after || before.text.length < 16) return false;
  return (
    /[\u4e00-\u9fff，、\d%％（“]$/.test(before.text) &&
    /^[\u4e00-\u9fff，、。；\d%％”）]{2}/.test(after.text) &&
    numberingOf(after.text) === null
  );
}

/** Bare numbers, each one more than the one before, far apart. */
function markNumbers(lines: Line[]): void {
  const numbers = lines.filter(({ kind, text }) => kind === 'text' && /^\d{1,4}$/.test(text));
  if (numbers.length < NUMBERS) return;
  const next = numbers.filter((line, at) => at > 0 && Number(line.text) === Number((numbers[at - 1] as Line).text) + 1);
  if (next.length < (numbers.length - 1) * 0.7) return;
  const counted = new Set(next);
  numbers.forEach((line, at) => {
    if (counted.has(line) || counted.has(numbers[at + 1] as Line)) line.kind = 'page-number';
  });
}

function markSizes(lines: Line[]): void {
  const head = lines.slice(0, HEAD_LINES);
  if (!head.some(({ kind, text }) => kind === 'furniture' && /字\s*[体号]/.test(text))) return;
  for (const line of head) if (SIZES.test(line.text)) line.kind = 'furniture';
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
  const whole = source.slice(start, end);
  const kind = kindOf(whole);
  // Marks of a quotation or a list in Markdown.
  const bullet = kind === 'text' && hashes === 0 ? /^(?:(?:>\s?)+|[-+*•●■◆▪]\s+)(?=.)/.exec(whole) : null;
  if (bullet) start += bullet[0].length;
  return { start, end, breakAt, text: source.slice(start, end), hashes, indent, kind };
}

function kindOf(text: string): Line['kind'] {
  if (text.length > 80) return 'text';
  if (CONTENTS.test(text) || CONTENTS_TITLE.test(text)) return 'contents';
  if (PAGE_NUMBER.test(text)) return 'page-number';
  if (RULE.test(text)) return 'rule';
  if (FURNITURE.test(text)) return 'furniture';
  if (text.length <= WATERMARK_LENGTH && WATERMARK.test(text) && !/[。；]|\]\(/.test(text)) return 'watermark';
  return 'text';
}
