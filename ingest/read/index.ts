import { createHash } from 'node:crypto';
import { readFile as readBytes, readdir } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { ReportError } from '../errors.ts';
import type { SourceDocument } from '../model.ts';
import { decodeText } from './text.ts';

/** A file that could not be read, and why. */
export interface ReadProblem {
  /** Path below the folder of reports. */
  path: string;
  error: ReportError;
}

export interface FolderContents {
  documents: SourceDocument[];
  problems: ReadProblem[];
}

/**
 * Reads every report below `dir`, in the order of their paths. A file that cannot be read is a problem, not a stop.
 * @throws ReportError `no-reports` where the folder is missing or has no file to read.
 */
export async function readFolder(dir: string): Promise<FolderContents> {
  const paths = await listFiles(dir);
  const documents: SourceDocument[] = [];
  const problems: ReadProblem[] = [];
  for (const path of paths) {
    try {
      documents.push(...(await readFile(path, dir)));
    } catch (error) {
      problems.push({ path: pathBelow(path, dir), error: asReportError(error, pathBelow(path, dir)) });
    }
  }
  return { documents: withDistinctIds(documents), problems };
}

/**
 * Reads one file below `dir`: one document, several for an archive or for the rows of a table.
 * @throws ReportError that says what was expected, what was found and what to do.
 */
export async function readFile(path: string, dir: string): Promise<SourceDocument[]> {
  const below = pathBelow(path, dir);
  const ending = extname(below).toLowerCase();
  if (ending !== '.txt' && ending !== '.md') {
    throw new ReportError('unsupported-format', `${below}: ${ending || 'a file without ending'} cannot be read`, {
      hint: 'Save it as .txt, .md, .docx, .pdf, .html, .csv or .xlsx.',
      status: 415,
    });
  }
  const bytes = await readBytes(path);
  const { text, encoding } = decodeText(bytes, below);
  return [
    {
      id: below.slice(0, -ending.length),
      path: below,
      format: ending === '.md' ? 'md' : 'txt',
      text,
      hash: createHash('sha256').update(bytes).digest('hex'),
      encoding,
      hints: {},
      warnings: [],
    },
  ];
}

/** Names in the folder of reports that are no reports. */
const NOT_REPORTS = /^(?:README.*|catalog\.json|corrections\.json|\..*|~\$.*|__MACOSX)$/i;

/**
 * Full paths of the files below `dir` that count as reports, sorted by path.
 * @throws ReportError `no-reports`.
 */
export async function listFiles(dir: string): Promise<string[]> {
  const paths: string[] = [];
  const walk = async (folder: string): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (NOT_REPORTS.test(entry.name)) continue;
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

function pathBelow(path: string, dir: string): string {
  return relative(dir, path).split(sep).join('/').normalize('NFC');
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

function asReportError(error: unknown, path: string): ReportError {
  if (error instanceof ReportError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new ReportError('unreadable', `${path}: could not be read (${reason})`, { status: 422, cause: error });
}
