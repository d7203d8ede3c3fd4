/** An index of several parts, asked as one. */
import type { IndicatorRow, Passage, Report, Sentence } from '../model.ts';
import { Kept } from './kept.ts';
import type { DocumentRecord, Hit, Manifest, ReportIndex, SearchFilter, Unit } from './model.ts';

/** Passages and sentences of which it is kept in which part they are. */
const CACHED_IDS = 100_000;

export class SegmentedIndex implements ReportIndex {
  readonly manifest: Manifest;
  readonly documents: DocumentRecord[];
  readonly reports: Report[];
  readonly indicators: IndicatorRow[];
  readonly #parts: readonly ReportIndex[];
  readonly #partOfDocument = new Map<string, ReportIndex>();
  readonly #partOfReport = new Map<string, ReportIndex>();
  readonly #partOf = new Kept<ReportIndex>(CACHED_IDS);
  /** By what the scores of full text of a part are multiplied. */
  readonly #weights: Map<ReportIndex, number>;

  constructor(manifest: Manifest, parts: readonly ReportIndex[]) {
    this.manifest = manifest;
    this.#parts = parts;
    for (const part of parts) {
      for (const { id } of part.documents) this.#partOfDocument.set(id, part);
      for (const { id } of part.reports) this.#partOfReport.set(id, part);
    }
    // In the order of the documents, in whichever part they are.
    const inOrder = <T>(listOf: (part: ReportIndex) => readonly T[], documentOf: (item: T) => string): T[] => {
      const all = parts.flatMap(listOf).map((item, at) => ({ item, at, document: documentOf(item) }));
      return all.sort((a, b) => order(a.document, b.document) || a.at - b.at).map(({ item }) => item);
    };
    this.documents = inOrder(
      (part) => part.documents,
      ({ id }) => id,
    );
    this.reports = inOrder(
      (part) => part.reports,
      ({ document }) => document,
    );
    this.indicators = inOrder(
      (part) => part.indicators,
      ({ document }) => document,
    );
    this.#weights = weightsOf(parts);
  }

  report(id: string): Report | undefined {
    return this.#partOfReport.get(id)?.report(id);
  }

  passage(id: string): Passage | undefined {
    return this.#partWith(id, (part) => part.passage(id))?.passage(id);
  }

  sentence(id: string): Sentence | undefined {
    return this.#partWith(id, (part) => part.sentence(id))?.sentence(id);
  }

  passagesOf(report: string): Passage[] {
    return this.#partOfReport.get(report)?.passagesOf(report) ?? [];
  }

  sentencesOf(passage: string): Sentence[] {
    return this.#partWith(passage, (part) => part.passage(passage))?.sentencesOf(passage) ?? [];
  }

  source(document: string): string | undefined {
    return this.#partOfDocument.get(document)?.source(document);
  }

  searchText(unit: Unit, tokens: string[], filter: SearchFilter, k: number): Hit[] {
    return this.#merged(filter, k, (part, own) => {
      const weight = this.#weights.get(part) ?? 1;
      return part.searchText(unit, tokens, own, k).map(({ id, score }) => ({ id, score: score * weight }));
    });
  }

  countOf(token: string): number {
    return this.#parts.reduce((sum, part) => sum + part.countOf(token), 0);
  }

  scan(unit: Unit, words: string, { reports }: SearchFilter, limit = Number.POSITIVE_INFINITY): string[] {
    const found: string[] = [];
    const add = (part: ReportIndex | undefined, filter: SearchFilter): void => {
      const left = limit - found.length;
      if (left > 0) for (const id of part?.scan(unit, words, filter, left) ?? []) found.push(id);
    };
    if (reports === undefined) for (const part of this.#parts) add(part, {});
    else for (const id of reports) add(this.#partOfReport.get(id), { reports: [id] });
    return found;
  }

  hasVectors(model: string, unit: Unit): boolean {
    return this.#parts.some((part) => part.hasVectors(model, unit));
  }

  searchVectors(model: string, unit: Unit, vector: Float32Array, filter: SearchFilter, k: number): Hit[] {
    return this.#merged(filter, k, (part, own) => part.searchVectors(model, unit, vector, own, k));
  }

  vectorOf(model: string, unit: Unit, id: string): Float32Array | undefined {
    return this.#partWith(id, (part) => part[unit](id))?.vectorOf(model, unit, id);
  }

  close(): void {
    for (const part of this.#parts) part.close();
  }

  /** The best hits of all parts that have reports of the filter. */
  #merged(filter: SearchFilter, k: number, search: (part: ReportIndex, filter: SearchFilter) => Hit[]): Hit[] {
    const hits = this.#parts.flatMap((part) => {
      const own = filter.reports?.filter((id) => this.#partOfReport.get(id) === part);
      if (own?.length === 0) return [];
      const found = search(part, own === undefined ? {} : { reports: own });
      for (const { id } of found) this.#partOf.set(id, part);
      return found;
    });
    return hits.sort((a, b) => b.score - a.score).slice(0, Math.max(0, k));
  }

  #partWith(id: string, find: (part: ReportIndex) => unknown): ReportIndex | undefined {
    return this.#partOf.get(id, () => this.#parts.find((part) => find(part) !== undefined));
  }
}

/**
 * Words weigh by how rare they are in their part, a word of one row as the logarithm of all rows: in a part of few rows everything would score
 * lower than the same words in a large one.
 */
function weightsOf(parts: readonly ReportIndex[]): Map<ReportIndex, number> {
  const sizes = parts.map(({ manifest }) => Math.log(2 + manifest.counts.passages));
  const largest = Math.max(...sizes);
  return new Map(parts.map((part, at) => [part, largest / (sizes[at] as number)]));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
