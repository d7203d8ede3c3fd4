/** A chart with the choice of its column; what draws is loaded when first asked for. */
import { element } from '../../element.ts';
import type { Citation } from '../../model.ts';
import { indicatorName } from '../../names.ts';
import { select } from '../controls.ts';
import type { Column, GridRow } from '../grid.ts';
import { matrixWords } from '../words.ts';

export interface ChartOptions {
  columns: Column[];
  rows: GridRow[];
  show: 'bars' | 'pairs' | 'map';
  /** Key of the column drawn; null for the first. */
  chosen: string | null;
  onColumn: (key: string) => void;
  onOpen: (citation: Citation, all: Citation[], from: HTMLElement) => void;
}

export function chartBox(options: ChartOptions): HTMLElement {
  const words = matrixWords();
  const { columns, show, onColumn } = options;
  const column = columns.find(({ key }) => key === options.chosen) ?? columns[0];
  const name = ({ indicator, kind, year }: Column): string =>
    words.columnName(indicatorName(indicator) ?? indicator, words.kind[kind], year);
  // A pair is of one indicator, so there each is offered once.
  const entries = columns
    .filter(
      ({ indicator }, place) => show !== 'pairs' || columns.findIndex((one) => one.indicator === indicator) === place,
    )
    .map((one): [string, string] => [
      one.key,
      show === 'pairs' ? (indicatorName(one.indicator) ?? one.indicator) : name(one),
    ]);
  const now = show === 'pairs' ? entries.find(([key]) => key.startsWith(`${column?.indicator}.`))?.[0] : column?.key;
  const figure = element('figure', { class: 'chart', 'data-citing': true });
  const box = element('div', { class: 'chart-box' }, [
    element('div', { class: 'chart-box__choice' }, [select(words.chartOf, 'column', entries, now ?? '', onColumn)]),
    figure,
  ]);
  if (column !== undefined) {
    import('./draw.ts').then(({ draw }) => draw(figure, { ...options, column }));
  }
  return box;
}
