/**
 * Neighbours by fewer dimensions: a graph over vectors projected onto their principal axes names candidates, which are then compared whole. For
 * sentences, of which a graph over all dimensions would take three times the memory of their vectors.
 */
import { NeighbourIndex } from './hnsw.ts';
import {
  emptyRows,
  hasRow,
  type RowRange,
  type RowScore,
  rowOf,
  scanRows,
  setRow,
  type VectorRows,
} from './vectors.ts';

/**
 * Of 13,748 real sentences the hundredth that comes nearest to a question by 32, 64, 96 and 128 axes of 512 has 0.79, 0.96, 0.992 and 0.999 of
 * the ten that are nearest (195 questions); the sentences of the nearest 37th of the passages have 0.90 of them.
 */
const AXES = 128;
/** Candidates of a search at least, and for each row that is asked for. */
const CANDIDATES = 200;
const CANDIDATES_EACH = 4;
/** Rows that axes are made of, taken at even distances, and rounds of making them. */
const SAMPLE = 2_000;
const ROUNDS = 10;
/** Candidates looked at while building: what is found is compared again. */
const EF_BUILD = 100;

export class ProjectedNeighbours {
  readonly #axes: VectorRows;
  readonly #index: NeighbourIndex;

  private constructor(axes: VectorRows, index: NeighbourIndex) {
    this.#axes = axes;
    this.#index = index;
  }

  /** Over rows of vectors; those without one are left out. Undefined where the library of neighbours is missing. */
  static build(rows: VectorRows): ProjectedNeighbours | undefined {
    const axes = principalAxes(rows, Math.min(AXES, rows.dimensions));
    const projected = emptyRows(axes.count, rows.count);
    for (let row = 0; row < rows.count; row++)
      if (hasRow(rows, row)) setRow(projected, row, projectedOn(axes, rowOf(rows, row)));
    const index = NeighbourIndex.build(projected, EF_BUILD);
    return index && new ProjectedNeighbours(axes, index);
  }

  /** Opens what was saved: the axes as they were read, the graph by its path. */
  static open(axes: VectorRows, path: string): ProjectedNeighbours | undefined {
    const index = NeighbourIndex.open(path, axes.count);
    return index && new ProjectedNeighbours(axes, index);
  }

  /** To be kept beside the graph. */
  get axes(): VectorRows {
    return this.#axes;
  }

  saveTo(path: string): void {
    this.#index.saveTo(path);
  }

  /**
   * The `k` nearest rows by cosine, best first, among those of `ranges` where given.
   * @param rows Those that it was built over.
   */
  nearest(rows: VectorRows, vector: Float32Array, k: number, ranges?: RowRange[]): RowScore[] {
    const wanted = Math.max(CANDIDATES, CANDIDATES_EACH * k);
    const candidates = this.#index.nearest(projectedOn(this.#axes, vector), wanted, ranges);
    return scanRows(
      rows,
      vector,
      candidates.map(({ row }) => row),
      k,
    );
  }
}

/** A vector's share on each axis. */
function projectedOn(axes: VectorRows, vector: Float32Array): Float32Array {
  const { dimensions, count, values, scales } = axes;
  const shares = new Float32Array(count);
  for (let axis = 0; axis < count; axis++) {
    let sum = 0;
    for (let at = 0; at < dimensions; at++) sum += (values[axis * dimensions + at] as number) * (vector[at] as number);
    shares[axis] = sum * (scales[axis] as number);
  }
  return shares;
}

/** The axes on which rows lie farthest from zero (their mean is the first), by orthogonal iteration. */
function principalAxes(rows: VectorRows, count: number): VectorRows {
  const { dimensions } = rows;
  const moments = secondMoments(rows);
  // Cosines of rising frequency: orthogonal, and the same every time.
  let axes = Array.from({ length: count }, (_, axis) =>
    Float64Array.from({ length: dimensions }, (_, at) => Math.cos((Math.PI * (at + 0.5) * axis) / dimensions)),
  );
  for (let round = 0; round < ROUNDS; round++) axes = orthonormal(axes.map((axis) => times(moments, axis)));
  const kept = emptyRows(dimensions, count);
  axes.forEach((axis, at) => {
    setRow(kept, at, Float32Array.from(axis));
  });
  return kept;
}

/** Sums of the products of each two dimensions, row after row of a square. */
function secondMoments(rows: VectorRows): Float64Array {
  const { dimensions, count } = rows;
  const moments = new Float64Array(dimensions * dimensions);
  const every = Math.max(1, Math.floor(count / SAMPLE));
  for (let row = 0; row < count; row += every) {
    const vector = rowOf(rows, row);
    for (let one = 0; one < dimensions; one++) {
      const value = vector[one] as number;
      const place = one * dimensions;
      for (let other = 0; other < dimensions; other++)
        moments[place + other] = (moments[place + other] as number) + value * (vector[other] as number);
    }
  }
  return moments;
}

function times(square: Float64Array, vector: Float64Array): Float64Array<ArrayBuffer> {
  const product = new Float64Array(vector.length);
  for (let one = 0; one < vector.length; one++) {
    let sum = 0;
    for (let other = 0; other < vector.length; other++)
      sum += (square[one * vector.length + other] as number) * (vector[other] as number);
    product[one] = sum;
  }
  return product;
}

/** Gram-Schmidt; one that is nothing but the others becomes zeros. */
function orthonormal(vectors: Float64Array<ArrayBuffer>[]): Float64Array<ArrayBuffer>[] {
  const done: Float64Array<ArrayBuffer>[] = [];
  for (const vector of vectors) {
    const own = vector.slice();
    for (const other of done) {
      const share = own.reduce((sum, value, at) => sum + value * (other[at] as number), 0);
      for (let at = 0; at < own.length; at++) own[at] = (own[at] as number) - share * (other[at] as number);
    }
    const length = Math.hypot(...own);
    // Rounding leaves a little of what is nothing.
    done.push(length > 1e-9 * Math.hypot(...vector) ? own.map((value) => value / length) : own.fill(0));
  }
  return done;
}
