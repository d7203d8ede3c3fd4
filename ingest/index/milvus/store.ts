/** A generation searched in Milvus: texts, reports and figures are those of the open index, ranking is done there. */
import type { Hit, Manifest, RemoteSearch, ReportIndex, SearchFilter, Unit } from '../model.ts';
import { type Connection, connectMilvus } from './client.ts';
import { collectionName, vectorField } from './collections.ts';
import { isPublished } from './publish.ts';
import { queryVector } from './words.ts';

/** Candidates looked at for a vector, as in the built-in store; never fewer than are asked for. */
const EF_SEARCH = 200;
/** Reports named in one filter; a question over more of them is asked in parts. */
const MAX_REPORTS = 2000;
/** A collection that is not there yet is looked for again after so long. */
const LOOK_AGAIN_MS = 1000;

export interface MilvusStore {
  /** The index with its searches in Milvus; until the generation is whole there, the index's own full text answers. */
  over(index: ReportIndex): ReportIndex;
  /** Whether a generation is whole there. */
  has(manifest: Manifest): Promise<boolean>;
  close(): Promise<void>;
}

/** Connects; throws `store-missing` and `store-unreachable`. */
export async function openMilvus(store: string): Promise<MilvusStore> {
  const connection = await connectMilvus(store);
  return {
    over: (index) => withSearch(index, searchOf(connection, index)),
    has: (manifest) => isPublished(connection, manifest),
    close: connection.close,
  };
}

function withSearch(index: ReportIndex, remote: RemoteSearch): ReportIndex {
  return new Proxy(index, {
    get(target, name) {
      if (name === 'remote') return remote;
      if (name === 'hasVectors')
        return (model: string, unit: Unit) =>
          target.manifest.vectors.some((set) => set.model === model && set.unit === unit);
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function searchOf(connection: Connection, index: ReportIndex): RemoteSearch {
  const { client, call } = connection;
  const isThere = whetherThere(connection, index.manifest);
  const search = async (
    unit: Unit,
    field: string,
    data: number[] | Record<number, number>,
    filters: (string | undefined)[],
    k: number,
  ): Promise<Hit[]> => {
    const lists = await Promise.all(filters.map((filter) => searchOnce(unit, field, data, filter, k)));
    // What holds none of the words has no score; equal ones stand in one order.
    return lists
      .flat()
      .filter(({ score }) => field !== 'words' || score > 0)
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      .slice(0, k);
  };
  const searchOnce = async (
    unit: Unit,
    field: string,
    data: number[] | Record<number, number>,
    filter: string | undefined,
    k: number,
  ): Promise<Hit[]> => {
    const { results } = await call('search', () =>
      client.search({
        collection_name: collectionName(unit, index.manifest),
        anns_field: field,
        data: [data] as number[][],
        limit: k,
        metric_type: 'IP',
        output_fields: ['id'],
        ...(filter !== undefined && { filter }),
        ...(field !== 'words' && { params: { ef: Math.max(EF_SEARCH, k) } }),
      }),
    );
    return results.map(({ id, score }) => ({ id, score }));
  };
  const vectorsOf = async (unit: Unit, field: string, ids: string[]): Promise<[string, number[]][]> => {
    if (ids.length === 0) return [];
    const { data } = await call('give vectors', () =>
      client.query({
        collection_name: collectionName(unit, index.manifest),
        filter: listFilter('id', ids),
        output_fields: ['id', field],
        limit: ids.length,
      }),
    );
    return data.map((row) => [row.id as string, row[field] as number[]]);
  };
  return {
    async searchText(unit, tokens, filter, k) {
      if (!(await isThere())) return index.searchText(unit, tokens, filter, k);
      const query = queryVector(tokens);
      if (query === undefined || k <= 0) return [];
      return search(unit, 'words', query, filtersOf(index, filter), k);
    },
    async searchVectors(model, unit, vector, filter, k) {
      if (k <= 0 || !(await isThere())) return [];
      return search(unit, vectorField(model), Array.from(vector), filtersOf(index, filter), k);
    },
    async cosines(model, unit, vector, ids) {
      if (ids.length === 0 || !(await isThere())) return new Map();
      const field = vectorField(model);
      const hits = await search(unit, field, Array.from(vector), [listFilter('id', ids)], ids.length);
      const cosines = new Map(hits.map(({ id, score }) => [id, score]));
      // A search by neighbours may pass over some that the filter names: 2.4 points of the golden questions hung on them.
      const passedOver = ids.filter((id) => !cosines.has(id));
      for (const [id, stored] of await vectorsOf(unit, field, passedOver)) cosines.set(id, dot(vector, stored));
      return cosines;
    },
  };
}

/** Asks until it is: a whole generation does not go away while it is in use. */
function whetherThere(connection: Connection, manifest: Manifest): () => Promise<boolean> {
  let there = false;
  let asked = Number.NEGATIVE_INFINITY;
  return async () => {
    if (there || performance.now() - asked < LOOK_AGAIN_MS) return there;
    asked = performance.now();
    there = await isPublished(connection, manifest);
    return there;
  };
}

/**
 * Region first, which is the partition key: a question about one region reads one partition. No filter where nothing is limited, none at all
 * where nothing passes.
 */
function filtersOf(index: ReportIndex, { reports }: SearchFilter): (string | undefined)[] {
  if (reports === undefined) return [undefined];
  const known = [...new Set(reports)].map((id) => index.report(id)).filter((report) => report !== undefined);
  if (known.length === index.reports.length) return [undefined];
  const filters: string[] = [];
  for (let first = 0; first < known.length; first += MAX_REPORTS) {
    const part = known.slice(first, first + MAX_REPORTS);
    const regions = listFilter('region', [...new Set(part.map(({ region }) => region ?? ''))]);
    const ids = listFilter(
      'report',
      part.map(({ id }) => id),
    );
    filters.push(`${regions} and ${ids}`);
  }
  return filters;
}

function dot(a: Float32Array, b: number[]): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);
}

function listFilter(field: string, values: string[]): string {
  return `${field} in [${values.map((value) => JSON.stringify(value)).join(', ')}]`;
}
