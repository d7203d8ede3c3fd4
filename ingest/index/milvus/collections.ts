/** Collections of Milvus: one for each unit and generation, never changed once whole; an alias names that which answers now. */
import { VECTOR_SETS } from '../content.ts';
import { contentId } from '../generations.ts';
import type { Manifest, Unit } from '../model.ts';
import type { Connection } from './client.ts';

export const UNITS: readonly Unit[] = ['passage', 'sentence'];

/** Links a row and candidates looked at while building, as in the built-in store. */
const HNSW = { M: 16, efConstruction: 200 };
/** Regions are spread over so many partitions: a question about one of them reads one. */
const PARTITIONS = 16;
const ID_BYTES = 64;
const REPORT_BYTES = 1024;
const REGION_BYTES = 128;

/** Name of the field with the vectors of a model. */
export function vectorField(model: string): string {
  return model.replace(/\W/g, '_');
}

/** Models whose vectors a unit has. */
export function modelsOf(unit: Unit): string[] {
  return VECTOR_SETS.filter((set) => set.unit === unit).map(({ model }) => model);
}

/** Named by what is in it, so that two machines that make the same generation write the same collection. */
export function collectionName(unit: Unit, manifest: Pick<Manifest, 'files' | 'content'>): string {
  return `${aliasName(unit)}_${contentId(manifest)}`;
}

export function aliasName(unit: Unit): string {
  return `baogao_${unit}`;
}

/** Makes an empty collection where there is none of that name. */
export async function createCollection(
  { client, library, call }: Connection,
  name: string,
  unit: Unit,
  manifest: Manifest,
): Promise<void> {
  const { value: exists } = await call('say what it has', () => client.hasCollection({ collection_name: name }));
  if (exists) return;
  const { DataType } = library;
  const dimensions = (model: string) =>
    manifest.vectors.find((set) => set.model === model && set.unit === unit)?.dimensions ?? 0;
  await call('make a collection', () =>
    client.createCollection({
      collection_name: name,
      num_partitions: PARTITIONS,
      fields: [
        { name: 'id', data_type: DataType.VarChar, max_length: ID_BYTES, is_primary_key: true },
        { name: 'region', data_type: DataType.VarChar, max_length: REGION_BYTES, is_partition_key: true },
        { name: 'report', data_type: DataType.VarChar, max_length: REPORT_BYTES },
        { name: 'year', data_type: DataType.Int64 },
        { name: 'words', data_type: DataType.SparseFloatVector },
        ...modelsOf(unit).map((model) => ({
          name: vectorField(model),
          data_type: DataType.FloatVector,
          dim: dimensions(model),
        })),
      ],
    }),
  );
}

/** Indexes a filled collection and loads it, so that it can be searched. */
export async function openCollection({ client, call }: Connection, name: string, unit: Unit): Promise<void> {
  await call('write to its disk', () => client.flush({ collection_names: [name] }));
  const vectors = { index_type: 'HNSW', metric_type: 'IP', params: HNSW };
  const words = { index_type: 'SPARSE_INVERTED_INDEX', metric_type: 'IP' };
  const indexes = [
    ...modelsOf(unit).map((model) => ({ field_name: vectorField(model), ...vectors })),
    { field_name: 'words', ...words },
  ];
  for (const index of indexes) {
    if (await isIndexed({ client }, name, index.field_name)) continue;
    await call('index a field', () => client.createIndex({ collection_name: name, ...index }));
  }
  await call('load a collection', () => client.loadCollection({ collection_name: name }));
}

async function isIndexed({ client }: Pick<Connection, 'client'>, name: string, field: string): Promise<boolean> {
  try {
    const { index_descriptions: found } = await client.describeIndex({ collection_name: name, field_name: field });
    return found.some(({ field_name }) => field_name === field);
  } catch {
    // What is not there is an error of the server.
    return false;
  }
}

/** Rows of a loaded collection; 0 where there is none, or it was not yet opened. */
export async function countRows({ client, call }: Connection, name: string): Promise<number> {
  const { value: exists } = await call('say what it has', () => client.hasCollection({ collection_name: name }));
  if (!exists) return 0;
  try {
    const { data } = await client.count({ collection_name: name });
    return Number(data);
  } catch {
    return 0;
  }
}

/** Points the alias at a collection, which publishes it, and removes those of the unit but this one and the one before. */
export async function publishCollection({ client, call }: Connection, name: string, unit: Unit): Promise<void> {
  const alias = aliasName(unit);
  const before = await currentCollection({ client }, unit);
  if (before === name) return;
  await call('publish a collection', () =>
    before === undefined
      ? client.createAlias({ collection_name: name, alias })
      : client.alterAlias({ collection_name: name, alias }),
  );
  const { data } = await call('list its collections', () => client.listCollections());
  const old = data.map((one) => one.name).filter((one) => one.startsWith(`${alias}_`) && ![name, before].includes(one));
  for (const collection of old)
    await call('remove a collection', () => client.dropCollection({ collection_name: collection }));
}

/** The collection that the alias of a unit names; undefined where there is none. */
export async function currentCollection(
  { client }: Pick<Connection, 'client'>,
  unit: Unit,
): Promise<string | undefined> {
  try {
    const { collection } = await client.describeAlias({ alias: aliasName(unit), collection_name: aliasName(unit) });
    return collection || undefined;
  } catch {
    // What is not there is an error of the server.
    return undefined;
  }
}
