/** Finds words in a report's source whatever their width, case and the line breaks between them. Pure. */

export interface Found {
  start: number;
  end: number;
}

/** More are neither counted nor marked: a single common character (的) stands in a report 800 times. */
export const MOST_FOUND = 2000;

/** A text without white space and Markdown's signs, of one width and case, with the place of each character. */
export interface Searchable {
  text: string;
  places: number[];
}

export function searchable(source: string): Searchable {
  let text = '';
  const places: number[] = [];
  for (let place = 0; place < source.length; place += 1) {
    const character = source[place] ?? '';
    if (/\s|\*/.test(character)) continue;
    const plain = folded(character);
    text += plain;
    for (let part = 0; part < plain.length; part += 1) places.push(place);
  }
  return { text, places };
}

/** Every place of `words` in reading order, as offsets of the source; none for words of white space alone. */
export function findWords({ text, places }: Searchable, words: string): Found[] {
  const wanted = folded(words.replace(/[\s*]/g, ''));
  const found: Found[] = [];
  if (wanted === '') return found;
  let at = text.indexOf(wanted);
  while (at >= 0 && found.length < MOST_FOUND) {
    found.push({ start: places[at] ?? 0, end: (places[at + wanted.length - 1] ?? 0) + 1 });
    at = text.indexOf(wanted, at + wanted.length);
  }
  return found;
}

/** A code unit of half a character (𠮷) has no other form. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
