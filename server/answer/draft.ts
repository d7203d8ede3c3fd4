import type { FigureKind } from '../../ingest/model.ts';
import type { AnswerTable, Citation, Missing, Reason } from '../model.ts';

/** A figure of the matrix as a claim tells it, so that the check can look it up again. */
export interface ToldFigure {
  region: string;
  indicator: string;
  kind: FigureKind;
  year: number;
  /** Number of the citation that has it. */
  citation: number;
  /** The figure in words, as it stands in the claim: `7.5%左右`. */
  value: string;
  /** What the claim itself says that it is (`2020年地区生产总值增速目标`, 目标); null where its heading does. */
  label: string | null;
}

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
  /** Figures of the matrix that it tells. */
  figures?: ToldFigure[];
  /** Words of the quote with their English, as an English claim sets them beside it. */
  glosses?: { zh: string; en: string }[];
  /** What a heading says that the claims below it are figures of. */
  heads?: { indicator: string; kind: FigureKind; year: number };
  /** Figures that no quote holds, unit and all, with how each is computed again from cited figures. */
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

/** A draft that answers; what is not given of coverage, table, missing and suggestions is not there. */
export function answered(draft: Pick<Draft, 'lines' | 'citations'> & Partial<Draft>): Draft {
  return { coverage: null, table: null, refused: false, reason: null, missing: [], suggestions: [], ...draft };
}

/** Words of our own that claim nothing of a report. */
export function frame(text: string): Claim {
  return { text, citations: [], kind: 'frame' };
}

/** A draft that says that nothing of the question can be answered. */
export function refusal(reason: Reason, text: string, missing: Missing[], suggestions: string[]): Draft {
  return {
    lines: [{ claims: [frame(text)] }],
    citations: [],
    coverage: null,
    table: null,
    refused: true,
    reason,
    missing,
    suggestions: suggestions.slice(0, 3),
  };
}
