import type { AnswerTable, Citation, Missing, Reason } from '../model.ts';

/** One sentence (or list item) of an answer with what proves it. */
export interface Claim {
  /** Without markers. Ends in its own punctuation. */
  text: string;
  /** Numbers of the citations that prove it. */
  citations: number[];
  /**
   * `quoted`: the clean words of a quote, perhaps behind a region's name. `figure`: composed from indicator rows; its
   * figures and qualifiers must stand in the quotes. `derived`: holds a sum, count, rank or difference that was computed from
   * cited figures, listed in `derived`. `frame`: says nothing of a report (a heading, a refusal); needs no citation.
   */
  kind: 'quoted' | 'figure' | 'derived' | 'frame';
  /** The stretch of `text` that is the quote's own (clean) words. */
  quoted?: string;
  /** Figures that no quote holds, with how each is computed again from cited figures. */
  derived?: { text: string; recompute: () => string }[];
}

export interface Line {
  claims: Claim[];
  /** A bullet of a list. */
  item?: boolean;
}

/** What a composer makes; checked and rendered by `deliver.ts`. */
export interface Draft {
  lines: Line[];
  citations: Citation[];
  /** The last paragraph, without its `覆盖：`; null if the question does not range over regions. */
  coverage: string | null;
  table: AnswerTable | null;
  refused: boolean;
  reason: Reason | null;
  missing: Missing[];
  suggestions: string[];
}

/** A draft that says that nothing of the question can be answered. */
export function refusal(reason: Reason, text: string, missing: Missing[], suggestions: string[]): Draft {
  return {
    lines: [{ claims: [{ text, citations: [], kind: 'frame' }] }],
    citations: [],
    coverage: null,
    table: null,
    refused: true,
    reason,
    missing,
    suggestions: suggestions.slice(0, 3),
  };
}
