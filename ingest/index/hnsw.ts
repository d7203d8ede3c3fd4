/** Nearest neighbours by HNSW; labels are row numbers. */
import { createRequire } from 'node:module';
import type { HierarchicalNSW } from 'hnswlib-node';
import { hasRow, type RowRange, type RowScore, rowOf, type VectorRows } from './vectors.ts';

/** Links a row: the library's default, enough for a few million rows of 400 to 500 dimensions. */
const LINKS = 16;
/** Candidates looked at while building, and while searching; the library's own 10 missed 13 to 19% of the exact top 4. */
const EF_BUILD = 200;
const EF_SEARCH = 200;

type Library = typeof import('hnswlib-node');

/** The library where it is installed (it needs a compiler), else undefined: every row is compared then. */
export const hnswLibrary: Library | undefined = (() => {
  try {
    return createRequire(import.meta.url)('hnswlib-node') as Library;
  } catch {
    return undefined;
  }
})();

export class NeighbourIndex {
  readonly #index: HierarchicalNSW;

  private constructor(library: Library, dimensions: number) {
    this.#index = new library.HierarchicalNSW('ip', dimensions);
  }

  /**
   * A new index over rows of vectors; rows without one are left out. Undefined where the library is missing.
   * @param ef Candidates looked at for each row's neighbours.
   */
  static build(rows: VectorRows, ef = EF_BUILD): NeighbourIndex | undefined {
    if (!hnswLibrary) return undefined;
    const index = new NeighbourIndex(hnswLibrary, rows.dimensions);
    index.#index.initIndex(Math.max(1, rows.count), LINKS, ef);
    for (let row = 0; row < rows.count; row++)
      if (hasRow(rows, row)) index.#index.addPoint(Array.from(rowOf(rows, row)), row);
    return index;
  }

  /** Opens a saved index; its bytes have been checked before, since the library trusts them. */
  static open(path: string, dimensions: number): NeighbourIndex | undefined {
    if (!hnswLibrary) return undefined;
    const index = new NeighbourIndex(hnswLibrary, dimensions);
    index.#index.readIndexSync(path);
    return index;
  }

  saveTo(path: string): void {
    this.#index.writeIndexSync(path);
  }

  /** How many rows are in it. */
  get size(): number {
    return this.#index.getCurrentCount();
  }

  /** The `k` nearest rows by cosine, best first, among those of `ranges` where given. */
  nearest(vector: ArrayLike<number>, k: number, ranges?: RowRange[]): RowScore[] {
    const wanted = Math.min(k, this.size);
    if (wanted === 0) return [];
    this.#index.setEf(Math.max(EF_SEARCH, wanted));
    const inside = ranges && ((row: number) => ranges.some(({ first, end }) => row >= first && row < end));
    const { neighbors, distances } = this.#index.searchKnn(Array.from(vector), wanted, inside);
    return neighbors.map((row, at) => ({ row, score: 1 - (distances[at] as number) }));
  }
}
