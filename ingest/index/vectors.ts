/**
 * The vectors of one model over one unit: row after row of 32-bit floats in the row order of the database, with a hash of the text that
 * each was made of, so that the next ingest finds what it need not embed again. A row of zeros has no vector yet.
 */
import { readFileSync } from 'node:fs';
import { ReportError } from '../errors.ts';
import { REBUILD } from './format.ts';

export interface VectorRows {
  dimensions: number;
  count: number;
  /** 16 bytes a row. */
  hashes: Buffer;
  /** `dimensions` floats a row. */
  values: Float32Array;
}

export const HASH_BYTES = 16;
const MAGIC = 0x31564742; // "BGV1" read as a little-endian number
const HEADER_BYTES = 16;

/** The bytes of a vector file. */
export function packVectors({ dimensions, count, hashes, values }: VectorRows): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(MAGIC, 0);
  header.writeUInt32LE(dimensions, 4);
  header.writeUInt32LE(count, 8);
  return Buffer.concat([header, hashes, Buffer.from(values.buffer, values.byteOffset, values.byteLength)]);
}

/**
 * @param bytes The file's bytes where they were read already.
 * @throws ReportError `index-damaged` where the file is not what its header says.
 */
export function readVectors(path: string, bytes: Buffer = readFileSync(path)): VectorRows {
  const whole = bytes.length >= HEADER_BYTES && bytes.readUInt32LE(0) === MAGIC;
  const dimensions = whole ? bytes.readUInt32LE(4) : 0;
  const count = whole ? bytes.readUInt32LE(8) : 0;
  const valuesAt = HEADER_BYTES + count * HASH_BYTES;
  if (!whole || bytes.length !== valuesAt + count * dimensions * 4) {
    throw new ReportError('index-damaged', `${path} is not a whole file of vectors.`, { hint: REBUILD });
  }
  // A view needs an address that divides by four; a small file may come out of Node's shared buffer.
  const aligned = (bytes.byteOffset + valuesAt) % 4 === 0 ? bytes : Buffer.from(new Uint8Array(bytes).buffer);
  return {
    dimensions,
    count,
    hashes: aligned.subarray(HEADER_BYTES, valuesAt),
    values: new Float32Array(aligned.buffer, aligned.byteOffset + valuesAt, count * dimensions),
  };
}

/** Rows from `first` up to, not including, `end`, from 0. */
export interface RowRange {
  first: number;
  end: number;
}

export interface RowScore {
  row: number;
  score: number;
}

/** The `k` rows nearest to a normalised vector, best first, every row of the ranges compared. */
export function scanVectors(
  { values, dimensions }: VectorRows,
  vector: Float32Array,
  ranges: RowRange[],
  k: number,
): RowScore[] {
  const best = new BestRows(k);
  for (const { first, end } of ranges) {
    for (let row = first; row < end; row++) {
      const score = dot(values, row * dimensions, vector, dimensions);
      if (score !== 0) best.add(row, score);
    }
  }
  return best.sorted();
}

/** Four sums side by side: twice as fast as one, since no addition waits for the one before. */
function dot(values: Float32Array, offset: number, vector: Float32Array, dimensions: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let at = 0; at < dimensions; at += 4) {
    a += (values[offset + at] as number) * (vector[at] as number);
    b += (values[offset + at + 1] as number) * (vector[at + 1] as number);
    c += (values[offset + at + 2] as number) * (vector[at + 2] as number);
    d += (values[offset + at + 3] as number) * (vector[at + 3] as number);
  }
  return a + b + c + d;
}

/** Keeps the `k` best of many in a heap whose root is the worst of them. */
export class BestRows {
  readonly #heap: RowScore[] = [];
  readonly #k: number;

  constructor(k: number) {
    this.#k = k;
  }

  add(row: number, score: number): void {
    const heap = this.#heap;
    if (heap.length < this.#k) {
      heap.push({ row, score });
      this.#rise(heap.length - 1);
    } else if (heap.length > 0 && score > (heap[0] as RowScore).score) {
      heap[0] = { row, score };
      this.#sink(0);
    }
  }

  sorted(): RowScore[] {
    return [...this.#heap].sort((a, b) => b.score - a.score || a.row - b.row);
  }

  #rise(from: number): void {
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.#swapIfWorse(at, above)) return;
      at = above;
    }
  }

  #sink(from: number): void {
    let at = from;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      if (left >= this.#heap.length) return;
      const scoreOf = (place: number) => (this.#heap[place] as RowScore).score;
      const worse = right < this.#heap.length && scoreOf(right) < scoreOf(left) ? right : left;
      if (!this.#swapIfWorse(worse, at)) return;
      at = worse;
    }
  }

  #swapIfWorse(below: number, above: number): boolean {
    const heap = this.#heap;
    const [lower, upper] = [heap[below] as RowScore, heap[above] as RowScore];
    if (lower.score >= upper.score) return false;
    heap[below] = upper;
    heap[above] = lower;
    return true;
  }
}
