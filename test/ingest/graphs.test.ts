import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FILES_FOLDER } from '../../ingest/index/format.ts';
import { fileOf } from '../../ingest/index/generations.ts';
import { EXACT_ROWS, type Nearest, openGraph, writeGraph } from '../../ingest/index/graphs.ts';
import { hnswLibrary } from '../../ingest/index/hnsw.ts';
import type { IndexFile } from '../../ingest/index/model.ts';
import { emptyRows, type RowRange, rowOf, scanVectors, setRow, type VectorRows } from '../../ingest/index/vectors.ts';
import { Random } from '../bench/growth/random.ts';
import { needs } from '../require.ts';

const MODEL = 'bge-small-zh-v1.5';
const DIMENSIONS = 256;
/** Directions in which rows differ; noise goes in all. */
const DIRECTIONS = 60;
const K = 10;

const indexDir = mkdtempSync(join(tmpdir(), 'baogao-graphs-'));
const random = new Random(3);
const directions = Array.from({ length: DIRECTIONS }, () => vectorOf(() => random.next() - 0.5));
let rows: VectorRows;

beforeAll(() => {
  rows = emptyRows(DIMENSIONS, EXACT_ROWS.sentence + 500);
  // The last has no vector.
  for (let row = 0; row + 1 < rows.count; row++) setRow(rows, row, somewhere());
});
afterAll(() => rmSync(indexDir, { recursive: true, force: true }));

function vectorOf(make: (at: number) => number): Float32Array {
  const vector = Float32Array.from({ length: DIMENSIONS }, (_, at) => make(at));
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function somewhere(): Float32Array {
  const shares = Array.from({ length: 4 }, () => [random.below(DIRECTIONS), random.next()] as const);
  return vectorOf((at) =>
    shares.reduce(
      (sum, [one, share]) => sum + share * ((directions[one] as Float32Array)[at] as number),
      (random.next() - 0.5) / 20,
    ),
  );
}

/** The share of the nearest rows that a graph finds. */
function recallOf(nearest: Nearest, ranges: RowRange[] | undefined): number {
  let found = 0;
  for (let query = 0; query < 30; query++) {
    const vector = somewhere();
    const exact = scanVectors(rows, vector, ranges ?? [{ first: 0, end: rows.count }], K);
    const hits = nearest(vector, K, ranges);
    // What is found is compared as it is where every row is.
    for (const hit of hits) expect(hit.score).toBeCloseTo(scoreOf(vector, hit.row), 5);
    found += hits.filter(({ row }) => exact.some((one) => one.row === row)).length;
  }
  return found / (30 * K);
}

function scoreOf(vector: Float32Array, row: number): number {
  return rowOf(rows, row).reduce((sum, value, at) => sum + value * (vector[at] as number), 0);
}

test('the graph over projected sentences finds what comparing every row finds, among some of them too', () => {
  if (!needs('hnswlib-node', hnswLibrary !== undefined)) return;
  const options = { model: MODEL, unit: 'sentence' as const, rows };
  const files = writeGraph({ indexDir, ...options });
  expect(files.map(({ name }) => name.replace(/-[\da-f]{16}/, ''))).toEqual([
    `hnsw-${MODEL}-sentence.hnsw`,
    `axes-${MODEL}-sentence.vec`,
  ]);
  const pathOf = (kind: string): string => join(indexDir, FILES_FOLDER, (fileOf({ files }, kind) as IndexFile).name);
  const nearest = openGraph(options, pathOf) as Nearest;
  expect(recallOf(nearest, undefined)).toBeGreaterThan(0.97);
  const half = [
    { first: 100, end: 7_000 },
    { first: 12_000, end: 16_000 },
  ];
  expect(recallOf(nearest, half)).toBeGreaterThan(0.97);
  const inside = nearest(somewhere(), 50, half).every(({ row }) => half.some((r) => row >= r.first && row < r.end));
  expect(inside).toBe(true);
}, 120_000);

test('few rows have no graph: every one is compared', () => {
  const few = emptyRows(4, EXACT_ROWS.passage);
  expect(writeGraph({ indexDir, model: MODEL, unit: 'passage', rows: few })).toEqual([]);
  expect(openGraph({ model: MODEL, unit: 'passage', rows: few }, () => 'never asked for')).toBeUndefined();
});
