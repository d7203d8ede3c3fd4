/** Vectors for corpora that would take days to embed: sampled so that they lie as the real ones do. */
import { emptyRows, rowOf, setRow, type VectorRows } from '../../../ingest/index/vectors.ts';
import { Random } from './random.ts';

/** A copy's vector is its original's, moved by so much of the difference of two others: directions in which real vectors differ. */
const MOVED = 0.45;

/** `times` times the rows: the real ones, then sampled ones in the order of the copies' texts. */
export function grownVectors(real: VectorRows, times: number): VectorRows {
  const { dimensions, count } = real;
  const rows = emptyRows(dimensions, count * times);
  rows.values.set(real.values);
  rows.scales.set(real.scales);
  real.hashes.copy(rows.hashes);
  const random = new Random(dimensions);
  for (let row = count; row < rows.count; row++) {
    const [own, one, other] = [row % count, random.below(count), random.below(count)].map((at) => rowOf(real, at)) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    setRow(
      rows,
      row,
      normalised(own.map((value, at) => value + MOVED * ((one[at] as number) - (other[at] as number)))),
    );
    rows.hashes.writeUInt32LE(row, row * 16);
  }
  return rows;
}

/** A vector near a row, as a question's is. */
export function near(rows: VectorRows, row: number, random: Random): Float32Array {
  const [own, other] = [rowOf(rows, row), rowOf(rows, random.below(rows.count))] as [Float32Array, Float32Array];
  return normalised(own.map((value, at) => value + MOVED * (other[at] as number)));
}

function normalised(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
