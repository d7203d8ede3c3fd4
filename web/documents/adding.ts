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

/** All files that are on their way together, and the stage that they are at. */
export interface Drop {
  files: Adding[];
  stage: 'sending' | 'reading' | 'answering' | 'embedding' | 'done';
  done: number;
  total: number;
}

/** How a request is made, and who is told. */
interface IntakeOptions {
  send: (files: NamedFile[], onEvent: (event: AddEvent) => void) => Promise<void>;
  /** Called whenever something is new. */
  onChange: (drop: Drop) => void;
}

/** Sends files in as many requests as they need, one after the other; more of them may come while it does. */
export class Intake {
  readonly drop: Drop = { files: [], stage: 'sending', done: 0, total: 0 };
  readonly #options: IntakeOptions;
  readonly #waiting: { named: NamedFile[]; own: Adding[] }[] = [];

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /** Puts files behind those that wait. Those that come after the last was done need a new intake. */
  add(files: NamedFile[]): void {
    for (const named of batchesOf(files)) {
      const own = named.map(({ path, file }): Adding => ({ path, bytes: file.size, state: 'waiting', sent: 0 }));
      this.drop.files.push(...own);
      this.#waiting.push({ named, own });
    }
    this.#options.onChange(this.drop);
  }

  /** Sends what waits, until nothing does. Never rejects: each file says what failed. */
  async run(): Promise<Drop> {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) await this.#send(next);
    this.drop.stage = 'done';
    this.#options.onChange(this.drop);
    return this.drop;
  }

  async #send({ named, own }: { named: NamedFile[]; own: Adding[] }): Promise<void> {
    const { drop } = this;
    for (const file of own) file.state = 'sending';
    drop.stage = 'sending';
    this.#options.onChange(drop);
    try {
      await this.#options.send(named, (event) => {
        follow(drop, own, event);
        this.#options.onChange(drop);
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
