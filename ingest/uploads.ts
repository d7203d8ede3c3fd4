/** Files added by hand: looked at first, then kept below `STATE_DIR/uploads` with the names and folders they came with. */
import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { ReportError } from './errors.ts';
import { asDiskError } from './index/files.ts';
import type { Manifest } from './index/model.ts';
import type { Found } from './read/documents.ts';
import { readFolder } from './read/index.ts';
import type { SourceFile } from './sources.ts';

/** A file that is to be added. */
export interface IncomingFile {
  /** Where it is now. */
  from: string;
  /** Its path below the uploads, `/` between folders. */
  path: string;
}

export interface AddedFile {
  path: string;
  /** Documents in it, and their characters. */
  documents: number;
  characters: number;
  /** One of that name was there with another content. */
  replaced: boolean;
}

export interface RefusedFile {
  path: string;
  code: string;
  message: string;
  hint?: string | undefined;
}

export interface Addition {
  added: AddedFile[];
  refused: RefusedFile[];
  /** What was read while looking at the files, so that ingest need not read them again. */
  read(file: SourceFile): Found | undefined;
}

export interface AddOptions {
  uploadsDir: string;
  /** The newest generation: a file whose bytes it has already is refused. */
  manifest: Manifest | undefined;
  /** Takes the files away from where they are instead of copying them. */
  move?: boolean;
  signal?: AbortSignal | undefined;
}

/** Below the uploads, for files that are not yet accepted; dot files are no reports. */
const WAITING = '.waiting-';
/** One that an ingest left behind when it was killed is removed after a day. */
const FORGOTTEN_MS = 86_400_000;

/**
 * The files that paths mean: a file by its own name, a folder with what is below it by the folder's name.
 * @throws ReportError `not-found` naming the path.
 */
export async function incomingFiles(paths: string[]): Promise<IncomingFile[]> {
  const files: IncomingFile[] = [];
  for (const given of paths) {
    const path = resolve(given);
    if (!existsSync(path)) {
      throw new ReportError('not-found', `${given}: expected a file or a folder, found nothing`, {
        hint: 'Check the path; it starts from the folder that the command was typed in.',
        status: 404,
      });
    }
    if (statSync(path).isDirectory()) await walk(path, basename(path), files);
    else files.push({ from: path, path: basename(path).normalize('NFC') });
  }
  return files;
}

async function walk(dir: string, below: string, files: IncomingFile[]): Promise<void> {
  const entries = await readdir(dir, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const path = `${below}/${entry.name}`.normalize('NFC');
    if (entry.isDirectory()) await walk(join(dir, entry.name), path, files);
    else if (entry.isFile()) files.push({ from: join(dir, entry.name), path });
  }
}

/** Looks at files and keeps those that hold a report; says of each other one why it is refused. */
export async function addUploads(files: IncomingFile[], options: AddOptions): Promise<Addition> {
  const { uploadsDir, move = false, signal } = options;
  const waiting = join(uploadsDir, WAITING + randomBytes(6).toString('hex'));
  const addition: Addition & { known: Map<string, Found> } = {
    added: [],
    refused: [],
    known: new Map(),
    read: (file) => (file.upload ? addition.known.get(`${file.path}\n${file.hash}`) : undefined),
  };
  try {
    await mkdir(waiting, { recursive: true });
    await removeForgotten(uploadsDir, WAITING);
    const { apart, clashing } = partByName(files);
    addition.refused.push(...clashing.map(({ path }) => sameName(path)));
    for (const { from, path } of apart) {
      signal?.throwIfAborted();
      await mkdir(dirname(join(waiting, path)), { recursive: true });
      await (move ? moveFile : copyFile)(from, join(waiting, path));
    }
    await judge(waiting, apart, options, addition);
  } catch (error) {
    throw asStateDiskError(error, uploadsDir);
  } finally {
    await rm(waiting, { recursive: true, force: true }).catch(() => {});
  }
  return addition;
}

/** The files that can lie side by side, and those whose name (or whose folder's) an earlier one has. */
function partByName(files: IncomingFile[]): { apart: IncomingFile[]; clashing: IncomingFile[] } {
  const names = new Set<string>();
  const folders = new Set<string>();
  const [apart, clashing]: [IncomingFile[], IncomingFile[]] = [[], []];
  for (const file of files) {
    // On some systems A.txt and a.txt are one file.
    const parts = file.path.toLowerCase().split('/');
    const above = parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('/'));
    const name = parts.join('/');
    if (names.has(name) || folders.has(name) || above.some((folder) => names.has(folder))) {
      clashing.push(file);
      continue;
    }
    names.add(name);
    for (const folder of above) folders.add(folder);
    apart.push(file);
  }
  return { apart, clashing };
}

async function judge(
  waiting: string,
  files: IncomingFile[],
  { uploadsDir, manifest, signal }: AddOptions,
  { added, refused, known }: Addition & { known: Map<string, Found> },
): Promise<void> {
  const there = new Map(Object.entries(manifest?.sources ?? {}).map(([key, hash]) => [hash, key]));
  const found = await readFolder(waiting, { signal }).catch((error: unknown) => {
    if (error instanceof ReportError && error.code === 'no-reports') return { files: [] };
    throw error;
  });
  const byPath = new Map(found.files.map((file) => [file.path, file]));
  for (const { path } of files) {
    const file = byPath.get(path);
    const key = file && there.get(file.hash);
    const target = join(uploadsDir, path);
    if (file === undefined) refused.push(noReport(path));
    else if (file.documents.length === 0) {
      const error = file.problems[0]?.error;
      refused.push({
        path,
        code: error?.code ?? 'no-text',
        message: error?.message ?? 'holds no text',
        hint: error?.hint,
      });
    } else if (key !== undefined && !isGone(key, uploadsDir)) {
      refused.push(alreadyThere(path, key.replace(/^\+/, '')));
    } else {
      const replaced = existsSync(target);
      await mkdir(dirname(target), { recursive: true });
      await rename(join(waiting, path), target);
      known.set(`${path}\n${file.hash}`, { documents: file.documents, problems: file.problems });
      const characters = file.documents.reduce((sum, { text }) => sum + text.length, 0);
      added.push({ path, documents: file.documents.length, characters, replaced });
    }
  }
}

/** An upload that the newest generation has, but that was removed since. */
function isGone(key: string, uploadsDir: string): boolean {
  return key.startsWith('+') && !existsSync(join(uploadsDir, key.slice(1)));
}

/** Removes a file below the uploads, and folders that are empty without it. */
export async function removeUpload(uploadsDir: string, path: string): Promise<void> {
  const file = join(uploadsDir, path);
  const inside = relative(uploadsDir, file);
  if (inside.startsWith('..') || inside === '') throw new Error(`${path} is not below the uploads`);
  await unlink(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw asStateDiskError(error, file);
  });
  for (let folder = dirname(inside); folder !== '.'; folder = dirname(folder)) {
    const isEmpty = (await readdir(join(uploadsDir, folder)).catch(() => ['?'])).length === 0;
    if (!isEmpty) return;
    await rm(join(uploadsDir, folder), { recursive: true, force: true });
  }
}

async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await copyFile(from, to);
    await unlink(from);
  }
}

/** Removes folders that were left behind when a program was killed, by the beginning of their names. */
export async function removeForgotten(folder: string, beginning: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    if (!name.startsWith(beginning)) continue;
    const changed = (await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now();
    if (Date.now() - changed > FORGOTTEN_MS) await rm(path, { recursive: true, force: true });
  }
}

function noReport(path: string): RefusedFile {
  return {
    path,
    code: 'no-report',
    message: `${path}: expected a report, found a name that no report has (README*, catalog.json, hidden files)`,
    hint: 'Give it another name if it is one.',
  };
}

function sameName(path: string): RefusedFile {
  return {
    path,
    code: 'same-name',
    message: `${path}: another file of this name came with it`,
    hint: 'Give it another name and add it again.',
  };
}

function alreadyThere(path: string, where: string): RefusedFile {
  return {
    path,
    code: 'already-there',
    message: `${path}: the same file is there already as ${where}`,
    hint: 'Nothing needs to be done.',
  };
}

/** Of the state folder, in words. */
function asStateDiskError(error: unknown, path: string): unknown {
  const told = asDiskError(error, path.split(sep).join('/'));
  if (!(told instanceof ReportError) || told === error || told.code !== 'index-read-only') return told;
  return new ReportError('state-read-only', told.message, {
    hint: 'Give yourself the right to write there, or set STATE_DIR to another folder.',
    cause: error,
  });
}
