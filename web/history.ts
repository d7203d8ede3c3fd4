/** Earlier conversations, in a dialog. */
import type { Conversation } from './conversation.ts';
import { element, find } from './element.ts';
import { icon } from './icons.ts';
import { words } from './language.ts';
import { deleteConversation, loadConversations } from './store.ts';

/** Opens the list; `show` gets the one that is chosen. */
export function openHistory(show: (conversation: Conversation) => void): void {
  const dialog = find<HTMLDialogElement>('.history');
  const render = (): void => {
    const items = loadConversations().map((conversation) => {
      const title = conversation.exchanges[0]?.question ?? '';
      const choose = (): void => {
        dialog.close();
        show(conversation);
      };
      const remove = (): void => {
        deleteConversation(conversation.id);
        render();
      };
      return element('li', { class: 'history__item' }, [
        element('button', { class: 'history__title', type: 'button', text: title, onclick: choose }),
        element(
          'button',
          {
            class: 'tool',
            type: 'button',
            'aria-label': `${words().deleteConversation}: ${title}`,
            title: words().deleteConversation,
            onclick: remove,
          },
          [icon('bin')],
        ),
      ]);
    });
    dialog.replaceChildren(
      element('header', { class: 'history__head' }, [
        element('h2', { text: words().conversations }),
        element(
          'button',
          {
            class: 'tool',
            type: 'button',
            'aria-label': words().close,
            title: words().close,
            onclick: () => dialog.close(),
          },
          [icon('close')],
        ),
      ]),
      items.length === 0
        ? element('p', { class: 'history__none', text: words().noConversations })
        : element('ul', { class: 'history__list' }, items),
    );
  };
  render();
  dialog.onclick = (event) => event.target === dialog && dialog.close();
  dialog.showModal();
}
