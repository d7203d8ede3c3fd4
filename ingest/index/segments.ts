/**
 * Which documents of a large index go into which part. A part whose documents all stayed as they were is shared with the generation before, so
 * that adding a report writes little; an index of few passages is of one part, which is searched faster and ranked by one count of words.
 */
import type { DocumentContent } from './content.ts';
import type { Segment } from './model.ts';

/** Passages of a part, at most. With 300,000 passages one part is a twentieth of them. */
export const SEGMENT_PASSAGES = 15_000;
/** Parts of less than this share of a whole one are small; more of them than MAX_SMALL are put together. */
const SMALL = 1 / 4;
const MAX_SMALL = 4;

export interface SegmentPlan {
  /** Parts of the generation before that stay. */
  kept: Segment[];
  /** Documents of each part that is written. */
  written: DocumentContent[][];
}

/**
 * @param before Parts of the generation before that have all that they need; none where it is of one part.
 * @param limit Passages of a part; a test gives fewer.
 */
export function planSegments(
  documents: DocumentContent[],
  before: readonly Segment[],
  limit = SEGMENT_PASSAGES,
): SegmentPlan {
  if (sumOf(documents, passagesOf) <= limit) return { kept: [], written: [documents] };
  const unchanged = new Set(documents.filter((one) => one.unchanged).map(({ source }) => source.id));
  const stayed = before.filter((segment) => segment.documents.every((id) => unchanged.has(id)));
  const small = stayed.filter(({ counts }) => counts.passages < limit * SMALL);
  const kept = small.length < MAX_SMALL ? stayed : stayed.filter((segment) => !small.includes(segment));
  const inKept = new Set(kept.flatMap((segment) => segment.documents));
  const written: DocumentContent[][] = [];
  let room = 0;
  for (const document of documents) {
    if (inKept.has(document.source.id)) continue;
    const passages = passagesOf(document);
    if (written.length === 0 || passages > room) {
      written.push([]);
      room = limit;
    }
    written.at(-1)?.push(document);
    room -= passages;
  }
  return { kept, written };
}

function passagesOf({ parts, passages }: DocumentContent): number {
  return passages ?? sumOf(parts, ({ passages }) => passages.length);
}

function sumOf<T>(items: readonly T[], amount: (item: T) => number): number {
  return items.reduce((sum, item) => sum + amount(item), 0);
}
