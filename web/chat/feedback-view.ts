/** Thumbs for an answer, and the reason for a thumb down. */
import { sendFeedback } from '../api.ts';
import type { Exchange } from '../conversation.ts';
import { element, find } from '../element.ts';
import { icon } from '../icons.ts';
import { words } from '../language.ts';
import type { Answer, Turn } from '../model.ts';

type Rating = 'up' | 'down';

/** The buttons; the form for the reason comes into `below`. */
export function feedbackButtons(
  exchange: Exchange & { answer: Answer },
  { history, below, changed }: { history: () => Turn[]; below: HTMLElement; changed: () => void },
): HTMLElement[] {
  const send = async (rating: Rating, reason: string): Promise<void> => {
    const { id, question, answer } = exchange;
    try {
      await sendFeedback({ id, rating, reason, question, history: history(), answer });
      exchange.rating = rating;
      find('#live').textContent = words().feedbackKept;
      // While a reason is being typed its form stays.
      if (rating === 'up' || reason !== '')
        below.replaceChildren(element('p', { class: 'feedback__said', text: words().feedbackKept }));
      changed();
    } catch {
      below.replaceChildren(element('p', { class: 'feedback__said', role: 'alert', text: words().feedbackFailed }));
    }
    render();
  };
  const button = (rating: Rating): HTMLButtonElement =>
    element(
      'button',
      {
        class: 'tool',
        type: 'button',
        'aria-label': words().rate[rating],
        title: words().rate[rating],
        onclick: () => {
          send(rating, '');
          if (rating === 'down') below.replaceChildren(reasonForm((reason) => send('down', reason)));
        },
      },
      [icon(rating === 'up' ? 'thumbUp' : 'thumbDown')],
    );
  const buttons = { up: button('up'), down: button('down') };
  const render = (): void => {
    for (const rating of ['up', 'down'] as const) {
      buttons[rating].setAttribute('aria-pressed', String(exchange.rating === rating));
      buttons[rating].classList.toggle('tool--done', exchange.rating === rating);
    }
  };
  render();
  return [buttons.up, buttons.down];
}

function reasonForm(send: (reason: string) => void): HTMLElement {
  const input = element('input', {
    class: 'field feedback__reason',
    maxlength: 2000,
    placeholder: words().feedbackReason,
    'aria-label': words().feedbackReason,
  });
  const form = element('form', { class: 'feedback__form' }, [
    input,
    element('button', { class: 'button', type: 'submit', text: words().feedbackSend }),
  ]);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send(input.value.trim());
  });
  return form;
}
