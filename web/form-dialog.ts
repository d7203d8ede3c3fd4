/** A dialog with a form: it stays open, and says why, until what it is for has been done. */
import { element } from './element.ts';
import { icon } from './icons.ts';

/** What a dialog does when it is confirmed. */
type Work = () => Promise<void>;

export interface FormDialogOptions {
  title: string;
  body: HTMLElement[];
  /** Name of the button that confirms. */
  confirm: string;
  words: { cancel: string; close: string; saving: string; failed: (error: unknown) => string };
  /** What is wrong with what was typed; null where nothing is. */
  fault?: () => string | null;
  /** What is to be done; null where nothing was changed. */
  work: () => Work | null;
  /** Another way out, such as taking back what was said before. */
  other?: { text: string; work: Work } | null;
}

/** Opens it; resolves with whether something was done. The focus goes back to where it was. */
export function formDialog(options: FormDialogOptions): Promise<boolean> {
  const { title, body, confirm, words, fault = () => null, work, other = null } = options;
  const note = element('p', { class: 'form__note', role: 'status' });
  let isDone = false;
  const button = (text: string, run: () => void): HTMLButtonElement =>
    element('button', { class: 'button', type: 'button', text, onclick: run });
  const buttons = [
    ...(other ? [button(other.text, () => run(other.work))] : []),
    button(words.cancel, () => dialog.close()),
    element('button', { class: 'button button--main', type: 'submit', text: confirm }),
  ];
  const form = element('form', { class: 'form' }, [...body, note, element('footer', { class: 'form__foot' }, buttons)]);
  const close = element(
    'button',
    { class: 'tool', type: 'button', 'aria-label': words.close, title: words.close, onclick: () => dialog.close() },
    [icon('close')],
  );
  const dialog = element('dialog', { class: 'dialog', 'aria-label': title }, [
    element('header', { class: 'dialog__head' }, [element('h2', { text: title }), close]),
    form,
  ]);
  const run = async (task: Work): Promise<void> => {
    note.textContent = words.saving;
    for (const one of buttons) one.disabled = true;
    try {
      await task();
      isDone = true;
      dialog.close();
    } catch (error) {
      note.textContent = words.failed(error);
      for (const one of buttons) one.disabled = false;
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const wrong = fault();
    note.textContent = wrong ?? '';
    if (wrong !== null) return;
    const task = work();
    if (task === null) dialog.close();
    else run(task);
  });
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(isDone);
    });
  });
}
