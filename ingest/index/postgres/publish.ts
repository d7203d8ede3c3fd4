/** Writes a generation to PostgreSQL, for servers on other machines. */
import { deflateRawSync } from 'node:zlib';
import type { Client } from 'pg';
import type { IndicatorRow } from '../../model.ts';
import type { DocumentContent } from '../content.ts';
import { hashBytes } from '../files.ts';
import { contentId } from '../generations.ts';
import type { DocumentRecord, Manifest, ReportIndex } from '../model.ts';
import { openIndex } from '../open.ts';
import { inTransaction, withDatabase } from './connection.ts';

/** Rows of one statement. */
const BATCH_ROWS = 1000;

/**
 * Brings PostgreSQL in step with the newest generation of a folder, in one transaction. Documents that it has already are not written
 * again; of generations that one and the one before it stay.
 * @returns Documents that were written; 0 where nothing was to be done.
 * @throws ReportError `database-missing`, `database-unreachable`.
 */
export async function publishToPostgres(options: {
  databaseUrl: string;
  indexDir: string;
  manifest: Manifest;
}): Promise<number> {
  const { databaseUrl, indexDir, manifest } = options;
  const content = contentId(manifest);
  return withDatabase(databaseUrl, (client) =>
    inTransaction(client, async () => {
      const before = (await client.query<{ content: string }>('SELECT content FROM baogao_current')).rows[0]?.content;
      if (before === content) return 0;
      const index = openIndex(indexDir, { vectors: false });
      try {
        await client.query(
          'INSERT INTO baogao_generations (content, manifest) VALUES ($1, $2) ON CONFLICT (content) DO NOTHING',
          [content, JSON.stringify({ ...manifest, files: [], content })],
        );
        await client.query('DELETE FROM baogao_members WHERE content = $1', [content]);
        await client.query('DELETE FROM baogao_indicators WHERE content = $1', [content]);
        let written = 0;
        for (const [ordinal, record] of index.documents.entries())
          written += await writeDocument(client, contentOf(index, record), { content, ordinal });
        await writeIndicators(client, index.indicators, content);
        await client.query(
          'INSERT INTO baogao_current (content) VALUES ($1) ON CONFLICT (one) DO UPDATE SET content = $1',
          [content],
        );
        await client.query('DELETE FROM baogao_generations WHERE content <> $1 AND content <> $2', [
          content,
          before ?? content,
        ]);
        await client.query('DELETE FROM baogao_documents WHERE key NOT IN (SELECT key FROM baogao_members)');
        return written;
      } finally {
        index.close();
      }
    }),
  );
}

async function writeDocument(
  client: Client,
  document: DocumentContent,
  { content, ordinal }: { content: string; ordinal: number },
): Promise<number> {
  const text = JSON.stringify(document);
  const key = hashBytes(text);
  const { rowCount } = await client.query('SELECT 1 FROM baogao_documents WHERE key = $1', [key]);
  if (rowCount === 0)
    await client.query('INSERT INTO baogao_documents (key, id, content) VALUES ($1, $2, $3)', [
      key,
      document.source.id,
      deflateRawSync(Buffer.from(text)),
    ]);
  await client.query('INSERT INTO baogao_members (content, ordinal, key) VALUES ($1, $2, $3)', [content, ordinal, key]);
  return rowCount === 0 ? 1 : 0;
}

async function writeIndicators(client: Client, rows: readonly IndicatorRow[], content: string): Promise<void> {
  for (let first = 0; first < rows.length; first += BATCH_ROWS) {
    const part = rows.slice(first, first + BATCH_ROWS);
    const column = <Name extends keyof IndicatorRow>(name: Name) => part.map((row) => plain(row[name]));
    await client.query(
      `INSERT INTO baogao_indicators
       SELECT $1, * FROM unnest ($2::int[], $3::text[], $4::int[], $5::text[], $6::text[], $7::float8[], $8::float8[], $9::float8[],
         $10::text[], $11::text[], $12::text[], $13::text[])`,
      [
        content,
        part.map((_, at) => first + at + 1),
        ...(
          [
            'region',
            'year',
            'indicator',
            'kind',
            'value',
            'low',
            'high',
            'unit',
            'qualifier',
            'document',
            'quote',
          ] as const
        ).map(column),
      ],
    );
  }
}

/** PostgreSQL's texts have no NUL. */
function plain(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '') : value;
}

/** A document with everything cut out of it, as it was written into the index. */
export function contentOf(index: ReportIndex, record: DocumentRecord): DocumentContent {
  const { characters, reports, passages, figures, corrections = [], hints = {}, ...source } = record;
  const parts = reports.flatMap((id) => {
    const report = index.report(id);
    if (!report) return [];
    const own = index.passagesOf(id);
    return [{ report, passages: own, sentences: own.flatMap((passage) => index.sentencesOf(passage.id)) }];
  });
  return {
    source: { ...source, hints, text: index.source(record.id) ?? '' },
    parts,
    indicators: index.indicators.filter(({ document }) => document === record.id),
    corrections,
  };
}
