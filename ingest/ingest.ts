/** The stages of ingest in order: read, cut, write, publish, embed, publish again. */
import type { Config } from './config.ts';
import type { Embedder } from './embedder.ts';
import { checkModel, type ModelProfile, modelFingerprint } from './embedding/profiles.ts';
import { ReportError } from './errors.ts';
import { VECTOR_SETS } from './index/content.ts';
import { hashBytes } from './index/files.ts';
import { newestWhole, removeOld } from './index/generations.ts';
import { lockIndex } from './index/lock.ts';
import type { IngestProblem, Manifest } from './index/model.ts';
import type { SourceDocument } from './model.ts';
import type { IngestProgress } from './progress.ts';
import { readFolder } from './read/index.ts';
import { recipeHash } from './recipe.ts';

export interface IngestOptions {
  config: Pick<Config, 'reportsDir' | 'indexDir' | 'modelsDir'>;
  onProgress?: (progress: IngestProgress) => void;
  signal?: AbortSignal;
  /** Makes the embedder of a model; child processes, one a core, by default. Tests give a fake one. */
  openEmbedder?: (model: string) => Embedder;
  /** False: text and figures only, nothing is embedded. True by default. */
  vectors?: boolean;
}

export interface IngestResult {
  manifest: Manifest;
  /** Files that could not be read, each with why. */
  problems: IngestProblem[];
  /** Texts embedded now; 0 where nothing changed. */
  embedded: number;
  /** Nothing changed: the generation was there already. */
  unchanged: boolean;
}

/**
 * Brings the index in step with the folder of reports. Full text and figures are published first, vectors with the next
 * generation; texts whose vectors are known (from the generation before, or from an ingest that was killed) are not embedded
 * again. The index that was there stays until a newer one is published.
 * @throws ReportError `no-reports`, `model-missing`, `index-locked`, `disk-full` and the like; AbortError.
 */
export async function ingest(options: IngestOptions): Promise<IngestResult> {
  const { config, onProgress = () => {}, signal } = options;
  const release = lockIndex(config.indexDir);
  try {
    const started = Date.now();
    const { documents, problems: failed } = await readFolder(config.reportsDir);
    const problems = failed.map(
      ({ path, error }): IngestProblem => ({ path, code: error.code, message: error.message, hint: error.hint }),
    );
    if (documents.length === 0) {
      throw new ReportError(
        'no-reports',
        `None of the ${failed.length} files in ${config.reportsDir} could be read: ${failed[0]?.error.message ?? ''}`,
        {
          hint: 'Put reports (txt, docx, pdf, html, csv, xlsx, zip) there and run the command again.',
        },
      );
    }
    const models = modelsOf(config.modelsDir);
    const sources = sourceHashes(documents, failed);
    const recipe = recipeHash();
    const before = currentManifest(config.indexDir);
    if (before && sameContent(before, sources, recipe) && hasAllVectors(before, models)) {
      return { manifest: before, problems, embedded: 0, unchanged: true };
    }
    onProgress({
      stage: 'read',
      done: documents.length,
      total: documents.length,
      what: 'documents',
      elapsed: Date.now() - started,
    });
    // What cuts and embeds takes a second to load, which an ingest that finds nothing changed need not wait for.
    const { Builder, contentsOf } = await import('./build.ts');
    const builder = new Builder(options, models, before);
    const manifest = builder.publishText(contentsOf(documents, signal), { sources, recipe, problems });
    if (options.vectors === false) return { manifest, problems, embedded: 0, unchanged: false };
    const embedded = await builder.embedMissing();
    const complete = embedded > 0 || !hasAllVectors(manifest, models) ? builder.publishVectors() : manifest;
    removeOld(config.indexDir);
    return { manifest: complete, problems, embedded, unchanged: false };
  } finally {
    release();
  }
}

/**
 * Whether the index lacks something: there is none, a report or the program's rules changed, or vectors are missing.
 * @param manifest That of the open index, null if there is none.
 */
export async function isStale(config: IngestOptions['config'], manifest: Manifest | null): Promise<boolean> {
  if (!manifest) return true;
  const { documents, problems } = await readFolder(config.reportsDir);
  return (
    !sameContent(manifest, sourceHashes(documents, problems), recipeHash()) ||
    !hasAllVectors(manifest, modelsOf(config.modelsDir))
  );
}

export interface KnownModel {
  model: string;
  fingerprint: string;
  profile: ModelProfile;
}

function modelsOf(modelsDir: string): KnownModel[] {
  const names = [...new Set(VECTOR_SETS.map(({ model }) => model))];
  return names.map((model) => ({
    model,
    profile: checkModel({ modelsDir, model }),
    fingerprint: modelFingerprint({ modelsDir, model }),
  }));
}

/** Hash of every source by path; the rows of one table are hashed together, an unreadable file by its error. */
function sourceHashes(
  documents: SourceDocument[],
  failed: { path: string; error: ReportError }[],
): Record<string, string> {
  const byPath = new Map<string, string[]>();
  for (const { path, hash } of documents) byPath.set(path, [...(byPath.get(path) ?? []), hash]);
  for (const { path, error } of failed) byPath.set(path, [`${error.code} ${error.message}`]);
  const entries = [...byPath].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([path, hashes]) => [path, hashes.length === 1 ? (hashes[0] as string) : hashBytes(hashes.join())]),
  );
}

function sameContent(manifest: Manifest, sources: Record<string, string>, recipe: string): boolean {
  return manifest.recipe === recipe && JSON.stringify(manifest.sources) === JSON.stringify(sources);
}

/** Whether a generation has every vector of every model as it is now. */
export function hasAllVectors(manifest: Manifest, models: KnownModel[]): boolean {
  return VECTOR_SETS.every(({ model, unit }) => {
    const set = manifest.vectors.find((one) => one.model === model && one.unit === unit);
    const known = models.find((one) => one.model === model);
    return set !== undefined && set.count === manifest.counts[`${unit}s`] && set.fingerprint === known?.fingerprint;
  });
}

/** What can be built upon: undefined where there is no index, or none that this version reads. */
function currentManifest(indexDir: string): Manifest | undefined {
  try {
    return newestWhole(indexDir, () => {});
  } catch (error) {
    if (error instanceof ReportError && /^index-(missing|incompatible|damaged)$/.test(error.code)) return undefined;
    throw error;
  }
}
