/** The menu below an answer: a link to it, and the answer or its whole conversation as a file or on paper. */
import { answerLink } from '../address.ts';
import { copyText } from '../clipboard.ts';
import type { Conversation, Exchange } from '../conversation.ts';
import { element, find } from '../element.ts';
import { icon } from '../icons.ts';
import { printAnswers } from './print.ts';
import { shareWords } from './words.ts';

const FORMATS = ['md', 'footnotes', 'docx', 'html', 'print'] as const;
/** How long the button says what was done. */
const SAID_MS = 2000;

/** A closed menu; `conversation` is the one that the exchange stands in. */
export function shareMenu(exchange: Exchange, conversation: Conversation): HTMLElement {
  const words = shareWords();
  const summary = element('summary', { class: 'tool', 'aria-label': words.share, title: words.share }, [icon('share')]);
  const menu = element('details', { class: 'menu menu--start share' }, [summary]);
  const whole = element('input', { type: 'checkbox', class: 'share__whole' });
  const say = (text: string): void => {
    find('#live').textContent = text;
    summary.replaceChildren(text);
    setTimeout(() => summary.replaceChildren(icon('share')), SAID_MS);
  };
  const act = async (work: () => Promise<string | null>): Promise<void> => {
    menu.open = false;
    summary.focus();
    const said = await work().catch(() => words.failed);
    if (said !== null) say(said);
  };
  const save = async (format: (typeof FORMATS)[number]): Promise<string | null> => {
    const chosen = whole.checked ? conversation.exchanges : [exchange];
    if (format === 'print') {
      printAnswers(chosen.map(({ id }) => id));
      return null;
    }
    const { saveAnswers } = await import('./export.ts');
    await saveAnswers(chosen, format);
    return words.saved;
  };
  const link = async (): Promise<string> => {
    await copyText(answerLink(conversation.id, exchange));
    return words.linkCopied;
  };
  const item = (name: string, text: string, work: () => Promise<string | null>): HTMLElement =>
    element('li', {}, [
      element('button', { class: 'menu__item', type: 'button', text, 'data-share': name, onclick: () => act(work) }),
    ]);
  // Filled when opened: the conversation has grown by then.
  menu.addEventListener('toggle', () => {
    if (!menu.open) return;
    const all = conversation.exchanges.filter(({ text }) => text !== '').length > 1;
    const list = element('ul', { class: 'menu__list' }, [
      item('link', words.link, link),
      all ? element('li', {}, [element('label', { class: 'check share__all' }, [whole, words.shareAll])]) : null,
      ...FORMATS.map((format) => item(format, words.formats[format], () => save(format))),
    ]);
    menu.replaceChildren(summary, list);
    list.scrollIntoView({ block: 'nearest' });
  });
  menu.addEventListener('focusout', (event) => {
    if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    summary.focus();
  });
  return menu;
}
