/** The nouns of the page: those of the server's description, as far as the page looks at them. It knows the server by HTTP only. */
import type * as server from './server-types.ts';
import type { Routes } from './server-types.ts';

export type { AnswerTable, Difference, Health, Passage, Reason, TableCell, Understood } from './server-types.ts';

export type Citation = Omit<server.Citation, 'parent'>;
export type Answer = Omit<server.Answer, 'citations'> & { citations: Citation[] };
/** A turn of the conversation before the question. */
export type Turn = NonNullable<Routes['POST /api/ask']['body']['history']>[number];

export type ReportSummary = Omit<server.ReportSummary, 'parent' | 'speaker' | 'date'>;
export type ReportDetails = ReportSummary & Pick<server.Report, 'speaker' | 'date' | 'sections'>;
export type Section = ReportDetails['sections'][number];
export type DocumentSummary = Pick<server.DocumentSummary, 'id'> & { reports: ReportSummary[] };

/** A figure that a report states. */
export type IndicatorRow = Omit<server.IndicatorRow, 'id' | 'stated' | 'corrected' | 'was' | 'rule'>;
export type FigureKind = IndicatorRow['kind'];
/** A word of a quote with its English. */
export type GlossedWord = Routes['GET /api/gloss']['response']['words'][number];
export type Names = Routes['GET /api/names']['response'];
export type IndicatorName = Names['indicators'][number];
export type RegionName = Names['regions'][number];
export type RegionGroup = Names['groups'][number];

export type KeptConversation = Routes['GET /api/conversations']['response']['conversations'][number];
/** Something pinned in the excerpt book; the server keeps whatever citations have, the page puts them in whole. */
export type Excerpt = Omit<Routes['GET /api/excerpts']['response']['excerpts'][number], 'citations'> & {
  citations: Citation[];
};
