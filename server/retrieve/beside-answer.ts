/** Where the last answer was said: what is asked on from it mostly stands beside it. */

/** A figure with the character behind it: 3.74亿, 50所; years are no such figures. */
const FIGURE = /(?<![\d.])(?!20\d\d年)\d+(?:\.\d+)?[%\u4e00-\u9fff]/g;
/** Characters in a row that tell that a text has words of the answer. */
const RUN = 8;

/** Whether a text holds what the answer before says: a figure of it, or a run of its words. */
export function holdsAnswer(text: string, answer: string): boolean {
  if (answer === '') return false;
  const plain = (words: string): string => words.replace(/\[\d+\]|[\s,，]/g, '');
  const [where, said] = [plain(text), plain(answer)];
  const figures = said.match(FIGURE) ?? [];
  if (figures.some((figure) => new RegExp(`(?<![\\d.])${figure.replace('.', '\\.')}`).test(where))) return true;
  for (let at = 0; at + RUN <= said.length; at++) if (where.includes(said.slice(at, at + RUN))) return true;
  return false;
}

/** 1 for a sentence that holds the answer before, half for one beside it in its passage. */
export function besideAnswer(sentence: string, passage: string, answer: string): number {
  if (holdsAnswer(sentence, answer)) return 1;
  return holdsAnswer(passage, answer) ? 0.5 : 0;
}
