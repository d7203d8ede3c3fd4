/** How often the reports say a word. */
import type { ReportIndex } from '../../ingest/index/model.ts';
import { atOnce, type Slices } from '../../ingest/index/slices.ts';
import type { Report, Sentence } from '../../ingest/model.ts';

export interface TermCount {
  report: Report;
  count: number;
  /** The sentences that say it, in reading order. */
  sentences: Sentence[];
}

/**
 * Counts of a term in each report, most first; reports that never say it have none. Glossaries do not count, they only
 * explain. Page breaks inside a word do not hide it: the clean text is counted.
 */
export function countTerm(index: ReportIndex, term: string, reports: Report[]): TermCount[] {
  return atOnce(countingTerm(index, term, reports));
}

/** The same in slices: a word of thousands of sentences takes 30 ms where none of them has been read before. */
export function* countingTerm(index: ReportIndex, term: string, reports: Report[]): Slices<TermCount[]> {
  const byReport = new Map<string, TermCount>();
  for (const id of index.scan('sentence', term, { reports: reports.map((report) => report.id) })) {
    const sentence = index.sentence(id);
    const passage = sentence && index.passage(sentence.passage);
    const report = passage && index.report(passage.report);
    if (!sentence || !passage || !report || passage.kind === 'glossary') continue;
    const found = byReport.get(report.id) ?? { report, count: 0, sentences: [] };
    found.count += sentence.text.split(term).length - 1;
    found.sentences.push(sentence);
    byReport.set(report.id, found);
    yield;
  }
  return [...byReport.values()].sort((a, b) => b.count - a.count);
}
