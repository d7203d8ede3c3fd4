import type { SourceDocument, Warning } from '../model.ts';

/** What a reader gets out of one file, or one row of a table. */
export interface Extracted {
  /** The text that quotes slice; stored with the index. */
  text: string;
  warnings: Warning[];
  hints?: SourceDocument['hints'];
  pages?: { page: number; start: number }[];
  /** Behind `#` in the document's id, for rows of a table and members of an archive. */
  part?: string;
}
