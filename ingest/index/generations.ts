/** Generations of an index: which there are, which is whole, how the next is published and the old ones go. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ReportError } from '../errors.ts';
import { asDiskError, faultOf, hashBytes, isOutOfFiles, publishText, readText, UNFINISHED } from './files.ts';
import { FILES_FOLDER, FORMAT_VERSION, REBUILD } from './format.ts';
import type { IndexFile, Manifest, Unit } from './model.ts';
import { atOnce, type Slices } from './slices.ts';

/** The newest and the one before it stay: the second is what a damaged first falls back to. */
const KEPT = 2;
/** Checksums are compared while opening up to this many bytes (about 0.2 s); beyond it sizes alone, and `verify` on demand. */
const CHECKED_BYTES = 256 << 20;

/** What a generation and each of its segments have. */
const contentSchema = {
  counts: z.object({
    documents: z.number(),
    reports: z.number(),
    passages: z.number(),
    sentences: z.number(),
    indicators: z.number(),
  }),
  vectors: z.array(
    z.object({
      model: z.string(),
      unit: z.enum(['passage', 'sentence']),
      dimensions: z.number(),
      count: z.number(),
      fingerprint: z.string().optional(),
    }),
  ),
  files: z.array(z.object({ name: z.string().regex(/^[\w.-]+$/), bytes: z.number(), sha256: z.string() })),
  content: z.string().optional(),
};

const manifestSchema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  generation: z.string().regex(/^\d{6,}$/),
  created: z.string(),
  sources: z.record(z.string(), z.string()),
  recipe: z.string().optional(),
  corrections: z.string().optional(),
  problems: z
    .array(
      z.object({
        path: z.string(),
        file: z.string().optional(),
        upload: z.boolean().optional(),
        code: z.string(),
        message: z.string(),
        hint: z.string().optional(),
      }),
    )
    .optional(),
  ...contentSchema,
  segments: z.array(z.object({ documents: z.array(z.string()), ...contentSchema })).optional(),
});

/** Numbers of the generations that have a manifest, newest first. */
export function listGenerations(indexDir: string): string[] {
  if (!existsSync(indexDir)) return [];
  return readdirSync(indexDir)
    .map((name) => /^generation-(\d{6,})\.json$/.exec(name)?.[1])
    .filter((generation) => generation !== undefined)
    .sort((a, b) => Number(b) - Number(a));
}

/**
 * The newest generation whose files are all there and right.
 * @param onWarning Told why a newer one was passed over.
 * @throws ReportError `index-missing`, `index-incompatible` (the newest is of another format), `index-damaged` (none is whole).
 */
export function* newestWhole(indexDir: string, onWarning: (message: string) => void): Slices<Manifest> {
  const generations = listGenerations(indexDir);
  if (generations.length === 0) {
    throw new ReportError('index-missing', `There is no index in ${indexDir}.`, { hint: REBUILD, status: 503 });
  }
  const faults: string[] = [];
  for (const generation of generations) {
    const found = readManifest(indexDir, generation);
    const fault = typeof found === 'string' ? found : yield* filesFault(indexDir, found);
    if (fault === undefined) {
      for (const message of faults) onWarning(`${message} Answering from generation ${generation} instead. ${REBUILD}`);
      return found as Manifest;
    }
    faults.push(`Generation ${generation} of the index is damaged: ${fault}.`);
  }
  throw new ReportError('index-damaged', faults.join(' '), { hint: REBUILD, status: 503 });
}

/** The newest whole generation, to be built upon: undefined where there is no index, or none that this version reads. */
export function newestManifest(indexDir: string): Manifest | undefined {
  try {
    return atOnce(newestWhole(indexDir, () => {}));
  } catch (error) {
    if (error instanceof ReportError && /^index-(missing|incompatible|damaged)$/.test(error.code)) return undefined;
    throw error;
  }
}

/**
 * A manifest, or what is wrong with it.
 * @throws ReportError `index-incompatible` where it is whole but of another format.
 */
export function readManifest(indexDir: string, generation: string): Manifest | string {
  const name = manifestName(generation);
  let value: { checksum?: unknown; formatVersion?: unknown };
  try {
    value = JSON.parse(readText(join(indexDir, name)));
  } catch (error) {
    if (isOutOfFiles((error as NodeJS.ErrnoException).code)) throw asDiskError(error, name);
    return `${name} is not readable`;
  }
  const { checksum, ...manifest } = Object(value) as { checksum?: unknown; formatVersion?: unknown };
  if (checksum !== hashBytes(JSON.stringify(manifest))) return `${name} is not what was written (its checksum differs)`;
  if (manifest.formatVersion !== FORMAT_VERSION) {
    throw new ReportError(
      'index-incompatible',
      `The index in ${indexDir} has format ${manifest.formatVersion}; this version of the program reads format ${FORMAT_VERSION}.`,
      { hint: REBUILD, status: 503 },
    );
  }
  const parsed = manifestSchema.safeParse(manifest);
  return parsed.success ? parsed.data : `${name} lacks ${parsed.error.issues[0]?.path.join('.')}`;
}

/** Names what is in a generation: the same on every machine that has a copy of it. */
export function contentId({ files, content }: Pick<Manifest, 'files' | 'content'>): string {
  const named = files.map(({ name }) => name).filter((name) => /^(reports|vectors)-/.test(name));
  return content ?? hashBytes(JSON.stringify(named.sort())).slice(0, 16);
}

/**
 * Makes a generation visible by one rename; every file it names must have been synced.
 * @param copied Number and time of the generation that this is a copy of; the next number and now by default.
 */
export function publish(
  indexDir: string,
  content: Omit<Manifest, 'formatVersion' | 'generation' | 'created'>,
  copied?: Pick<Manifest, 'generation' | 'created'>,
): Manifest {
  mkdirSync(indexDir, { recursive: true });
  const next = Math.max(Number(listGenerations(indexDir)[0] ?? 0) + 1, Number(copied?.generation ?? 0));
  const manifest: Manifest = {
    formatVersion: FORMAT_VERSION,
    generation: String(next).padStart(6, '0'),
    created: copied?.created ?? new Date().toISOString(),
    ...content,
  };
  const checksum = hashBytes(JSON.stringify(manifest));
  publishText(
    join(indexDir, manifestName(manifest.generation)),
    `${JSON.stringify({ ...manifest, checksum }, null, 1)}\n`,
  );
  return manifest;
}

/**
 * Removes generations beyond the last two, and files that no manifest names. What cannot be removed (Windows, while it is
 * open) is left for the next time. Only for who holds the lock.
 */
export function removeOld(indexDir: string): void {
  const [kept, old] = [listGenerations(indexDir).slice(0, KEPT), listGenerations(indexDir).slice(KEPT)];
  for (const generation of old) removeQuietly(join(indexDir, manifestName(generation)));
  const named = new Set<string>();
  for (const generation of [...kept, ...old.filter((one) => existsSync(join(indexDir, manifestName(one))))]) {
    const manifest = readAny(indexDir, generation);
    for (const file of manifest?.files ?? []) named.add(file.name);
  }
  const folder = join(indexDir, FILES_FOLDER);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) if (!named.has(name)) removeQuietly(join(folder, name));
  for (const name of readdirSync(indexDir)) if (name.endsWith(UNFINISHED)) removeQuietly(join(indexDir, name));
}

/** Whether every file is what was written; reads all of them. Returns what is wrong. */
export function verify(indexDir: string, manifest: Manifest): string[] {
  return manifest.files.map((file) => atOnce(faultOf(indexDir, file, true))).filter((fault) => fault !== undefined);
}

function* filesFault(indexDir: string, { files }: Manifest): Slices<string | undefined> {
  let checked = 0;
  for (const file of files) {
    checked += file.bytes;
    const fault = yield* faultOf(indexDir, file, checked <= CHECKED_BYTES);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function readAny(indexDir: string, generation: string): Manifest | undefined {
  try {
    const manifest = readManifest(indexDir, generation);
    return typeof manifest === 'string' ? undefined : manifest;
  } catch {
    return undefined;
  }
}

export function manifestName(generation: string): string {
  return `generation-${generation}.json`;
}

function removeQuietly(path: string): void {
  try {
    rmSync(path);
  } catch {
    // Still open somewhere, or gone already.
  }
}

/** The kind (the beginning of file names) of the vectors of a model over a unit. */
export function vectorKind(model: string, unit: Unit): string {
  return `vectors-${fileName(model)}-${unit}`;
}

/** A model's name as a part of a file's: Xenova/bge-m3 stands in two folders. */
export function fileName(model: string): string {
  return model.replaceAll('/', '--');
}

/** The file of a kind in a generation. */
export function fileOf(manifest: Pick<Manifest, 'files'>, kind: string): IndexFile | undefined {
  return manifest.files.find(
    ({ name }) => name.startsWith(`${kind}-`) && /^[\da-f]{16}\./.test(name.slice(kind.length + 1)),
  );
}
