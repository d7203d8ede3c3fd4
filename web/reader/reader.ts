/** The reading pane: a report opened at the quoted words, and the way through an answer's citations. */

import { leavePlace, type Place, placeInAddress, setPlace } from '../address.ts';
import { ApiError, passage } from '../api.ts';
import { markCurrent } from '../chat/markers.ts';
import { copyText } from '../clipboard.ts';
import { element, find } from '../element.ts';
import { pinButton, quoteContent } from '../excerpts/pinning.ts';
import { icon } from '../icons.ts';
import { inEachLanguage, words } from '../language.ts';
import type { Citation, Passage, Section } from '../model.ts';
import { smoothly } from '../motion.ts';
import { contentsView } from './contents.ts';
import type { Desk } from './desk.ts';
import { reportView } from './report-view.ts';
import { type OpenReport, openReport } from './reports.ts';

/** What is marked: a citation, or a passage that a link leads to. */
type Quoted = Pick<Citation, 'document' | 'report' | 'title' | 'section' | 'passage' | 'start' | 'end'> & {
  number?: number;
};

/** How far down the pane the marked words come to stand. */
const MARK_AT = 0.28;

export class Reader {
  readonly #desk: Desk;
  readonly #title = find('.reader__title');
  readonly #path = find('.reader__path');
  readonly #walk = find('.reader__walk');
  readonly #place = find('.reader__place');
  readonly #scroller = find('.reader__scroll');
  readonly #report = find('.report');
  readonly #contents = find('.contents');
  readonly #buttons = {
    back: find<HTMLButtonElement>('.reader__back'),
    contents: find<HTMLButtonElement>('.reader__contents'),
    link: find<HTMLButtonElement>('.reader__link'),
    close: find<HTMLButtonElement>('.reader__close'),
    previous: find<HTMLButtonElement>('.reader__previous'),
    next: find<HTMLButtonElement>('.reader__next'),
  };
  /** The citations of the answer, and which of them is open. */
  #all: Quoted[] = [];
  #current: Quoted | null = null;
  /** Where the answer stands. */
  #exchange: Element | null = null;
  #shown: OpenReport | null = null;
  /** Only the last opening may show its report. */
  #opening = 0;

  constructor(desk: Desk) {
    this.#desk = desk;
    const { back, contents, link, close, previous, next } = this.#buttons;
    back.append(icon('previous'), element('span', { 'data-words': 'shelf' }));
    contents.append(icon('contents'));
    link.append(icon('link'));
    inEachLanguage(() => find('.reader__pin').replaceChildren(pinButton(() => this.#pinned())));
    close.append(icon('close'));
    previous.append(icon('previous'));
    next.append(icon('next'));
    // For the arrow keys.
    this.#scroller.tabIndex = 0;
    back.addEventListener('click', () => this.#leave(true));
    close.addEventListener('click', () => this.#leave(false));
    contents.addEventListener('click', () => this.#showContents(this.#contents.hidden !== false));
    link.addEventListener('click', () => this.#copyLink());
    previous.addEventListener('click', () => this.#step(-1));
    next.addEventListener('click', () => this.#step(1));
    document.addEventListener('keydown', (event) => this.#onKey(event));
    addEventListener('popstate', () => this.followAddress());
    inEachLanguage(() => this.#renderHead());
  }

  /** Opens a citation among all of its answer; `from` gets the focus back. */
  async openCitation(citation: Citation, all: Citation[], from: HTMLElement): Promise<void> {
    this.#all = all;
    this.#exchange = from.closest('[data-citing]');
    this.#desk.returnTo(from);
    await this.#open(all.find(({ number }) => number === citation.number) ?? citation);
  }

  /** Opens a report at its start. */
  async openReport(document: string, report: { name: string; title: string }): Promise<void> {
    this.#all = [];
    this.#exchange = null;
    await this.#open({
      document,
      report: report.name,
      title: report.title,
      section: [],
      passage: '',
      start: 0,
      end: 0,
    });
  }

  /** Opens what the address names, or closes what is open where it names nothing. */
  async followAddress(): Promise<void> {
    const place = placeInAddress();
    if (place === null) {
      // Gone back to where nothing was open; a button that closed it has seen to the rest.
      if (this.#current !== null) this.#close(false);
    } else if ('document' in place) await this.openReport(place.document, { name: place.report, title: place.report });
    else if (place.passage !== this.#current?.passage) await this.#openPassage(place.passage);
  }

  async #openPassage(id: string): Promise<void> {
    this.#all = [];
    this.#exchange = null;
    this.#desk.showReader();
    try {
      const found: Passage = await passage(id);
      await this.#open({ ...found, passage: found.id });
    } catch (error) {
      this.#fail(error, () => this.#openPassage(id));
    }
  }

  async #open(quoted: Quoted): Promise<void> {
    this.#current = quoted;
    this.#opening += 1;
    const opening = this.#opening;
    this.#desk.showReader();
    setPlace(placeOf(quoted));
    markCurrent(this.#exchange, quoted.number ?? null);
    this.#renderHead();
    const isSame = this.#shown?.document === quoted.document && this.#shown.report.name === quoted.report;
    if (!isSame) this.#report.replaceChildren(element('p', { class: 'report__loading', text: words().loadingReport }));
    try {
      const report = await openReport(quoted.document, quoted.report);
      if (opening === this.#opening) this.#show(report, quoted, isSame);
    } catch (error) {
      if (opening === this.#opening) this.#fail(error, () => this.#open(quoted));
    }
  }

  #show(report: OpenReport, quoted: Quoted, isSame: boolean): void {
    const scrolled = this.#scroller.scrollTop;
    this.#shown = report;
    this.#title.textContent = report.report.title;
    if (quoted.section.length === 0 && quoted.end > 0) quoted.section = pathAt(report.report.sections, quoted.start);
    this.#renderHead();
    const marks = [quoted, ...this.#all]
      .filter(({ document, report: name, end }) => document === quoted.document && name === quoted.report && end > 0)
      .map((mark) => ({ start: mark.start, end: mark.end, current: mark === quoted }));
    this.#report.replaceChildren(...reportView(report, marks));
    this.#contents.replaceChildren(contentsView(report.report.sections, (start) => this.#goTo(start)));
    this.#buttons.contents.hidden = report.report.sections.length === 0;
    this.#showContents(false);
    this.#scroller.scrollTop = isSame ? scrolled : 0;
    const mark = this.#report.querySelector<HTMLElement>('.report__mark--current');
    if (mark === null) return;
    // From one place of a report to another the way is shown; a newly opened one stands there at once.
    this.#scrollTo(mark, isSame ? smoothly() : 'instant');
    mark.tabIndex = -1;
    mark.focus({ preventScroll: true });
  }

  #fail(error: unknown, again: () => void): void {
    this.#shown = null;
    const { code, message } = error instanceof ApiError ? error : new ApiError('internal', String(error));
    this.#report.replaceChildren(
      element('div', { class: 'failure', role: 'alert' }, [
        element('p', { text: words().errors[code] ?? message }),
        element('button', { class: 'button', type: 'button', text: words().tryAgain, onclick: again }),
      ]),
    );
  }

  #renderHead(): void {
    const current = this.#current;
    if (current === null) return;
    this.#title.textContent = this.#shown?.report.name === current.report ? this.#shown.report.title : current.title;
    this.#path.replaceChildren(...current.section.map((text) => element('li', { text })));
    const place = this.#all.indexOf(current);
    this.#walk.hidden = this.#all.length < 2 || place < 0;
    this.#place.textContent = words().place(place + 1, this.#all.length);
    this.#buttons.previous.disabled = place <= 0;
    this.#buttons.next.disabled = place >= this.#all.length - 1;
    this.#buttons.link.hidden = current.passage === '';
    find('.reader__pin').hidden = current.passage === '';
  }

  /** What is marked now, to be kept in the excerpt book. */
  #pinned(): ReturnType<typeof quoteContent> | null {
    const [current, shown] = [this.#current, this.#shown];
    if (current === null || shown === null) return null;
    const { document, report, title, section, passage: id, start, end } = current;
    const { region, year, start: offset } = shown.report;
    const quote = shown.text.slice(start - offset, end - offset);
    return quoteContent({ number: 1, passage: id, document, report, title, region, year, section, quote, start, end });
  }

  #step(by: number): void {
    const place = this.#current === null ? -1 : this.#all.indexOf(this.#current);
    const next = this.#all[place + by];
    if (place >= 0 && next !== undefined) this.#open(next);
  }

  #goTo(start: number): void {
    const paragraphs = [...this.#report.querySelectorAll<HTMLElement>('[data-start]')];
    const target = paragraphs.filter(({ dataset }) => Number(dataset.start) <= start).at(-1);
    this.#showContents(false);
    if (target) this.#scrollTo(target, smoothly(), 0.06);
  }

  #scrollTo(target: HTMLElement, behavior: ScrollBehavior, at = MARK_AT): void {
    const below = target.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top;
    this.#scroller.scrollTo({ top: this.#scroller.scrollTop + below - this.#scroller.clientHeight * at, behavior });
  }

  #showContents(shown: boolean): void {
    this.#contents.hidden = !shown;
    this.#buttons.contents.setAttribute('aria-expanded', String(shown));
    if (shown) this.#contents.querySelector('button')?.focus();
  }

  async #copyLink(): Promise<void> {
    await copyText(location.href);
    this.#buttons.link.title = words().linkCopied;
    this.#buttons.link.classList.add('tool--done');
    setTimeout(() => this.#buttons.link.classList.remove('tool--done'), 1600);
    find('#live').textContent = words().linkCopied;
  }

  #leave(toShelf: boolean): void {
    this.#close(toShelf);
    leavePlace();
  }

  #close(toShelf: boolean): void {
    this.#opening += 1;
    this.#current = null;
    markCurrent(null, null);
    this.#desk.showShelf();
    if (!toShelf) this.#desk.close();
  }

  /** n and p step through the citations while a report is open; Escape leaves it. */
  #onKey(event: KeyboardEvent): void {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if (this.#current === null || isTyping || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
      return;
    if (event.key === 'n') this.#step(1);
    if (event.key === 'p') this.#step(-1);
    if (event.key !== 'Escape') return;
    if (!this.#contents.hidden) {
      this.#showContents(false);
      this.#buttons.contents.focus();
    } else this.#leave(false);
  }
}

/** The headings above an offset, outermost first. */
function pathAt(sections: Section[], offset: number): string[] {
  return sections.filter(({ start, end }) => start <= offset && offset < end).map(({ title }) => title);
}

function placeOf({ passage: id, document, report }: Quoted): Place {
  return id === '' ? { document, report } : { passage: id };
}
