/** The matrix as a table: the first row and column stay in sight, each figure opens what proves it. */
import { figureText } from '../chat/figure-text.ts';
import { hideQuote, showQuote } from '../chat/quote-card.ts';
import { element } from '../element.ts';
import { language } from '../language.ts';
import type { Citation, IndicatorRow } from '../model.ts';
import { indicatorName, regionName } from '../names.ts';
import { citationOf } from './citations.ts';
import { type Column, coverageOf, type GridRow, heatOf } from './grid.ts';
import { markSign, verdictOf } from './marks.ts';
import { markWords } from './marks-words.ts';
import { matrixWords } from './words.ts';

/** Readings of one figure that are shown in its cell: the plain and the comparable one. */
const READINGS = 2;

export interface GridOptions {
  columns: Column[];
  /** In the order shown. */
  rows: GridRow[];
  sort: string | null;
  descending: boolean;
  colours: boolean;
  /** Gets the key of a column, or `region`. */
  onSort: (key: string) => void;
  onOpen: (citation: Citation, all: Citation[], from: HTMLElement) => void;
  /** While figures are being checked: gets what was pressed instead, and what opens its source. */
  onMark: ((row: IndicatorRow, title: string, open: () => void) => void) | null;
}

/** The table in its scrolling box. Events are listened to once for all cells: 500 rows have thousands. */
export function gridView(options: GridOptions): HTMLElement {
  const { columns, rows } = options;
  const byNumber = new Map<number, { citation: Citation; column: number; figure: IndicatorRow }>();
  const heats = columns.map((_, place) => (options.colours ? heatOf(rows, place) : []));
  const body = rows.map((row, line) =>
    element('tr', {}, [
      element('th', { scope: 'row', text: regionName(row.region) }),
      ...columns.map((column, place) => {
        const number = (line * columns.length + place) * READINGS + 1;
        const cell = cellView(row, { place, column, number });
        const heat = heats[place]?.[line];
        if (typeof heat === 'number') cell.style.setProperty('--heat', heat.toFixed(3));
        row.cells[place]?.rows.slice(0, READINGS).forEach((figure, reading) => {
          byNumber.set(number + reading, { citation: citationOf(figure, number + reading), column: place, figure });
        });
        return cell;
      }),
    ]),
  );
  const table = element('table', {}, [headView(options), element('tbody', {}, body)]);
  const box = element(
    'div',
    {
      class: 'grid',
      tabindex: 0,
      role: 'region',
      'aria-label': matrixWords().title,
      'data-citing': true,
      'data-marking': options.onMark !== null,
    },
    [table],
  );
  listen(table, {
    find: (control) => byNumber.get(Number(control.dataset.citation))?.citation,
    open: (citation, from) => {
      const known = byNumber.get(citation.number);
      // The way on leads down the column.
      const all = [...byNumber.values()].filter(({ column }) => column === known?.column).map((each) => each.citation);
      const open = (): void => options.onOpen(citation, all, from);
      if (options.onMark && known) options.onMark(known.figure, titleOf(known.figure), open);
      else open();
    },
  });
  return box;
}

function headView({ columns, rows, sort, descending, onSort }: GridOptions): HTMLElement {
  const words = matrixWords();
  const order = (key: string): string => (sort !== key ? 'none' : descending ? 'descending' : 'ascending');
  const button = (key: string, name: string, children: (Node | string)[]): HTMLElement =>
    element(
      'button',
      {
        class: 'grid__sort',
        type: 'button',
        'data-key': `sort ${key}`,
        title: words.sortBy(name),
        onclick: () => onSort(key),
      },
      children,
    );
  const heads = columns.map(({ key, indicator, kind, year }, place) => {
    const name = indicatorName(indicator) ?? indicator;
    return element('th', { scope: 'col', 'aria-sort': order(key) }, [
      button(key, words.columnName(name, words.kind[kind], year), [
        element('span', { class: 'grid__name', text: name }),
        element('span', { class: 'grid__kind', text: words.columnHead(words.kind[kind], year) }),
      ]),
      element('span', { class: 'grid__coverage', text: words.stated(...coverageOf(rows, place)) }),
    ]);
  });
  return element('thead', {}, [
    element('tr', {}, [
      element('th', { scope: 'col', 'aria-sort': order('region') }, [
        button('region', words.region, [element('span', { class: 'grid__name', text: words.region })]),
      ]),
      ...heads,
    ]),
  ]);
}

function cellView(
  { region, cells }: GridRow,
  { place, column, number }: { place: number; column: Column; number: number },
): HTMLElement {
  const words = matrixWords();
  const cell = cells[place];
  if (cell === undefined || cell.status !== 'stated') {
    const isReported = cell?.status === 'not-stated';
    return element('td', {
      class: isReported ? 'grid__missing' : 'grid__missing grid__missing--report',
      text: isReported ? words.notStated : words.noReport,
    });
  }
  const name = words.columnName(
    indicatorName(column.indicator) ?? column.indicator,
    words.kind[column.kind],
    column.year,
  );
  const figures = cell.rows.slice(0, READINGS).map((row, reading) => {
    const text = figureText(row, language());
    const verdict = verdictOf(row);
    const hints = [...(row.disputed ? [words.disputed] : []), ...(verdict ? [markWords().said[verdict]] : [])];
    return element('button', {
      class: reading === 0 ? 'grid__figure' : 'grid__figure grid__figure--other',
      type: 'button',
      // One stop for the tab key; arrows go on from there.
      tabindex: -1,
      text: text + (row.disputed ? ' ?' : '') + markSign(verdict),
      title: hints.join('; ') || null,
      'data-verdict': verdict,
      'data-citation': number + reading,
      'data-key': `figure ${region} ${column.key} ${reading}`,
      'aria-label': [words.openCell(regionName(region), name, text), ...hints].join('; '),
    });
  });
  return element('td', {}, figures);
}

/** `湖南省，地区生产总值增速 2020年目标`. */
function titleOf({ region, indicator, kind, year }: IndicatorRow): string {
  const words = matrixWords();
  const column = words.columnName(indicatorName(indicator) ?? indicator, words.kind[kind], year);
  return `${regionName(region)}${language() === 'zh' ? '，' : ', '}${column}`;
}

interface Listening {
  find: (control: HTMLElement) => Citation | undefined;
  open: (citation: Citation, from: HTMLElement) => void;
}

function listen(table: HTMLElement, { find, open }: Listening): void {
  const figureAt = (target: EventTarget | null): HTMLElement | null =>
    target instanceof Element ? target.closest<HTMLElement>('.grid__figure') : null;
  const quote = (control: HTMLElement | null): void => {
    const citation = control && find(control);
    if (control && citation) showQuote(citation, control);
  };
  const first = table.querySelector<HTMLElement>('.grid__figure');
  if (first) first.tabIndex = 0;
  table.addEventListener('click', (event) => {
    const control = figureAt(event.target);
    const citation = control && find(control);
    if (!control || !citation) return;
    hideQuote();
    open(citation, control);
  });
  table.addEventListener('pointerover', (event) => event.pointerType === 'mouse' && quote(figureAt(event.target)));
  table.addEventListener('pointerout', hideQuote);
  table.addEventListener('focusin', (event) => {
    const control = figureAt(event.target);
    if (control === null) return;
    for (const other of table.querySelectorAll<HTMLElement>('.grid__figure[tabindex="0"]')) other.tabIndex = -1;
    control.tabIndex = 0;
    if (control.matches(':focus-visible')) quote(control);
  });
  table.addEventListener('focusout', hideQuote);
  table.addEventListener('keydown', (event) => {
    const control = figureAt(event.target);
    const target = control && neighbour(control, event.key);
    if (!target) return;
    event.preventDefault();
    target.focus();
  });
}

/** The nearest figure in the direction of an arrow key, over cells that have none. */
function neighbour(control: HTMLElement, key: string): HTMLElement | null {
  const cell = control.closest('td');
  const row = cell?.parentElement;
  if (!(cell && row)) return null;
  const figure = (node: Element | null | undefined): HTMLElement | null => node?.querySelector('.grid__figure') ?? null;
  const walk = (
    step: (node: Element) => Element | null,
    look: (node: Element) => HTMLElement | null,
    from: Element,
  ) => {
    for (let node = step(from); node !== null; node = step(node)) {
      const found = look(node);
      if (found !== null) return found;
    }
    return null;
  };
  switch (key) {
    case 'ArrowRight':
      return walk((node) => node.nextElementSibling, figure, cell);
    case 'ArrowLeft':
      return walk((node) => node.previousElementSibling, figure, cell);
    case 'ArrowDown':
      return walk(
        (node) => node.nextElementSibling,
        (node) => figure(node.children[cell.cellIndex]),
        row,
      );
    case 'ArrowUp':
      return walk(
        (node) => node.previousElementSibling,
        (node) => figure(node.children[cell.cellIndex]),
        row,
      );
    default:
      return null;
  }
}
