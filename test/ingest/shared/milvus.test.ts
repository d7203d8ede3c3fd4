/** The index in a vector database that the test starts (milvus-lite), against the built-in store. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectMilvus } from '../../../ingest/index/milvus/client.ts';
import { collectionName, countRows, currentCollection } from '../../../ingest/index/milvus/collections.ts';
import { type MilvusStore, openMilvus } from '../../../ingest/index/milvus/store.ts';
import type { Manifest, ReportIndex } from '../../../ingest/index/model.ts';
import { openIndex } from '../../../ingest/index/open.ts';
import { queryTokens } from '../../../ingest/tokens.ts';
import { needs } from '../../require.ts';
import { milvusProgram, type Service, startMilvus } from '../../services.ts';
import { type Corpus, fakeVector, makeCorpus } from './corpus.ts';

const program = milvusProgram();
const CHINESE = 'bge-small-zh-v1.5';

test('a store that is away is told as such, with what to do', async () => {
  await expect(openMilvus('milvus://127.0.0.1:1')).rejects.toMatchObject({ code: 'store-unreachable', status: 503 });
});

describe.skipIf(!needs('milvus-lite (test/fetch-tools.sh brings it)', program !== undefined))('Milvus', () => {
  let corpus: Corpus;
  let service: Service;
  let store: MilvusStore;
  let manifest: Manifest;
  let own: ReportIndex;
  let there: ReportIndex;

  beforeAll(async () => {
    corpus = makeCorpus();
    service = await startMilvus(program as string, corpus.folder);
    ({ manifest } = await corpus.ingest({ store: service.address }));
    store = await openMilvus(service.address);
    own = openIndex(corpus.config.indexDir);
    there = store.over(openIndex(corpus.config.indexDir, { vectors: false }));
  });
  afterAll(async () => {
    own?.close();
    there?.close();
    await store?.close();
    await service?.stop();
    if (corpus) rmSync(corpus.folder, { recursive: true, force: true });
  });

  const remote = () => there.remote as NonNullable<ReportIndex['remote']>;
  const anhui = () => own.reports.filter(({ region }) => region === '安徽省').map(({ id }) => id);

  test.each(['茶叶和咖啡', '高速公路', '新增里程300公里', '生产总值增长8%以上', '没有的词语呢', '！？'])(
    'full text ranks as the built-in one does: %s',
    async (words) => {
      for (const unit of ['passage', 'sentence'] as const) {
        for (const filter of [{}, { reports: anhui() }]) {
          const expected = own.searchText(unit, queryTokens(words), filter, 50);
          const found = await remote().searchText(unit, queryTokens(words), filter, 50);
          expect(new Set(found.map(({ id }) => id))).toEqual(new Set(expected.map(({ id }) => id)));
          const scores = new Map(expected.map(({ id, score }) => [id, score]));
          for (const { id, score } of found) expect(score).toBeCloseTo(scores.get(id) as number, 4);
        }
      }
    },
  );

  test('vectors are the nearest ones, after the filter', async () => {
    const vector = fakeVector(CHINESE, '高速公路');
    for (const filter of [{}, { reports: anhui() }, { reports: [] }]) {
      const expected = own.searchVectors(CHINESE, 'sentence', vector, filter, 5);
      const found = await remote().searchVectors(CHINESE, 'sentence', vector, filter, 5);
      expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    }
    expect(there.hasVectors(CHINESE, 'sentence')).toBe(true);
    const ids = own.passagesOf(anhui()[0] as string).flatMap(({ id }) => own.sentencesOf(id).map((one) => one.id));
    const cosines = await remote().cosines(CHINESE, 'sentence', vector, ids);
    expect([...cosines.keys()].sort()).toEqual([...ids].sort());
    const stored = own.vectorOf(CHINESE, 'sentence', ids[0] as string) as Float32Array;
    expect(cosines.get(ids[0] as string)).toBeCloseTo(
      stored.reduce((sum, value, at) => sum + value * (vector[at] as number), 0),
      3,
    );
  });

  test('what was cut off is written again without doubles, and answers only when it is whole', async () => {
    const connection = await connectMilvus(service.address);
    const name = collectionName('passage', manifest);
    await connection.client.delete({ collection_name: name, filter: 'region in ["安徽省"]' });
    expect(await store.has(manifest)).toBe(false);
    const later = store.over(openIndex(corpus.config.indexDir, { vectors: false }));
    const words = queryTokens('高速公路');
    // Meanwhile the index's own full text answers, and there are no vectors.
    expect(await later.remote?.searchText('passage', words, {}, 9)).toEqual(own.searchText('passage', words, {}, 9));
    expect(await later.remote?.searchVectors(CHINESE, 'passage', fakeVector(CHINESE, 'x'), {}, 9)).toEqual([]);
    const again = await corpus.ingest({ store: service.address });
    expect(again.unchanged).toBe(true);
    expect(await countRows(connection, name)).toBe(manifest.counts.passages);
    expect(await store.has(manifest)).toBe(true);
    later.close();
    await connection.close();
  });

  test('a generation is published by its alias; the one before still answers, older ones go', async () => {
    const connection = await connectMilvus(service.address);
    corpus.put('2021-hainan.txt', '海南省', '热带水果获得丰收，自由贸易港开始建设。');
    const second = (await corpus.ingest({ store: service.address })).manifest;
    expect(await currentCollection(connection, 'passage')).toBe(collectionName('passage', second));
    expect(await remote().searchText('passage', queryTokens('自由贸易港'), {}, 3)).toEqual([]);
    expect(await remote().searchText('passage', queryTokens('高速公路'), {}, 9)).toHaveLength(3);
    const newer = store.over(openIndex(corpus.config.indexDir, { vectors: false }));
    expect((await newer.remote?.searchText('passage', queryTokens('自由贸易港'), {}, 3))?.length).toBeGreaterThan(0);
    newer.close();
    corpus.put('2021-hainan.txt', '海南省', '热带水果获得大丰收。');
    await corpus.ingest({ store: service.address });
    expect(await countRows(connection, collectionName('passage', manifest))).toBe(0);
    expect(await countRows(connection, collectionName('passage', second))).toBe(second.counts.passages);
    await connection.close();
  });
});
