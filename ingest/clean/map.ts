import type { CleanText, Span, Warning } from '../model.ts';

/** Code units turned into a string at a time; `fromCharCode` takes its arguments from the stack. */
const CHUNK = 8192;

/**
 * Collects clean characters, each with the stretch of source it came from. Both ends of these stretches only ever
 * grow, which is what makes the way back a binary search.
 */
export class CleanBuilder {
  #codes: Uint16Array;
  #starts: Uint32Array;
  #ends: Uint32Array;
  length = 0;

  /** `capacity`: no clean text is longer than its source. */
  constructor(capacity: number) {
    this.#codes = new Uint16Array(capacity);
    this.#starts = new Uint32Array(capacity);
    this.#ends = new Uint32Array(capacity);
  }

  push(code: number, start: number, end: number): void {
    this.#codes[this.length] = code;
    this.#starts[this.length] = start;
    this.#ends[this.length] = end;
    this.length++;
  }

  /** The last code but `back`; 0 before the first. */
  last(back = 0): number {
    return this.length > back ? (this.#codes[this.length - 1 - back] as number) : 0;
  }

  /** Takes back the last `count` characters. */
  drop(count: number): void {
    this.length -= Math.min(count, this.length);
  }

  /** Lets the last character's source reach to `end`, for a closing mark that belongs to it. */
  extendLast(end: number): void {
    if (this.length > 0) this.#ends[this.length - 1] = end;
  }

  text(start = 0): string {
    let text = '';
    for (let at = start; at < this.length; at += CHUNK) {
      text += String.fromCharCode(...this.#codes.subarray(at, Math.min(at + CHUNK, this.length)));
    }
    return text;
  }

  finish(sourceLength: number, warnings: Warning[]): CleanText {
    const starts = this.#starts.slice(0, this.length);
    const ends = this.#ends.slice(0, this.length);
    return new MappedText(this.text(), starts, ends, sourceLength, warnings);
  }
}

class MappedText implements CleanText {
  readonly text: string;
  readonly warnings: Warning[];
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  readonly #sourceLength: number;

  constructor(text: string, starts: Uint32Array, ends: Uint32Array, sourceLength: number, warnings: Warning[]) {
    this.text = text;
    this.#starts = starts;
    this.#ends = ends;
    this.#sourceLength = sourceLength;
    this.warnings = warnings;
  }

  toSource(start: number, end: number): Span {
    const from = Math.max(0, start);
    const to = Math.min(end, this.text.length);
    if (from >= to) {
      const at = this.#starts[from] ?? this.#sourceLength;
      return { start: at, end: at };
    }
    return { start: this.#starts[from] as number, end: this.#ends[to - 1] as number };
  }

  toClean(sourceOffset: number): number {
    let low = 0;
    let high = this.#ends.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ends[middle] as number) > sourceOffset) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
