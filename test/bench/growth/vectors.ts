/** Vectors for corpora that would take days to embed: sampled so that they lie as the real ones do. */
import { emptyRows, HASH_BYTES, rowOf, setRow, type VectorRows } from '../../../ingest/index/vectors.ts';
import { Random } from './random.ts';

/** A copy's vector is its original's, moved by so much of the difference of two others: directions in which real vectors differ. */
const MOVED = 0.45;

/** Rows of copies `from` up to `to`, in the order of their texts; those of copy 0 are the real ones. */
export function grownVectors(real: VectorRows, from: number, to: number): VectorRows {
  const { dimensions, count } = real;
  const rows = emptyRows(dimensions, count * (to - from));
  const random = new Random(dimensions + from);
  for (let row = 0; row < rows.count; row++) {
    const own = rowOf(real, row % count);
    const isReal = from === 0 && row < count;
    const [one, other] = [rowOf(real, random.below(count)), rowOf(real, random.below(count))];
    const moved = own.map((value, at) => value + MOVED * ((one[at] as number) - (other[at] as number)));
    setRow(rows, row, isReal ? own : normalised(moved));
    // Those of the real texts are theirs, so that ingest knows the vectors.
    if (isReal) real.hashes.copy(rows.hashes, row * HASH_BYTES, row * HASH_BYTES, (row + 1) * HASH_BYTES);
    else rows.hashes.writeUInt32LE(from * count + row, row * HASH_BYTES);
  }
  return rows;
}

/** The vector of length 1 in the same direction. */
export function normalised(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
