/** The contents of the open report. */
import { element } from '../element.ts';
import type { Section } from '../model.ts';

/** Deeper headings are too many to choose from. */
const DEEPEST = 2;

/** A list of headings; `go` gets the source offset of the chosen one. */
export function contentsView(sections: Section[], go: (start: number) => void): HTMLElement {
  const top = Math.min(...sections.map(({ depth }) => depth));
  const items = sections
    .filter(({ depth }) => depth < top + DEEPEST)
    .map(({ title, depth, start }) =>
      element('li', {}, [
        element('button', {
          class: `contents__item contents__item--${depth - top}`,
          type: 'button',
          text: title,
          onclick: () => go(start),
        }),
      ]),
    );
  return element('ol', { class: 'contents__list' }, items);
}
