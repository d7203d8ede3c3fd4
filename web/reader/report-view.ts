/** A report's text as nodes. */
import { element } from '../element.ts';
import { words } from '../language.ts';
import { layOut, type Mark, type Run } from './layout.ts';
import type { OpenReport } from './reports.ts';

/** Paragraphs in order, each with `data-start`, its source offset. */
export function reportView({ report, text }: OpenReport, marks: Mark[]): HTMLElement[] {
  return layOut(text, { offset: report.start, sections: report.sections, marks }).map(({ start, heading, runs }) => {
    const tag = heading === null ? 'p' : heading === 1 ? 'h3' : 'h4';
    return element(
      tag,
      { 'data-start': start, class: runs.some(({ mark }) => mark === 'current') ? 'report__cited' : undefined },
      runs.map(runNode),
    );
  });
}

function runNode({ text, mark, strong, kind }: Run): Node | string {
  const inner =
    kind === 'break'
      ? element('span', { class: 'report__break', title: words().pageBreak })
      : kind === 'sign'
        ? element('span', { class: 'report__sign', text })
        : strong
          ? element('strong', { text })
          : text;
  if (mark === 'none') return inner;
  return element('mark', { class: mark === 'current' ? 'report__mark report__mark--current' : 'report__mark' }, [
    inner,
  ]);
}
