/** `npm run bench:shared`: what the index of data/index costs on Milvus (milvus-lite) and PostgreSQL that are started for it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../ingest/config.ts';
import { newestManifest } from '../../ingest/index/generations.ts';
import { publishToMilvus } from '../../ingest/index/milvus/publish.ts';
import { openMilvus } from '../../ingest/index/milvus/store.ts';
import { queryVector } from '../../ingest/index/milvus/words.ts';
import type { ReportIndex, SearchFilter } from '../../ingest/index/model.ts';
import { openIndex } from '../../ingest/index/open.ts';
import { withDatabase } from '../../ingest/index/postgres/connection.ts';
import { fetchGeneration } from '../../ingest/index/postgres/fetch.ts';
import { publishToPostgres } from '../../ingest/index/postgres/publish.ts';
import { queryTokens, tokensOf } from '../../ingest/tokens.ts';
import { milvusProgram, postgresPrograms, startMilvus, startPostgres } from '../services.ts';
import { meanOf, quantile } from './numbers.ts';

const CHINESE = 'bge-small-zh-v1.5';
const QUESTIONS = [
  '城镇新增就业目标',
  '老旧小区改造多少户',
  '高速公路通车里程',
  '空气质量优良天数',
  '粮食产量',
  '养老服务',
];
const ROUNDS = 5;
const DEPTH = 50;

const { indexDir } = loadConfig();
const manifest = newestManifest(indexDir);
const [milvus, postgres] = [milvusProgram(), postgresPrograms()];
if (!manifest || milvus === undefined || postgres === undefined) {
  console.error('Needs data/index (npm run ingest), milvus-lite (test/fetch-tools.sh) and PostgreSQL');
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), 'baogao-bench-shared-'));
const store = await startMilvus(milvus, folder);
const database = await startPostgres(postgres, folder);
try {
  const { passages, sentences } = manifest.counts;
  const rows = passages + sentences;
  const publishing = await timed(() => publishToMilvus({ store: store.address, indexDir, manifest }));
  tell('Milvus: rows', rows, `${passages} passages, ${sentences} sentences`);
  tell('Milvus: rows a second', rows / (publishing / 1000));
  tell('Milvus: bytes on disk a passage with its sentences', bytesOf(join(folder, 'milvus')) / passages);
  const index = openIndex(indexDir);
  tell('words of a passage', meanWords(index));
  const remote = await openMilvus(store.address);
  const there = remote.over(index);
  const one = { reports: [index.reports.find(({ region }) => region === '湖南省')?.id ?? ''] };
  for (const [name, filter] of [
    ['everywhere', {}],
    ['one report', one],
  ] as [string, SearchFilter][]) {
    tell(
      `Milvus: ms of a search by words, ${name}`,
      await timeOf((q) => there.remote?.searchText('passage', queryTokens(q), filter, DEPTH)),
    );
    tell(
      `built in: ms of a search by words, ${name}`,
      await timeOf((q) => index.searchText('passage', queryTokens(q), filter, DEPTH)),
    );
    const vectors = await vectorsOf(index);
    const by = (search: (vector: Float32Array) => unknown) => timeOf((q) => search(vectors.get(q) as Float32Array));
    tell(
      `Milvus: ms of a search by vectors, ${name}`,
      await by((v) => there.remote?.searchVectors(CHINESE, 'sentence', v, filter, DEPTH)),
    );
    tell(
      `built in: ms of a search by vectors, ${name}`,
      await by((v) => index.searchVectors(CHINESE, 'sentence', v, filter, DEPTH)),
    );
  }
  await remote.close();
  index.close();
  tell(
    'PostgreSQL: seconds to publish',
    (await timed(() => publishToPostgres({ databaseUrl: database.address, indexDir, manifest }))) / 1000,
  );
  const size = await withDatabase(database.address, async (client) => {
    const sql =
      "SELECT sum(pg_total_relation_size(oid)) AS bytes FROM pg_class WHERE relkind = 'r' AND relname LIKE 'baogao%'";
    return Number((await client.query<{ bytes: string }>(sql)).rows[0]?.bytes);
  });
  tell('PostgreSQL: bytes a passage', size / passages);
  const copy = join(folder, 'copy');
  const fetching = await timed(() =>
    fetchGeneration({ databaseUrl: database.address, indexDir: copy, hasStore: true }),
  );
  tell('a server: seconds to copy a generation', fetching / 1000);
  tell('a server: bytes of its copy a passage', bytesOf(copy) / passages);
} finally {
  await store.stop();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
}

function tell(what: string, value: number, more = ''): void {
  console.log(`${what.padEnd(56)} ${value.toFixed(value < 100 ? 1 : 0)}${more && `  (${more})`}`);
}

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Median of all questions and rounds; the first round warms up. */
async function timeOf(search: (question: string) => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++)
    for (const question of QUESTIONS) {
      const ms = await timed(() => search(question));
      if (round > 0) times.push(ms);
    }
  return quantile(times, 0.5) ?? 0;
}

/** The stored vector of a passage that has the question's words stands for the question's: both lie among the same texts. */
async function vectorsOf(index: ReportIndex): Promise<Map<string, Float32Array>> {
  return new Map(
    QUESTIONS.map((question) => {
      const [hit] = index.searchText('sentence', queryTokens(question), {}, 1);
      return [question, index.vectorOf(CHINESE, 'sentence', hit?.id ?? '') as Float32Array];
    }),
  );
}

function meanWords(index: ReportIndex): number {
  const texts = index.reports.flatMap(({ id }) => index.passagesOf(id).map(({ text }) => text));
  const words = texts.map((text) => Object.keys(queryVector(tokensOf(text)) ?? {}).length);
  return meanOf(words);
}

function bytesOf(path: string): number {
  if (!statSync(path).isDirectory()) return statSync(path).size;
  return Number(execFileSync('du', ['-sb', path], { encoding: 'utf8' }).split('\t')[0]);
}
