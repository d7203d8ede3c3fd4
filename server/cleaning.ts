/** Where the clean text of a report says something else than its source: what a reader sets side by side. */
import type { ReportIndex } from '../ingest/index/model.ts';
import type { Report } from '../ingest/model.ts';

export interface Difference {
  /** Source offsets. */
  start: number;
  end: number;
  /** Exactly the source from `start` to `end`. */
  source: string;
  /** What search and figures see instead; empty for what was left out. */
  clean: string;
  /** `words`: a letter or figure differs. `signs`: only spaces, widths, punctuation and marks do. `left-out`: nothing of it is seen. */
  kind: 'words' | 'signs' | 'left-out';
}

/** Sentence by sentence in reading order; sentences that stand as they were printed are left out. */
export function differences(index: ReportIndex, report: Report): Difference[] {
  const source = index.source(report.document) ?? '';
  const sentences = index
    .passagesOf(report.id)
    .flatMap(({ id }) => index.sentencesOf(id))
    .sort((a, b) => a.span.start - b.span.start);
  const found: Difference[] = [];
  let end = report.span.start;
  const leftOut = (from: number, to: number): void => {
    const text = source.slice(from, to);
    const shown = text.trim();
    const start = from + text.indexOf(shown);
    if (shown === '') return;
    found.push({ start, end: start + shown.length, source: shown, clean: '', kind: kindOf(shown, '') });
  };
  for (const { span, text } of sentences) {
    if (span.start > end) leftOut(end, span.start);
    end = Math.max(end, span.end);
    const original = source.slice(span.start, span.end);
    if (original === text) continue;
    found.push({ start: span.start, end: span.end, source: original, clean: text, kind: kindOf(original, text) });
  }
  leftOut(end, report.span.end);
  return found;
}

function kindOf(source: string, clean: string): Difference['kind'] {
  if (wordsOf(source) === wordsOf(clean)) return 'signs';
  return clean === '' ? 'left-out' : 'words';
}

/** Letters and figures alone, of one width. */
function wordsOf(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}
