/** Every way of finding, each asked for its own ranked list. */
import type { BaseRetriever } from '@langchain/core/retrievers';
import type { Hit, ReportIndex, Unit } from '../../ingest/index/model.ts';
import type { Turns } from '../turns.ts';
import { BILINGUAL_MODEL, CHINESE_MODEL, type QuestionVectors } from './embedders.ts';
import type { Leg } from './fuse.ts';
import type { Query } from './query.ts';
import type { HitMetadata } from './retrievers.ts';
import type { LegName, RetrievalSettings } from './settings.ts';

export interface LegsInput {
  unit: Unit;
  /** Hits of each leg. */
  k: number;
  query: Query;
  index: ReportIndex;
  vectors: QuestionVectors;
  settings: RetrievalSettings;
  turns?: Turns | undefined;
}

/** The legs of a query that count for its kind of question and have something to search. */
export async function legsOf({ unit, k, query, index, vectors, settings, turns }: LegsInput): Promise<Leg[]> {
  // Loads LangChain, for which no start should wait.
  const { FullTextRetriever, VectorRetriever } = await import('./retrievers.ts');
  const weights = settings.legs[query.kind];
  const filter = { reports: query.reports };
  const legs: Promise<Leg>[] = [];
  // An index of its own holds this thread while it searches; one beside is asked for all at once.
  const add = async (leg: Promise<Leg>): Promise<void> => {
    legs.push(leg);
    if (index.remote) return;
    await leg;
    await turns?.pause();
  };
  if (weights.text > 0)
    await add(ask('text', weights.text, new FullTextRetriever({ index, unit, filter, k }), query.words));
  for (const [name, model] of [
    ['chinese', CHINESE_MODEL],
    ['bilingual', BILINGUAL_MODEL],
  ] as const) {
    const vector = vectors.get(model);
    if (weights[name] > 0 && vector && index.hasVectors(model, unit))
      await add(ask(name, weights[name], new VectorRetriever({ index, unit, filter, k, model, vector }), ''));
  }
  const found = await Promise.all(legs);
  if (unit === 'passage' && weights.figures > 0 && query.figures.length > 0) {
    const hits = query.figures.slice(0, k).map((id): Hit => ({ id, score: 1 }));
    found.push({ name: 'figures', weight: weights.figures, hits });
  }
  return found;
}

async function ask(name: LegName, weight: number, retriever: BaseRetriever<HitMetadata>, input: string): Promise<Leg> {
  const documents = await retriever.invoke(input);
  return { name, weight, hits: documents.map(({ metadata }): Hit => ({ id: metadata.id, score: metadata.score })) };
}
