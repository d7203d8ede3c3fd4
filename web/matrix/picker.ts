/** The dialog in which indicators are chosen: by field, found by name, English or pinyin. */
import { element } from '../element.ts';
import { icon } from '../icons.ts';
import type { IndicatorName } from '../model.ts';
import { allNames, indicatorName, isMeant } from '../names.ts';
import { matrixWords } from './words.ts';

/** More columns than this nobody compares at once, and each takes a request. */
const MOST_INDICATORS = 12;

export interface PickerActions {
  /** Gets the chosen ids after every choice. */
  onChange: (chosen: string[]) => void;
  onClose: () => void;
}

/** Opens it. */
export function pickIndicators(chosen: string[], { onChange, onClose }: PickerActions): void {
  const words = matrixWords();
  let now = chosen;
  const list = element('div', { class: 'picker__list' });
  const note = element('p', { class: 'picker__note', role: 'status' });
  const search = element('input', {
    class: 'field picker__search',
    type: 'search',
    placeholder: words.search,
    'aria-label': words.search,
  });
  const close = element(
    'button',
    { class: 'tool', type: 'button', 'aria-label': words.close, title: words.close, onclick: () => dialog.close() },
    [icon('close')],
  );
  const dialog = element('dialog', { class: 'dialog picker', 'aria-label': words.addIndicator }, [
    element('header', { class: 'dialog__head' }, [element('h2', { text: words.addIndicator }), close]),
    search,
    list,
    element('footer', { class: 'picker__foot' }, [
      note,
      element('button', { class: 'button', type: 'button', text: words.done, onclick: () => dialog.close() }),
    ]),
  ]);
  const toggle = (id: string, box: HTMLInputElement): void => {
    if (box.checked && now.length >= MOST_INDICATORS) {
      box.checked = false;
      note.textContent = `${words.mostChosen(MOST_INDICATORS)}. ${words.tooMany}`;
      return;
    }
    now = box.checked ? [...now, id] : now.filter((other) => other !== id);
    note.textContent = words.chosen(now.length);
    onChange(now);
  };
  const render = (): void => {
    const found = allNames().indicators.filter((indicator) => isMeant(search.value, { ...indicator, group: '' }));
    const fields = new Map<string, IndicatorName[]>();
    for (const indicator of found) fields.set(indicator.group, [...(fields.get(indicator.group) ?? []), indicator]);
    list.replaceChildren(
      ...[...fields].map(([field, members]) =>
        element('fieldset', { class: 'picker__field' }, [
          element('legend', { text: words.fields[field] ?? field }),
          ...members.map(({ id }) => {
            const box = element('input', { type: 'checkbox', value: id });
            box.checked = now.includes(id);
            box.addEventListener('change', () => toggle(id, box));
            return element('label', { class: 'check' }, [box, indicatorName(id) ?? id]);
          }),
        ]),
      ),
    );
  };
  search.addEventListener('input', render);
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  dialog.addEventListener('close', () => {
    dialog.remove();
    onClose();
  });
  note.textContent = words.chosen(now.length);
  render();
  document.body.append(dialog);
  dialog.showModal();
  search.focus();
}
