import { createHash } from 'node:crypto';
import { readFile as readBytes, readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { ReportError } from '../errors.ts';
import type { SourceDocument } from '../model.ts';
import { memberNames, unpack } from './archive.ts';
import type { Extracted } from './extracted.ts';
import { formatOf, isZip, withoutEnding } from './format.ts';
import { decodeText } from './text.ts';

/** A file that could not be read, and why. */
interface ReadProblem {
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
      const found = await readFile(path, dir);
      documents.push(...found.documents);
      problems.push(...found.problems);
    } catch (error) {
      problems.push({ path: pathBelow(path, dir), error: asReportError(error, pathBelow(path, dir)) });
    }
  }
  return { documents: withDistinctIds(documents), problems };
}

/** A file larger than this is refused: 29 reports have 1.5 MB of text, a scanned book 200. */
const MAX_FILE_BYTES = 200 * 2 ** 20;
/** Archives inside archives are read to this depth. */
const MAX_DEPTH = 3;

/**
 * Reads one file below `dir`: one document, several for an archive or for the rows of a table.
 * @throws ReportError that says what was expected, what was found and what to do.
 */
async function readFile(path: string, dir: string): Promise<FolderContents> {
  const { size } = await stat(path);
  const below = pathBelow(path, dir);
  if (size > MAX_FILE_BYTES) {
    throw new ReportError(
      'too-large',
      `${below}: expected at most ${MAX_FILE_BYTES / 2 ** 20} MB, found ${Math.round(size / 2 ** 20)} MB`,
      { hint: 'Split it.', status: 413 },
    );
  }
  return readDocuments(await readBytes(path), below, 0);
}

/** The documents of a file's bytes; of an archive those of its members, and what is wrong with the others. */
async function readDocuments(bytes: Uint8Array, path: string, depth: number): Promise<FolderContents> {
  const { format, warnings } = formatOf(bytes, path, isZip(bytes) ? memberNames(bytes) : undefined);
  if (format === 'zip') return readArchive(bytes, path, depth);
  const extracted = await extract(bytes, path, format);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const documents = extracted.parts.map(
    ({ text, hints = {}, pages, part, warnings: own }): SourceDocument => ({
      id: withoutEnding(path) + (part === undefined ? '' : `#${part}`),
      path,
      format,
      text,
      hash: part === undefined ? hash : createHash('sha256').update(text).digest('hex'),
      encoding: extracted.encoding,
      hints,
      ...(pages && { pages }),
      warnings: [...warnings, ...own],
    }),
  );
  return { documents, problems: [] };
}

async function readArchive(bytes: Uint8Array, path: string, depth: number): Promise<FolderContents> {
  if (depth >= MAX_DEPTH)
    throw new ReportError('too-large', `${path}: archives stand in archives more than ${MAX_DEPTH} deep`, {
      hint: 'Unpack it.',
      status: 413,
    });
  const contents: FolderContents = { documents: [], problems: [] };
  for (const { name, bytes: inside } of unpack(bytes, path).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (name.split('/').some((part) => NOT_REPORTS.test(part))) continue;
    const member = `${withoutEnding(path)}/${name}`.normalize('NFC');
    try {
      const found = await readDocuments(inside, member, depth + 1);
      contents.documents.push(...found.documents);
      contents.problems.push(...found.problems);
    } catch (error) {
      contents.problems.push({ path: member, error: asReportError(error, member) });
    }
  }
  return contents;
}

async function extract(
  bytes: Uint8Array,
  path: string,
  format: SourceDocument['format'],
): Promise<{ parts: Extracted[]; encoding: string | null }> {
  switch (format) {
    case 'docx':
      return { parts: [await (await import('./word.ts')).readWord(bytes, path)], encoding: null };
    case 'pdf':
      return { parts: [await (await import('./pdf.ts')).readPdf(bytes, path)], encoding: null };
    case 'xlsx':
      return { parts: await (await import('./table.ts')).readXlsx(bytes, path), encoding: null };
    default: {
      const { text, encoding } = decodeText(bytes, path, format === 'html' ? declaredIn(bytes) : undefined);
      if (format === 'html') return { parts: [(await import('./page.ts')).readPage(text, path)], encoding };
      if (format === 'csv') return { parts: (await import('./table.ts')).readCsv(text, path), encoding };
      return { parts: [{ text, warnings: [] }], encoding };
    }
  }
}

/** The encoding that a page says of itself. */
function declaredIn(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 2048)).toString('latin1');
  return /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1];
}

/** Names in the folder of reports that are no reports. */
const NOT_REPORTS = /^(?:README.*|catalog\.json|corrections\.json|\..*|~\$.*|__MACOSX)$/i;

/**
 * Full paths of the files below `dir` that count as reports, sorted by path.
 * @throws ReportError `no-reports`.
 */
async function listFiles(dir: string): Promise<string[]> {
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
