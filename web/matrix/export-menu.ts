/** The menu that saves the view as a file; what makes the files is loaded when one is asked for. */
import { element, find } from '../element.ts';
import type { Column, GridRow } from './grid.ts';
import { matrixWords } from './words.ts';

export interface ExportedView {
  columns: Column[];
  rows: GridRow[];
  /** The chart that is shown; null for the table. */
  picture: Element | null;
}

export const FORMATS = ['csv', 'xlsx', 'png', 'svg'] as const;

export function exportMenu(view: () => ExportedView): HTMLElement {
  const words = matrixWords();
  const menu = element('details', { class: 'menu' }, [
    element('summary', { class: 'button', text: words.export, 'data-key': 'export' }),
    element(
      'ul',
      { class: 'menu__list' },
      FORMATS.map((format) =>
        element('li', {}, [
          element('button', {
            class: 'menu__item',
            type: 'button',
            text: words.files[format],
            'data-format': format,
            onclick: async () => {
              menu.open = false;
              const summary = find('summary', menu);
              summary.focus();
              try {
                const { saveView } = await import('./export.ts');
                await saveView(view(), format);
                find('#live').textContent = words.exported;
              } catch {
                find('#live').textContent = words.notExported;
                summary.textContent = words.notExported;
              }
            },
          }),
        ]),
      ),
    ),
  ]);
  menu.addEventListener('focusout', (event) => {
    if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    find('summary', menu).focus();
  });
  return menu;
}
