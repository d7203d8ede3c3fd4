/**
 * Whether a sentence that a language model wrote says what a proved claim says: no more, no less, nothing else. Reports are
 * full of parallel clauses whose figures and names a small model swaps, so every word, figure and qualifier must be there in
 * its order. Free are punctuation, joining words, some adverbs that may fall away, and a few equal words: `data/wording.json`.
 * 了, 将, 要 and 提出 are not free: they turn a target into a result or back.
 */
import data from '../../data/wording.json' with { type: 'json' };

/** What a model may not bring in: markers of its own, markup, addresses. */
const FOREIGN_MARKS = /[[\]<>{}|`*#\\【】]|https?:|www\./i;

const longestFirst = (words: string[]): string => [...words].sort((a, b) => b.length - a.length).join('|');
/** Joining words, white space and punctuation; a point or comma between digits belongs to the figure. */
const LOOSE = new RegExp(
  `(?:${longestFirst(data.joining.zh)}|\\b(?:${data.joining.en.join('|')})\\b|[\\s;:!?。、…"'“”‘’「」『』()《》]|[,.](?!\\d)|(?<!\\d)[,.])+`,
  'g',
);
const DROPPABLE = new RegExp(longestFirst(data.droppable), 'g');
const DIGIT = /\d/;

/**
 * Why `sentence` may not stand for `proved`, or null where it says the same.
 * @param sentence What the model wrote, without markers.
 * @param proved The text of a claim that passed the check.
 */
export function unfaithful(sentence: string, proved: string): string | null {
  if (FOREIGN_MARKS.test(sentence)) return 'it brings in marks of its own';
  const said = essence(sentence);
  const meant = essence(proved);
  if (said === '') return 'it says nothing';
  if (said === meant || said === essence(proved.replace(DROPPABLE, ''))) return null;
  let same = 0;
  while (same < said.length && said[same] === meant[same]) same++;
  return `it has “${said.slice(same, same + SHOWN)}” where “${meant.slice(same, same + SHOWN)}” was proved`;
}

/** Characters of a difference that a fault shows. */
const SHOWN = 12;

/** A text without what is free. Two figures that only loose characters part stay parted. */
function essence(text: string): string {
  let plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .replace(/\s*[-—–~〜]+\s*/g, '~');
  for (const [word, other] of data.equal as [string, string][]) plain = plain.replaceAll(other, word);
  return plain.replace(LOOSE, (run, at: number) =>
    DIGIT.test(plain.charAt(at - 1)) && DIGIT.test(plain.charAt(at + run.length)) ? '|' : '',
  );
}
