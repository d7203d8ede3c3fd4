/** Where more than this machine has the index: the vector store first, then the database that tells servers of it. */
import type { Config } from '../config.ts';
import type { IngestProgress } from '../progress.ts';
import type { Manifest } from './model.ts';

export interface ShareOptions {
  config: Partial<Pick<Config, 'store' | 'databaseUrl'>> & Pick<Config, 'indexDir'>;
  /** The newest generation of the folder, with every vector. */
  manifest: Manifest;
  onProgress?: (progress: IngestProgress) => void;
  signal?: AbortSignal | undefined;
}

/** Brings `STORE` and `DATABASE_URL` in step, where they are set. What is there already is not written again. */
export async function shareGeneration({ config, manifest, onProgress, signal }: ShareOptions): Promise<void> {
  const { store, databaseUrl, indexDir } = config;
  if (store !== undefined) {
    const { publishToMilvus } = await import('./milvus/publish.ts');
    await publishToMilvus({ store, indexDir, manifest, onProgress, signal });
  }
  if (databaseUrl !== undefined) {
    const { publishToPostgres } = await import('./postgres/publish.ts');
    await publishToPostgres({ databaseUrl, indexDir, manifest });
  }
}
