/** Files that are dropped or chosen: how each of them is getting on. */
import type { AddedFile, RefusedFile } from '../server-types.ts';

/** How an upload goes. */
export type AddEvent =
  | { type: 'received' }
  | { type: 'read'; file: AddedFile }
  | { type: 'refused'; file: RefusedFile }
  | { type: 'answering' }
  | { type: 'embedded'; done: number; total: number };

/** A file with the path that it is to have. */
export interface NamedFile {
  path: string;
  file: Blob;
}

/** The server takes 200 files and 200 MB in one request. */
const MOST_FILES = 200;
const MOST_BYTES = 150 * 2 ** 20;

/** How one file is getting on. */
export interface Adding {
  path: string;
  bytes: number;
  state: 'waiting' | 'sending' | 'reading' | 'read' | 'refused';
  /** Once it was read. */
  documents?: number;
  characters?: number;
  replaced?: boolean;
  /** Why it was refused. */
  problem?: { code: string; message: string; hint?: string | null | undefined };
}

/** All files of one drop, and the stage that they are at together. */
export interface Drop {
  files: Adding[];
  stage: 'reading' | 'answering' | 'embedding' | 'done';
  done: number;
  total: number;
}

/** Sends files in as many requests as they need; `onChange` whenever something is new. Never rejects: each file says what failed. */
export async function addAll(
  files: NamedFile[],
  {
    send,
    onChange,
  }: {
    send: (files: NamedFile[], onEvent: (event: AddEvent) => void) => Promise<void>;
    onChange: (drop: Drop) => void;
  },
): Promise<Drop> {
  const drop: Drop = {
    files: files.map(({ path, file }) => ({ path, bytes: file.size, state: 'waiting' })),
    stage: 'reading',
    done: 0,
    total: 0,
  };
  let first = 0;
  for (const batch of batchesOf(files)) {
    const own = drop.files.slice(first, first + batch.length);
    first += batch.length;
    for (const file of own) file.state = 'sending';
    onChange(drop);
    try {
      await send(batch, (event) => {
        follow(drop, own, event);
        onChange(drop);
      });
    } catch (error) {
      // An error of the server has its code; any other is told in its own words.
      const {
        code = 'internal',
        message = String(error),
        hint,
      } = Object(error) as Partial<NonNullable<Adding['problem']>>;
      // What was told of before it failed stands.
      for (const file of own.filter(({ state }) => state !== 'read' && state !== 'refused'))
        Object.assign(file, { state: 'refused', problem: { code, message, hint } });
    }
  }
  drop.stage = 'done';
  onChange(drop);
  return drop;
}

function follow(drop: Drop, own: Adding[], event: AddEvent): void {
  if (event.type === 'received') for (const file of own) file.state = 'reading';
  else if (event.type === 'answering') drop.stage = 'answering';
  else if (event.type === 'embedded') Object.assign(drop, { stage: 'embedding', done: event.done, total: event.total });
  else {
    // The server may have made a name plain: then it is the next one that is not told of yet.
    const open = own.filter(({ state }) => state === 'reading' || state === 'sending');
    const file = open.find(({ path }) => path === event.file.path) ?? open[0];
    if (file === undefined) return;
    if (event.type === 'refused') Object.assign(file, { state: 'refused', problem: event.file });
    else {
      const { documents, characters, replaced } = event.file;
      Object.assign(file, { state: 'read', documents, characters, replaced });
    }
  }
}

/** As many files together as the server takes; one that is too large stands alone, and the server says so. */
export function batchesOf(files: NamedFile[]): NamedFile[][] {
  const batches: NamedFile[][] = [];
  let bytes = 0;
  for (const named of files) {
    const last = batches.at(-1);
    if (last && last.length < MOST_FILES && bytes + named.file.size <= MOST_BYTES) {
      last.push(named);
      bytes += named.file.size;
    } else {
      batches.push([named]);
      bytes = named.file.size;
    }
  }
  return batches;
}
