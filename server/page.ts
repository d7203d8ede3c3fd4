/** The page, bundled from `web/` into memory when the server starts. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const WEB = fileURLToPath(new URL('../web/', import.meta.url));

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
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
}

/** Bundles scripts and styles, about 0.1 s; throws what esbuild says when a module does not compile. */
export async function bundlePage(): Promise<Page> {
  const result = await build({
    absWorkingDir: WEB,
    entryPoints: { main: 'main.ts', theme: 'theme.ts', style: 'styles/main.css', docs: 'styles/docs.css' },
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
    legalComments: 'none',
    logLevel: 'silent',
  });
  const assets = new Map<string, PageFile>();
  for (const output of result.outputFiles)
    assets.set(basename(output.path), pageFile(basename(output.path), output.contents));
  const icon = await readFile(join(WEB, 'icon.svg'));
  assets.set('icon.svg', pageFile('icon.svg', icon));
  const html = await readFile(join(WEB, 'index.html'), 'utf8');
  const named = html
    .replace('theme.ts', `assets/${nameOf(assets, 'theme-', '.js')}`)
    .replace('main.ts', `assets/${nameOf(assets, 'main-', '.js')}`)
    .replace('styles/main.css', `assets/${nameOf(assets, 'style-', '.css')}`)
    .replace('icon.svg', 'assets/icon.svg');
  return { index: pageFile('index.html', new TextEncoder().encode(named)), assets };
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
