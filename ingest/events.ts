/** What an ingest that runs in a child process tells its parent. Types only. */
import type { Manifest } from './index/model.ts';
import type { IngestProgress } from './progress.ts';
import type { AddedFile, RefusedFile } from './uploads.ts';

export type IngestEvent =
  /** Files were looked at and kept or refused. */
  | { event: 'added'; added: AddedFile[]; refused: RefusedFile[] }
  | { event: 'progress'; progress: IngestProgress }
  /** A generation can be opened. `complete`: every text has its vector. */
  | { event: 'published'; generation: Manifest['generation']; complete: boolean }
  /** Nothing is left to do. */
  | { event: 'done'; generation: Manifest['generation']; embedded: number; unchanged: boolean }
  | { event: 'failed'; error: { code: string; message: string; hint?: string | undefined; status: number } };
