/** `[n]` in an answer: a button that shows its quote when pointed at and opens the report when pressed. */
import { element } from '../element.ts';
import { words } from '../language.ts';
import type { Citation } from '../model.ts';
import { hideQuote, showQuote } from './quote-card.ts';

/** What a click on a citation does. */
export type OpenCitation = (citation: Citation, from: HTMLElement) => void;

/** A button for a citation that has arrived. */
export function marker(citation: Citation, open: OpenCitation): HTMLButtonElement {
  const button = element('button', {
    class: 'marker',
    type: 'button',
    text: String(citation.number),
    'aria-label': `${words().citation(citation.number)}: ${citation.title}`,
  });
  citing(button, citation, open);
  return button;
}

/** Makes any control behave as a citation: hover and focus show the quote, a press opens it. */
export function citing(control: HTMLElement, citation: Citation, open: OpenCitation): void {
  control.dataset.citation = String(citation.number);
  control.addEventListener('pointerenter', (event) => {
    if (event.pointerType === 'mouse') showQuote(citation, control);
  });
  control.addEventListener('pointerleave', hideQuote);
  control.addEventListener('focus', () => {
    if (control.matches(':focus-visible')) showQuote(citation, control);
  });
  control.addEventListener('blur', hideQuote);
  control.addEventListener('click', () => {
    hideQuote();
    open(citation, control);
  });
}

/** Shows which citation of an exchange is open in the reading pane; null for none. */
export function markCurrent(exchange: ParentNode | null, number: number | null): void {
  for (const control of document.querySelectorAll('[data-citation][aria-current]'))
    control.removeAttribute('aria-current');
  if (exchange === null || number === null) return;
  for (const control of exchange.querySelectorAll(`[data-citation="${number}"]`))
    control.setAttribute('aria-current', 'true');
}
