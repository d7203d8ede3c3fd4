/** The list of completions above the box: arrows choose, Enter or Tab takes, Escape closes. */
import { element } from '../element.ts';
import { language, words } from '../language.ts';
import { reportsLoaded } from '../loaded.ts';
import { allNames } from '../names.ts';
import { type Completion, completions } from './completions.ts';

export class CompletionList {
  readonly #field: HTMLTextAreaElement;
  readonly #node = element('ul', { class: 'completions', id: 'completions', role: 'listbox', hidden: true });
  #found: Completion[] = [];
  #chosen = -1;

  constructor(field: HTMLTextAreaElement) {
    this.#field = field;
    field.before(this.#node);
    field.setAttribute('aria-autocomplete', 'list');
    field.setAttribute('aria-controls', this.#node.id);
    field.addEventListener('blur', () => this.close());
    // Pressing must not take the focus out of the box.
    this.#node.addEventListener('pointerdown', (event) => event.preventDefault());
    this.#node.addEventListener('click', (event) => {
      const option = event.target instanceof Element ? event.target.closest('li') : null;
      if (option) this.#take([...this.#node.children].indexOf(option));
    });
  }

  /** After what is typed has changed. */
  update(): void {
    const { value, selectionEnd } = this.#field;
    const loaded = new Set(reportsLoaded().flatMap(({ region }) => region ?? []));
    this.#found = selectionEnd === value.length ? completions(value, allNames(), { language: language(), loaded }) : [];
    this.#chosen = -1;
    this.#node.replaceChildren(
      ...this.#found.map(({ text, detail }, place) =>
        element(
          'li',
          { class: 'completions__one', id: `completion-${place}`, role: 'option', 'aria-selected': 'false' },
          [text, element('span', { class: 'completions__detail', text: detail })],
        ),
      ),
    );
    this.#node.setAttribute('aria-label', words().completions);
    this.#node.hidden = this.#found.length === 0;
    this.#field.removeAttribute('aria-activedescendant');
  }

  /** True where the key was meant for the list. */
  onKey(event: KeyboardEvent): boolean {
    if (this.#node.hidden) return false;
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') this.#choose(this.#chosen + (key === 'ArrowDown' ? 1 : -1));
    else if (key === 'Escape') this.close();
    else if ((key === 'Enter' || key === 'Tab') && this.#chosen >= 0) this.#take(this.#chosen);
    else return false;
    event.preventDefault();
    return true;
  }

  close(): void {
    this.#found = [];
    this.#node.hidden = true;
    this.#field.removeAttribute('aria-activedescendant');
  }

  #choose(place: number): void {
    this.#chosen = (place + this.#found.length) % this.#found.length;
    [...this.#node.children].forEach((option, at) => {
      option.setAttribute('aria-selected', String(at === this.#chosen));
    });
    this.#field.setAttribute('aria-activedescendant', `completion-${this.#chosen}`);
  }

  #take(place: number): void {
    const taken = this.#found[place];
    if (taken === undefined) return;
    const { value } = this.#field;
    this.#field.value = value.slice(0, value.length - taken.replaces) + taken.text;
    this.close();
    this.#field.dispatchEvent(new InputEvent('input'));
    this.close();
  }
}
