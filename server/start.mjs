/**
 * `npm start`. The server is TypeScript; compiled at each start it would cost a second and hold 100 MB for the compiler, so its own modules
 * are bundled once for each state of the checkout and run from there. Packages stay as they are installed. Where nothing can be written,
 * the modules are compiled as they are loaded. JavaScript, because nothing is there yet that reads TypeScript.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, 'node_modules/.cache/baogao');
/** What the bundle is made of, with what is below, and files alone: reports and models are no part of the program. */
const SOURCES = ['server', 'ingest', 'web'];
const FILES = ['data', '.'];
/** A bundle that no start has used for so long is removed. */
const KEPT_MS = 7 * 24 * 3600 * 1000;
const ENTRY = 'server-main.js';

const folder = join(cache, stateOf());
if (existsSync(join(folder, ENTRY)) || built()) {
  await import(pathToFileURL(join(folder, ENTRY)).href);
} else {
  const { register } = await import('tsx/esm/api');
  register();
  await import('./main.ts');
}

/** Changes with every file of the program, the installed packages and the version of Node. */
function stateOf() {
  const hash = createHash('sha256').update(process.version);
  const add = (path) => {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  };
  const walk = (path, deep) => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.isFile() && /\.(?:ts|mjs|json|css|html|svg|png)$/.test(entry.name)) add(join(path, entry.name));
      else if (entry.isDirectory() && deep) walk(join(path, entry.name), true);
    }
  };
  for (const source of SOURCES) walk(join(root, source), true);
  for (const folder of FILES) walk(join(root, folder), false);
  return hash.digest('hex').slice(0, 16);
}

/** Bundles aside and renames, so that no start meets half a bundle; false where it cannot be done. */
function built() {
  const aside = `${folder}.${process.pid}.tmp`;
  try {
    mkdirSync(aside, { recursive: true });
    const { status } = spawnSync(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), join(root, 'server/publish/start-command.ts'), aside],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    if (status !== 0) throw new Error(`bundling ended with code ${status}`);
    renameSync(aside, folder);
    removeUnused();
    return true;
  } catch {
    rmSync(aside, { recursive: true, force: true });
    // Another start may have been quicker.
    return existsSync(join(folder, ENTRY));
  }
}

/** Bundles of earlier states; one that still runs loads parts of itself when they are first needed, so it stays for a while. */
function removeUnused() {
  const now = new Date();
  utimesSync(folder, now, now);
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (now.getTime() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
}
