/** Reads a folder of reports: which files count, what each holds. */
import { createHash } from 'node:crypto';
import { readFile as readBytes, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ReportError } from '../errors.ts';
import type { SourceDocument } from '../model.ts';
import { asReportError, type Found, isPlainText, type ReadProblem, readDocuments } from './documents.ts';
import { isReportName, pathBelow } from './names.ts';
import { parser } from './parser.ts';

/** A file of the folder as it is on disk. */
export interface ReportFile {
  /** Path below the folder. */
  path: string;
  /** SHA-256 of its bytes, in hex; empty where the file is too large or cannot be opened. */
  hash: string;
}

export interface FolderContents extends Found {
  /** Every file that counts, with what was found in it; ids here are not yet told apart. */
  files: (ReportFile & Found)[];
}

export interface ReadOptions {
  /** What is known of a file with that hash: it is not parsed then. */
  known?: (file: ReportFile) => Found | undefined;
  signal?: AbortSignal;
}

/**
 * Reads every report below `dir`, in the order of their paths. A file that cannot be read is a problem, not a stop. What is
 * not plain text is read in a child process with limits of time and memory.
 * @throws ReportError `no-reports` where the folder is missing or has no file to read; AbortError.
 */
export async function readFolder(dir: string, { known, signal }: ReadOptions = {}): Promise<FolderContents> {
  const files: (ReportFile & Found)[] = [];
  for (const path of await listFiles(dir)) {
    signal?.throwIfAborted();
    files.push(await readFile(path, pathBelow(path, dir), known));
  }
  return {
    files,
    documents: withDistinctIds(files.flatMap(({ documents }) => documents)),
    problems: files.flatMap(({ problems }): ReadProblem[] => problems),
  };
}

/** A file larger than this is refused: 29 reports have 1.5 MB of text, a scanned book 200. */
const MAX_FILE_BYTES = 200 * 2 ** 20;
/** The same for plain text; ten million characters of UTF-8. */
const MAX_TEXT_BYTES = 32 * 2 ** 20;

async function readFile(path: string, below: string, known: ReadOptions['known']): Promise<ReportFile & Found> {
  try {
    const { size } = await stat(path);
    if (size > MAX_FILE_BYTES) throw tooLarge(below, size, MAX_FILE_BYTES);
    const bytes = await readBytes(path);
    const file = { path: below, hash: createHash('sha256').update(bytes).digest('hex') };
    const found = known?.(file);
    // That no process could be started says nothing of the file.
    if (found && !found.problems.some(({ error }) => error.code === 'parser-failed')) return { ...file, ...found };
    if (!isPlainText(bytes, below)) return { ...file, ...(await parser.parse(path, below)) };
    if (size > MAX_TEXT_BYTES) throw tooLarge(below, size, MAX_TEXT_BYTES);
    return { ...file, ...(await readHere(bytes, below)) };
  } catch (error) {
    return { path: below, hash: '', documents: [], problems: [{ path: below, error: asReportError(error, below) }] };
  }
}

async function readHere(bytes: Uint8Array, path: string): Promise<Found> {
  const all: Found = { documents: [], problems: [] };
  await readDocuments(bytes, path, {
    begin: () => true,
    loading: () => {},
    alive: () => {},
    found: (_, { documents, problems }) => {
      all.documents.push(...documents);
      all.problems.push(...problems);
    },
  });
  return all;
}

function tooLarge(path: string, size: number, limit: number): ReportError {
  const megabytes = (bytes: number) => Math.round(bytes / 2 ** 20);
  return new ReportError('too-large', `${path}: expected at most ${megabytes(limit)} MB, found ${megabytes(size)} MB`, {
    hint: 'Split it.',
    status: 413,
  });
}

/**
 * Full paths of the files below `dir` that count as reports, sorted by path.
 * @throws ReportError `no-reports`.
 */
async function listFiles(dir: string): Promise<string[]> {
  const paths: string[] = [];
  const walk = async (folder: string): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (!isReportName(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await walk(path);
      else if (entry.isFile()) paths.push(path);
    }
  };
  try {
    await walk(dir);
  } catch (cause) {
    throw new ReportError('no-reports', `${dir}: expected a folder of reports, found none`, {
      hint: 'Make the folder and put reports into it, or set REPORTS_DIR to the folder that has them.',
      status: 404,
      cause,
    });
  }
  if (paths.length === 0) {
    throw new ReportError('no-reports', `${dir}: expected at least one report, found an empty folder`, {
      hint: 'Put reports into it (.txt, .md, .docx, .pdf, .html, .csv, .xlsx, .zip), or set REPORTS_DIR to another folder.',
      status: 404,
    });
  }
  return paths.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** `~2`, `~3` ... behind the id of a document whose id an earlier one has already. */
function withDistinctIds(documents: SourceDocument[]): SourceDocument[] {
  const taken = new Set<string>();
  return documents.map((document) => {
    let id = document.id;
    for (let n = 2; taken.has(id); n++) id = `${document.id}~${n}`;
    taken.add(id);
    return id === document.id ? document : { ...document, id };
  });
}
