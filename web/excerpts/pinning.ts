/** Puts something into the excerpt book. */
import { pinExcerpt } from '../api.ts';
import { type Exchange, newId } from '../conversation.ts';
import { element, find } from '../element.ts';
import { icon } from '../icons.ts';
import { words } from '../language.ts';
import type { Citation, Excerpt } from '../model.ts';
import { citedTitle } from '../names.ts';

type Content = Omit<Excerpt, 'id' | 'note'>;

const listeners = new Set<() => void>();
/** How long a button says that it has pinned. */
const PINNED_MS = 1600;

/** Calls whenever something was pinned here. */
export function whenPinned(listener: () => void): void {
  listeners.add(listener);
}

/** Pins; says in the live region whether that was kept. */
export async function pin(content: Content): Promise<boolean> {
  try {
    await pinExcerpt(newId(), content);
    find('#live').textContent = words().pinned;
    for (const listener of listeners) listener();
    return true;
  } catch {
    find('#live').textContent = words().pinFailed;
    return false;
  }
}

export function answerContent({ question, text, citations }: Exchange): Content {
  return { kind: 'answer', title: question, text, citations };
}

export function quoteContent(citation: Citation): Content {
  return { kind: 'quote', title: citedTitle(citation), text: citation.quote, citations: [{ ...citation, number: 1 }] };
}

/** A button that pins what it is asked for when pressed. */
export function pinButton(content: () => Content | null): HTMLButtonElement {
  const button = element('button', { class: 'tool', type: 'button', 'aria-label': words().pin, title: words().pin }, [
    icon('pin'),
  ]);
  button.addEventListener('click', async () => {
    const wanted = content();
    if (wanted === null) return;
    const done = await pin(wanted);
    button.classList.toggle('tool--done', done);
    button.replaceChildren(done ? words().pinned : words().pinFailed);
    setTimeout(() => {
      button.classList.remove('tool--done');
      button.replaceChildren(icon('pin'));
    }, PINNED_MS);
  });
  return button;
}
