/** The box that questions are typed in. */
import { find } from '../element.ts';
import { icon } from '../icons.ts';
import { inEachLanguage, words } from '../language.ts';
import { CompletionList } from './completion-list.ts';

/** The server's limit. */
const LIMIT = 2000;
/** The count is shown from here on. */
const NEAR_LIMIT = 1800;

export interface ComposerActions {
  /** Takes the question; `editing` is what was given to `edit`. */
  send: (question: string, editing: string | null) => void;
  stop: () => void;
}

export class Composer {
  readonly #form = find<HTMLFormElement>('.composer');
  readonly #field = find<HTMLTextAreaElement>('.composer__field');
  readonly #button = find<HTMLButtonElement>('.composer__button');
  readonly #note = find('.composer__note');
  readonly #editing = find('.composer__editing');
  readonly #actions: ComposerActions;
  readonly #list: CompletionList;
  #busy = false;
  #edited: string | null = null;
  #followUp = false;

  constructor(actions: ComposerActions) {
    this.#actions = actions;
    this.#list = new CompletionList(this.#field);
    this.#field.addEventListener('input', () => {
      this.#render();
      this.#list.update();
    });
    this.#field.addEventListener('keydown', (event) => this.#onKey(event));
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.#busy) this.#actions.stop();
      else this.#send();
    });
    find('.composer__cancel').addEventListener('click', () => this.clear());
    inEachLanguage(() => this.#render());
  }

  /** While an answer comes the button stops it; typing goes on. */
  set busy(busy: boolean) {
    this.#busy = busy;
    this.#render();
  }

  /** Whether there is something to ask on from. */
  set followUp(followUp: boolean) {
    this.#followUp = followUp;
    this.#render();
  }

  /** Puts an earlier question into the box to be changed. */
  edit(question: string, id: string): void {
    this.#edited = id;
    this.#field.value = question;
    this.#render();
    this.focus();
  }

  clear(): void {
    this.#edited = null;
    this.#field.value = '';
    this.#render();
  }

  focus(): void {
    this.#field.focus();
  }

  #onKey(event: KeyboardEvent): void {
    // Enter that ends an input method's composition is not meant for us; Safari tells it by the key code alone.
    const composing = event.isComposing || event.keyCode === 229;
    if (!composing && this.#list.onKey(event)) return;
    if (event.key === 'Enter' && !event.shiftKey && !composing) {
      event.preventDefault();
      this.#send();
    }
    if (event.key !== 'Escape' || composing) return;
    if (this.#busy) this.#actions.stop();
    else if (this.#edited !== null) this.clear();
  }

  #send(): void {
    const question = this.#field.value.trim();
    if (question === '' || question.length > LIMIT || this.#busy) return;
    const editing = this.#edited;
    this.#list.close();
    this.clear();
    this.#actions.send(question, editing);
  }

  #render(): void {
    const count = this.#field.value.trim().length;
    const tooLong = count > LIMIT;
    this.#field.placeholder = this.#followUp ? words().placeholderFollowUp : words().placeholder;
    this.#note.textContent = count > NEAR_LIMIT ? words().tooLong(count, LIMIT) : words().enterHint;
    this.#note.classList.toggle('composer__note--wrong', tooLong);
    this.#field.setAttribute('aria-invalid', String(tooLong));
    this.#editing.hidden = this.#edited === null;
    const label = this.#busy ? words().stop : words().send;
    this.#button.replaceChildren(icon(this.#busy ? 'stop' : 'send'));
    this.#button.setAttribute('aria-label', label);
    this.#button.title = label;
    this.#button.disabled = !this.#busy && (count === 0 || tooLong);
    // As high as its text, up to the limit in the style sheet.
    this.#field.style.height = 'auto';
    this.#field.style.height = `${this.#field.scrollHeight}px`;
  }
}
