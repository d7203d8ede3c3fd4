import type { ReportIndex } from '../../ingest/index/model.ts';
import { embedQuestion, queryOf } from '../answer/answer.ts';
import { scopeOf } from '../answer/scope.ts';
import { understand } from '../question/understand.ts';
import type { QuestionEmbedders } from './embedders.ts';
import { retrieve } from './retrieve.ts';

export interface SearchRequest {
  q: string;
  regions?: string[] | undefined;
  years?: number[] | undefined;
  k: number;
  /** Adds each leg's rank and score and every boost. */
  explain: boolean;
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
  explain?: { legs: Record<string, { rank: number; score: number }>; boosts: Record<string, number> };
}

/** The ranked passages for some words, best first, without an answer. */
export async function searchPassages(options: {
  request: SearchRequest;
  index: ReportIndex;
  embedders: QuestionEmbedders;
}): Promise<SearchHit[]> {
  const { request, index, embedders } = options;
  const reading = understand(
    {
      question: request.q,
      filters: { ...(request.regions && { regions: request.regions }), ...(request.years && { years: request.years }) },
    },
    { reports: index.reports },
  );
  const scope = scopeOf(index, reading, undefined);
  const vectors =
    index.manifest.vectors.length > 0 ? await embedQuestion(reading, embedders) : new Map<string, Float32Array>();
  const { passages } = await retrieve(queryOf(reading, scope), { index, vectors });
  return passages.slice(0, request.k).flatMap(({ passage, score, legs, boosts }) => {
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
        ...(request.explain && { explain: { legs, boosts } }),
      },
    ];
  });
}
