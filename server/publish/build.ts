/** `npm run build`: the program as JavaScript in `dist/`, which needs three packages instead of some hundreds, and no compiler of TypeScript. */
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { copyGeneration, SEED_FOLDER } from '../../ingest/index/seed.ts';
import { BUILT_FOLDER, builtName, projectRoot } from '../../ingest/program.ts';
import { recipeHash } from '../../ingest/recipe.ts';
import { bundlePage } from '../page.ts';
import { licencesOf } from './licences.ts';
import { EXTERNAL } from './published.ts';
import { RUNTIME_FOLDER, RUNTIME_MAIN, vendorRuntime } from './runtime.ts';

/** Modules that are run as programs of their own. */
const PROGRAMS = [
  'server/baogao.ts',
  'server/main.ts',
  'ingest/main.ts',
  'ingest/read/process.ts',
  'ingest/embedding/process.ts',
  'server/matrix/workbook-process.ts',
];
/** The program that `npx` runs. */
export const COMMAND = 'baogao.js';

const dist = join(projectRoot, BUILT_FOLDER);

export interface BuildOptions {
  /** For which the runtime of the models is put beside, such as `linux-x64`; all that it has by default. */
  platforms?: string[] | undefined;
  /** Puts the newest generation of `data/index` beside, where it is of this program's rules; none by default. */
  index?: boolean;
}

/** Builds everything anew. */
export async function buildProgram({ platforms, index = false }: BuildOptions = {}): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  const { metafile } = await build({
    ...programs(dist),
    minifySyntax: true,
    minifyWhitespace: true,
    // Packages in CommonJS ask for others by `require`, which modules lack.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    external: [...EXTERNAL, 'esbuild'],
    plugins: [noPictures, modelRuntime],
  });
  writeFileSync(join(dist, COMMAND), `#!/usr/bin/env node\nawait import('./${builtName('server/baogao.ts')}');\n`, {
    mode: 0o755,
  });
  vendorRuntime(join(dist, RUNTIME_FOLDER), platforms);
  cpSync(join(projectRoot, 'server/openapi/examples'), join(dist, 'server/openapi/examples'), { recursive: true });
  await writePage(join(dist, 'web'));
  if (index) copyGeneration(join(projectRoot, 'data/index'), join(dist, SEED_FOLDER));
  copyFileSync(join(projectRoot, 'LICENSE'), join(dist, 'LICENSE'));
  writeFileSync(join(dist, 'THIRD-PARTY-LICENCES.txt'), licencesOf(packagesIn(metafile)));
}

/**
 * What `npm start` runs of a checkout: its own modules as JavaScript in a folder below `node_modules`, where packages are found as they are.
 * Takes half a second instead of two; beside TypeScript compiled at each start it saves 1 s of processor time and 100 MB.
 */
export async function buildForStart(folder: string): Promise<void> {
  await build({ ...programs(folder), packages: 'external', plugins: [modelsInside, noPictures] });
  cpSync(join(projectRoot, 'server/openapi/examples'), join(folder, 'server/openapi/examples'), { recursive: true });
  await writePage(join(folder, 'web'));
}

/** What both have in common: each program a file of its own, all side by side, so that what looks beside itself finds it from every chunk. */
function programs(outdir: string) {
  return {
    absWorkingDir: projectRoot,
    entryPoints: PROGRAMS.map((module) => ({ in: module, out: builtName(module).replace(/\.js$/, '') })),
    outdir,
    chunkNames: 'part-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    define: { BUILT_RECIPE: JSON.stringify(recipeHash()) },
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  } as const;
}

/** The library of the models goes inside, since only there it can be kept from loading another one for pictures (30 MB). */
const modelsInside: Plugin = {
  name: 'models-inside',
  setup(esbuild) {
    const path = createRequire(import.meta.url)
      .resolve('@xenova/transformers')
      .replace(/\.cjs$/, '.mjs');
    esbuild.onResolve({ filter: /^@xenova\/transformers$/ }, () => ({ path }));
  },
};

/** There are no pictures here. */
const noPictures: Plugin = {
  name: 'no-pictures',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^sharp$/ }, ({ path }) => ({ path, namespace: 'absent' }));
    // Truthy: without a library for pictures the module refuses to load.
    esbuild.onLoad({ filter: /.*/, namespace: 'absent' }, () => ({ contents: 'export default () => undefined;' }));
  },
};

/**
 * The library of the models loads its runtime by a name that only an installed package answers to. What it loads instead lies in `dist/`: the
 * runtime's package downloads 200 MB for graphics cards when it is installed, and its installation fails where it cannot.
 */
const modelRuntime: Plugin = {
  name: 'model-runtime',
  setup(esbuild) {
    esbuild.onLoad({ filter: /transformers\.node\.mjs$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const contents = source.replace(/requireFromHere\("onnxruntime-node"\)/, `requireFromHere("./${RUNTIME_MAIN}")`);
      if (contents === source) throw new Error(`${path} no longer loads its runtime as it did; see modelRuntime`);
      return { contents, loader: 'js', resolveDir: dirname(path) };
    });
  },
};

async function writePage(folder: string): Promise<void> {
  const page = await bundlePage();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.html'), page.index.body);
  for (const [name, { body }] of page.assets) writeFileSync(join(folder, name), body);
}

/** Folders of the packages whose code is in what was built. */
function packagesIn({ inputs }: Metafile): string[] {
  const folders = Object.keys(inputs).map((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].map((folder) => join(projectRoot, folder));
}
