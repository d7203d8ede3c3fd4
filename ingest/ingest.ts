/** The stages of ingest in order: read, cut, write, publish, embed, publish again. */
import type { Config } from './config.ts';
import { readCatalog, unknownTargets } from './corrections/catalog.ts';
import { keptCorrections } from './corrections/kept.ts';
import type { Embedder } from './embedder.ts';
import { fetchMissing } from './embedding/download.ts';
import { checkModel, type ModelProfile, modelFingerprint } from './embedding/profiles.ts';
import { ReportError } from './errors.ts';
import { type DocumentContent, VECTOR_SETS } from './index/content.ts';
import { hashBytes } from './index/files.ts';
import { listGenerations, newestManifest, removeOld } from './index/generations.ts';
import { lockIndex } from './index/lock.ts';
import type { IngestProblem, Manifest } from './index/model.ts';
import { seedIndex } from './index/seed.ts';
import { shareGeneration } from './index/shared.ts';
import { StoredDocuments } from './index/stored.ts';
import type { IngestProgress } from './progress.ts';
import type { Found } from './read/documents.ts';
import { recipeHash } from './recipe.ts';
import { readSources, type SourceFile, type SourceFolders, sourceKey } from './sources.ts';
import { State } from './state/state.ts';

export interface IngestOptions {
  /** Without `stateDir` there are no added files and no corrections made by hand. */
  config: Pick<Config, 'reportsDir' | 'indexDir' | 'modelsDir'> &
    Partial<Pick<Config, 'stateDir' | 'store' | 'databaseUrl'>>;
  onProgress?: (progress: IngestProgress) => void;
  /** Told of each generation as it can be opened: text and figures first, then with more vectors. */
  onPublished?: (manifest: Manifest) => void;
  /** What has been read already, of files that were added just now. */
  read?: (file: SourceFile) => Found | undefined;
  signal?: AbortSignal;
  /** Makes the embedder of a model; child processes, one a core, by default. Tests give a fake one. */
  openEmbedder?: (model: string) => Embedder;
  /** False: text and figures only, nothing is embedded. True by default. */
  vectors?: boolean;
  /** Passages of a part of the index at most, where a test wants parts of few. */
  segmentPassages?: number;
}

export interface IngestResult {
  manifest: Manifest;
  /** Files that could not be read, and what cannot be used of `catalog.json`, each with why. */
  problems: IngestProblem[];
  /** Texts embedded now; 0 where nothing changed. */
  embedded: number;
  /** Nothing changed: the generation was there already. */
  unchanged: boolean;
}

/**
 * Brings the index in step with the folder of reports and what was added to it. Files that did not change are not read again, nor
 * what stands in them cut again. Full text and figures are published first, vectors with the next generation; texts whose vectors
 * are known (from the generation before, or from an ingest that was killed) are not embedded again. The index that was there stays
 * until a newer one is published.
 * @throws ReportError `no-reports`, `model-missing`, `index-locked`, `disk-full` and the like; AbortError.
 */
export async function ingest(options: IngestOptions): Promise<IngestResult> {
  const { config, onProgress = () => {}, onPublished = () => {}, signal } = options;
  seedIndex(config.indexDir);
  const release = lockIndex(config.indexDir);
  const before = newestManifest(config.indexDir);
  const recipe = recipeHash();
  const stored = before?.recipe === recipe ? new StoredDocuments(config.indexDir, before) : undefined;
  try {
    const started = Date.now();
    const known = (file: SourceFile): Found | undefined => options.read?.(file) ?? stored?.found(file);
    const sources = await readSources(foldersOf(config), { known, signal });
    const byHand = handMade(config);
    const problems = [...sources.problems, ...byHand.warnings];
    if (sources.documents.length === 0) throw nothingRead(config.reportsDir, problems);
    await fetchMissing(config.modelsDir, modelNames());
    const models = modelsOf(config.modelsDir);
    const content = { sources: sources.hashes, recipe, corrections: byHand.hash };
    if (before && isNewest(before, config.indexDir) && sameContent(before, content) && hasAllVectors(before, models)) {
      await shareGeneration({ config, manifest: before, onProgress, signal });
      return { manifest: before, problems: before.problems ?? problems, embedded: 0, unchanged: true };
    }
    const count = sources.documents.length;
    onProgress({ stage: 'read', done: count, total: count, what: 'documents', elapsed: Date.now() - started });
    // What cuts and embeds takes a second to load, which an ingest that finds nothing changed need not wait for.
    const { Builder, contentsOf } = await import('./build.ts');
    const builder = new Builder(options, models, before);
    const contents = contentsOf(sources.documents, { corrections: byHand.corrections, stored, signal });
    problems.push(...unknownTargets(byHand.corrections, namesIn(contents)));
    const manifest = builder.publishText(contents, { ...content, problems });
    onPublished(manifest);
    if (options.vectors === false) return { manifest, problems, embedded: 0, unchanged: false };
    const embedded = await builder.embedMissing();
    const complete = embedded > 0 || !builder.isComplete(manifest) ? builder.publishVectors() : manifest;
    if (complete !== manifest) onPublished(complete);
    await shareGeneration({ config, manifest: complete, onProgress, signal });
    removeOld(config.indexDir);
    return { manifest: complete, problems, embedded, unchanged: false };
  } finally {
    stored?.close();
    release();
  }
}

/**
 * Whether the index lacks something: there is none, a report, a correction or the program's rules changed, or vectors are missing.
 * No file is parsed for it.
 * @param manifest That of the open index, null if there is none.
 */
export async function isStale(config: IngestOptions['config'], manifest: Manifest | null): Promise<boolean> {
  await fetchMissing(config.modelsDir, modelNames());
  if (!manifest || !isNewest(manifest, config.indexDir)) return true;
  const known = (file: SourceFile): Found | undefined =>
    manifest.sources[sourceKey(file)] === file.hash ? { documents: [], problems: [] } : undefined;
  const { hashes } = await readSources(foldersOf(config), { known });
  const content = { sources: hashes, recipe: recipeHash(), corrections: handMade(config).hash };
  return !sameContent(manifest, content) || !hasAllVectors(manifest, modelsOf(config.modelsDir));
}

/** False where a newer one was passed over since it is damaged: the next takes its place. */
function isNewest({ generation }: Manifest, indexDir: string): boolean {
  return generation === listGenerations(indexDir)[0];
}

function foldersOf({ reportsDir, stateDir }: IngestOptions['config']): SourceFolders {
  return { reportsDir, uploadsDir: stateDir === undefined ? undefined : new State(stateDir).uploadsDir };
}

/** What people say about the documents, with a hash that changes whenever it does; undefined where they say nothing. */
function handMade({ reportsDir, stateDir }: IngestOptions['config']) {
  const catalog = readCatalog(reportsDir);
  const state = stateDir === undefined ? undefined : new State(stateDir);
  try {
    const corrections = [...catalog.corrections, ...(state ? keptCorrections(state) : [])];
    const said = JSON.stringify([corrections, catalog.warnings]);
    const nothing = corrections.length + catalog.warnings.length === 0;
    return { corrections, warnings: catalog.warnings, hash: nothing ? undefined : hashBytes(said).slice(0, 16) };
  } finally {
    state?.close();
  }
}

/** Names of the reports of each document, those that are ignored among them. */
function namesIn(contents: DocumentContent[]): Map<string, string[]> {
  return new Map(
    contents.map(({ source, parts, corrections = [] }) => [
      source.id,
      [
        ...parts.map(({ report }) => report.name),
        ...corrections.flatMap(({ field, report }) => (field === 'ignore' && report !== null ? [report] : [])),
      ],
    ]),
  );
}

function nothingRead(reportsDir: string, problems: IngestProblem[]): ReportError {
  return new ReportError(
    'no-reports',
    `None of the ${problems.length} files in ${reportsDir} could be read: ${problems[0]?.message ?? ''}`,
    { hint: 'Put reports (txt, docx, pdf, html, csv, xlsx, zip) there and run the command again.' },
  );
}

export interface KnownModel {
  model: string;
  fingerprint: string;
  profile: ModelProfile;
}

function modelNames(): string[] {
  return [...new Set(VECTOR_SETS.map(({ model }) => model))];
}

function modelsOf(modelsDir: string): KnownModel[] {
  return modelNames().map((model) => ({
    model,
    profile: checkModel({ modelsDir, model }),
    fingerprint: modelFingerprint({ modelsDir, model }),
  }));
}

function sameContent(manifest: Manifest, content: Pick<Manifest, 'sources' | 'recipe' | 'corrections'>): boolean {
  const { sources, recipe, corrections } = content;
  return (
    manifest.recipe === recipe &&
    manifest.corrections === corrections &&
    JSON.stringify(manifest.sources) === JSON.stringify(sources)
  );
}

/** Whether a generation has every vector of every model as it is now. */
export function hasAllVectors(manifest: Pick<Manifest, 'counts' | 'vectors'>, models: KnownModel[]): boolean {
  return VECTOR_SETS.every(({ model, unit }) => {
    const set = manifest.vectors.find((one) => one.model === model && one.unit === unit);
    const known = models.find((one) => one.model === model);
    return set !== undefined && set.count === manifest.counts[`${unit}s`] && set.fingerprint === known?.fingerprint;
  });
}
