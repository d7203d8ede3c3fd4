/** The vector files of a generation, read in slices. */
import { modelProfiles } from '../embedding/profiles.ts';
import { ReportError } from '../errors.ts';
import { damaged } from './damage.ts';
import { readBytes } from './files.ts';
import { REBUILD } from './format.ts';
import { vectorKind } from './generations.ts';
import { type Nearest, openGraph } from './graphs.ts';
import type { Manifest, VectorSet } from './model.ts';
import type { Slices } from './slices.ts';
import { readVectors, type VectorRows } from './vectors.ts';

/** The vectors of a model over a unit, and what finds the nearest of many. */
export interface LoadedVectors {
  rows: VectorRows;
  nearest: Nearest | undefined;
}

/**
 * Reads the vectors of one set.
 * @param pathOf Where the file of a kind lies.
 * @throws ReportError `index-incompatible`, `index-damaged`.
 */
export function* loadVectors(
  manifest: Manifest,
  { model, unit, dimensions }: VectorSet,
  pathOf: (kind: string) => string | undefined,
): Slices<LoadedVectors> {
  const profile: { dimensions: number } | undefined = modelProfiles[model as keyof typeof modelProfiles];
  if (profile && profile.dimensions !== dimensions) {
    throw new ReportError(
      'index-incompatible',
      `The index has vectors of ${model} with ${dimensions} dimensions; the model makes ${profile.dimensions}.`,
      { hint: REBUILD, status: 503 },
    );
  }
  const path = pathOf(vectorKind(model, unit));
  if (path === undefined) throw damaged(manifest.generation, `its vectors of ${model} are missing`);
  const rows = readVectors(path, yield* readBytes(path));
  if (rows.dimensions !== dimensions || rows.count !== manifest.counts[`${unit}s`]) {
    throw damaged(manifest.generation, `its vectors of ${model} do not belong to its ${unit}s`);
  }
  const nearest = openGraph({ model, unit, rows }, pathOf);
  yield;
  return { rows, nearest };
}
