/** Which of the page's views is shown: it stands in the address, and each but the chat is loaded when first asked for. */
import { addressNow } from './address.ts';
import { find } from './element.ts';
import { inEachLanguage, words } from './language.ts';

const VIEWS = ['chat', 'matrix', 'excerpts', 'documents'] as const;
export type ViewName = (typeof VIEWS)[number];

/** A view beside the chat. */
export interface View {
  /** Shows itself by the address's settings; called again when these change. */
  show: (settings: URLSearchParams) => void;
}

/** Loads a view into its node. */
export type LoadView = (node: HTMLElement) => Promise<View>;

export class Views {
  readonly #links = find('.views');
  readonly #stage = find('.stage');
  readonly #loaders: Record<Exclude<ViewName, 'chat'>, LoadView>;
  readonly #loaded = new Map<ViewName, Promise<View>>();
  #current: ViewName = 'chat';

  constructor(loaders: Record<Exclude<ViewName, 'chat'>, LoadView>) {
    this.#loaders = loaders;
    inEachLanguage(() => this.#renderTitle());
    addEventListener('popstate', () => this.followAddress());
  }

  get current(): ViewName {
    return this.#current;
  }

  /** Shows a view as it was left. */
  go(name: ViewName): void {
    if (name === this.#current) return;
    history.pushState(null, '', name === 'chat' ? location.pathname + location.search : `#view=${name}`);
    dispatchEvent(new PopStateEvent('popstate'));
  }

  /** Shows the view that the address names. */
  async followAddress(): Promise<void> {
    const settings = addressNow();
    const name = VIEWS.find((candidate) => candidate === settings.get('view')) ?? 'chat';
    const isOther = this.#current !== name;
    this.#current = name;
    document.body.dataset.view = name;
    for (const node of this.#stage.querySelectorAll<HTMLElement>('[data-page]'))
      node.hidden = node.dataset.page !== name;
    for (const link of this.#links.querySelectorAll<HTMLElement>('[data-view]')) {
      if (link.dataset.view === name) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    if (isOther) this.#focusShown(name);
    this.#renderTitle();
    if (name === 'chat') return;
    (await this.#load(name)).show(addressNow());
  }

  #load(name: Exclude<ViewName, 'chat'>): Promise<View> {
    const known = this.#loaded.get(name);
    if (known !== undefined) return known;
    const loading = this.#loaders[name](find(`[data-page=${name}]`, this.#stage));
    this.#loaded.set(name, loading);
    // A chunk that could not be fetched is asked for again the next time.
    loading.catch(() => this.#loaded.delete(name));
    return loading;
  }

  /** What had the focus in the page that was left cannot keep it. */
  #focusShown(name: ViewName): void {
    const { activeElement } = document;
    if (activeElement !== document.body && activeElement?.closest('[data-page][hidden]') === null) return;
    const page = find(`[data-page=${name}]`, this.#stage);
    page.tabIndex = -1;
    page.focus({ preventScroll: true });
  }

  #renderTitle(): void {
    const view = this.#current === 'chat' ? '' : `${words().views[this.#current]} · `;
    document.title = view + words().documentTitle;
  }
}
