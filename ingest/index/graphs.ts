/** The neighbour graphs of a part of an index: which vectors have one, how it is written beside them, and how it is opened. */
import { addFile, writeBytes } from './files.ts';
import { fileName } from './generations.ts';
import { NeighbourIndex } from './hnsw.ts';
import type { IndexFile, Manifest, Unit } from './model.ts';
import { ProjectedNeighbours } from './projected.ts';
import { packVectors, type RowRange, type RowScore, readVectors, type VectorRows } from './vectors.ts';

/** Up to so many rows comparing each is as fast, and exact: of passages at least as fast as a graph, of sentences 5 ms. */
export const EXACT_ROWS: Record<Unit, number> = { passage: 4_000, sentence: 20_000 };

/** Gives the `k` nearest rows, best first, among those of `ranges` where given. */
export type Nearest = (vector: Float32Array, k: number, ranges: RowRange[] | undefined) => RowScore[];

export interface GraphOptions {
  model: string;
  unit: Unit;
  /** The vectors that it is over. */
  rows: VectorRows;
}

/** Whether a part of so much has a graph that takes longer to make than all its other files. */
export function hasGraphs(counts: Manifest['counts']): boolean {
  return counts.passages > EXACT_ROWS.passage || counts.sentences > EXACT_ROWS.sentence;
}

/** Writes the graph over some vectors; no files where they are few, or the library of neighbours is missing. */
export function writeGraph({ indexDir, model, unit, rows }: GraphOptions & { indexDir: string }): IndexFile[] {
  if (rows.count <= EXACT_ROWS[unit]) return [];
  const graph = unit === 'sentence' ? ProjectedNeighbours.build(rows) : NeighbourIndex.build(rows);
  if (!graph) return [];
  const write = (path: string): void => graph.saveTo(path);
  const files = [addFile({ indexDir, kind: graphKind(model, unit), ending: '.hnsw', write })];
  if (graph instanceof ProjectedNeighbours) {
    const packed = packVectors(graph.axes);
    const writeAxes = (path: string): void => writeBytes(path, ...packed);
    files.push(addFile({ indexDir, kind: axesKind(model, unit), ending: '.vec', write: writeAxes }));
  }
  return files;
}

/**
 * Opens the graph over some vectors; undefined where there is none: every row is compared then.
 * @param pathOf The path of a file of a kind, checked before.
 */
export function openGraph(
  { model, unit, rows }: GraphOptions,
  pathOf: (kind: string) => string | undefined,
): Nearest | undefined {
  const path = rows.count > EXACT_ROWS[unit] ? pathOf(graphKind(model, unit)) : undefined;
  if (path === undefined) return undefined;
  if (unit === 'passage') {
    const graph = NeighbourIndex.open(path, rows.dimensions);
    return graph && ((vector, k, ranges) => graph.nearest(vector, k, ranges));
  }
  const axes = pathOf(axesKind(model, unit));
  const graph = axes === undefined ? undefined : ProjectedNeighbours.open(readVectors(axes), path);
  return graph && ((vector, k, ranges) => graph.nearest(rows, vector, k, ranges));
}

function graphKind(model: string, unit: Unit): string {
  return `hnsw-${fileName(model)}-${unit}`;
}

function axesKind(model: string, unit: Unit): string {
  return `axes-${fileName(model)}-${unit}`;
}
