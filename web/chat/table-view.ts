/** The table of an answer: regions down, indicators across, each cell opens what proves it. */
import { element } from '../element.ts';
import { words } from '../language.ts';
import type { AnswerTable, Citation, TableCell } from '../model.ts';
import { regionName } from '../names.ts';
import { figureText } from './figure-text.ts';
import { citing, type OpenCitation } from './markers.ts';

export function tableView(table: AnswerTable, citations: Citation[], open: OpenCitation): HTMLElement {
  const { columns, rows } = table;
  // Labels are in the language of the answer, and so are its figures.
  const language = columns.some(({ label }) => /[一-龥]/.test(label)) ? 'zh' : 'en';
  const head = element('tr', {}, [
    element('th', { scope: 'col', text: words().region }),
    ...columns.map(({ label, unit }) =>
      element('th', { scope: 'col' }, [
        label,
        unit === '' || label.includes(unit) || (language === 'en' && unit !== '%')
          ? null
          : element('span', { class: 'matrix__unit', text: unit }),
      ]),
    ),
  ]);
  const body = rows.map(({ region, cells }) =>
    element('tr', {}, [
      element('th', { scope: 'row', text: regionName(region) }),
      ...cells.map((cell) => cellNode(cell, language, citations, open)),
    ]),
  );
  // Scrolls by itself on a narrow screen, so it takes the focus for the arrow keys.
  return element(
    'div',
    { class: 'matrix', tabindex: 0, role: 'region', 'aria-label': columns.map(({ label }) => label).join(', ') },
    [element('table', {}, [element('thead', {}, [head]), element('tbody', {}, body)])],
  );
}

function cellNode(cell: TableCell, language: 'zh' | 'en', citations: Citation[], open: OpenCitation): HTMLElement {
  if (cell.status !== 'stated') {
    const text = cell.status === 'not-stated' ? words().notStated : words().noReport;
    return element('td', { class: 'matrix__empty', text });
  }
  const [first, ...more] = cell.citations.flatMap(
    (number) => citations.find((citation) => citation.number === number) ?? [],
  );
  const figure = element(first ? 'button' : 'span', {
    class: 'matrix__figure',
    text: figureText(cell, language),
    ...(first && { type: 'button' }),
  });
  if (first) citing(figure, first, open);
  const others = more.map((citation) => {
    const button = element('button', { class: 'marker', type: 'button', text: String(citation.number) });
    citing(button, citation, open);
    return button;
  });
  return element('td', {}, [figure, ...others]);
}
