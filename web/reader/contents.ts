/** The contents of the open report: a tree of its headings, the part that is read open and marked. */
import { element } from '../element.ts';
import { words } from '../language.ts';
import type { Section } from '../model.ts';

interface Entry {
  section: Section;
  below: Entry[];
}

/** `go` gets the source offset of the chosen heading; `at` is the offset that is read now. */
export function contentsView(
  sections: Section[],
  { at, go }: { at: number; go: (start: number) => void },
): HTMLElement {
  const tree = treeOf(sections);
  const list = listView(tree, { at, go, level: 0 });
  list.addEventListener('keydown', (event) => walk(event, list));
  return list;
}

/** Headings by their depth: each stands below the last one that is less deep. */
function treeOf(sections: Section[]): Entry[] {
  const top: Entry[] = [];
  const above: Entry[] = [];
  for (const section of sections) {
    const entry = { section, below: [] };
    while (above.length > 0 && (above.at(-1)?.section.depth ?? 0) >= section.depth) above.pop();
    (above.at(-1)?.below ?? top).push(entry);
    above.push(entry);
  }
  return top;
}

function listView(
  entries: Entry[],
  options: { at: number; go: (start: number) => void; level: number },
): HTMLOListElement {
  const { at, go, level } = options;
  const items = entries.map(({ section, below }) => {
    const { title, start, end } = section;
    const isRead = start <= at && at < end;
    const heading = element('button', {
      class: `contents__item contents__item--${Math.min(level, 2)}`,
      type: 'button',
      text: title,
      'aria-current': isRead ? 'location' : null,
      onclick: () => go(start),
    });
    if (below.length === 0) return element('li', { class: 'contents__entry' }, [heading]);
    const list = listView(below, { ...options, level: level + 1 });
    const fold = element('button', { class: 'contents__fold', type: 'button', tabindex: -1 });
    const show = (open: boolean): void => {
      list.hidden = !open;
      fold.setAttribute('aria-expanded', String(open));
      fold.setAttribute('aria-label', `${open ? words().fold : words().unfold}: ${title}`);
    };
    fold.addEventListener('click', () => show(list.hidden !== false));
    // The outermost parts are open: a report of the seed has at most 45 headings on two levels.
    show(level === 0 || isRead);
    return element('li', { class: 'contents__entry' }, [fold, heading, list]);
  });
  return element('ol', { class: 'contents__list' }, items);
}

/** Up and down go through the headings in sight, right opens, left closes or goes to the heading above. */
function walk(event: KeyboardEvent, list: HTMLElement): void {
  const entry = event.target instanceof Element ? event.target.closest('.contents__entry') : null;
  if (entry === null) return;
  const headings = [...list.querySelectorAll<HTMLElement>('.contents__item')].filter(
    (heading) => heading.closest('[hidden]') === null,
  );
  const heading = entry.querySelector<HTMLElement>(':scope > .contents__item');
  const fold = entry.querySelector<HTMLElement>(':scope > .contents__fold');
  const place = heading === null ? -1 : headings.indexOf(heading);
  const isOpen = fold?.getAttribute('aria-expanded') === 'true';
  const above = entry.parentElement
    ?.closest('.contents__entry')
    ?.querySelector<HTMLElement>(':scope > .contents__item');
  if (event.key === 'ArrowDown') headings[place + 1]?.focus();
  else if (event.key === 'ArrowUp') headings[place - 1]?.focus();
  else if (event.key === 'Home') headings[0]?.focus();
  else if (event.key === 'End') headings.at(-1)?.focus();
  else if (event.key === 'ArrowRight' && fold && !isOpen) fold.click();
  else if (event.key === 'ArrowLeft' && fold && isOpen) fold.click();
  else if (event.key === 'ArrowLeft') above?.focus();
  else return;
  event.preventDefault();
}
