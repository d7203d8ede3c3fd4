/** The documents that the bytes of a file hold: one, one a row of a table, one or more a member of an archive. */
import { createHash } from 'node:crypto';
import { ReportError } from '../errors.ts';
import type { SourceDocument } from '../model.ts';
import { type Member, membersOf } from './archive.ts';
import type { Extracted } from './extracted.ts';
import { formatOf, isZip, withoutEnding } from './format.ts';
import { isReportName } from './names.ts';
import { decodeText } from './text.ts';

/** A file that could not be read, and why. */
export interface ReadProblem {
  /** Path below the folder of reports. */
  path: string;
  error: ReportError;
}

export interface Found {
  documents: SourceDocument[];
  problems: ReadProblem[];
}

/** Who wants to know how far reading is; every method is called from within it. */
export interface ReadListener {
  /** A file, or a member of an archive, is begun. False leaves it out. */
  begin(path: string): boolean;
  /** Its documents, or what is wrong with it. */
  found(path: string, found: Found): void;
  /** A parser is being loaded, which takes as long as the machine is busy; `alive` follows. */
  loading(): void;
  /** It is not done, but goes on: a page more was read. */
  alive(): void;
}

/** Archives inside archives are read to this depth. */
const MAX_DEPTH = 3;
/** Characters of one document: 29 provincial reports have half a million; 300 of cities would have six. */
const MAX_CHARACTERS = 10_000_000;

/** Reads the bytes of a file and tells `listener` what was found; members of an archive one after the other. */
export async function readDocuments(bytes: Uint8Array, path: string, listener: ReadListener, depth = 0): Promise<void> {
  try {
    const members = isZip(bytes) ? await membersOf(bytes, path).catch(asIs) : undefined;
    const names = Array.isArray(members) ? members.map(({ name }) => name) : undefined;
    const { format, warnings } = formatOf(bytes, path, names);
    if (members instanceof ReportError) throw members;
    if (format === 'zip') {
      await readMembers(members ?? [], path, listener, depth);
      listener.found(path, { documents: [], problems: [] });
      return;
    }
    const extracted = await extract({ bytes, members: members ?? [], path, format, listener });
    if (extracted.parts.every(({ text }) => text.trim() === '')) throw empty(path);
    const hash = createHash('sha256').update(bytes).digest('hex');
    const documents = extracted.parts.map(
      ({ text, hints = {}, pages, part, warnings: own }): SourceDocument => ({
        id: withoutEnding(path) + (part === undefined ? '' : `#${part}`),
        path,
        format,
        text: checkedLength(text, path),
        hash: part === undefined ? hash : createHash('sha256').update(text).digest('hex'),
        encoding: extracted.encoding,
        hints,
        ...(pages && { pages }),
        warnings: [...warnings, ...own],
      }),
    );
    listener.found(path, { documents, problems: [] });
  } catch (error) {
    listener.found(path, { documents: [], problems: [{ path, error: asReportError(error, path) }] });
  }
}

/** Plain text by ending and content: it is decoded by nothing but the platform's own decoder, in linear time. */
export function isPlainText(bytes: Uint8Array, path: string): boolean {
  try {
    const { format } = formatOf(bytes, path);
    return format === 'txt' || format === 'md';
  } catch {
    // A file that cannot be read is told so without a parser, too.
    return !isZip(bytes);
  }
}

export function asReportError(error: unknown, path: string): ReportError {
  if (error instanceof ReportError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new ReportError('unreadable', `${path}: could not be read (${reason})`, {
    hint: 'The file may be damaged: open it in the program that made it and save it again, or fetch it again.',
    status: 422,
    cause: error,
  });
}

async function readMembers(members: Member[], path: string, listener: ReadListener, depth: number): Promise<void> {
  if (depth >= MAX_DEPTH)
    throw new ReportError(
      'too-large',
      `${path}: expected archives at most ${MAX_DEPTH} deep in one another, found one deeper`,
      {
        hint: 'Unpack it.',
        status: 413,
      },
    );
  for (const member of members.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!member.name.split('/').every(isReportName)) continue;
    const below = `${withoutEnding(path)}/${member.name}`.normalize('NFC');
    if (!listener.begin(below)) continue;
    let bytes: Uint8Array;
    try {
      bytes = await member.bytes();
    } catch (error) {
      listener.found(below, { documents: [], problems: [{ path: below, error: asReportError(error, below) }] });
      continue;
    }
    await readDocuments(bytes, below, listener, depth + 1);
  }
}

interface Extraction {
  bytes: Uint8Array;
  /** What is inside, for formats that are archives. */
  members: Member[];
  path: string;
  format: SourceDocument['format'];
  listener: ReadListener;
}

async function extract(extraction: Extraction): Promise<{ parts: Extracted[]; encoding: string | null }> {
  const { bytes, members, path, format, listener } = extraction;
  /** Parsers are loaded when a file wants them. */
  const loaded = async <Module>(load: () => Promise<Module>): Promise<Module> => {
    listener.loading();
    const module = await load();
    listener.alive();
    return module;
  };
  switch (format) {
    case 'docx': {
      const { readWord } = await loaded(() => import('./word.ts'));
      return { parts: [await readWord(members, path)], encoding: null };
    }
    case 'pdf': {
      const { readPdf } = await loaded(() => import('./pdf.ts'));
      return { parts: [await readPdf(bytes, path, () => listener.alive())], encoding: null };
    }
    case 'xlsx': {
      const { readXlsx } = await loaded(() => import('./table.ts'));
      return { parts: await readXlsx(bytes, members, path), encoding: null };
    }
    default: {
      const { text, encoding, warnings } = decodeText(bytes, path, format === 'html' ? declaredIn(bytes) : undefined);
      const parts = await partsOfText(text);
      return { parts: parts.map((part) => ({ ...part, warnings: [...warnings, ...part.warnings] })), encoding };
    }
  }

  async function partsOfText(text: string): Promise<Extracted[]> {
    if (format === 'html') return [(await loaded(() => import('./page.ts'))).readPage(text, path)];
    if (format === 'csv') return (await loaded(() => import('./table.ts'))).readCsv(text, path);
    return [{ text, warnings: [] }];
  }
}

/** The encoding that a page says of itself. */
function declaredIn(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 2048)).toString('latin1');
  return /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1];
}

function checkedLength(text: string, path: string): string {
  if (text.length <= MAX_CHARACTERS) return text;
  throw new ReportError('too-large', `${path}: expected at most ${MAX_CHARACTERS} characters, found ${text.length}`, {
    hint: 'Split it, a report a file.',
    status: 413,
  });
}

function empty(path: string): ReportError {
  return new ReportError('no-text', `${path}: expected a report, found a file without text`, {
    hint: 'Save the report into it again, or delete it.',
    status: 422,
  });
}

function asIs(error: unknown): ReportError {
  if (error instanceof ReportError) return error;
  throw error;
}
