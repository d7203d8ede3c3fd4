/** What a server that does not ingest has in its folder: a copy of the generation that PostgreSQL names, made again at any time. */
import { inflateRawSync } from 'node:zlib';
import { ReportError } from '../../errors.ts';
import type { DocumentContent } from '../content.ts';
import { writeDatabase } from '../database.ts';
import { addFile } from '../files.ts';
import { contentId, newestManifest, publish, removeOld } from '../generations.ts';
import { lockIndex } from '../lock.ts';
import type { Manifest } from '../model.ts';
import { withDatabase } from './connection.ts';

export interface FetchOptions {
  databaseUrl: string;
  indexDir: string;
  /** Another store has the vectors; without one there are none. */
  hasStore: boolean;
}

/** What names the generation that answers; undefined before the first one. */
export function currentContent(databaseUrl: string): Promise<string | undefined> {
  return withDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<{ content: string }>('SELECT content FROM baogao_current');
    return rows[0]?.content;
  });
}

/**
 * Brings a folder in step with PostgreSQL.
 * @returns Whether there was anything to be done.
 * @throws ReportError `index-missing` where nothing was published yet, `database-missing`, `database-unreachable`.
 */
export async function fetchGeneration({ databaseUrl, indexDir, hasStore }: FetchOptions): Promise<boolean> {
  const before = newestManifest(indexDir);
  const fetched = await withDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<{ content: string; manifest: string }>(
      'SELECT content, manifest FROM baogao_current JOIN baogao_generations USING (content)',
    );
    const current = rows[0];
    if (current === undefined) {
      throw new ReportError('index-missing', 'PostgreSQL has no generation yet.', {
        status: 503,
        hint: 'Run npm run ingest with the same DATABASE_URL and STORE where the reports are.',
      });
    }
    if (before && contentId(before) === current.content) return undefined;
    const documents = await client.query<{ content: Buffer }>(
      `SELECT d.content FROM baogao_members AS m JOIN baogao_documents AS d USING (key) WHERE m.content = $1 ORDER BY m.ordinal`,
      [current.content],
    );
    return {
      manifest: JSON.parse(current.manifest) as Manifest,
      documents: documents.rows.map(({ content }) => JSON.parse(inflateRawSync(content).toString()) as DocumentContent),
    };
  });
  if (fetched === undefined) return false;
  const release = lockIndex(indexDir);
  try {
    const { formatVersion: _, generation, created, ...manifest } = fetched.manifest;
    let counts = manifest.counts;
    const file = addFile({
      indexDir,
      kind: 'reports',
      ending: '.db',
      write: (path) => {
        counts = writeDatabase(path, fetched.documents);
      },
    });
    const vectors = hasStore ? manifest.vectors : [];
    publish(indexDir, { ...manifest, counts, vectors, files: [file] }, { generation, created });
    removeOld(indexDir);
    return true;
  } finally {
    release();
  }
}
