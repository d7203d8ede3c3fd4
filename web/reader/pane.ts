/** The part of the reading pane that scrolls: the report with its marks, its contents, the search in it, its cleaning. */
import { ApiError } from '../api.ts';
import { element, find } from '../element.ts';
import { icon } from '../icons.ts';
import { inEachLanguage, words } from '../language.ts';
import { smoothly } from '../motion.ts';
import { contentsView } from './contents.ts';
import { FindBar } from './find-bar.ts';
import type { Mark } from './layout.ts';
import { reportView, type Searched } from './report-view.ts';
import type { OpenReport } from './reports.ts';

/** How far down the pane marked words come to stand. */
const MARK_AT = 0.28;
/** And a heading that was gone to. */
const HEADING_AT = 0.06;

export class ReportPane {
  readonly #scroller = find('.reader__scroll');
  readonly #report = find('.report');
  readonly #cleaning = find('.cleaning');
  readonly #contents = find('.contents');
  readonly #contentsButton = find<HTMLButtonElement>('.reader__contents');
  readonly #findButton = find<HTMLButtonElement>('.reader__find');
  readonly #cleanButton = find<HTMLButtonElement>('.reader__clean');
  readonly #findBar: FindBar;
  #shown: OpenReport | null = null;
  #marks: Mark[] = [];
  #searched: Searched = { found: [], here: null };

  constructor() {
    this.#findBar = new FindBar({
      show: (found, here) => this.#showFound({ found, here }),
      closed: () => (this.#report.querySelector<HTMLElement>('.report__mark--current') ?? this.#scroller).focus(),
    });
    this.#contentsButton.append(icon('contents'));
    this.#findButton.append(icon('find'));
    // For the arrow keys.
    this.#scroller.tabIndex = 0;
    this.#contentsButton.addEventListener('click', () => this.toggleContents());
    this.#findButton.addEventListener('click', () => (this.#findBar.isOpen ? this.#findBar.close() : this.find()));
    this.#cleanButton.addEventListener('click', () => this.#showCleaning(this.#cleaning.hidden !== false));
    inEachLanguage(() => this.#renderCleanButton());
  }

  /** The report shown; null while one is being opened and where that failed. */
  get shown(): OpenReport | null {
    return this.#shown;
  }

  /** Says that a report is on its way. */
  loading(): void {
    this.#shown = null;
    this.#leaveCleaning();
    this.#report.replaceChildren(element('p', { class: 'report__loading', text: words().loadingReport }));
  }

  fail(error: unknown, again: () => void): void {
    this.#shown = null;
    const { code, message } = error instanceof ApiError ? error : new ApiError('internal', String(error));
    this.#leaveCleaning();
    this.#report.replaceChildren(
      element('div', { class: 'failure', role: 'alert' }, [
        element('p', { text: words().errors[code] ?? message }),
        element('button', { class: 'button', type: 'button', text: words().tryAgain, onclick: again }),
      ]),
    );
  }

  /** Shows a report with marks, at the current one. */
  show(report: OpenReport, marks: Mark[]): void {
    const isSame = this.#shown === report;
    const scrolled = this.#scroller.scrollTop;
    this.#shown = report;
    this.#marks = marks;
    this.#leaveCleaning();
    this.#cleanButton.hidden = false;
    if (!isSame) this.#findBar.setText(report.text, report.report.start);
    this.#render();
    this.#contentsButton.hidden = report.report.sections.length === 0;
    this.showContents(false);
    this.#scroller.scrollTop = isSame ? scrolled : 0;
    const mark = this.#report.querySelector<HTMLElement>('.report__mark--current');
    if (mark === null) {
      // Whoever looks for words is left where they type.
      if (!this.#findBar.isOpen) this.#scroller.focus({ preventScroll: true });
      return;
    }
    // From one place of a report to another the way is shown; a newly opened one stands there at once.
    this.#scrollTo(mark, isSame ? smoothly() : 'instant');
    mark.focus({ preventScroll: true });
  }

  /** Leaves nothing open over the report. */
  close(): void {
    this.#findBar.hide();
    this.showContents(false);
  }

  find(): void {
    if (this.#shown === null) return;
    this.#leaveCleaning();
    this.showContents(false);
    this.#findBar.open();
  }

  /** Brings a source offset into sight. */
  goTo(start: number): void {
    this.#leaveCleaning();
    this.showContents(false);
    const paragraphs = [...this.#report.querySelectorAll<HTMLElement>('[data-start]')];
    const target = paragraphs.filter(({ dataset }) => Number(dataset.start) <= start).at(-1);
    if (target === undefined) return;
    this.#scrollTo(target, smoothly(), HEADING_AT);
    this.#scroller.focus({ preventScroll: true });
  }

  get hasContentsOpen(): boolean {
    return !this.#contents.hidden;
  }

  toggleContents(): void {
    if (this.#contentsButton.hidden) return;
    const isOpen = this.hasContentsOpen;
    this.showContents(!isOpen);
    if (isOpen) this.#contentsButton.focus();
  }

  showContents(shown: boolean): void {
    this.#contents.hidden = !shown;
    this.#contentsButton.setAttribute('aria-expanded', String(shown));
    if (!shown || this.#shown === null) return;
    const { sections } = this.#shown.report;
    this.#contents.replaceChildren(contentsView(sections, { at: this.#offsetRead(), go: (start) => this.goTo(start) }));
    // The innermost heading of what is read.
    const read = [...this.#contents.querySelectorAll<HTMLElement>('[aria-current]')].at(-1);
    (read ?? this.#contents.querySelector<HTMLElement>('.contents__item'))?.focus();
  }

  /** Where the reader stands: the first paragraph that begins in the pane. */
  #offsetRead(): number {
    const top = this.#scroller.getBoundingClientRect().top;
    const limit = top + this.#scroller.clientHeight * MARK_AT;
    const paragraphs = [...this.#report.querySelectorAll<HTMLElement>('[data-start]')];
    const above = paragraphs.filter((paragraph) => paragraph.getBoundingClientRect().top <= limit);
    return Number((above.at(-1) ?? paragraphs[0])?.dataset.start ?? 0);
  }

  #showFound(searched: Searched): void {
    this.#searched = searched;
    this.#render();
    const here = this.#report.querySelector<HTMLElement>('.report__found--here');
    if (here !== null) this.#scrollTo(here, smoothly());
  }

  #render(): void {
    if (this.#shown === null) return;
    this.#report.replaceChildren(...reportView(this.#shown, this.#marks, this.#searched));
    const mark = this.#report.querySelector<HTMLElement>('.report__mark--current');
    if (mark !== null) mark.tabIndex = -1;
  }

  async #showCleaning(shown: boolean): Promise<void> {
    const report = this.#shown;
    if (!shown || report === null) {
      this.#leaveCleaning();
      return;
    }
    this.#findBar.hide();
    this.showContents(false);
    const { cleaningView } = await import('./cleaning-view.ts');
    if (this.#shown !== report) return;
    this.#cleaning.replaceChildren(cleaningView(report, { go: (start) => this.goTo(start) }));
    this.#cleaning.hidden = false;
    this.#report.hidden = true;
    this.#scroller.scrollTop = 0;
    this.#renderCleanButton();
  }

  #leaveCleaning(): void {
    if (this.#cleaning.hidden) return;
    this.#cleaning.hidden = true;
    this.#cleaning.replaceChildren();
    this.#report.hidden = false;
    this.#renderCleanButton();
  }

  #renderCleanButton(): void {
    const isOpen = this.#cleaning.hidden === false;
    this.#cleanButton.setAttribute('aria-pressed', String(isOpen));
    this.#cleanButton.textContent = isOpen ? words().backToText : words().cleaning;
  }

  #scrollTo(target: HTMLElement, behavior: ScrollBehavior, at = MARK_AT): void {
    const below = target.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top;
    this.#scroller.scrollTo({ top: this.#scroller.scrollTop + below - this.#scroller.clientHeight * at, behavior });
  }
}
