/**
 * How texts are compared when an answer is judged, as in test/golden/score.py: white space removed, full width mapped to half
 * width, case ignored, and a figure never found inside a longer one.
 *
 * Python's `\d`, `\s` and `\b` know all of Unicode and JavaScript's do not, hence `\p{Nd}` and SPACE.
 */

/** What Python's `str.isspace` and `\s` take for white space. */
const SPACE = String.raw`\s\x1c-\x1f\x85`;
const WHITE = new RegExp(`[${SPACE}\u200b\ufeff]`, 'u');
const ALL_WHITE = new RegExp(WHITE, 'gu');
const THOUSANDS = /(?<=\p{Nd})[,，](?=\p{Nd}{3}(?!\p{Nd}))/gu;
const MARKERS = new RegExp(String.raw`\[\p{Nd}+(?:[${SPACE}]*[,，、][${SPACE}]*\p{Nd}+)*\]`, 'gu');
const COVERAGE = new RegExp(String.raw`(?:^|\n)[${SPACE}]*\**(?:覆盖|Coverage)\**[${SPACE}]*[:：][^]*$`, 'iu');
/** From `！` to `～` each full-width character is this far from its half-width one. */
const FULL_WIDTH_DISTANCE = 0xfee0;

/** Full-width punctuation, letters and digits in half width. */
export function halfWidth(text: string): string {
  return text.replace(/[！-～]/g, (character) => String.fromCharCode(character.charCodeAt(0) - FULL_WIDTH_DISTANCE));
}

/** A text made comparable, and the places in it where white space stood. */
export interface Squeezed {
  text: string;
  gaps: Set<number>;
}

/** White space out, full width to half width, lower case. */
export function squeeze(text: string): Squeezed {
  let squeezed = '';
  const gaps = new Set<number>();
  for (const character of halfWidth(text)) {
    if (WHITE.test(character)) {
      gaps.add(squeezed.length);
      continue;
    }
    const lower = character.toLowerCase();
    squeezed += [...lower].length === 1 ? lower : character;
  }
  return { text: squeezed, gaps };
}

/** White space out and nothing else: how quotes are compared. */
export function bare(text: string): string {
  return text.replace(ALL_WHITE, '');
}

/** The first `length` characters, a pair of surrogates counted as one. */
export function cut(text: string, length: number): string {
  return text.length <= length ? text : [...text].slice(0, length).join('');
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}

/** True when the figure at `[start, end)` goes on before or after: `6%` in `7.6%`, `810` in `810.8`. */
function insideLongerNumber({ text, gaps }: Squeezed, start: number, end: number): boolean {
  if (isDigit(text[start]) && start > 0 && !gaps.has(start)) {
    if (isDigit(text[start - 1]) || (text[start - 1] === '.' && isDigit(text[start - 2]))) return true;
  }
  if (isDigit(text[end - 1]) && end < text.length && !gaps.has(end)) {
    if (isDigit(text[end]) || (text[end] === '.' && isDigit(text[end + 1]))) return true;
  }
  return false;
}

/** True when `wanted` stands in the text; `loose` also inside a longer number. */
export function contains(squeezed: Squeezed, wanted: string, loose = false): boolean {
  const alternative = squeeze(wanted.replace(THOUSANDS, '')).text;
  if (!alternative) return false;
  for (
    let start = squeezed.text.indexOf(alternative);
    start >= 0;
    start = squeezed.text.indexOf(alternative, start + 1)
  ) {
    if (loose || !insideLongerNumber(squeezed, start, start + alternative.length)) return true;
  }
  return false;
}

const PERCENT_BEFORE = new RegExp(String.raw`百分之[${SPACE}]*(\p{Nd}+(?:\.\p{Nd}+)?)`, 'gu');
const PERCENT_AFTER = new RegExp(String.raw`(\p{Nd})[${SPACE}]*per[${SPACE}]?cent(?![\p{L}\p{N}_])`, 'giu');

/** `百分之75`, `75 percent` and `75 per cent` as `75%`. */
export function percentAsSign(text: string): string {
  return halfWidth(text).replace(PERCENT_BEFORE, '$1%').replace(PERCENT_AFTER, '$1%');
}

/** The answer without its last paragraph if that is the coverage. */
export function withoutCoverage(answer: string): string {
  return answer.replace(COVERAGE, '');
}

/** The answer without coverage, markers, Markdown and thousands separators. */
export function plainAnswer(answer: string): string {
  return withoutCoverage(answer).replace(MARKERS, '').replace(/[*`#]/g, '').replace(THOUSANDS, '');
}

/** True when a run of at least `enough` characters (at most all of `text`) of `text` stands in `other`. */
export function sharesRun(text: string, other: string, enough: number): boolean {
  const characters = [...text];
  const length = Math.min(enough, characters.length);
  if (length <= 0) return false;
  for (let start = 0; start + length <= characters.length; start++) {
    if (other.includes(characters.slice(start, start + length).join(''))) return true;
  }
  return false;
}
