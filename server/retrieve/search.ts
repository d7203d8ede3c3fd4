import type { ReportIndex } from '../../ingest/index/model.ts';
import { roundRobin } from '../answer/chunks.ts';
import { scopeOf } from '../answer/scope.ts';
import { understand } from '../question/understand.ts';
import { Turns } from '../turns.ts';
import type { QuestionEmbedders } from './embedders.ts';
import { embedQuestion, queryOf } from './query.ts';
import { type RankedPassage, retrieve } from './retrieve.ts';
import type { QuestionKind } from './settings.ts';
import { withTermsHere } from './terms-here.ts';

export interface SearchRequest {
  q: string;
  regions?: string[] | undefined;
  years?: number[] | undefined;
  k: number;
  /** Adds each leg's rank and score and every boost. */
  explain: boolean;
}

/** Why a hit stands where it does. */
export interface SearchExplanation {
  /** What the question is like, which decides what each leg counts. */
  kind: QuestionKind;
  /** Rank from 1 and score of each leg that has it, and what the leg's ranks count. */
  legs: RankedPassage['legs'];
  /** Factor of each boost that applied. */
  boosts: Record<string, number>;
  /** Why each boost applied. */
  reasons: Record<string, string>;
  /** Passages that say the same, left out because of this one. */
  folded: string[];
}

export interface SearchHit {
  passage: string;
  document: string;
  report: string;
  title: string;
  region: string | null;
  year: number | null;
  section: string[];
  /** Exactly `source.slice(start, end)`. */
  quote: string;
  start: number;
  end: number;
  score: number;
  explain?: SearchExplanation;
}

/** The ranked passages for some words, best first, without an answer; of several named regions each in turn. */
export async function searchPassages(options: {
  request: SearchRequest;
  index: ReportIndex;
  embedders: QuestionEmbedders;
}): Promise<SearchHit[]> {
  const { request, index, embedders } = options;
  const turns = new Turns();
  await turns.take();
  const filters = {
    ...(request.regions && { regions: request.regions }),
    ...(request.years && { years: request.years }),
  };
  const reading = withTermsHere(understand({ question: request.q, filters }, { reports: index.reports }), index);
  const vectors =
    index.manifest.vectors.length > 0 ? await embedQuestion(reading, embedders) : new Map<string, Float32Array>();
  await turns.take();
  const regions = reading.searchRegions.length > 1 ? reading.searchRegions.map((region) => [region]) : [undefined];
  const lists = await Promise.all(
    regions.map(async (region) => {
      const query = queryOf(reading, scopeOf(index, reading, undefined, region), index);
      const { passages } = await retrieve(query, { index, vectors, turns });
      return passages.map((ranked) => ({ ...ranked, kind: query.kind }));
    }),
  );
  return roundRobin(lists)
    .slice(0, request.k)
    .flatMap((ranked) => {
      const { passage, score } = ranked;
      const report = index.report(passage.report);
      const source = report && index.source(report.document);
      if (!report || source === undefined) return [];
      const { start, end } = passage.span;
      return [
        {
          passage: passage.id,
          document: report.document,
          report: report.name,
          title: report.title,
          region: report.region,
          year: report.year,
          section: passage.path,
          quote: source.slice(start, end),
          start,
          end,
          score,
          ...(request.explain && { explain: explanationOf(ranked) }),
        },
      ];
    });
}

function explanationOf({ kind, legs, boosts, folded }: RankedPassage & { kind: QuestionKind }): SearchExplanation {
  const each = Object.entries(boosts);
  return {
    kind,
    legs,
    boosts: Object.fromEntries(each.map(([name, { factor }]) => [name, factor])),
    reasons: Object.fromEntries(each.map(([name, { reason }]) => [name, reason])),
    folded,
  };
}
