/** What the published package says of itself: that of the repository, with only the packages that the built program still asks for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../ingest/program.ts';

/** Packages with files or compiled parts of their own, which stay packages. */
const NEEDED = ['@node-rs/jieba', 'better-sqlite3', 'pdfjs-dist'];
/** What must be compiled and can be done without. */
const OPTIONAL = ['hnswlib-node'];
/** Loaded only where they are configured; who does installs them. */
const CONFIGURED = ['@zilliz/milvus2-sdk-node', 'pg', 'node-llama-cpp'];

/** What is not put into the built files. */
export const EXTERNAL: readonly string[] = [...NEEDED, ...OPTIONAL, ...CONFIGURED];

interface Manifest {
  [field: string]: unknown;
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
}

/** The repository's package.json. */
export function sourceManifest(): Manifest {
  return JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
}

/** The published package.json. */
export function publishedManifest({ dependencies, optionalDependencies, ...rest }: Manifest): Record<string, unknown> {
  const { name, version, description, license, type, bin, files, engines, scripts } = rest;
  const versions: Record<string, string> = { ...dependencies, ...optionalDependencies };
  const pick = (names: string[]) => Object.fromEntries(names.map((one) => [one, versions[one]]));
  const configured = CONFIGURED.filter((one) => versions[one] !== undefined);
  return {
    name,
    version,
    description,
    license,
    type,
    bin,
    files,
    engines,
    // Where a run of npm pack failed half-way, this stands in the repository: the next one must find how to put its own back.
    scripts,
    dependencies: pick(NEEDED),
    optionalDependencies: pick(OPTIONAL),
    peerDependencies: pick(configured),
    peerDependenciesMeta: Object.fromEntries(configured.map((one) => [one, { optional: true }])),
  };
}
