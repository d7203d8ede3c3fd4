/** A generation searched in Milvus: texts, reports and figures are those of the open index, ranking is done there. */
import type { Manifest, RemoteSearch, ReportIndex, SearchFilter, Unit } from '../model.ts';
import { type Connection, connectMilvus } from './client.ts';
import { collectionName, vectorField } from './collections.ts';
import { isPublished } from './publish.ts';
import { queryVector } from './words.ts';

/** Candidates looked at for a vector, as in the built-in store; never fewer than are asked for. */
const EF_SEARCH = 200;
/** Reports named in a filter at most: a question over more of them searches all, and what is of others is left out. */
const MAX_REPORTS = 2000;
/** A collection that is not there yet is looked for again after so long. */
const LOOK_AGAIN_MS = 1000;

export interface MilvusStore {
  /** The index with its searches in Milvus; until the generation is whole there, the index's own full text answers. */
  over(index: ReportIndex): ReportIndex;
  close(): Promise<void>;
}

/** Connects; throws `store-missing` and `store-unreachable`. */
export async function openMilvus(store: string): Promise<MilvusStore> {
  const connection = await connectMilvus(store);
  return {
    over: (index) => Object.assign(Object.create(index) as ReportIndex, { remote: searchOf(connection, index) }),
    close: connection.close,
  };
}

function searchOf(connection: Connection, index: ReportIndex): RemoteSearch {
  const { client, call } = connection;
  const isThere = whetherThere(connection, index.manifest);
  const search = async (
    unit: Unit,
    field: string,
    data: number[] | Record<number, number>,
    filter: string | undefined,
    k: number,
  ) => {
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
    // What holds none of the words has no score; equal ones stand in one order.
    return results
      .map(({ id, score }) => ({ id, score }))
      .filter(({ score }) => field !== 'words' || score > 0)
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  };
  return {
    async searchText(unit, tokens, filter, k) {
      if (!(await isThere())) return index.searchText(unit, tokens, filter, k);
      const query = queryVector(tokens);
      const expression = filterOf(index, filter);
      if (query === undefined || k <= 0 || expression === NOTHING) return [];
      return search(unit, 'words', query, expression, k);
    },
    async searchVectors(model, unit, vector, filter, k) {
      const expression = filterOf(index, filter);
      if (k <= 0 || expression === NOTHING || !(await isThere())) return [];
      return search(unit, vectorField(model), Array.from(vector), expression, k);
    },
    async cosines(model, unit, vector, ids) {
      if (ids.length === 0 || !(await isThere())) return new Map();
      const hits = await search(unit, vectorField(model), Array.from(vector), listFilter('id', ids), ids.length);
      return new Map(hits.map(({ id, score }) => [id, score]));
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

/** Stands for a filter that lets nothing pass. */
const NOTHING = 'nothing';

/** Region first, which is the partition key: a question about one region reads one partition. */
function filterOf(index: ReportIndex, { reports }: SearchFilter): string | undefined {
  if (reports === undefined) return undefined;
  const known = reports.map((id) => index.report(id)).filter((report) => report !== undefined);
  if (known.length === 0) return NOTHING;
  if (known.length === index.reports.length || known.length > MAX_REPORTS) return undefined;
  const regions = [...new Set(known.map(({ region }) => region ?? ''))];
  return `${listFilter('region', regions)} and ${listFilter(
    'report',
    known.map(({ id }) => id),
  )}`;
}

function listFilter(field: string, values: string[]): string {
  return `${field} in [${values.map((value) => JSON.stringify(value)).join(', ')}]`;
}
