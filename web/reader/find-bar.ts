/** The line under the head of the report that finds words in it. */
import { find } from '../element.ts';
import { icon } from '../icons.ts';
import { inEachLanguage, words } from '../language.ts';
import { type Found, findWords, type Searchable, searchable } from './find.ts';

export interface FindBarActions {
  /** Marks what was found; `here` is the one to bring into sight, null where nothing was found. */
  show: (found: Found[], here: Found | null) => void;
  /** Gets the focus back. */
  closed: () => void;
}

export class FindBar {
  readonly #bar = find<HTMLFormElement>('.find');
  readonly #field = find<HTMLInputElement>('.find__field');
  readonly #count = find('.find__count');
  readonly #actions: FindBarActions;
  #text: Searchable = { text: '', places: [] };
  #offset = 0;
  #found: Found[] = [];
  #here = 0;

  constructor(actions: FindBarActions) {
    this.#actions = actions;
    const button = (name: string, by: () => void, picture: 'up' | 'down' | 'close'): void => {
      const node = find(`.find__${name}`);
      node.append(icon(picture));
      node.addEventListener('click', by);
    };
    button('previous', () => this.#step(-1), 'up');
    button('next', () => this.#step(1), 'down');
    button('close', () => this.close(), 'close');
    this.#field.addEventListener('input', () => this.#search());
    this.#bar.addEventListener('submit', (event) => event.preventDefault());
    this.#bar.addEventListener('keydown', (event) => this.#onKey(event));
    inEachLanguage(() => this.#render());
  }

  get isOpen(): boolean {
    return !this.#bar.hidden;
  }

  /** Opens, or takes the focus where it is open. */
  open(): void {
    this.#bar.hidden = false;
    this.#field.focus();
    this.#field.select();
    this.#search();
  }

  close(): void {
    this.hide();
    this.#actions.closed();
  }

  /** Closes without moving the focus. */
  hide(): void {
    if (this.#bar.hidden) return;
    this.#bar.hidden = true;
    this.#found = [];
    this.#actions.show([], null);
  }

  /** The report that is searched: its source, and where that begins. */
  setText(source: string, offset: number): void {
    this.#text = searchable(source);
    this.#offset = offset;
    if (this.isOpen) this.#search();
  }

  #search(): void {
    this.#found = findWords(this.#text, this.#field.value).map(({ start, end }) => ({
      start: start + this.#offset,
      end: end + this.#offset,
    }));
    this.#here = 0;
    this.#shown();
  }

  #step(by: number): void {
    if (this.#found.length === 0) return;
    this.#here = (this.#here + by + this.#found.length) % this.#found.length;
    this.#shown();
  }

  #shown(): void {
    this.#render();
    this.#actions.show(this.#found, this.#found[this.#here] ?? null);
  }

  #render(): void {
    const typed = this.#field.value.trim() !== '';
    this.#count.textContent = !typed
      ? ''
      : this.#found.length === 0
        ? words().noneFound
        : words().place(this.#here + 1, this.#found.length);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.close();
    }
    if (event.key === 'Enter' && event.target === this.#field) {
      event.preventDefault();
      this.#step(event.shiftKey ? -1 : 1);
    }
  }
}
