/** What is looked for, made of what was asked. */
import type { ReportIndex } from '../../ingest/index/model.ts';
import type { Passage } from '../../ingest/model.ts';
import { type Expected, expectedOf } from '../answer/expected.ts';
import { rowsOf, slotsOf } from '../answer/matrix.ts';
import type { Scope } from '../answer/scope.ts';
import type { Reading } from '../question/reading.ts';
import { BILINGUAL_MODEL, CHINESE_MODEL, type QuestionEmbedders, type QuestionVectors } from './embedders.ts';
import type { QuestionKind } from './settings.ts';

/** What to look for, and where. */
export interface Query {
  /** Text whose tokens full text looks for: the question without what only asks, with the reports' own words added. */
  words: string;
  kind: QuestionKind;
  /** Report ids; everything else is left out before ranking. */
  reports: string[];
  /** True where the years or the kind asked limit which parts fit. */
  limited: boolean;
  /** Whether a passage stands in a part that fits the years and kind asked. */
  fits: (passage: Passage) => boolean;
  /** The shape of thing asked for. */
  expected: Expected;
  /** Passages that state the very figures asked for, best first: those of the matrix. */
  figures: string[];
  /** What the question puts in quotation marks. */
  quoted: string[];
  /** The answer that it goes on from; empty where there is none. */
  before: string;
}

/** The query of a reading, over the reports of a scope. */
export function queryOf(reading: Reading, scope: Scope, index: ReportIndex): Query {
  return {
    words: searchWords(reading),
    kind: kindOf(reading),
    reports: scope.reports.map((report) => report.id),
    limited: reading.reportScopes.length > 0 || reading.kind !== null,
    fits: scope.fits,
    expected: expectedOf(reading.normalised),
    figures: figurePassages(reading, scope, index),
    before: reading.more ? '' : reading.before,
    quoted: [...reading.normalised.matchAll(/[“"「《]([^”"」》]{2,20})[”"」》]/g)].map((match) => match[1] ?? ''),
  };
}

/** The words that full text and coverage look for. */
export function searchWords(reading: Reading): string {
  // What a bracket adds (那篇, 不算) is not what the answer's sentence says.
  const plain = reading.bare.replace(/[（(][^（）()]*[）)]/g, ' ');
  const own = reading.language === 'en' ? '' : plain.trim() || reading.normalised;
  return [own, ...reading.expandedTerms.map((term) => term.term)].join(' ');
}

/** The question's vectors; the Chinese model reads an English question in the reports' own words for it. */
export async function embedQuestion(reading: Reading, embedders: QuestionEmbedders): Promise<QuestionVectors> {
  if (reading.language === 'zh' || BILINGUAL_MODEL === CHINESE_MODEL) return embedders.embed(reading.normalised);
  const words = searchWords(reading).trim();
  const [bilingual, chinese] = await Promise.all([
    embedders.embed(reading.normalised, [BILINGUAL_MODEL]),
    words === '' ? new Map<string, Float32Array>() : embedders.embed(words, [CHINESE_MODEL]),
  ]);
  return new Map([...bilingual, ...chinese]);
}

function kindOf(reading: Reading): QuestionKind {
  if (reading.language === 'en') return 'english';
  return reading.expandedTerms.some((term) => term.from === 'everyday') ? 'everyday' : 'exact';
}

/** Passages of the matrix rows for the indicators, years and kinds asked, in the reports of the scope. */
function figurePassages(reading: Reading, scope: Scope, index: ReportIndex): string[] {
  if (reading.indicators.length === 0) return [];
  const inScope = new Set(scope.reports.map((report) => report.id));
  const regions = [...new Set(scope.reports.flatMap((report) => report.region ?? []))];
  const passages = new Set<string>();
  for (const slot of slotsOf(index, reading, regions)) {
    for (const region of regions) {
      for (const row of rowsOf(index, slot, region)) {
        const passage = index.sentence(row.sentence)?.passage;
        if (inScope.has(row.reportId) && passage !== undefined) passages.add(passage);
      }
    }
  }
  return [...passages];
}
