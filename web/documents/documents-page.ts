/** The page of what is loaded: added to, corrected, taken out, and what the reader warned of. */
import { ApiError } from '../api.ts';
import { element, find } from '../element.ts';
import { inEachLanguage } from '../language.ts';
import { whenLoaded } from '../loaded.ts';
import { keepingFocus } from '../matrix/keeping-focus.ts';
import type { DocumentSummary, ReportSummary } from '../server-types.ts';
import type { View } from '../views.ts';
import { type Drop, Intake, type NamedFile } from './adding.ts';
import { addingView } from './adding-view.ts';
import { askCorrection, askRemoval } from './dialogs.ts';
import { documentView } from './document-view.ts';
import { filesOf } from './dropped.ts';
import { isNamed, isShown, SHOWS, type Show } from './kinds.ts';
import { add, correct, type Loaded, loaded, refresh, remove, reportsOf } from './requests.ts';
import { problemsView, totalsText } from './totals.ts';
import { documentWords, explained } from './words.ts';

export interface DocumentsActions {
  openReport: (document: string, report: ReportSummary) => void;
}

/** Puts the page into its node. */
export function documentsPage(node: HTMLElement, actions: DocumentsActions): View {
  return new DocumentsPage(node, actions);
}

class DocumentsPage implements View {
  readonly #node: HTMLElement;
  readonly #actions: DocumentsActions;
  readonly #head = element('header', { class: 'board__head' });
  readonly #choices = element('div', { class: 'board__choices' });
  readonly #body = element('div', { class: 'board__body documents' });
  readonly #adding = element('div', { class: 'documents__adding' });
  readonly #list = element('div', { class: 'documents__list' });
  readonly #input = element('input', { type: 'file', multiple: true, hidden: true });
  #loaded: Loaded | null = null;
  #failure: ApiError | null = null;
  #show: Show = 'all';
  #typed = '';
  #drop: Drop | null = null;
  /** What files are being sent by, while they are. */
  #intake: Intake | null = null;
  #isRefreshing = false;

  constructor(node: HTMLElement, actions: DocumentsActions) {
    this.#node = node;
    this.#actions = actions;
    node.classList.add('board');
    this.#body.append(this.#adding, this.#list);
    node.replaceChildren(this.#head, this.#choices, this.#body, this.#input);
    this.#input.addEventListener('change', () => {
      this.#add([...(this.#input.files ?? [])].map((file) => ({ path: file.name, file })));
      this.#input.value = '';
    });
    this.#watchDrops();
    inEachLanguage(() => this.#render());
    // A newer generation answers: from here, from another browser, or from a file that was put into the folder.
    whenLoaded(() => this.#load());
  }

  show(): void {
    if (this.#loaded === null) this.#load();
  }

  async #load(): Promise<void> {
    try {
      this.#loaded = await loaded();
      this.#failure = null;
    } catch (error) {
      this.#failure = asApiError(error);
    }
    this.#render();
  }

  #render(): void {
    keepingFocus(this.#node, () => {
      this.#renderHead();
      this.#renderChoices();
      this.#renderAdding();
      this.#renderList();
    });
  }

  #renderHead(): void {
    const words = documentWords();
    const button = (key: string, text: string, more: Parameters<typeof element>[1]) =>
      element('button', { class: 'button', type: 'button', text, 'data-key': key, ...more });
    this.#head.replaceChildren(
      element('h2', { class: 'board__title', text: words.title }),
      element('p', { class: 'board__status', text: this.#loaded === null ? '' : totalsText(this.#loaded.documents) }),
      element('div', { class: 'board__tools' }, [
        button('refresh', this.#isRefreshing ? words.refreshing : words.refresh, {
          title: words.refreshHint,
          'aria-disabled': this.#isRefreshing || null,
          onclick: () => this.#refresh(),
        }),
        button('add', words.add, { class: 'button button--main', onclick: () => this.#input.click() }),
      ]),
    );
  }

  #renderChoices(): void {
    const words = documentWords();
    const filter = element('input', {
      class: 'field board__filter',
      type: 'search',
      placeholder: words.filter,
      'aria-label': words.filter,
      'data-key': 'filter',
    });
    filter.value = this.#typed;
    // Only the list is made anew while someone types: an input method must keep its field.
    filter.addEventListener('input', () => {
      this.#typed = filter.value.trim();
      this.#renderList();
    });
    const part = (show: Show) =>
      element('button', {
        class: 'segments__part',
        type: 'button',
        text: `${words.shows[show]} ${this.#loaded?.documents.filter((one) => isShown(one, show)).length ?? ''}`.trim(),
        'aria-pressed': show === this.#show ? 'true' : 'false',
        'data-key': `show ${show}`,
        'data-show': show,
        onclick: () => {
          this.#show = show;
          this.#render();
        },
      });
    this.#choices.replaceChildren(
      filter,
      element('div', { class: 'segments', role: 'group', 'aria-label': words.showLabel }, SHOWS.map(part)),
    );
  }

  #renderAdding(): void {
    const words = documentWords();
    this.#adding.replaceChildren(
      this.#drop
        ? addingView(this.#drop, () => {
            this.#drop = null;
            this.#renderAdding();
            this.#head.querySelector<HTMLElement>('[data-key=add]')?.focus();
          })
        : element('div', { class: 'documents__drop' }, [
            element('p', { text: words.dropHere }),
            element('p', { class: 'board__hint', text: words.dropFormats }),
          ]),
    );
  }

  #renderList(): void {
    const words = documentWords();
    if (this.#failure !== null) {
      const { what, todo } = explained(this.#failure);
      this.#list.replaceChildren(
        element('div', { class: 'board__none' }, [
          element('p', { text: what }),
          element('p', { class: 'board__hint', text: todo }),
          element('button', { class: 'button', type: 'button', text: words.tryAgain, onclick: () => this.#load() }),
        ]),
      );
      return;
    }
    if (this.#loaded === null) {
      this.#list.replaceChildren(element('p', { class: 'board__none', text: words.loading }));
      return;
    }
    const { documents, problems } = this.#loaded;
    const shown = documents.filter((one) => isShown(one, this.#show) && isNamed(one, this.#typed));
    const list = shown.map((document) =>
      documentView(document, {
        open: this.#actions.openReport,
        correct: (one, report) => this.#correct(one, report),
        remove: (one) => this.#remove(one),
        restore: (one) => this.#restore(one),
      }),
    );
    const isWhole = this.#show === 'all' && this.#typed === '';
    this.#list.replaceChildren(
      ...(problems.length > 0 && this.#show !== 'added' ? [problemsView(problems)] : []),
      list.length > 0
        ? element('ul', { class: 'documents__all' }, list)
        : element('div', { class: 'board__none' }, [
            element('p', { text: isWhole ? words.nothing : words.none }),
            ...(isWhole ? [element('p', { class: 'board__hint', text: words.nothingHint })] : []),
          ]),
    );
  }

  async #correct(document: DocumentSummary, report: ReportSummary | null): Promise<void> {
    const done = await askCorrection({
      document,
      report,
      details: reportsOf(document.id),
      send: (correction) => correct(document.id, correction),
    });
    await this.#after(done, documentWords().saved, `correct ${report?.id ?? document.id}`);
  }

  async #remove(document: DocumentSummary): Promise<void> {
    const others = this.#loaded?.documents.filter(({ file, upload }) => upload && file === document.file).length ?? 1;
    const done = await askRemoval({ document, others: others - 1, send: (whole) => remove(document.id, whole) });
    await this.#after(done, documentWords().removed, done ? 'show all' : `remove ${document.id}`);
  }

  async #restore(document: DocumentSummary): Promise<void> {
    // What catalog.json leaves out is only had back by saying otherwise; what was left out here by taking that back.
    const isCatalog = document.corrections.some(({ field, from }) => field === 'ignore' && from === 'catalog');
    const done = await correct(document.id, { ignore: isCatalog ? false : null }).then(
      () => true,
      (error) => this.#say(error),
    );
    await this.#after(done, documentWords().restored, `remove ${document.id}`);
  }

  /** Says what was done, shows it, and puts the focus where the person was. */
  async #after(done: boolean, what: string, key: string): Promise<void> {
    if (done) {
      await this.#load();
      announce(what);
    }
    const same = [...this.#node.querySelectorAll<HTMLElement>('[data-key]')].find((node) => node.dataset.key === key);
    same?.focus();
  }

  async #refresh(): Promise<void> {
    if (this.#isRefreshing) return;
    this.#isRefreshing = true;
    this.#render();
    const done = await refresh().then(
      () => true,
      (error) => this.#say(error),
    );
    this.#isRefreshing = false;
    await this.#load();
    if (done) announce(documentWords().refreshed);
  }

  #say(error: unknown): false {
    const { what, todo } = explained(asApiError(error));
    announce(documentWords().sentence([documentWords().failed, what, todo]));
    return false;
  }

  async #add(files: NamedFile[]): Promise<void> {
    if (files.length === 0) return;
    if (this.#intake !== null) {
      // Those before them go first: the server would only make them wait.
      this.#intake.add(files);
      announce(documentWords().queued(files.length));
      return;
    }
    let answering = false;
    const intake = new Intake({
      send: add,
      onChange: (now) => {
        this.#drop = now;
        this.#renderAdding();
        if (now.stage === 'sending') answering = false;
        if (now.stage === 'answering' && !answering) {
          answering = true;
          this.#load();
        }
      },
    });
    this.#intake = intake;
    intake.add(files);
    const drop = await intake.run();
    this.#intake = null;
    await this.#load();
    const read = drop.files.filter(({ state }) => state === 'read').length;
    announce(documentWords().sent(read, drop.files.length - read));
  }

  /** The whole page takes files; a mark shows that it does. */
  #watchDrops(): void {
    const isFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    this.#node.addEventListener('dragover', (event) => {
      if (!isFiles(event)) return;
      event.preventDefault();
      this.#node.dataset.dropping = documentWords().dropNow;
    });
    this.#node.addEventListener('dragleave', (event) => {
      if (!this.#node.contains(event.relatedTarget as Node | null)) delete this.#node.dataset.dropping;
    });
    this.#node.addEventListener('drop', async (event) => {
      if (!isFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      delete this.#node.dataset.dropping;
      this.#add(await filesOf(event.dataTransfer));
    });
  }
}

function announce(text: string): void {
  find('#live').textContent = text;
}

function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError('internal', String(error));
}
