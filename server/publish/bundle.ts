/**
 * `npm run bundle`: one archive that starts on a machine of the same kind with neither npm nor network, for offices behind an air
 * gap: the built program, the packages that it needs (already compiled here), the models, the reports, an index if there is one, Node.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ReportError } from '../../ingest/errors.ts';
import { BUILT_FOLDER, projectRoot } from '../../ingest/program.ts';
import { buildProgram } from './build.ts';
import { EXTERNAL, publishedManifest, sourceManifest } from './published.ts';

export interface BundleOptions {
  /** Where the folder (and the archive) is put. */
  target: string;
  /** Copies this Node too. */
  node: boolean;
  /** Puts the newest generation of `data/index` beside, where it is of this program's rules. */
  index: boolean;
  /** False leaves the folder as it is. */
  archive: boolean;
}

const DOCUMENTS = ['README.md', 'README.zh-CN.md', 'LICENSE', 'SECURITY.md', 'CHANGELOG.md', 'docs'];
/** Packages that were compiled here, and what they have beside what they need to run: their sources and what compiling left. */
const COMPILED = new Set(['better-sqlite3', 'hnswlib-node']);
const COMPILING = /\/(deps|src|build\/Release\/(obj|obj\.target|\.deps)|build\/deps|test_extension\.node)(\/|$)/;

/** Makes it; returns the path of the archive, or of the folder. */
export async function bundle({ target, node, index, archive }: BundleOptions): Promise<string> {
  const manifest = publishedManifest(sourceManifest());
  const platform = `${process.platform}-${process.arch}`;
  const name = `baogao-${manifest.version}-${platform}`;
  const folder = join(target, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'data'), { recursive: true });
  await buildProgram({ platforms: [platform], index });
  cpSync(join(projectRoot, BUILT_FOLDER), join(folder, BUILT_FOLDER), { recursive: true });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const data = readdirSync(join(projectRoot, 'data')).filter((one) => /\.(json|md)$/.test(one));
  for (const part of ['reports', 'models', ...data])
    cpSync(join(projectRoot, 'data', part), join(folder, 'data', part), { recursive: true });
  for (const document of DOCUMENTS) cpSync(join(projectRoot, document), join(folder, document), { recursive: true });
  copyPackages([...EXTERNAL], join(folder, 'node_modules'));
  if (node) copyNode(folder);
  writeStarters(folder);
  if (!archive) return folder;
  const file = `${name}.tar.gz`;
  const tar = spawnSync('tar', ['-czf', file, name], { cwd: target, stdio: ['ignore', 'inherit', 'inherit'] });
  if (tar.status !== 0) {
    throw new ReportError('no-archive', `${join(target, file)} could not be written by tar.`, {
      hint: `The folder is whole: ${folder} (or give --folder, and pack it as you like).`,
    });
  }
  rmSync(folder, { recursive: true, force: true });
  return join(target, file);
}

/** The packages and all that they need; those that are not installed here are optional. */
function copyPackages(names: string[], target: string): void {
  const copied = new Set<string>();
  const copy = (name: string, from: string): void => {
    const source = packageFolder(name, from);
    if (source === undefined || copied.has(source)) return;
    copied.add(source);
    const path = source.slice(source.indexOf('node_modules') + 'node_modules/'.length);
    cpSync(source, join(target, path), {
      recursive: true,
      dereference: true,
      filter: (one) => {
        const below = one.slice(source.length);
        return !(COMPILED.has(name) && COMPILING.test(below)) && !below.includes('/node_modules');
      },
    });
    const { dependencies = {}, optionalDependencies = {} } = createRequire(import.meta.url)(
      join(source, 'package.json'),
    );
    for (const needed of Object.keys({ ...dependencies, ...optionalDependencies }).filter(
      (one) => !INSTALLING.has(one),
    ))
      copy(needed, source);
  };
  for (const name of names) copy(name, projectRoot);
}

/** Needed only to install a compiled package. */
const INSTALLING = new Set(['prebuild-install', 'node-gyp', 'node-addon-api']);

/** The folder that `require(name)` would look into, from a folder upwards. */
function packageFolder(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (folder === projectRoot || folder === dirname(folder)) return undefined;
  }
}

function copyNode(folder: string): void {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  copyFileSync(process.execPath, join(folder, name));
  chmodSync(join(folder, name), 0o755);
}

/** `./baogao` (or `baogao.cmd`): the folder's Node where it has one, and what people make inside the folder. */
function writeStarters(folder: string): void {
  if (process.platform === 'win32') {
    const lines = [
      '@echo off',
      'setlocal',
      'if not defined BAOGAO_INDEX_DIR if not defined INDEX_DIR set "BAOGAO_INDEX_DIR=%~dp0data\\index"',
      'if not defined BAOGAO_STATE_DIR if not defined STATE_DIR set "BAOGAO_STATE_DIR=%~dp0data\\state"',
      'set "NODE=%~dp0node.exe"',
      'if not exist "%NODE%" set "NODE=node"',
      '"%NODE%" "%~dp0dist\\baogao.js" %*',
    ];
    writeFileSync(join(folder, 'baogao.cmd'), `${lines.join('\r\n')}\r\n`);
    return;
  }
  writeFileSync(
    join(folder, 'baogao'),
    `#!/bin/sh
# Starts the program of this folder, wherever it is called from; "./baogao serve" serves the page.
path=$0
while [ -L "$path" ]; do
  link=$(readlink "$path")
  case $link in /*) path=$link ;; *) path=$(dirname "$path")/$link ;; esac
done
here=$(cd "$(dirname "$path")" && pwd)
[ -n "$INDEX_DIR$BAOGAO_INDEX_DIR" ] || export BAOGAO_INDEX_DIR="$here/data/index"
[ -n "$STATE_DIR$BAOGAO_STATE_DIR" ] || export BAOGAO_STATE_DIR="$here/data/state"
node=$here/node
[ -x "$node" ] || node=node
exec "$node" "$here/dist/baogao.js" "$@"
`,
    { mode: 0o755 },
  );
}
