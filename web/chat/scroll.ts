/**
 * Where the conversation stands: a new question goes to the top and its answer grows below it, so nothing moves while it
 * is read. A button leads to the end of the last answer where that is out of sight.
 */
import { element } from '../element.ts';
import { icon } from '../icons.ts';
import { smoothly } from '../motion.ts';

export class Scroll {
  readonly #scroller: HTMLElement;
  readonly #button: HTMLButtonElement;
  #end: Element | null = null;
  readonly #observer: IntersectionObserver;

  constructor(scroller: HTMLElement, button: HTMLButtonElement) {
    this.#scroller = scroller;
    this.#button = button;
    this.#observer = new IntersectionObserver((entries) => this.#onEnd(entries.at(-1)), { root: scroller });
    button.append(icon('down'), element('span', { 'data-words': 'latest' }));
    button.addEventListener('click', () => this.#end?.scrollIntoView({ block: 'end', behavior: smoothly() }));
  }

  /** Watches the end of the last answer. */
  watch(end: Element): void {
    if (this.#end) this.#observer.unobserve(this.#end);
    this.#end = end;
    this.#observer.observe(end);
  }

  toQuestion(question: HTMLElement | null): void {
    if (question === null) return;
    // One pixel on, past the line between two questions.
    const top = question.offsetTop - this.#scroller.offsetTop + 1;
    this.#scroller.scrollTo({ top: question.previousElementSibling === null ? 0 : top, behavior: smoothly() });
  }

  toLastQuestion(): void {
    const last = this.#end?.closest<HTMLElement>('.exchange');
    if (last?.isConnected)
      this.#scroller.scrollTo({ top: last.offsetTop - this.#scroller.offsetTop, behavior: 'instant' });
  }

  #onEnd(entry: IntersectionObserverEntry | undefined): void {
    if (entry === undefined || entry.rootBounds === null) return;
    this.#button.hidden =
      entry.isIntersecting || entry.boundingClientRect.top < entry.rootBounds.top || !entry.target.isConnected;
  }
}
