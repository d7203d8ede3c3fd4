/** The reading pane: a report opened at the quoted words, and the way through an answer's citations. */

import { leavePlace, type Place, placeInAddress, setPlace } from '../address.ts';
import { passage } from '../api.ts';
import { markCurrent } from '../chat/markers.ts';
import { copyText } from '../clipboard.ts';
import { element, find } from '../element.ts';
import { pinButton, quoteContent } from '../excerpts/pinning.ts';
import { icon } from '../icons.ts';
import { onKey } from '../keys.ts';
import { inEachLanguage, words } from '../language.ts';
import type { Citation, Passage, Section } from '../model.ts';
import type { Desk } from './desk.ts';
import { ReportPane } from './pane.ts';
import { type OpenReport, openReport, pageAt } from './reports.ts';

/** What is marked: a citation, or a passage that a link leads to. */
type Quoted = Pick<Citation, 'document' | 'report' | 'title' | 'section' | 'passage' | 'start' | 'end'> & {
  number?: number;
};

export class Reader {
  readonly #desk: Desk;
  readonly #title = find('.reader__title');
  readonly #path = find('.reader__path');
  readonly #walk = find('.reader__walk');
  readonly #place = find('.reader__place');
  readonly #page = find('.reader__page');
  readonly #pane = new ReportPane();
  readonly #buttons = {
    back: find<HTMLButtonElement>('.reader__back'),
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
  /** Only the last opening may show its report. */
  #opening = 0;

  constructor(desk: Desk) {
    this.#desk = desk;
    const { back, link, close, previous, next } = this.#buttons;
    back.append(icon('previous'), element('span', { 'data-words': 'shelf' }));
    link.append(icon('link'));
    inEachLanguage(() => find('.reader__pin').replaceChildren(pinButton(() => this.#pinned())));
    close.append(icon('close'));
    previous.append(icon('previous'));
    next.append(icon('next'));
    back.addEventListener('click', () => this.#leave(true));
    close.addEventListener('click', () => this.#leave(false));
    link.addEventListener('click', () => this.#copyLink());
    previous.addEventListener('click', () => this.#step(-1));
    next.addEventListener('click', () => this.#step(1));
    const isOpen = (): boolean => this.#current !== null;
    onKey('nextCitation', { when: isOpen, run: () => this.#step(1) });
    onKey('previousCitation', { when: isOpen, run: () => this.#step(-1) });
    onKey('find', { when: isOpen, run: () => this.#pane.find() });
    onKey('contents', { when: isOpen, run: () => this.#pane.toggleContents() });
    onKey('leave', { when: isOpen, run: () => this.#onEscape() });
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
    const from = globalThis.document.activeElement;
    if (from instanceof HTMLElement && from !== globalThis.document.body) this.#desk.returnTo(from);
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
      this.#pane.fail(error, () => this.#openPassage(id));
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
    const shown = this.#pane.shown;
    const isSame = shown?.document === quoted.document && shown.report.name === quoted.report;
    if (!isSame) this.#pane.loading();
    try {
      const report = await openReport(quoted.document, quoted.report);
      if (opening === this.#opening) this.#show(report, quoted);
    } catch (error) {
      if (opening === this.#opening) this.#pane.fail(error, () => this.#open(quoted));
    }
  }

  #show(report: OpenReport, quoted: Quoted): void {
    if (quoted.section.length === 0 && quoted.end > 0) quoted.section = pathAt(report.report.sections, quoted.start);
    const marks = [quoted, ...this.#all]
      .filter(({ document, report: name, end }) => document === quoted.document && name === quoted.report && end > 0)
      .map((mark) => ({ start: mark.start, end: mark.end, current: mark === quoted }));
    this.#pane.show(report, marks);
    this.#renderHead();
  }

  #renderHead(): void {
    const current = this.#current;
    if (current === null) return;
    const shown = this.#pane.shown;
    this.#title.textContent = shown?.report.name === current.report ? shown.report.title : current.title;
    this.#path.replaceChildren(...current.section.map((title) => element('li', {}, [this.#pathPart(title)])));
    const page = shown === null || current.end === 0 ? null : pageAt(shown, current.start);
    this.#page.hidden = page === null;
    this.#page.textContent = page === null ? '' : words().pageNumber(page);
    const place = this.#all.indexOf(current);
    this.#walk.hidden = this.#all.length < 2 || place < 0;
    this.#place.textContent = words().place(place + 1, this.#all.length);
    this.#buttons.previous.disabled = place <= 0;
    this.#buttons.next.disabled = place >= this.#all.length - 1;
    this.#buttons.link.hidden = current.passage === '';
    find('.reader__pin').hidden = current.passage === '';
  }

  /** A heading above the quote: leads to its place in the report, where it stands there. */
  #pathPart(title: string): HTMLElement {
    const at = this.#current?.start ?? 0;
    const section = this.#pane.shown?.report.sections.find(
      ({ title: name, start, end }) => name === title && start <= at && at < end,
    );
    if (section === undefined) return element('span', { text: title });
    return element('button', {
      class: 'reader__part',
      type: 'button',
      text: title,
      onclick: () => this.#pane.goTo(section.start),
    });
  }

  /** What is marked now, to be kept in the excerpt book. */
  #pinned(): ReturnType<typeof quoteContent> | null {
    const [current, shown] = [this.#current, this.#pane.shown];
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
    this.#pane.close();
    markCurrent(null, null);
    this.#desk.showShelf();
    if (toShelf) this.#desk.focusShelf();
    else this.#desk.close();
  }

  /** Escape leaves the report, or what is open over it. */
  #onEscape(): void {
    if (this.#pane.hasContentsOpen) this.#pane.toggleContents();
    else this.#leave(false);
  }
}

/** The headings above an offset, outermost first. */
function pathAt(sections: Section[], offset: number): string[] {
  return sections.filter(({ start, end }) => start <= offset && offset < end).map(({ title }) => title);
}

function placeOf({ passage: id, document, report }: Quoted): Place {
  return id === '' ? { document, report } : { passage: id };
}
