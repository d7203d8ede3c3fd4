/** The page: bundled from `web/` into memory when the server starts, or as `npm run build` bundled it. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'esbuild';
import { isBuilt, programData } from '../ingest/program.ts';

const WEB = programData('web');

const INDEX = 'index.html';

const MANIFEST = 'app.webmanifest';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/** One file, ready to be sent. */
export interface PageFile {
  body: Uint8Array<ArrayBuffer>;
  gzip: Uint8Array<ArrayBuffer>;
  type: string;
  /** Entity tag, with its quotes. */
  tag: string;
}

export interface Page {
  index: PageFile;
  /** By the name below `assets/`. */
  assets: Map<string, PageFile>;
  /** The service worker, which must stand beside the page. */
  worker: PageFile;
}

/** The page as it is served; throws what esbuild says when a module does not compile. */
export async function openPage(): Promise<Page> {
  if (!isBuilt) return bundlePage();
  const names = (await readdir(WEB)).filter((name) => name !== INDEX);
  const files = await Promise.all(names.map(async (name) => [name, pageFile(name, await readFile(join(WEB, name)))]));
  return pageOf(pageFile(INDEX, await readFile(join(WEB, INDEX))), new Map(files as [string, PageFile][]));
}

/** Bundles scripts and styles; the library of Word documents is a fifth of the time (median of 7, with and without it). */
export async function bundlePage(): Promise<Page> {
  const { build } = await import('esbuild');
  const result = await build({
    absWorkingDir: WEB,
    entryPoints: {
      main: 'main.ts',
      theme: 'theme.ts',
      style: 'styles/main.css',
      docs: 'styles/docs.css',
      worker: 'worker/worker.ts',
    },
    bundle: true,
    splitting: true,
    format: 'esm',
    // Browsers of 2022: offices update late.
    target: ['chrome100', 'firefox100', 'safari15.4'],
    minify: true,
    write: false,
    outdir: '/assets',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    charset: 'utf8',
    plugins: [zipHere],
    legalComments: 'none',
    logLevel: 'silent',
  });
  const assets = new Map<string, PageFile>();
  for (const output of result.outputFiles)
    assets.set(basename(output.path), pageFile(basename(output.path), output.contents));
  for (const name of await readdir(join(WEB, 'icons')))
    assets.set(name, pageFile(name, await readFile(join(WEB, 'icons', name))));
  assets.set(MANIFEST, pageFile(MANIFEST, await readFile(join(WEB, 'manifest.json'))));
  const html = await readFile(join(WEB, INDEX), 'utf8');
  const named = html
    .replace('theme.ts', `assets/${nameOf(assets, 'theme-', '.js')}`)
    .replace('main.ts', `assets/${nameOf(assets, 'main-', '.js')}`)
    .replace('styles/main.css', `assets/${nameOf(assets, 'style-', '.css')}`)
    .replace('manifest.json', `assets/${MANIFEST}`)
    .replace('icons/icon.svg', 'assets/icon.svg');
  return pageOf(pageFile(INDEX, new TextEncoder().encode(named)), assets);
}

/** See `web/matrix/zip-here.ts`. */
const zipHere: Plugin = {
  name: 'zip-here',
  setup: (build) => {
    build.onResolve({ filter: /^fflate$/ }, ({ importer }) =>
      /write-excel-file/.test(importer) ? { path: join(WEB, 'matrix/zip-here.ts') } : undefined,
    );
  },
};

function pageOf(index: PageFile, assets: Map<string, PageFile>): Page {
  const name = nameOf(assets, 'worker-', '.js');
  const worker = assets.get(name);
  if (worker === undefined) throw new Error(`the bundle has no ${name}`);
  return { index, assets, worker };
}

function nameOf(assets: Map<string, PageFile>, start: string, ending: string): string {
  const name = [...assets.keys()].find((candidate) => candidate.startsWith(start) && candidate.endsWith(ending));
  if (name === undefined) throw new Error(`the bundle has no ${start}*${ending}`);
  return name;
}

function pageFile(name: string, contents: Uint8Array): PageFile {
  const body = new Uint8Array(contents);
  return {
    body,
    gzip: new Uint8Array(gzipSync(body, { level: 9 })),
    type: TYPES[extname(name)] ?? 'application/octet-stream',
    tag: `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`,
  };
}
