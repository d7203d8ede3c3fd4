/** The passages behind an answer, for `--passages` and for whoever measures retrieval. */
import type { Chunk, Citation } from '../model.ts';
import type { RankedPassage } from '../retrieve/retrieve.ts';
import type { Context } from './context.ts';

/**
 * The best `count` passages. A question over several named regions is searched region by region, else one region's passages
 * crowd out the rest; one over all regions is led by what its answer cites, which is one passage a region.
 */
export async function chunksOf(count: number, citations: Citation[], context: Context): Promise<Chunk[]> {
  const { reading, index, scope } = context;
  if (scope.reports.length === 0) return [];
  const lists: RankedPassage[][] = [];
  if (reading.searchRegions.length > 1) {
    for (const region of reading.searchRegions) lists.push((await context.find([region])).passages);
  } else lists.push((await context.find()).passages);
  const cited = reading.searchRegions.length === 0 ? citations.map(({ passage }) => passage) : [];
  const ids = new Set([...cited, ...roundRobin(lists).map(({ passage }) => passage.id)]);
  return [...ids]
    .flatMap((id) => {
      const passage = index.passage(id);
      const report = passage && index.report(passage.report);
      const source = report && index.source(report.document);
      if (!passage || !report || source === undefined) return [];
      const { start, end } = passage.span;
      return [{ document: report.document, region: report.region, quote: source.slice(start, end) }];
    })
    .slice(0, count);
}

/** The first of each list, then the second of each, and so on. */
export function roundRobin<Item>(lists: Item[][]): Item[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, place) => lists.flatMap((list) => list.slice(place, place + 1))).flat();
}
