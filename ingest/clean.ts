import { cleanCode, isBlank, isDigit, isLetter } from './clean/characters.ts';
import { doubledAfterStop, doubledAtJoin } from './clean/doubles.ts';
import { type Edit, findEdits } from './clean/inline.ts';
import { goesOn, hasStop, type OpenParagraph, wrapWidth } from './clean/joins.ts';
import { type Line, splitLines } from './clean/lines.ts';
import { CleanBuilder } from './clean/map.ts';
import type { CleanText, SourceDocument, Warning } from './model.ts';

const MESSAGES: Record<string, string> = {
  'joined-line': 'Lines that a page or line break had cut were joined',
  'doubled-characters': 'Characters that a page break had doubled were left out',
  'removed-mark': 'Marks of formatting were left out',
  'removed-note-mark': 'Marks of notes were left out',
  'removed-contents': 'Lines of a table of contents were left out',
  'removed-watermark': 'Watermarks were left out',
  'removed-page-number': 'Page numbers were left out',
  'replaced-word': 'English words that stood for Chinese ones were read as these',
  'replaced-dash': 'Signs that stood for dashes were read as these',
  'replaced-sign': 'Circles in years were read as 〇',
  'removed-furniture': 'Buttons and labels of a web page were left out',
  'removed-running-head': 'Lines that stand on every page were left out',
  'removed-rule': 'Lines drawn with signs were left out',
};

/**
 * The text that search and figures see: one line a paragraph, without blanks in Chinese, marks, watermarks and contents.
 * `source` is never altered; the map leads from any stretch of clean text to the very stretch it came from.
 * Punctuation is full-width, digits and letters are half-width. Runs in time linear in the length of `source`.
 */
export function clean(source: string): CleanText {
  const cleaner = new Cleaner(source);
  return cleaner.run();
}

const cleanedSources = new WeakMap<SourceDocument, CleanText>();

/** The clean text of a document, made once for as long as the document is held. */
export function cleanSource(source: SourceDocument): CleanText {
  const known = cleanedSources.get(source);
  if (known) return known;
  const cleaned = clean(source.text);
  cleanedSources.set(source, cleaned);
  return cleaned;
}

class Cleaner {
  readonly #source: string;
  readonly #builder: CleanBuilder;
  readonly #edits: Edit[];
  readonly #lines: Line[];
  readonly #warnings = new Map<string, Warning>();
  #nextEdit = 0;
  /** Clean offset where the line begins. */
  #lineAt = 0;

  constructor(source: string) {
    this.#source = source;
    this.#builder = new CleanBuilder(source.length);
    this.#lines = splitLines(source);
    const marks = new Set(this.#lines.filter((line) => line.kind === 'watermark').map((line) => line.text));
    this.#edits = findEdits(source, [...marks]);
  }

  run(): CleanText {
    const wrap = wrapWidth(this.#lines);
    let open: OpenParagraph | null = null;
    for (const line of this.#lines) {
      if (line.kind !== 'text') {
        this.#warn(`removed-${line.kind}`, line.start, line.end);
        continue;
      }
      if (line.hashes > 0) this.#warn('removed-mark', line.start - line.hashes, line.start);
      open = this.#add(line, open, wrap);
    }
    return this.#builder.finish(this.#source.length, [...this.#warnings.values()]);
  }

  #add(line: Line, open: OpenParagraph | null, wrap: number | null): OpenParagraph | null {
    const builder = this.#builder;
    let from = line.start;
    let joined = false;
    if (open) {
      const join = this.#join(line, open, wrap);
      joined = join !== null;
      if (join) {
        from += join.after;
        builder.drop(join.before);
      } else {
        builder.push(10, open.line.breakAt, open.line.breakAt + 1);
      }
    }
    const before = builder.length;
    this.#lineAt = before;
    this.#emit(from, line.end);
    const length = builder.length - before;
    if (length === 0 && !joined) {
      // Nothing but marks: the break before it goes too.
      if (open) builder.drop(1);
      return open;
    }
    const stop = hasStop(line.text);
    if (joined && open) return { line, length: open.length + length, hasStop: open.hasStop || stop };
    return { line, length, hasStop: stop };
  }

  /** How `line` goes on with the open paragraph; null where it begins a new one. */
  #join(line: Line, open: OpenParagraph, wrap: number | null): { before: number; after: number } | null {
    const end = open.line.text.slice(-8);
    const stopped = open.hasStop && line.hashes === 0 ? doubledAfterStop(end, line.text.slice(0, 4)) : null;
    if (!stopped && !goesOn(open, line, wrap)) return null;
    this.#warn('joined-line', open.line.end, line.start);
    const doubled = stopped ?? doubledAtJoin(end, line.text.slice(0, 8));
    if (doubled) this.#warn('doubled-characters', open.line.end, line.start + doubled.after);
    return doubled ?? { before: 0, after: 0 };
  }

  /** Adds the clean characters of a stretch of one line. */
  #emit(start: number, end: number): void {
    const source = this.#source;
    const edits = this.#edits;
    let blank = -1;
    let at = start;
    while (this.#nextEdit < edits.length && (edits[this.#nextEdit] as Edit).start < start) this.#nextEdit++;
    let edit = edits[this.#nextEdit];
    let opened = -1;
    while (at < end) {
      if (edit && at === edit.start && edit.end <= end) {
        this.#warn(edit.code, edit.start, edit.end);
        if (edit.action === 'replace') {
          for (const c of edit.text) this.#builder.push(c.charCodeAt(0), edit.start, edit.end);
          blank = -1;
        }
        if (edit.action === 'unwrap') {
          opened = at;
          at += edit.open;
          this.#emitUnwrapped(opened, at, edit.end - edit.close, edit.end);
          blank = -1;
        }
        at = edit.end;
        edit = edits[++this.#nextEdit];
        continue;
      }
      const code = source.charCodeAt(at);
      if (isBlank(code)) {
        if (blank < 0) blank = at;
        at++;
        continue;
      }
      const before = at > 0 ? source.charCodeAt(at - 1) : 0;
      const after = at + 1 < source.length ? source.charCodeAt(at + 1) : 0;
      const clean = cleanCode(code, before, after);
      if (clean !== 0) {
        if (blank >= 0 && this.#keepsBlank(clean)) this.#builder.push(32, blank, at);
        this.#builder.push(clean, at, at + 1);
        blank = -1;
      }
      at++;
    }
  }

  /** `2.5` of `PM_{2.5}`: the marks belong to its first and last character, so that a quote has both or none. */
  #emitUnwrapped(open: number, start: number, end: number, closed: number): void {
    let from = open;
    for (let at = start; at < end; at++) {
      const code = cleanCode(this.#source.charCodeAt(at), 0, 0);
      if (code === 0 || isBlank(code)) continue;
      this.#builder.push(code, from, at + 1);
      from = at + 1;
    }
    if (from > open) this.#builder.extendLast(closed);
  }

  /** Whether the blank in front of `next` parts two Latin words or numbers. */
  #keepsBlank(next: number): boolean {
    const last = this.#builder.last();
    // `1. 2024年` is the first item, not a figure.
    if (last === 46 && isDigit(next) && isDigit(this.#builder.last(1))) return this.#builder.length - this.#lineAt <= 4;
    if (isLetter(last)) {
      // PM 2.5 is PM2.5; iPhone 12 keeps its blank.
      if (isDigit(next)) return !(last === 77 && this.#builder.last(1) === 80);
      return isLetter(next);
    }
    return isDigit(last) && isDigit(next);
  }

  #warn(code: string, start: number, end: number): void {
    const known = this.#warnings.get(code);
    if (known) known.count = (known.count ?? 1) + 1;
    else this.#warnings.set(code, { code, message: MESSAGES[code] ?? code, span: { start, end }, count: 1 });
  }
}
