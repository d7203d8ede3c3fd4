/** A Chinese quote with each word's English under it, for readers of the English page. */
import { glossOf } from '../api.ts';
import { element } from '../element.ts';
import { language } from '../language.ts';
import type { GlossedWord } from '../model.ts';

/** Characters that the server glosses at once. */
const LONGEST = 1000;

const known = new Map<string, Promise<GlossedWord[]>>();

/** Sets a node's text; in the English page the words' meanings are added once they are there. */
export function showGlossed(node: HTMLElement, text: string): void {
  node.textContent = text;
  if (language() !== 'en' || !/[\u4e00-\u9fff]/.test(text)) return;
  const shown = text.slice(0, LONGEST);
  const words = known.get(shown) ?? glossOf(shown);
  known.set(shown, words);
  words.then(
    (glossed) => {
      // The card may show another quote by now.
      if (node.textContent === text) node.replaceChildren(...glossed.map(wordNode), text.slice(shown.length));
    },
    // The quote alone is what the page owes; the next look asks again.
    () => known.delete(shown),
  );
}

/** Pinyin where no meaning is known; a word that needs none stands alone. */
function wordNode({ text, pinyin, english }: GlossedWord): Node | string {
  const meaning = english ?? pinyin;
  if (meaning === '') return text;
  return element('ruby', { class: english === null ? 'gloss gloss--pinyin' : 'gloss', title: pinyin }, [
    text,
    element('rt', { text: meaning }),
  ]);
}
