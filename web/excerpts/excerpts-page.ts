/** The page of the excerpt book: in order, with notes, saved as text with its sources. */
import { ApiError, changeExcerpt, excerpts, removeExcerpt } from '../api.ts';
import { AnswerView } from '../chat/answer-view.ts';
import { download } from '../download.ts';
import { element, find } from '../element.ts';
import { type IconName, icon } from '../icons.ts';
import { inEachLanguage, words } from '../language.ts';
import { whenLoaded } from '../loaded.ts';
import type { Citation, Excerpt } from '../model.ts';
import { citedTitle } from '../names.ts';
import type { View } from '../views.ts';
import { type BookStyle, bookText } from './book.ts';
import { whenPinned } from './pinning.ts';

export interface ExcerptActions {
  openCitation: (citation: Citation, all: Citation[], from: HTMLElement) => void;
}

/** Puts the page into its node. */
export function excerptsPage(node: HTMLElement, actions: ExcerptActions): View {
  return new ExcerptsPage(node, actions);
}

class ExcerptsPage implements View {
  readonly #actions: ExcerptActions;
  readonly #head = element('header', { class: 'board__head' });
  readonly #body = element('div', { class: 'board__body excerpts' });
  #excerpts: Excerpt[] = [];
  #hasFailed = false;

  constructor(node: HTMLElement, actions: ExcerptActions) {
    this.#actions = actions;
    node.classList.add('board');
    node.replaceChildren(this.#head, this.#body);
    inEachLanguage(() => this.#render());
    whenPinned(() => this.#load());
    // Back after it was gone.
    whenLoaded(() => this.#hasFailed && this.#load());
  }

  show(): void {
    // What was opened beside the book changes the address, but nothing here.
    if (this.#excerpts.length === 0) this.#load();
  }

  async #load(): Promise<void> {
    try {
      this.#excerpts = await excerpts();
      this.#hasFailed = false;
      this.#render();
    } catch (error) {
      this.#hasFailed = true;
      const { code, message } = error instanceof ApiError ? error : new ApiError('internal', String(error));
      this.#body.replaceChildren(
        element('div', { class: 'board__none' }, [
          element('p', { text: words().errors[code] ?? message }),
          element('button', { class: 'button', type: 'button', text: words().tryAgain, onclick: () => this.#load() }),
        ]),
      );
    }
  }

  #render(): void {
    const save = (style: BookStyle) =>
      element('button', {
        class: 'button',
        type: 'button',
        text: words().saveBook[style],
        'data-style': style,
        onclick: () => {
          const text = bookText(this.#excerpts, { title: words().excerpts, style });
          download(`${words().excerpts}.md`, new Blob([text], { type: 'text/markdown;charset=utf-8' }));
        },
      });
    this.#head.replaceChildren(
      element('h2', { class: 'board__title', text: words().excerpts }),
      ...(this.#excerpts.length === 0
        ? []
        : [element('div', { class: 'board__tools' }, [save('markdown'), save('footnotes')])]),
    );
    this.#body.replaceChildren(
      this.#excerpts.length === 0
        ? element('div', { class: 'board__none' }, [
            element('p', { text: words().noExcerpts }),
            element('p', { class: 'board__hint', text: words().noExcerptsHint }),
          ])
        : element(
            'ol',
            { class: 'book__list' },
            this.#excerpts.map((excerpt, place) => this.#item(excerpt, place)),
          ),
    );
  }

  #item(excerpt: Excerpt, place: number): HTMLElement {
    const { title, kind, text, citations, note } = excerpt;
    const open = (citation: Citation, from: HTMLElement): void => this.#actions.openCitation(citation, citations, from);
    const answer = new AnswerView(open);
    answer.update({ text, citations, table: null, open: false });
    const field = element('textarea', {
      class: 'field book__note',
      rows: 1,
      placeholder: words().note,
      'aria-label': `${words().note}: ${title}`,
    });
    field.value = note;
    field.addEventListener('change', () => {
      excerpt.note = field.value;
      this.#keep(changeExcerpt(excerpt.id, { note: field.value }));
    });
    const cited = citations.map((citation) => {
      const button = element('button', {
        class: 'book__source',
        type: 'button',
        text: [citedTitle(citation), citation.section.at(-1) ?? ''].filter((part) => part !== '').join(' · '),
        'data-citation': citation.number,
      });
      button.addEventListener('click', () => open(citation, button));
      return button;
    });
    return element('li', { class: 'book__item', 'data-id': excerpt.id, 'data-citing': true }, [
      element('div', { class: 'book__bar' }, [
        element('h3', { class: 'book__title', text: title }),
        tool('up', words().moveUp, place === 0, () => this.#move(place, -1)),
        tool('down', words().moveDown, place === this.#excerpts.length - 1, () => this.#move(place, 1)),
        tool('bin', `${words().unpin}: ${title}`, false, () => this.#remove(place)),
      ]),
      kind === 'answer'
        ? answer.node
        : element('blockquote', { class: 'book__quote', text: text.replace(/\s*\n\s*/g, '') }),
      ...(kind === 'answer' ? [] : cited),
      field,
    ]);
  }

  #move(place: number, by: number): void {
    const [moved] = this.#excerpts.splice(place, 1);
    if (moved === undefined) return;
    this.#excerpts.splice(place + by, 0, moved);
    const before = this.#excerpts[place + by + 1]?.id ?? null;
    this.#render();
    const item = this.#body.querySelector(`[data-id="${moved.id}"]`);
    const same = item?.querySelectorAll<HTMLButtonElement>('.book__bar .tool')[by < 0 ? 0 : 1];
    const other = item?.querySelector<HTMLButtonElement>('.book__bar .tool:enabled');
    (same?.disabled ? other : same)?.focus();
    this.#keep(changeExcerpt(moved.id, { before }));
  }

  #remove(place: number): void {
    const [removed] = this.#excerpts.splice(place, 1);
    if (removed === undefined) return;
    this.#render();
    const next = this.#body.querySelectorAll<HTMLElement>('.book__bar .tool:last-child')[Math.max(0, place - 1)];
    next?.focus();
    this.#keep(removeExcerpt(removed.id));
  }

  /** What could not be kept is said, and the book shown as the server has it. */
  async #keep(work: Promise<void>): Promise<void> {
    await work.catch(() => {
      find('#live').textContent = words().pinFailed;
      return this.#load();
    });
  }
}

function tool(name: IconName, label: string, disabled: boolean, onclick: () => void): HTMLElement {
  return element('button', { class: 'tool', type: 'button', 'aria-label': label, title: label, disabled, onclick }, [
    icon(name),
  ]);
}
