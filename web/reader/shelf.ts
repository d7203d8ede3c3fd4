/** The loaded reports, to be opened without a question. */
import { element, find } from '../element.ts';
import { inEachLanguage, language, words } from '../language.ts';
import { documentsLoaded, serverNotice } from '../loaded.ts';
import type { DocumentSummary, ReportSummary } from '../model.ts';
import { regionName } from '../names.ts';

export type OpenFromShelf = (document: string, report: ReportSummary) => void;

export class Shelf {
  readonly #list = find('.shelf__list');
  readonly #filter = find<HTMLInputElement>('.shelf__filter');
  readonly #open: OpenFromShelf;

  constructor(open: OpenFromShelf) {
    this.#open = open;
    this.#filter.addEventListener('input', () => this.render());
    inEachLanguage(() => this.render());
  }

  /** Shows what is loaded now, or why nothing is. */
  render(): void {
    this.#filter.placeholder = words().shelfFilter;
    this.#filter.setAttribute('aria-label', words().shelfFilter);
    const wanted = this.#filter.value.trim().toLowerCase();
    const documents = documentsLoaded();
    const books = (documents ?? []).flatMap(({ id, reports }) => reports.map((report) => ({ document: id, report })));
    const found = books.filter(({ report }) =>
      [report.title, report.name, report.region, report.regionEnglish].some((text) =>
        text?.toLowerCase().includes(wanted),
      ),
    );
    const groups = new Map<string, typeof found>();
    for (const book of found.sort(byKindAndYear))
      groups.set(groupOf(book), [...(groups.get(groupOf(book)) ?? []), book]);
    const sections = [...groups].map(([group, members]) =>
      element('section', { class: 'shelf__group' }, [
        element('h3', {}, [group, element('span', { class: 'shelf__count', text: String(members.length) })]),
        element(
          'ul',
          {},
          members.map(({ document, report }) => element('li', {}, [this.#book(document, report)])),
        ),
      ]),
    );
    this.#list.replaceChildren(
      ...(sections.length > 0 ? sections : [element('p', { class: 'shelf__none', text: whyNone(documents) })]),
    );
  }

  #book(document: string, report: ReportSummary): HTMLElement {
    return element(
      'button',
      { class: 'book', type: 'button', title: report.title, onclick: () => this.#open(document, report) },
      [
        element('span', {
          class: 'book__name',
          text: report.region === null ? report.title : regionName(report.region),
        }),
        report.partial ? element('span', { class: 'book__partial', text: words().partial }) : null,
      ],
    );
  }
}

/** Why there is no report to show. */
function whyNone(documents: DocumentSummary[] | null): string {
  if (documents?.some(({ reports }) => reports.length > 0)) return words().shelfNone;
  const notice = serverNotice();
  if (notice === 'gone' || notice === 'building') return words()[notice];
  return documents === null ? words().shelfLoading : words().shelfEmpty;
}

/** `2020 · 省级 · 工作报告`. */
function groupOf({ report }: { report: ReportSummary }): string {
  const kind = words().reportKinds[report.kind] ?? report.kind;
  const level = report.level === null ? [] : [words().levels[report.level] ?? report.level];
  const year = report.year === null ? [] : [words().year(report.year)];
  return [...year, ...level, kind].join(language() === 'zh' ? ' · ' : ', ');
}

const LEVELS = ['nation', 'province', 'city', 'county', 'department'];
/** A report whose level is not known stands behind the others. */
const placeOf = ({ level }: ReportSummary): number => (level === null ? LEVELS.length : LEVELS.indexOf(level));
const KINDS = ['report', 'division', 'digest', 'other'];

/** Work reports before the rest, newest first, provinces before cities; within a group as loaded. */
function byKindAndYear({ report: a }: { report: ReportSummary }, { report: b }: { report: ReportSummary }): number {
  return KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || (b.year ?? 0) - (a.year ?? 0) || placeOf(a) - placeOf(b);
}
