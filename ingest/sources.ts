/** What there is to read: the folder of reports and, beside it, what was added by hand. */
import { existsSync } from 'node:fs';
import { ReportError } from './errors.ts';
import type { IngestProblem } from './index/model.ts';
import type { SourceDocument } from './model.ts';
import type { Found } from './read/documents.ts';
import { type ReportFile, readFolder } from './read/index.ts';

/** In front of the path of an added file among the hashes, so that it never meets one of the folder of reports. */
const UPLOAD_MARK = '+';

/** A file of one of the two folders. */
export interface SourceFile extends ReportFile {
  upload: boolean;
}

export interface SourceFolders {
  reportsDir: string;
  /** `STATE_DIR/uploads`; undefined where nothing can be added. It need not exist. */
  uploadsDir?: string | undefined;
}

export interface Sources {
  /** Those of the folder of reports first; ids told apart, each with its origin. */
  documents: SourceDocument[];
  problems: IngestProblem[];
  /** Hash of every file by its path, `+` in front of one that was added. */
  hashes: Record<string, string>;
}

export interface SourceOptions {
  /** What is known of a file with that hash; it is not parsed then. */
  known?: ((file: SourceFile) => Found | undefined) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Reads both folders in the order of their paths.
 * @throws ReportError `no-reports` where neither has a file to read; AbortError.
 */
export async function readSources(
  { reportsDir, uploadsDir }: SourceFolders,
  { known, signal }: SourceOptions = {},
): Promise<Sources> {
  const sources: Sources = { documents: [], problems: [], hashes: {} };
  const taken = new Set<string>();
  for (const upload of [false, true]) {
    const dir = upload ? uploadsDir : reportsDir;
    if (dir === undefined) continue;
    const files = await filesOf(dir, {
      upload,
      mayBeEmpty: upload || (uploadsDir !== undefined && existsSync(uploadsDir)),
      known,
      signal,
    });
    for (const { path, hash, documents, problems } of files) {
      sources.hashes[sourceKey({ path, upload })] = hash || problems.map(({ error }) => error.message).join();
      for (const document of documents) {
        const id = distinct(document.id, taken);
        sources.documents.push({ ...document, id, origin: { file: path, hash, upload, plainId: document.id } });
      }
      for (const { path: where, error } of problems) {
        const { code, message, hint } = error;
        sources.problems.push({ path: where, file: path, upload, code, message, hint });
      }
    }
  }
  if (Object.keys(sources.hashes).length === 0) await readFolder(reportsDir);
  return sources;
}

/** A file's name among the hashes of a manifest. */
export function sourceKey({ path, upload }: { path: string; upload: boolean }): string {
  return (upload ? UPLOAD_MARK : '') + path;
}

async function filesOf(
  dir: string,
  { upload, mayBeEmpty, known, signal }: SourceOptions & { upload: boolean; mayBeEmpty: boolean },
) {
  try {
    return (await readFolder(dir, { known: known && ((file) => known({ ...file, upload })), signal })).files;
  } catch (error) {
    if (mayBeEmpty && error instanceof ReportError && error.code === 'no-reports') return [];
    throw error;
  }
}

/** `~2`, `~3` ... behind an id that an earlier document has already. */
function distinct(plain: string, taken: Set<string>): string {
  let id = plain;
  for (let n = 2; taken.has(id); n++) id = `${plain}~${n}`;
  taken.add(id);
  return id;
}
