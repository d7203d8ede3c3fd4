/** The empty conversation: what this is, what is loaded, what could be asked. */
import { element, find } from '../element.ts';
import { inEachLanguage, language, words } from '../language.ts';
import type { DocumentSummary } from '../model.ts';
import { exampleQuestions } from './examples.ts';

export class Welcome {
  readonly #node = find('.welcome');
  readonly #ask: (question: string) => void;
  #documents: DocumentSummary[] | null = null;

  constructor(ask: (question: string) => void) {
    this.#ask = ask;
    inEachLanguage(() => this.#render());
  }

  set documents(documents: DocumentSummary[]) {
    this.#documents = documents;
    this.#render();
  }

  set hidden(hidden: boolean) {
    this.#node.hidden = hidden;
  }

  #render(): void {
    this.#node.replaceChildren(
      // Broken at its comma rather than within a word.
      element(
        'h2',
        { class: 'welcome__title' },
        words()
          .welcome.split(/(?<=，)/)
          .map((text) => element('span', { text })),
      ),
      element('p', { class: 'welcome__detail', text: words().welcomeDetail }),
      element('p', { class: 'welcome__loaded', text: this.#loaded() }),
      element('div', { class: 'welcome__examples' }, this.#examples()),
    );
  }

  #loaded(): string {
    if (this.#documents === null) return ' ';
    const reports = this.#documents.flatMap((document) => document.reports);
    const regions = new Set(reports.flatMap(({ region }) => region ?? []));
    const years = [...new Set(reports.flatMap(({ year }) => year ?? []))].sort((a, b) => a - b);
    return words().loaded(reports.length, regions.size, words().yearRange(years));
  }

  #examples(): Node[] {
    const questions = this.#documents === null ? [] : exampleQuestions(this.#documents, language());
    if (questions.length === 0) return [];
    const items = questions.map((text) =>
      element('li', {}, [
        element('button', { class: 'example', type: 'button', text, onclick: () => this.#ask(text) }),
      ]),
    );
    return [element('p', { class: 'welcome__try', text: words().tryAsking }), element('ul', {}, items)];
  }
}
