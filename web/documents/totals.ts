/** What is said of all documents together: how many there are, and what could not be read. */
import { element } from '../element.ts';
import type { DocumentSummary, Problem } from '../server-types.ts';
import { documentWords, explained } from './words.ts';

/** `5 个文件，33 份报告，31 个地区`. */
export function totalsText(documents: DocumentSummary[]): string {
  const reports = documents.flatMap((one) => one.reports);
  const regions = new Set(reports.flatMap(({ region }) => region ?? []));
  return documentWords().totals(documents.length, reports.length, regions.size);
}

/** Each file with why it could not be read and what to do. */
export function problemsView(problems: Problem[]): HTMLElement {
  return element('section', { class: 'problems' }, [
    element('h3', { text: documentWords().problems }),
    element(
      'ul',
      {},
      problems.map((problem) => {
        const { what, todo } = explained(problem);
        return element('li', { title: problem.message }, [
          element('strong', { text: problem.path }),
          element('span', { text: what }),
          element('span', { class: 'problems__todo', text: todo }),
        ]);
      }),
    ),
  ]);
}
