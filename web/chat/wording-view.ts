/** Who worded an answer, where a language model is at work: shown under the answer, so that its words are known for what they are. */
import { element } from '../element.ts';
import { words } from '../language.ts';
import type { Answer } from '../model.ts';

/** Null where no language model had a hand in the answer. */
export function wordingView({ wording, notice }: Pick<Answer, 'wording' | 'notice'>): HTMLElement | null {
  if (wording === null) return null;
  const text =
    wording.reworded > 0 ? words().reworded(wording.model, wording.reworded, wording.kept) : words().notReworded;
  return element('p', { class: 'exchange__wording', text: notice === null ? text : `${text} ${notice.message}` });
}
