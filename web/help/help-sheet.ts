/** The sheet of all keys, in a dialog; a chunk of its own. */
import { element } from '../element.ts';
import { icon } from '../icons.ts';
import { KEYS, type KeyName, singleKeys, switchSingleKeys } from '../keys.ts';
import { words } from '../language.ts';
import { helpWords } from './words.ts';

const EVERYWHERE: KeyName[] = [
  'help',
  'question',
  'newConversation',
  'conversations',
  'page',
  'nextAnswer',
  'previousAnswer',
];
const REPORT: KeyName[] = ['nextCitation', 'previousCitation', 'find', 'contents', 'leave'];

/** Opens the sheet; the dialog gives the focus back to where it was. */
export function openHelp(): void {
  const text = helpWords();
  const dialog = element('dialog', { class: 'help', 'aria-labelledby': 'help-title' });
  const named = (names: KeyName[]): [string[], string][] => names.map((name) => [[...KEYS[name]], text.keys[name]]);
  const single = element('input', { type: 'checkbox' });
  single.checked = singleKeys();
  single.addEventListener('change', () => switchSingleKeys(single.checked));
  const close = element(
    'button',
    { class: 'tool', type: 'button', 'aria-label': words().close, title: words().close, onclick: () => dialog.close() },
    [icon('close')],
  );
  dialog.append(
    element('header', { class: 'history__head' }, [element('h2', { id: 'help-title', text: text.title }), close]),
    element('div', { class: 'help__body', tabindex: 0 }, [
      groupView(text.groups.everywhere, named(EVERYWHERE)),
      groupView(text.groups.report, [
        ...named(REPORT),
        [['Enter'], text.search.next],
        [['Shift + Enter'], text.search.previous],
      ]),
      groupView(text.groups.box, [
        [['Enter'], text.box.send],
        [['Shift + Enter'], text.box.line],
        [['↓', '↑'], text.box.complete],
        [['Escape'], text.box.cancel],
      ]),
      groupView(text.groups.table, [
        [['Arrows'], text.table.walk],
        [['Enter'], text.table.open],
      ]),
    ]),
    element('footer', { class: 'help__foot' }, [
      element('label', { class: 'check' }, [single, text.single]),
      element('p', { text: text.singleHint }),
    ]),
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function groupView(title: string, lines: [string[], string][]): HTMLElement {
  const { spoken } = helpWords();
  return element('section', { class: 'help__group' }, [
    element('h3', { text: title }),
    element(
      'dl',
      {},
      lines.map(([keys, meaning]) =>
        element('div', { class: 'help__line' }, [
          element(
            'dt',
            {},
            keys.map((key) => element('kbd', { text: spoken[key] ?? key })),
          ),
          element('dd', { text: meaning }),
        ]),
      ),
    ),
  ]);
}
