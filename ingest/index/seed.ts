/** The index that comes with a built program: the reports inside it are answered from at once, with nothing to be embedded. */
import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { isBuilt, programData } from '../program.ts';
import { recipeHash } from '../recipe.ts';
import { asDiskError, UNFINISHED } from './files.ts';
import { FILES_FOLDER } from './format.ts';
import { listGenerations, manifestName, newestManifest } from './generations.ts';

/** Its folder in `dist/`. */
export const SEED_FOLDER = 'index';

/**
 * Copies the newest generation of one folder into another, the manifest last, so that it is whole or not there.
 * @returns Whether there was one made by the rules of this program.
 */
export function copyGeneration(from: string, to: string): boolean {
  const manifest = newestManifest(from);
  if (manifest?.recipe !== recipeHash()) return false;
  const copy = (name: string): void => {
    const aside = join(to, `${name}${UNFINISHED}`);
    copyFileSync(join(from, name), aside);
    renameSync(aside, join(to, name));
  };
  try {
    mkdirSync(join(to, FILES_FOLDER), { recursive: true });
    for (const { name } of manifest.files) copy(join(FILES_FOLDER, name));
    copy(manifestName(manifest.generation));
  } catch (error) {
    throw asDiskError(error, to);
  }
  return true;
}

/** Begins an empty `INDEX_DIR` of a built program with the index that came with it, where one did. */
export function seedIndex(indexDir: string): void {
  const seed = programData(SEED_FOLDER);
  if (isBuilt && existsSync(seed) && listGenerations(indexDir).length === 0) copyGeneration(seed, indexDir);
}
