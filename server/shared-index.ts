/** An index that several servers share: its vector store, and the database that says which generation answers. */
import { fork } from 'node:child_process';
import type { Config } from '../ingest/config.ts';
import type { MilvusStore } from '../ingest/index/milvus/store.ts';
import type { Manifest } from '../ingest/index/model.ts';
import { programFile, programFlags } from '../ingest/program.ts';

/** How often a server asks the database for a newer generation. */
const ASK_EVERY_MS = 5000;

/** Connects to `STORE`, whose client is loaded only here. */
export async function openStore(store: string): Promise<MilvusStore> {
  const { openMilvus } = await import('../ingest/index/milvus/store.ts');
  return openMilvus(store);
}

/** Copies the generation that the database names into `INDEX_DIR`. */
export async function fetchShared({ indexDir, store }: Config, databaseUrl: string): Promise<void> {
  const { fetchGeneration } = await import('../ingest/index/postgres/fetch.ts');
  await fetchGeneration({ databaseUrl, indexDir, hasStore: store !== undefined });
}

export interface FollowOptions {
  config: Config;
  databaseUrl: string;
  /** What answers now. */
  current: () => Manifest | undefined;
  onProgress: (line: string) => void;
}

/** Asks now and then, and has a child process copy what is newer: writing it takes seconds, for which no question should wait. */
export function followShared({ config, databaseUrl, current, onProgress }: FollowOptions): { stop(): void } {
  let busy = false;
  const look = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    try {
      const { currentContent } = await import('../ingest/index/postgres/fetch.ts');
      const { contentId } = await import('../ingest/index/generations.ts');
      const manifest = current();
      const newest = await currentContent(databaseUrl);
      if (newest !== undefined && (!manifest || contentId(manifest) !== newest)) await fetchApart(config);
    } catch (error) {
      onProgress(`the shared index could not be followed: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(() => void look(), ASK_EVERY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

function fetchApart({ indexDir, databaseUrl, store }: Config): Promise<void> {
  const env = {
    ...process.env,
    BAOGAO_INDEX_DIR: indexDir,
    BAOGAO_DATABASE_URL: databaseUrl,
    ...(store && { BAOGAO_STORE: store }),
  };
  const child = fork(programFile('ingest/main.ts'), ['--fetch'], {
    env,
    execArgv: programFlags(),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`copying it ended with code ${code}`))));
  });
}
