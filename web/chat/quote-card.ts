/** The small card with a quote, beside the marker that is pointed at. One for the whole page. */
import { element, find } from '../element.ts';
import type { Citation } from '../model.ts';
import { citedTitle } from '../names.ts';
import { showGlossed } from './gloss-view.ts';

/** Pixels between marker and card, and between card and the edge of the window. */
const GAP = 8;
/** Characters of a long quote; the rest is a click away. */
const LONGEST = 320;

const card = element('div', { class: 'quote-card', role: 'tooltip', id: 'quote-card', hidden: true });
// Inside a landmark, so that screen readers find it in its place.
find('main').append(card);
document.addEventListener('keydown', (event) => event.key === 'Escape' && hideQuote());
document.addEventListener('scroll', onScroll, { capture: true, passive: true });

let target: HTMLElement | null = null;

/** Shows a citation's quote by a control, above it where below is no room. */
export function showQuote(citation: Citation, by: HTMLElement): void {
  const quote = citation.quote.replace(/\s*\n\s*/g, '');
  const words = element('p', { class: 'quote-card__quote' });
  showGlossed(words, quote.length > LONGEST ? `${quote.slice(0, LONGEST)}…` : quote);
  card.replaceChildren(
    words,
    element('p', { class: 'quote-card__place', text: [citedTitle(citation), ...citation.section].join(' · ') }),
  );
  card.hidden = false;
  target = by;
  by.setAttribute('aria-describedby', card.id);
  place(by);
}

// Words with their meaning make it grow after it was placed.
new ResizeObserver(() => target !== null && place(target)).observe(card);
// A page that draws nothing for a while, as one in the background, hears of its size late; of its words at once.
new MutationObserver(() => target !== null && place(target)).observe(card, { childList: true, subtree: true });

/**
 * Below the control, above it where below is no room, and always inside the window: a control that has the focus may have
 * been scrolled out of it, by the conversation that moves to a new question among others.
 */
function place(by: HTMLElement): void {
  card.style.maxBlockSize = '';
  const box = by.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const below = box.bottom + GAP + height < innerHeight;
  const top = inWindow(below ? box.bottom + GAP : box.top - GAP - height, height, innerHeight);
  card.style.top = `${top}px`;
  // Should it grow unheard of, it still ends at the edge.
  card.style.maxBlockSize = `${innerHeight - top - GAP}px`;
  card.style.left = `${inWindow(box.left - GAP * 2, width, innerWidth)}px`;
}

/** Where something of a length begins that should begin at `start`, kept off both edges of a window. */
function inWindow(start: number, length: number, window: number): number {
  return Math.max(GAP, Math.min(start, window - length - GAP));
}

/** A control that gets the focus is scrolled into sight: its card goes along; one that is only pointed at is left behind. */
function onScroll(): void {
  if (target !== null && target === document.activeElement) place(target);
  else hideQuote();
}

export function hideQuote(): void {
  card.hidden = true;
  target?.removeAttribute('aria-describedby');
  target = null;
}
