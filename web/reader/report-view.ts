/** A report's text as nodes. */
import { element } from '../element.ts';
import { words } from '../language.ts';
import type { Found } from './find.ts';
import { layOut, type Mark, type Run } from './layout.ts';
import type { OpenReport } from './reports.ts';

/** What was looked for in the report. */
export interface Searched {
  found: Found[];
  here: Found | null;
}

/** Paragraphs in order, each with `data-start`, its source offset. */
export function reportView({ report, text, pages }: OpenReport, marks: Mark[], searched: Searched): HTMLElement[] {
  const options = { offset: report.start, sections: report.sections, marks, pages, ...searched };
  return layOut(text, options).map(({ start, heading, runs }) => {
    const tag = heading === null ? 'p' : heading === 1 ? 'h3' : 'h4';
    return element(
      tag,
      { 'data-start': start, class: runs.some(({ mark }) => mark === 'current') ? 'report__cited' : undefined },
      runs.map(runNode),
    );
  });
}

function runNode(run: Run): Node | string {
  const inner = innerNode(run);
  const { mark, found } = run;
  const looked =
    found === undefined
      ? inner
      : element('mark', { class: found === 'here' ? 'report__found report__found--here' : 'report__found' }, [inner]);
  if (mark === 'none') return looked;
  return element('mark', { class: mark === 'current' ? 'report__mark report__mark--current' : 'report__mark' }, [
    looked,
  ]);
}

function innerNode({ kind, text, strong, page }: Run): Node | string {
  if (kind === 'break') return element('span', { class: 'report__break', title: words().pageBreak });
  if (kind === 'page') {
    const label = words().pageNumber(page ?? 0);
    return element('span', { class: 'report__page', 'data-page': page, 'data-label-text': label, title: label });
  }
  if (kind === 'sign') return element('span', { class: 'report__sign', text });
  return strong ? element('strong', { text }) : text;
}
