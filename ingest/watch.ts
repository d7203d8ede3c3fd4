/** `npm run ingest -- --watch`: the index follows the folder of reports and what is added to it. */
import { type FSWatcher, watch as watchFolders } from 'chokidar';
import type { Config } from './config.ts';
import { State } from './state/state.ts';

/** A file counts when it has not grown for so long: it may still be copied. Changes that come together are one. */
const QUIET_MS = 800;

export interface WatchOptions {
  config: Pick<Config, 'reportsDir' | 'stateDir'>;
  /** Ends the watch. */
  signal: AbortSignal;
  /** Brings the index in step; its signal fires when the folders changed again, since what it makes is out of date then. */
  run: (signal: AbortSignal) => Promise<void>;
}

/** Runs once, then whenever a file was added, changed or removed; returns when the signal fires. */
export async function watch({ config, signal, run }: WatchOptions): Promise<void> {
  let changed: (() => void) | undefined;
  let isDirty = true;
  let running: AbortController | undefined;
  const onChange = (): void => {
    isDirty = true;
    running?.abort();
    changed?.();
  };
  const watcher = await openWatcher([config.reportsDir, new State(config.stateDir).uploadsDir], onChange);
  signal.addEventListener('abort', onChange);
  try {
    while (!signal.aborted) {
      if (isDirty) {
        isDirty = false;
        running = new AbortController();
        await run(running.signal).catch((error: Error) => {
          if (error.name !== 'AbortError') throw error;
        });
        running = undefined;
      } else {
        await new Promise<void>((resolve) => {
          changed = resolve;
        });
      }
    }
  } finally {
    await watcher.close();
  }
}

async function openWatcher(folders: string[], onChange: () => void): Promise<FSWatcher> {
  const watcher = watchFolders(folders, {
    ignoreInitial: true,
    ignored: (path) => /[/\\]\.[^/\\]+$/.test(path),
    awaitWriteFinish: { stabilityThreshold: QUIET_MS, pollInterval: 100 },
  });
  let timer: NodeJS.Timeout | undefined;
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, QUIET_MS / 4);
  });
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return watcher;
}
