/**
 * The vectors of one model over one unit: row after row of 8-bit numbers in the row order of the database, each row with what its numbers are
 * multiplied by, and with a hash of the text that it was made of, so that the next ingest finds what it need not embed again. A row of
 * zeros has no vector yet. 8 bits change a cosine by 0.0004 (root of the mean square) and no figure of bench; 32 bits took four times the memory.
 */
import { readFileSync } from 'node:fs';
import { ReportError } from '../errors.ts';
import { REBUILD } from './format.ts';

export interface VectorRows {
  dimensions: number;
  count: number;
  /** 16 bytes a row. */
  hashes: Buffer;
  /** `dimensions` numbers a row. */
  values: Int8Array;
  /** What the numbers of a row are multiplied by. */
  scales: Float32Array;
}

export const HASH_BYTES = 16;
const MAGIC = 0x32564742; // "BGV2" read as a little-endian number
/** Rows of 32-bit floats, as indexes had them before; read, but no longer written. */
const MAGIC_FLOATS = 0x31564742;
const HEADER_BYTES = 16;
/** The largest 8-bit number. */
const STEPS = 127;

/** Rows of so many zeros, to be set one by one. */
export function emptyRows(dimensions: number, count: number): VectorRows {
  return {
    dimensions,
    count,
    hashes: Buffer.alloc(count * HASH_BYTES),
    values: new Int8Array(count * dimensions),
    scales: new Float32Array(count),
  };
}

/** Sets a row to a vector, rounded to 8 bits. */
export function setRow({ dimensions, values, scales }: VectorRows, row: number, vector: Float32Array): void {
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  const scale = Math.fround(largest / STEPS);
  scales[row] = scale;
  if (scale === 0) return;
  for (let at = 0; at < dimensions; at++) values[row * dimensions + at] = Math.round((vector[at] as number) / scale);
}

/** Whether a row has its vector. */
export function hasRow({ scales }: VectorRows, row: number): boolean {
  return (scales[row] ?? 0) > 0;
}

/** The vector of a row. */
export function rowOf({ dimensions, values, scales }: VectorRows, row: number): Float32Array {
  const vector = new Float32Array(dimensions);
  const scale = scales[row] as number;
  for (let at = 0; at < dimensions; at++) vector[at] = (values[row * dimensions + at] as number) * scale;
  return vector;
}

/** The bytes of a vector file, in parts. */
export function packVectors({ dimensions, count, hashes, values, scales }: VectorRows): Buffer[] {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(MAGIC, 0);
  header.writeUInt32LE(dimensions, 4);
  header.writeUInt32LE(count, 8);
  return [header, hashes, bytesOf(scales), bytesOf(values)];
}

/**
 * @param bytes The file's bytes where they were read already.
 * @throws ReportError `index-damaged` where the file is not what its header says.
 */
export function readVectors(path: string, bytes: Buffer = readFileSync(path)): VectorRows {
  const magic = bytes.length >= HEADER_BYTES ? bytes.readUInt32LE(0) : 0;
  const known = magic === MAGIC || magic === MAGIC_FLOATS;
  const dimensions = known ? bytes.readUInt32LE(4) : 0;
  const count = known ? bytes.readUInt32LE(8) : 0;
  const hashesEnd = HEADER_BYTES + count * HASH_BYTES;
  const rowBytes = magic === MAGIC ? 4 + dimensions : dimensions * 4;
  if (!known || bytes.length !== hashesEnd + count * rowBytes) {
    throw new ReportError('index-damaged', `${path} is not a whole file of vectors.`, { hint: REBUILD });
  }
  // A view needs an address that divides by four; a small file may come out of Node's shared buffer.
  const aligned = (bytes.byteOffset + hashesEnd) % 4 === 0 ? bytes : Buffer.from(new Uint8Array(bytes).buffer);
  const hashes = aligned.subarray(HEADER_BYTES, hashesEnd);
  const at = aligned.byteOffset + hashesEnd;
  if (magic === MAGIC_FLOATS) return fromFloats(new Float32Array(aligned.buffer, at, count * dimensions), hashes);
  return {
    dimensions,
    count,
    hashes,
    scales: new Float32Array(aligned.buffer, at, count),
    values: new Int8Array(aligned.buffer, at + count * 4, count * dimensions),
  };
}

function fromFloats(floats: Float32Array, hashes: Buffer): VectorRows {
  const count = hashes.length / HASH_BYTES;
  const dimensions = count === 0 ? 0 : floats.length / count;
  const rows = { ...emptyRows(dimensions, count), hashes: Buffer.from(hashes) };
  for (let row = 0; row < count; row++) setRow(rows, row, floats.subarray(row * dimensions, (row + 1) * dimensions));
  return rows;
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Int8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
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
  { values, scales, dimensions }: VectorRows,
  vector: Float32Array,
  ranges: RowRange[],
  k: number,
): RowScore[] {
  const best = new BestRows(k);
  for (const { first, end } of ranges) {
    for (let row = first; row < end; row++) {
      const score = dot(values, row * dimensions, vector, dimensions) * (scales[row] as number);
      if (score !== 0) best.add(row, score);
    }
  }
  return best.sorted();
}

/** The `k` of some rows that are nearest to a normalised vector, best first. */
export function scanRows(
  { values, scales, dimensions }: VectorRows,
  vector: Float32Array,
  rows: Iterable<number>,
  k: number,
): RowScore[] {
  const best = new BestRows(k);
  for (const row of rows) {
    const score = dot(values, row * dimensions, vector, dimensions) * (scales[row] as number);
    if (score !== 0) best.add(row, score);
  }
  return best.sorted();
}

/** Four sums side by side: twice as fast as one, since no addition waits for the one before. */
function dot(values: Int8Array, offset: number, vector: Float32Array, dimensions: number): number {
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
