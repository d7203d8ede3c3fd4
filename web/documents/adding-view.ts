/** What is being added, file by file. */
import { element } from '../element.ts';
import { language } from '../language.ts';
import type { Adding, Drop } from './adding.ts';
import { documentWords, explained } from './words.ts';

/** @param onDismiss Called when a person has read it; offered when all is done. */
export function addingView(drop: Drop, onDismiss: () => void): HTMLElement {
  const words = documentWords();
  return element('section', { class: 'adding', 'data-stage': drop.stage, 'aria-label': words.uploads }, [
    element('header', { class: 'adding__head' }, [
      element('h3', { text: words.uploads }),
      element('p', { class: 'adding__stage', text: stageText(drop) }),
      drop.stage === 'done'
        ? element('button', { class: 'button', type: 'button', text: words.dismiss, onclick: onDismiss })
        : null,
    ]),
    drop.stage === 'embedding' ? bar(drop.done, drop.total, stageText(drop)) : null,
    element('ul', { class: 'adding__list' }, drop.files.map(fileView)),
  ]);
}

function fileView(file: Adding): HTMLElement {
  const words = documentWords();
  const problem = file.problem && explained(file.problem);
  return element('li', { class: 'adding__file', 'data-state': file.state }, [
    element('span', { class: 'adding__name', text: file.path }),
    element('span', { class: 'adding__size', text: words.bytes(file.bytes) }),
    element('span', { class: 'adding__state', text: stateText(file) }),
    problem
      ? element('span', {
          class: 'adding__why',
          text: words.sentence([problem.what, problem.todo]),
        })
      : null,
    isGoingOut(file) ? bar(file.sent, file.bytes, `${file.path}: ${stateText(file)}`) : null,
  ]);
}

function isGoingOut({ state, sent, bytes }: Adding): boolean {
  return state === 'sending' && bytes > 0 && sent < bytes;
}

function bar(done: number, total: number, label: string): HTMLElement {
  return element('progress', { class: 'adding__bar', max: total, value: done, 'aria-label': label });
}

function stateText(file: Adding): string {
  const { state, documents = 0, characters = 0, replaced } = file;
  const words = documentWords();
  if (state === 'sending') return isGoingOut(file) ? words.sendingPart(file.sent / file.bytes) : words.gone;
  if (state !== 'read') return words[state];
  const read = words.readDone(documents, characters.toLocaleString(language()));
  return replaced ? `${read}${language() === 'zh' ? '；' : '; '}${words.replaced}` : read;
}

function stageText({ stage, files, done, total }: Drop): string {
  const words = documentWords();
  if (stage === 'sending') {
    const bytes = (of: (file: Adding) => number): string => words.bytes(files.reduce((sum, file) => sum + of(file), 0));
    return words.sendingAll(
      bytes(({ sent }) => sent),
      bytes(({ bytes }) => bytes),
    );
  }
  if (stage === 'reading') return words.reading;
  if (stage === 'answering') return words.answering;
  if (stage === 'embedding') return words.embedding(done, total);
  const read = files.filter(({ state }) => state === 'read').length;
  return words.sent(read, files.length - read);
}
