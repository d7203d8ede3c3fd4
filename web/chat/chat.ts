/** The conversation: asks, shows what comes, keeps it. */
import { answerInAddress, leaveAnswer } from '../address.ts';
import { answerExchange } from '../asking.ts';
import { type Conversation, type Exchange, historyBefore, newConversation, newExchange } from '../conversation.ts';
import { find } from '../element.ts';
import { inEachLanguage, words } from '../language.ts';
import type { Citation, DocumentSummary } from '../model.ts';
import { findConversation, keepShown, saveConversation } from '../store.ts';
import { Composer } from './composer.ts';
import { ExchangeView } from './exchange-view.ts';
import { Scroll } from './scroll.ts';
import { Welcome } from './welcome.ts';

export interface ChatActions {
  openCitation: (citation: Citation, all: Citation[], from: HTMLElement) => void;
}

export class Chat {
  readonly #list = find('.exchanges');
  readonly #live = find('#live');
  readonly #scroll = new Scroll(find('.chat__scroll'), find<HTMLButtonElement>('.chat__latest'));
  readonly #composer: Composer;
  readonly #welcome: Welcome;
  readonly #actions: ChatActions;
  readonly #views = new Map<string, ExchangeView>();
  #conversation: Conversation = newConversation();
  #running: AbortController | null = null;

  constructor(actions: ChatActions) {
    this.#actions = actions;
    this.#composer = new Composer({
      send: (question, editing) => this.#send(question, editing),
      stop: () => this.#running?.abort(),
    });
    this.#welcome = new Welcome((question) => this.#ask(question));
    inEachLanguage(() => this.#render());
  }

  set documents(documents: DocumentSummary[]) {
    this.#welcome.documents = documents;
  }

  /** Shows a kept conversation, or a new one, and takes a link to another out of the address. */
  show(conversation: Conversation = newConversation()): void {
    if (answerInAddress()?.conversation !== conversation.id) leaveAnswer();
    this.#show(conversation);
  }

  /** At the start: what was shown before, then what the address leads to. */
  start(before: Conversation = newConversation()): Promise<void> {
    this.#show(before);
    return this.followAddress();
  }

  #show(conversation: Conversation): void {
    this.#running?.abort();
    this.#conversation = conversation;
    keepShown(conversation.id);
    this.#composer.clear();
    this.#render();
    this.#scroll.toLastQuestion();
    this.#composer.focus();
  }

  /** Shows the answer that the address leads to; one that is not kept is asked for anew. */
  async followAddress(): Promise<void> {
    const linked = answerInAddress();
    if (linked === null) return;
    const { conversation: id, answer, question } = linked;
    if (id !== this.#conversation.id || this.#conversation.exchanges.length === 0) {
      const found = await findConversation(id);
      if (answerInAddress()?.answer !== answer) return;
      if (found === null) {
        this.show();
        find('#live').textContent = words().linkGone;
        if (question !== '') this.#send(question, null);
        return;
      }
      this.show(found);
    }
    const view = this.#views.get(answer);
    if (view === undefined) return;
    for (const { node } of this.#views.values()) node.classList.toggle('exchange--linked', node === view.node);
    this.#scroll.toQuestion(view.node);
  }

  focus(): void {
    this.#composer.focus();
  }

  /** Takes the focus to the question after, or before, the one that is read. */
  step(by: number): void {
    const questions = [...this.#list.querySelectorAll<HTMLElement>('.exchange__question')];
    const here = document.activeElement?.closest('.exchange')?.querySelector<HTMLElement>('.exchange__question');
    const place = here ? questions.indexOf(here) : by > 0 ? -1 : questions.length;
    const target = questions[Math.min(Math.max(place + by, 0), questions.length - 1)];
    if (target === undefined) return;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    this.#scroll.toQuestion(target.closest<HTMLElement>('.exchange'));
  }

  #send(question: string, editing: string | null): void {
    if (this.#running !== null) return;
    const { exchanges } = this.#conversation;
    const edited = exchanges.findIndex(({ id }) => id === editing);
    // What followed an edited question spoke of its old answer.
    if (edited >= 0) for (const { id } of exchanges.splice(edited)) this.#remove(id);
    const exchange = newExchange(question);
    exchanges.push(exchange);
    this.#add(exchange);
    this.#run(exchange);
  }

  /** Asks what was pressed rather than typed: what was pressed may go, so the focus goes to the question that is answered. */
  #ask(question: string): void {
    if (this.#running !== null) return;
    this.#send(question, null);
    this.#focusQuestion(this.#conversation.exchanges.at(-1)?.id);
  }

  #focusQuestion(id: string | undefined): void {
    const question = this.#views.get(id ?? '')?.node.querySelector<HTMLElement>('.exchange__question');
    if (!question) return;
    question.tabIndex = -1;
    question.focus({ preventScroll: true });
  }

  async #run(exchange: Exchange): Promise<void> {
    if (this.#running !== null) return;
    const running = new AbortController();
    const conversation = this.#conversation;
    this.#running = running;
    this.#composer.busy = true;
    this.#welcome.hidden = true;
    this.#live.textContent = words().searching;
    this.#scroll.toQuestion(this.#views.get(exchange.id)?.node ?? null);
    await answerExchange(exchange, {
      conversation,
      signal: running.signal,
      changed: () => this.#views.get(exchange.id)?.update(),
    });
    saveConversation(conversation);
    if (conversation === this.#conversation) keepShown(conversation.id);
    this.#running = null;
    this.#composer.busy = false;
    this.#composer.followUp = this.#conversation.exchanges.length > 0;
    this.#live.textContent = spoken(exchange);
  }

  #render(): void {
    this.#views.clear();
    this.#list.replaceChildren();
    for (const exchange of this.#conversation.exchanges) this.#add(exchange);
    this.#welcome.hidden = this.#conversation.exchanges.length > 0;
    this.#composer.followUp = this.#conversation.exchanges.length > 0;
  }

  #add(exchange: Exchange): void {
    const view = new ExchangeView(exchange, this.#conversation.exchanges[0] !== exchange, {
      openCitation: (cited, citation, from) => this.#actions.openCitation(citation, cited.citations, from),
      ask: (question) => this.#ask(question),
      askAgain: (again) => {
        this.#run(again);
        this.#focusQuestion(again.id);
      },
      edit: ({ question, id }) => this.#composer.edit(question, id),
      history: (exchange) => historyBefore(this.#conversation, exchange),
      save: () => saveConversation(this.#conversation),
      conversation: () => this.#conversation,
    });
    this.#views.set(exchange.id, view);
    this.#list.append(view.node);
    this.#scroll.watch(view.end);
  }

  #remove(id: string): void {
    this.#views.get(id)?.node.remove();
    this.#views.delete(id);
  }
}

/** The answer for a screen reader, without the numbers of its citations. */
function spoken({ state, text, failure }: Exchange): string {
  if (state === 'stopped') return words().stopped;
  if (failure !== null) return `${words().failed} ${words().errors[failure.code] ?? failure.message}`;
  return words().answered + text.replace(/\[\d+\]/g, '');
}
