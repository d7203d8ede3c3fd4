/** The source and the clean text of a report side by side, where they differ. A chunk of its own: few readers ask for it. */
import { diffChars } from 'diff';
import { ApiError, cleaning } from '../api.ts';
import { element } from '../element.ts';
import { words } from '../language.ts';
import type { Difference } from '../model.ts';
import type { OpenReport } from './reports.ts';

/** A list that fills itself; `go` leads to a source offset in the report. */
export function cleaningView({ document, report }: OpenReport, { go }: { go: (start: number) => void }): HTMLElement {
  const list = element('div', { class: 'cleaning__list' }, [
    element('p', { class: 'report__loading', text: words().loadingReport }),
  ]);
  const count = element('p', { class: 'cleaning__count', role: 'status' });
  const signs = element('input', { type: 'checkbox', class: 'cleaning__signs' });
  const head = element('div', { class: 'cleaning__head' }, [
    count,
    element('label', { class: 'check' }, [signs, words().cleaningSigns]),
  ]);
  const show = (all: Difference[]): void => {
    const shown = all.filter(({ kind }) => signs.checked || kind !== 'signs');
    count.textContent = words().cleaningCount(shown.length, all.length - shown.length);
    const rows = shown.map((difference) => rowView(difference, go));
    list.replaceChildren(...(rows.length > 0 ? [headView(), ...rows] : []));
  };
  const load = async (): Promise<void> => {
    try {
      const all = await cleaning(document, report.name);
      // Where no word differs the rest is not worth hiding.
      signs.checked = all.every(({ kind }) => kind === 'signs');
      signs.addEventListener('change', () => show(all));
      show(all);
    } catch (error) {
      const { code, message } = error instanceof ApiError ? error : new ApiError('internal', String(error));
      list.replaceChildren(
        element('div', { class: 'failure', role: 'alert' }, [
          element('p', { text: words().errors[code] ?? message }),
          element('button', { class: 'button', type: 'button', text: words().tryAgain, onclick: load }),
        ]),
      );
    }
  };
  load();
  return element('div', { class: 'cleaning__body' }, [head, list]);
}

function headView(): HTMLElement {
  return element('div', { class: 'cleaning__row cleaning__row--head' }, [
    element('p', { text: words().originalText }),
    element('p', { text: words().cleanText }),
  ]);
}

/** What is gone is marked on the left, what is new on the right. */
function rowView({ start, source, clean }: Difference, go: (start: number) => void): HTMLElement {
  const before: Node[] = [];
  const after: Node[] = [];
  for (const { value, added, removed } of diffChars(source, clean)) {
    if (added) after.push(element('ins', { class: 'cleaning__new', text: value }));
    else if (removed) before.push(element('del', { class: 'cleaning__gone', text: visible(value) }));
    else {
      before.push(new Text(value));
      after.push(new Text(value));
    }
  }
  return element('div', { class: 'cleaning__row' }, [
    element(
      'button',
      { class: 'cleaning__text', type: 'button', title: words().showInText, onclick: () => go(start) },
      [...before],
    ),
    element(
      'p',
      { class: 'cleaning__text', lang: 'zh-CN' },
      clean === '' ? [element('em', { class: 'cleaning__none', text: words().leftOut })] : after,
    ),
  ]);
}

/** White space that went would be marked without being seen. */
function visible(text: string): string {
  return text.replace(/\n/g, '⏎').replace(/[ \t\u3000\u00a0]/g, '␣');
}
