/** The side of the page that is read from: beside the chat, or a sheet over it where the window is narrow. */
import { find } from '../element.ts';

/** As in `styles/layout.css`. */
const NARROW = matchMedia('(max-width: 59.99rem)');

export class Desk {
  readonly #desk = find('.desk');
  readonly #shelf = find('.shelf');
  readonly #reader = find('.reader');
  readonly #stage = find('.stage');
  #from: HTMLElement | null = null;

  constructor() {
    find('.desk__backdrop').addEventListener('click', () => this.close());
    find('.shelf__close').addEventListener('click', () => this.close());
    // Under a sheet nothing else can be meant, wherever the focus is.
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented || !this.#reader.hidden || !this.isOpen) return;
      if (NARROW.matches || this.#desk.contains(event.target as Node)) this.close();
    });
    NARROW.addEventListener('change', () => this.#apply());
  }

  get isOpen(): boolean {
    return document.body.dataset.desk === 'open';
  }

  /** What gets the focus back when the desk is left. */
  returnTo(from: HTMLElement): void {
    this.#from = from;
  }

  showReader(): void {
    this.#shelf.hidden = true;
    this.#reader.hidden = false;
    this.#open();
  }

  /** The shelf again, where the desk is in sight. */
  showShelf(): void {
    this.#reader.hidden = true;
    this.#shelf.hidden = false;
  }

  /** The shelf gets the focus: the report on it that was read, if it was opened from there. */
  focusShelf(): void {
    if (this.#from !== null && this.#shelf.contains(this.#from)) this.#from.focus();
    else find('.shelf__filter').focus();
  }

  /** Brings the shelf into sight on a narrow window. */
  openShelf(from: HTMLElement): void {
    this.#from = from;
    this.showShelf();
    this.#open();
    find('.shelf__close').focus();
  }

  /** Leaves the sight of what stands behind a sheet; beside the chat it stays. */
  makeWay(): void {
    if (NARROW.matches && this.isOpen) this.close();
  }

  close(): void {
    document.body.dataset.desk = 'closed';
    this.#apply();
    this.#focusFrom();
  }

  /** The focus back to where it was; what was made anew since has the same key. */
  #focusFrom(): void {
    const from = this.#from;
    this.#from = null;
    if (from === null) return;
    const key = from.dataset.key;
    const same = [...document.querySelectorAll<HTMLElement>('[data-key]')].find(({ dataset }) => dataset.key === key);
    (from.isConnected || key === undefined ? from : same)?.focus();
  }

  #open(): void {
    document.body.dataset.desk = 'open';
    this.#apply();
  }

  /** Under a sheet nothing can be reached; out of sight the sheet cannot. */
  #apply(): void {
    this.#stage.inert = NARROW.matches && this.isOpen;
    this.#desk.inert = NARROW.matches && !this.isOpen;
  }
}
