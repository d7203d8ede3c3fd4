/** One question and its answer on the page. */

import { copyText } from '../clipboard.ts';
import { asPlainText, type Conversation, completedQuestion, type Exchange } from '../conversation.ts';
import { element } from '../element.ts';
import { answerContent, pinButton } from '../excerpts/pinning.ts';
import { type IconName, icon } from '../icons.ts';
import { words } from '../language.ts';
import type { Citation, Turn } from '../model.ts';
import { shareMenu } from '../share/menu.ts';
import { AnswerView } from './answer-view.ts';
import { feedbackButtons } from './feedback-view.ts';
import { sourcesView } from './sources-view.ts';
import { traceView } from './trace-view.ts';
import { understoodView } from './understood-view.ts';
import { wordingView } from './wording-view.ts';

export interface ExchangeActions {
  openCitation: (exchange: Exchange, citation: Citation, from: HTMLElement) => void;
  ask: (question: string) => void;
  askAgain: (exchange: Exchange) => void;
  edit: (exchange: Exchange) => void;
  /** The turns before it, as they were sent along. */
  history: (exchange: Exchange) => Turn[];
  save: () => void;
  /** The conversation that it stands in. */
  conversation: () => Conversation;
}

export class ExchangeView {
  readonly node: HTMLLIElement;
  /** Comes into view when the answer's end does. */
  readonly end = element('span', { class: 'exchange__end' });
  readonly #exchange: Exchange;
  readonly #actions: ExchangeActions;
  readonly #answer: AnswerView;
  readonly #isFollowUp: boolean;
  readonly #above = element('div', { class: 'exchange__above' });
  readonly #opinion = element('div', { class: 'feedback' });
  readonly #below = element('div', { class: 'exchange__below' });

  constructor(exchange: Exchange, isFollowUp: boolean, actions: ExchangeActions) {
    this.#exchange = exchange;
    this.#isFollowUp = isFollowUp;
    this.#actions = actions;
    this.#answer = new AnswerView((citation, from) => actions.openCitation(exchange, citation, from));
    const isLong = exchange.question.length > LONG_QUESTION;
    const question = element('h2', {
      class: isLong ? 'exchange__question exchange__question--long' : 'exchange__question',
      text: exchange.question,
    });
    this.node = element('li', { class: 'exchange', 'data-id': exchange.id, 'data-citing': true }, [
      question,
      this.#above,
      this.#answer.node,
      this.#below,
      this.end,
    ]);
    this.update();
  }

  /** Shows the exchange as it stands now. */
  update(): void {
    const { state, understood, text, citations, table, answer } = this.#exchange;
    const open = state === 'pending' || state === 'answering';
    this.node.dataset.state = state;
    this.node.toggleAttribute('data-refused', answer?.refused === true);
    this.#answer.node.setAttribute('aria-busy', String(open));
    this.#above.replaceChildren(
      understoodView(
        understood,
        completedQuestion(this.#exchange, this.#isFollowUp),
        open ? null : (question) => this.#actions.ask(question),
      ),
      ...this.#verdict(),
    );
    this.#answer.update({ text, citations, table, open });
    this.#below.replaceChildren(...(open ? this.#waiting() : this.#ending()));
  }

  #verdict(): Node[] {
    const answer = this.#exchange.answer;
    if (!answer?.refused) return [];
    const reason = answer.reason === null ? '' : words().reasons[answer.reason];
    return [
      element('p', { class: 'exchange__verdict' }, [
        element('strong', { text: words().refused }),
        reason === '' ? null : ` · ${reason}`,
      ]),
    ];
  }

  #waiting(): Node[] {
    return this.#exchange.text === '' ? [element('p', { class: 'exchange__waiting', text: words().searching })] : [];
  }

  #ending(): Node[] {
    const { state, answer, failure, citations } = this.#exchange;
    const parts: (Node | null)[] = [
      state === 'stopped' ? element('p', { class: 'exchange__stopped', text: words().stopped }) : null,
      failure === null ? null : this.#failure(failure.code, failure.message, failure.hint),
      answer === null || answer.refused ? null : this.#missing(answer.missing),
      answer === null ? null : wordingView(answer),
      answer === null ? null : this.#suggestions(answer.suggestions),
      citations.length === 0
        ? null
        : sourcesView(citations, (citation, from) => this.#actions.openCitation(this.#exchange, citation, from)),
      this.#bar(),
      this.#opinion,
      traceView(this.#exchange.request),
    ];
    return parts.filter((part) => part !== null);
  }

  #failure(code: string, message: string, hint: string | null): HTMLElement {
    const known = words().errors[code];
    return element('div', { class: 'failure', role: 'alert' }, [
      element('p', { class: 'failure__title', text: words().failed }),
      element('p', { text: known ?? message }),
      known === undefined && hint !== null ? element('p', { class: 'failure__hint', text: hint }) : null,
      element('button', {
        class: 'button',
        type: 'button',
        text: words().tryAgain,
        onclick: () => this.#actions.askAgain(this.#exchange),
      }),
    ]);
  }

  #missing(missing: { what: string; reason: keyof ReturnType<typeof words>['reasons'] }[]): HTMLElement | null {
    if (missing.length === 0) return null;
    const items = missing.map(({ what, reason }) => element('li', { text: `${what} · ${words().reasons[reason]}` }));
    return element('div', { class: 'missing' }, [
      element('p', { class: 'missing__title', text: words().missing }),
      element('ul', {}, items),
    ]);
  }

  #suggestions(suggestions: string[]): HTMLElement | null {
    if (suggestions.length === 0) return null;
    const items = suggestions.map((text) =>
      element('li', {}, [
        element('button', { class: 'suggestion', type: 'button', text, onclick: () => this.#actions.ask(text) }),
      ]),
    );
    return element('div', { class: 'suggestions' }, [
      element('p', { class: 'suggestions__title', text: words().suggestions }),
      element('ul', {}, items),
    ]);
  }

  #thumbs(): HTMLElement[] {
    const { answer } = this.#exchange;
    if (answer === null) return [];
    return feedbackButtons(Object.assign(this.#exchange, { answer }), {
      history: () => this.#actions.history(this.#exchange),
      below: this.#opinion,
      changed: () => this.#actions.save(),
    });
  }

  #bar(): HTMLElement {
    const exchange = this.#exchange;
    const copy = tool('copy', words().copy, async () => {
      await copyText(asPlainText(exchange));
      copy.replaceChildren(words().copied);
      setTimeout(() => copy.replaceChildren(icon('copy')), COPIED_MS);
    });
    return element('div', { class: 'exchange__bar' }, [
      exchange.text === '' ? null : copy,
      exchange.text === '' ? null : pinButton(() => answerContent(exchange)),
      exchange.text === '' ? null : shareMenu(exchange, this.#actions.conversation()),
      tool('edit', words().edit, () => this.#actions.edit(exchange)),
      tool('again', words().askAgain, () => this.#actions.askAgain(exchange)),
      ...this.#thumbs(),
      exchange.answer === null
        ? null
        : element('span', { class: 'exchange__took', text: words().tookMs(exchange.answer.ms) }),
    ]);
  }
}

/** Characters from which a question is a text more than a heading: six lines of a phone. */
const LONG_QUESTION = 90;
/** How long a button says that it has copied. */
const COPIED_MS = 1600;

function tool(name: IconName, label: string, onclick: () => void): HTMLButtonElement {
  return element('button', { class: 'tool', type: 'button', 'aria-label': label, title: label, onclick }, [icon(name)]);
}
