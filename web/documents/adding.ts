/** Files that are dropped or chosen: how each of them is getting on. */
import type { AddedFile, RefusedFile } from '../server-types.ts';

/** How an upload goes. */
export type AddEvent =
  /** Bytes of the request that have gone out, of all. */
  | { type: 'sent'; sent: number; total: number }
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
  /** Bytes that have gone out. */
  sent: number;
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
  stage: 'sending' | 'reading' | 'answering' | 'embedding' | 'done';
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
    files: files.map(({ path, file }) => ({ path, bytes: file.size, state: 'waiting', sent: 0 })),
    stage: 'sending',
    done: 0,
    total: 0,
  };
  let first = 0;
  for (const batch of batchesOf(files)) {
    const own = drop.files.slice(first, first + batch.length);
    first += batch.length;
    for (const file of own) file.state = 'sending';
    drop.stage = 'sending';
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
  if (event.type === 'sent') share(own, event.sent / event.total);
  else if (event.type === 'received') {
    drop.stage = 'reading';
    for (const file of own) Object.assign(file, { state: 'reading', sent: file.bytes });
  } else if (event.type === 'answering') drop.stage = 'answering';
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

/** What has gone out of a request is its files in their order; the heads between them weigh nothing. */
function share(own: Adding[], part: number): void {
  let left = part * own.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const file of own) {
    file.sent = Math.min(file.bytes, Math.max(0, left));
    left -= file.bytes;
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
