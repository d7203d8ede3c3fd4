/** What an answer quotes, listed below it. */
import { element } from '../element.ts';
import { words } from '../language.ts';
import type { Citation } from '../model.ts';
import { citedTitle } from '../names.ts';
import { showGlossed } from './gloss-view.ts';
import type { OpenCitation } from './markers.ts';

/** Up to so many are shown at once; a table over 31 regions has more than anyone reads through. */
const SHOWN = 4;

export function sourcesView(citations: Citation[], open: OpenCitation): HTMLElement {
  const items = citations.map((citation) => {
    const { number, section } = citation;
    const quote = element('span', { class: 'source__quote' });
    showGlossed(quote, citation.quote.replace(/\s*\n\s*/g, ''));
    const button = element('button', { class: 'source', type: 'button' }, [
      element('span', { class: 'source__number', text: String(number) }),
      element('span', {
        class: 'source__place',
        text: [citedTitle(citation), section.at(-1) ?? ''].filter((part) => part !== '').join(' · '),
      }),
      quote,
    ]);
    button.addEventListener('click', () => open(citation, button));
    return element('li', {}, [button]);
  });
  return element('details', { class: 'sources', open: citations.length <= SHOWN }, [
    element('summary', { text: words().sources(citations.length) }),
    element('ol', {}, items),
  ]);
}
