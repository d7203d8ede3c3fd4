/** The matrix page: regions by indicators, as a table or drawn; its settings stand in the address. */

import { setSettings } from '../address.ts';
import { ApiError } from '../api.ts';
import { copyText } from '../clipboard.ts';
import { element, find } from '../element.ts';
import { icon } from '../icons.ts';
import { inEachLanguage, words } from '../language.ts';
import { documentsLoaded, reportsLoaded, serverNotice, whenLoaded, whenWaiting } from '../loaded.ts';
import type { Citation, IndicatorRow } from '../model.ts';
import { allNames, isMeant, loadNames, regionName, regionOf } from '../names.ts';
import type { View } from '../views.ts';
import { chartBox } from './charts/chart-box.ts';
import { type ControlsOptions, choices, showTabs } from './controls.ts';
import { exportMenu } from './export-menu.ts';
import { figuresOf, forgetFigures } from './figures.ts';
import { type Column, columnsOf, type GridRow, gridOf, sortRows, yearsOf } from './grid.ts';
import { gridView } from './grid-view.ts';
import { keepingFocus } from './keeping-focus.ts';
import { askMark } from './marks.ts';
import { markWords } from './marks-words.ts';
import { pickIndicators } from './picker.ts';
import { groupsLoaded, regionsOf } from './regions-shown.ts';
import { addressOf, type MatrixSettings, settingsFrom } from './settings.ts';
import { matrixWords } from './words.ts';

/** Shown at first: what people compare most, as far as the questions of the golden set tell. */
const FIRST_INDICATORS = [
  'gdp_growth',
  'urban_new_jobs',
  'surveyed_unemployment',
  'cpi',
  'fiscal_revenue_growth',
  'retail_sales_growth',
];

export interface MatrixActions {
  openCitation: (citation: Citation, all: Citation[], from: HTMLElement) => void;
}

/** Puts the page into its node. */
export function matrixPage(node: HTMLElement, actions: MatrixActions): View {
  return new MatrixPage(node, actions);
}

class MatrixPage implements View {
  readonly #actions: MatrixActions;
  readonly #head = element('header', { class: 'board__head' });
  readonly #choices = element('div', { class: 'board__choices' });
  readonly #filter = element('input', { class: 'field board__filter', type: 'search' });
  readonly #tools = element('div', { class: 'board__tools' });
  readonly #status = element('p', { class: 'board__status', role: 'status' });
  readonly #body = element('div', { class: 'board__body' });
  #settings: MatrixSettings = settingsFrom(new URLSearchParams());
  #isShown = false;
  /** A figure that is pressed is checked, not opened. */
  #isMarking = false;
  /** Only the last request may show its figures. */
  #request = 0;

  constructor(node: HTMLElement, actions: MatrixActions) {
    this.#actions = actions;
    node.classList.add('board');
    const line = element('div', { class: 'board__line' }, [this.#status, this.#tools]);
    node.replaceChildren(this.#head, this.#choices, line, this.#body);
    this.#filter.addEventListener('input', () => this.#change({ filter: this.#filter.value }));
    inEachLanguage(() => this.#isShown && this.#render());
    whenWaiting(() => this.#isShown && this.#render());
    whenLoaded(() => {
      forgetFigures();
      if (this.#isShown) this.#render();
    });
  }

  show(address: URLSearchParams): void {
    const settings = settingsFrom(address);
    // What was opened beside the matrix changes the address, but nothing here.
    if (this.#isShown && addressOf(settings).toString() === addressOf(this.#settings).toString()) return;
    // Come back to without settings of its own, the page is as it was left.
    if (settings.indicators.length > 0 || !this.#isShown) this.#settings = settings;
    this.#isShown = true;
    this.#filter.value = this.#settings.filter;
    this.#render();
  }

  #change(change: Partial<MatrixSettings>): void {
    const before = this.#settings;
    this.#settings = { ...before, ...change };
    // A kind that the chosen years cannot have brings the newest year that can.
    for (const kind of this.#settings.kinds.filter((chosen) => !before.kinds.includes(chosen))) {
      const years = yearsOf(kind, reportsLoaded());
      if (years[0] !== undefined && !years.some((year) => this.#settings.years.includes(year)))
        this.#settings.years = [...this.#settings.years, years[0]].sort((a, b) => b - a);
    }
    this.#render();
  }

  async #render(): Promise<void> {
    this.#request += 1;
    const request = this.#request;
    // Names are a comfort, but the groups of regions come with them.
    await loadNames().catch(() => {});
    if (request !== this.#request) return;
    this.#complete();
    setSettings(addressOf(this.#settings));
    this.#renderControls();
    if (reportsLoaded().length === 0) {
      this.#sayNone();
      return;
    }
    try {
      const waiting = setTimeout(() => this.#say(matrixWords().loading), LOADING_AFTER_MS);
      const rows = await figuresOf(this.#settings.indicators).finally(() => clearTimeout(waiting));
      if (request === this.#request) this.#renderBody(rows);
    } catch (error) {
      if (request === this.#request) this.#fail(error);
    }
  }

  /** Fills in what has not been chosen by what is loaded. */
  #complete(): void {
    const known = new Set(allNames().indicators.map(({ id }) => id));
    const settings = this.#settings;
    if (known.size > 0) settings.indicators = settings.indicators.filter((id) => known.has(id));
    if (settings.indicators.length === 0) settings.indicators = FIRST_INDICATORS.filter((id) => known.has(id));
    if (settings.years.length > 0) return;
    const years = settings.kinds.flatMap((kind) => yearsOf(kind, reportsLoaded()).slice(0, 1));
    settings.years = [...new Set(years)].sort((a, b) => b - a);
  }

  #renderControls(): void {
    const reports = reportsLoaded();
    const text = matrixWords();
    const options: ControlsOptions = {
      settings: this.#settings,
      years: [...new Set([...yearsOf('target', reports), ...yearsOf('result', reports)])].sort((a, b) => b - a),
      groups: groupsLoaded(allNames(), reports),
      hasCities: reports.some(({ level, kind }) => level === 'city' && kind === 'report'),
      change: (change) => this.#change(change),
      pick: () =>
        pickIndicators(this.#settings.indicators, {
          onChange: (indicators) => this.#change({ indicators }),
          // The control that opened it may have been made anew since.
          onClose: () => find('[data-key=add]', this.#choices).focus(),
        }),
    };
    const link = element(
      'button',
      { class: 'tool', type: 'button', 'aria-label': text.copyLink, title: text.copyLink, 'data-key': 'link' },
      [icon('link')],
    );
    link.addEventListener('click', async () => {
      await copyText(location.href);
      find('#live').textContent = text.linkCopied;
      link.classList.add('tool--done');
    });
    this.#filter.placeholder = text.filter;
    this.#filter.setAttribute('aria-label', text.filter);
    const colours = element('input', { type: 'checkbox', 'data-key': 'colours' });
    colours.checked = this.#settings.colours;
    colours.addEventListener('change', () => this.#change({ colours: colours.checked }));
    keepingFocus(this.#head, () =>
      this.#head.replaceChildren(element('h2', { class: 'board__title', text: text.title }), showTabs(options)),
    );
    const marks = element('button', {
      class: 'button',
      type: 'button',
      text: markWords().toggle,
      title: markWords().toggleHint,
      'aria-pressed': this.#isMarking ? 'true' : 'false',
      'data-key': 'marks',
      onclick: () => {
        this.#isMarking = !this.#isMarking;
        this.#render();
      },
    });
    keepingFocus(this.#tools, () =>
      this.#tools.replaceChildren(
        // Only a table has figures that are pressed one by one.
        ...(this.#settings.show === 'table' ? [marks] : []),
        exportMenu(() => this.#exported()),
        link,
      ),
    );
    keepingFocus(this.#choices, () => {
      const parts: HTMLElement[] = [
        ...choices(options),
        element('label', { class: 'check' }, [
          colours,
          text.colours,
          element('span', { class: 'board__scale', 'aria-hidden': true }),
        ]),
      ];
      // The field itself stays where it is, and with it the caret of who types in it.
      for (const old of [...this.#choices.children]) if (old !== this.#filter) old.remove();
      if (!this.#filter.isConnected) this.#choices.append(this.#filter);
      this.#filter.before(...parts);
    });
  }

  #shown(rows: IndicatorRow[]): { columns: Column[]; rows: GridRow[]; all: number } {
    const reports = reportsLoaded();
    const { group, filter, status, show, column } = this.#settings;
    const columns = columnsOf(this.#settings, { rows, reports });
    // Bars are read from the longest to the shortest, unless another order was chosen.
    const drawn = (columns.find(({ key }) => key === column) ?? columns[0])?.key ?? null;
    const sort = this.#settings.sort ?? (show === 'bars' ? drawn : null);
    const { descending } = this.#settings;
    const grid = gridOf(columns, regionsOf(group, allNames(), reports), { rows, reports });
    const found = grid.filter(({ region, cells }) => {
      const named = regionOf(region) ?? { name: region, pinyin: '' };
      if (!isMeant(filter, { ...named, level: '', parent: '' })) return false;
      if (status === 'all') return true;
      return cells.some((cell) => cell.status === (status === 'stated' ? 'stated' : 'not-stated'));
    });
    return { columns, rows: sortRows(found, columns, { sort, descending, name: regionName }), all: grid.length };
  }

  #view: { columns: Column[]; rows: GridRow[] } = { columns: [], rows: [] };

  #exported(): { columns: Column[]; rows: GridRow[]; picture: Element | null } {
    return { ...this.#view, picture: this.#body.querySelector('.chart svg') };
  }

  #renderBody(figures: IndicatorRow[]): void {
    const text = matrixWords();
    const { columns, rows, all } = this.#shown(figures);
    this.#view = { columns, rows };
    this.#status.textContent = text.rows(rows.length, all);
    if (columns.length === 0) this.#say(text.noColumns, text.noColumnsHint);
    else if (rows.length === 0) this.#say(text.none, text.noneHint, { text: text.clear, action: () => this.#clear() });
    else this.#renderGrid(columns, rows);
  }

  #clear(): void {
    this.#filter.value = '';
    this.#change({ filter: '', status: 'all' });
    this.#filter.focus();
  }

  #renderGrid(columns: Column[], rows: GridRow[]): void {
    const { sort, descending, colours, show } = this.#settings;
    const { openCitation: onOpen } = this.#actions;
    const scrolled = this.#body.querySelector('.grid');
    const at = scrolled === null ? null : { top: scrolled.scrollTop, left: scrolled.scrollLeft };
    keepingFocus(this.#body, () => {
      this.#body.replaceChildren(
        show === 'table'
          ? gridView({
              columns,
              rows,
              sort,
              descending,
              colours,
              onSort: (key) => this.#change({ sort: key, descending: sort === key ? !descending : key !== 'region' }),
              onOpen,
              onMark: this.#isMarking ? (row, title, open) => this.#mark(row, title, open) : null,
            })
          : chartBox({
              columns,
              rows,
              show,
              chosen: this.#settings.column,
              onColumn: (column) => this.#change({ column }),
              onOpen,
            }),
      );
    });
    if (at !== null) this.#body.querySelector('.grid')?.scrollTo({ left: at.left, top: sort === null ? at.top : 0 });
  }

  async #mark(row: IndicatorRow, title: string, onSource: () => void): Promise<void> {
    if (!(await askMark({ row, title, onSource }))) return;
    forgetFigures();
    find('#live').textContent = markWords().kept;
    this.#render();
  }

  #say(message: string, hint?: string, button?: { text: string; action: () => void }): void {
    if (hint === undefined) this.#status.textContent = '';
    this.#body.replaceChildren(
      element('div', { class: 'board__none' }, [
        element('p', { text: message }),
        hint === undefined ? null : element('p', { class: 'board__hint', text: hint }),
        button === undefined
          ? null
          : element('button', { class: 'button', type: 'button', text: button.text, onclick: button.action }),
      ]),
    );
  }

  /** Why there is nothing to compare: the page goes on by itself when the server answers. */
  #sayNone(): void {
    const text = matrixWords();
    const notice = serverNotice();
    if (documentsLoaded() !== null) this.#say(text.noReports);
    else if (notice === 'gone' || notice === 'building') this.#say(text.failed, words()[notice]);
    else this.#say(text.loading);
  }

  #fail(error: unknown): void {
    const text = matrixWords();
    const { code, message } = error instanceof ApiError ? error : new ApiError('internal', String(error));
    this.#say(text.failed, words().errors[code] ?? message, { text: text.tryAgain, action: () => this.#render() });
  }
}

/** A wait that is shorter is not told of, so that nothing flickers. */
const LOADING_AFTER_MS = 150;
