/** Earlier conversations, in a dialog: searched, opened, renamed, deleted. */
import { keptConversation, keptConversations, removeConversation, renameConversation } from './api.ts';
import type { Conversation } from './conversation.ts';
import { element, find } from './element.ts';
import { icon } from './icons.ts';
import { words } from './language.ts';
import type { KeptConversation } from './model.ts';
import { deleteConversation, loadConversations, settled } from './store.ts';

type Entry = Pick<KeptConversation, 'id' | 'title'> & { here: Conversation | null };

/** A search begins so long after the last key. */
const SEARCH_AFTER_MS = 200;

/** Opens the list; `show` gets the one that is chosen. */
export function openHistory(show: (conversation: Conversation) => void): void {
  const dialog = find<HTMLDialogElement>('.history');
  const list = element('div', { class: 'history__body' });
  const search = element('input', {
    class: 'field history__search',
    type: 'search',
    placeholder: words().searchConversations,
    'aria-label': words().searchConversations,
  });
  let wanted = 0;
  const render = async (changed?: string): Promise<void> => {
    wanted += 1;
    const own = wanted;
    const entries = await entriesOf(search.value.trim());
    if (own !== wanted) return;
    const open = async ({ id, here }: Entry): Promise<void> => {
      const found = here ?? (await keptConversation(id).catch(() => null));
      if (found === null) return render();
      dialog.close();
      show(settled(found as Conversation));
    };
    const items = entries.map((entry) => itemView(entry, { open: () => open(entry), render }));
    list.replaceChildren(
      items.length === 0
        ? element('p', { class: 'history__none', text: search.value ? words().noneFound : words().noConversations })
        : element('ul', { class: 'history__list' }, items),
    );
    // What was renamed keeps the focus; after one that is gone it is the search that has it.
    if (changed === undefined) return;
    const same = items.find(({ dataset }) => dataset.id === changed);
    (same?.querySelector<HTMLElement>('.tool') ?? search).focus();
  };
  let timer: ReturnType<typeof setTimeout>;
  search.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => render(), SEARCH_AFTER_MS);
  });
  dialog.replaceChildren(
    element('header', { class: 'history__head' }, [
      element('h2', { text: words().conversations }),
      search,
      tool('close', words().close, () => dialog.close()),
    ]),
    list,
  );
  render();
  // A handler that gives back false would also stop a form inside from being sent.
  dialog.onclick = (event) => {
    if (event.target === dialog) dialog.close();
  };
  dialog.showModal();
}

/** What the server keeps, and what only this browser has. */
async function entriesOf(q: string): Promise<Entry[]> {
  const local = loadConversations();
  const title = ({ exchanges }: Conversation): string => exchanges[0]?.question ?? '';
  const fits = (conversation: Conversation): boolean =>
    conversation.exchanges.some(({ question, text }) => `${question}\n${text}`.includes(q));
  const here = (conversation: Conversation): Entry => ({
    id: conversation.id,
    title: title(conversation),
    here: conversation,
  });
  try {
    const kept = await keptConversations(q);
    const known = new Set(kept.map(({ id }) => id));
    const only = local.filter(
      (conversation) => !conversation.kept && !known.has(conversation.id) && fits(conversation),
    );
    return [...only.map(here), ...kept.map((entry): Entry => ({ ...entry, here: null }))];
  } catch {
    return local.filter(fits).map(here);
  }
}

function itemView(
  entry: Entry,
  { open, render }: { open: () => void; render: (changed: string) => void },
): HTMLElement {
  const { id, title, here } = entry;
  const item = element('li', { class: 'history__item', 'data-id': id });
  const rename = (): void => {
    const input = element('input', {
      class: 'field history__rename',
      value: title,
      'aria-label': words().renameConversation,
    });
    const form = element('form', { class: 'history__form' }, [
      input,
      element('button', { class: 'button', type: 'submit', text: words().save }),
    ]);
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (input.value.trim() !== '') await renameConversation(id, input.value.trim()).catch(() => {});
      render(id);
    });
    form.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      render(id);
    });
    item.replaceChildren(form);
    input.select();
  };
  const remove = async (): Promise<void> => {
    deleteConversation(id);
    if (here === null) await removeConversation(id).catch(() => {});
    render(id);
  };
  item.append(
    element('button', { class: 'history__title', type: 'button', text: title, onclick: open }),
    ...(here === null ? [tool('edit', `${words().renameConversation}: ${title}`, rename)] : []),
    tool('bin', `${words().deleteConversation}: ${title}`, remove),
  );
  return item;
}

function tool(name: 'edit' | 'bin' | 'close', label: string, onclick: () => void): HTMLElement {
  return element('button', { class: 'tool', type: 'button', 'aria-label': label, title: label, onclick }, [icon(name)]);
}
