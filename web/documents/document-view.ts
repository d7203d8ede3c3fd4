/** One document of the list: what it is, what stands in it, what the reader warned of, and what can be done with it. */
import { element } from '../element.ts';
import { type IconName, icon } from '../icons.ts';
import { words as pageWords } from '../language.ts';
import { regionName } from '../names.ts';
import type { DocumentSummary, ReportSummary } from '../server-types.ts';
import { isToCheck, whyOut } from './kinds.ts';
import { type Counted, documentWords } from './words.ts';

export interface DocumentActions {
  open: (document: string, report: ReportSummary) => void;
  /** @param report Name of one report of several; null for all of it. */
  correct: (document: DocumentSummary, report: ReportSummary | null) => void;
  remove: (document: DocumentSummary) => void;
  restore: (document: DocumentSummary) => void;
}

export function documentView(document: DocumentSummary, actions: DocumentActions): HTMLElement {
  const { id, path, reports, upload, warnings } = document;
  const words = documentWords();
  const out = whyOut(document);
  const [first] = reports;
  const only = reports.length === 1 ? first : undefined;
  const title = only?.title ?? path;
  return element('li', { class: 'document', 'data-id': id, 'data-out': out }, [
    element('div', { class: 'document__bar' }, [
      element('h3', { class: 'document__title' }, [only ? openButton(id, only, actions) : title]),
      ...(upload ? [mark(words.added)] : []),
      ...(out ? [mark(words[out], 'out')] : []),
      ...(document.corrections.some(({ field }) => field !== 'ignore') ? [mark(words.corrected)] : []),
    ]),
    element('p', {
      class: 'document__what',
      text: only ? `${whatText(only)} · ${path}` : reports.length > 1 ? words.reports(reports.length) : '',
    }),
    element('p', { class: 'document__counts', text: countsText(document) }),
    warnings.length > 0 ? warningsView(document) : null,
    reports.length > 1 ? reportsView(document, actions) : null,
    element('div', { class: 'document__tools' }, [
      reports.length > 0
        ? tool('edit', words.correct, words.correctWhat(title), `correct ${id}`, () => actions.correct(document, null))
        : null,
      out === 'left'
        ? tool('again', words.restore, words.restoreWhat(title), `restore ${id}`, () => actions.restore(document))
        : tool('bin', words.remove, words.removeWhat(title), `remove ${id}`, () => actions.remove(document)),
    ]),
  ]);
}

function openButton(document: string, report: ReportSummary, { open }: DocumentActions): HTMLElement {
  return element('button', {
    class: 'document__open',
    type: 'button',
    text: report.title,
    title: documentWords().open(report.title),
    'data-key': `open ${report.id}`,
    onclick: () => open(document, report),
  });
}

/** `湖南省 · 2020年 · 省级 · 工作报告`; what is not known is said. */
function whatText({ region, year, level, kind, partial }: ReportSummary): string {
  const words = documentWords();
  const shown = pageWords();
  return [
    region === null ? words.unknownRegion : regionName(region),
    year === null ? words.unknownYear : shown.year(year),
    level === null ? words.unknownLevel : (words.levels[level] ?? level),
    shown.reportKinds[kind] ?? kind,
    ...(partial ? [words.partial] : []),
  ].join(' · ');
}

function countsText({ characters, sections, passages, figures, format, encoding }: DocumentSummary): string {
  const { counted } = documentWords();
  const parts = Object.entries({ characters, sections, passages, figures }).map(([what, count]) =>
    counted(count, what as Counted),
  );
  return [...parts, [format, encoding].filter(Boolean).join(' ')].join(' · ');
}

function warningsView({ id, warnings }: DocumentSummary): HTMLElement {
  const words = documentWords();
  const kinds = new Map<string, { message: string; count: number }>();
  for (const { code, message, count } of warnings)
    kinds.set(code, { message, count: (kinds.get(code)?.count ?? 0) + count });
  const sorted = [...kinds].sort(([a], [b]) => Number(isToCheck(b)) - Number(isToCheck(a)));
  const check = sorted.filter(([code]) => isToCheck(code));
  return element('details', { class: 'document__notes', open: check.length > 0 }, [
    element('summary', { text: words.notes(kinds.size), 'data-key': `notes ${id}` }),
    element(
      'ul',
      {},
      sorted.map(([code, { message, count }]) =>
        element(
          'li',
          { class: isToCheck(code) ? 'document__check' : 'document__note', title: message, 'data-code': code },
          [
            words.warnings[code] ?? message,
            ...(count > 1 ? [element('span', { class: 'document__times', text: words.times(count) })] : []),
          ],
        ),
      ),
    ),
  ]);
}

function reportsView(document: DocumentSummary, actions: DocumentActions): HTMLElement {
  const words = documentWords();
  return element('details', { class: 'document__reports' }, [
    element('summary', { text: words.reports(document.reports.length), 'data-key': `reports ${document.id}` }),
    element(
      'ul',
      {},
      document.reports.map((report) =>
        element('li', { class: 'document__report' }, [
          openButton(document.id, report, actions),
          element('span', { class: 'document__what', text: whatText(report) }),
          tool('edit', words.correct, words.correctWhat(report.title), `correct ${report.id}`, () =>
            actions.correct(document, report),
          ),
        ]),
      ),
    ),
  ]);
}

function mark(text: string, kind = ''): HTMLElement {
  return element('span', { class: 'document__mark', 'data-kind': kind, text });
}

function tool(name: IconName, text: string, label: string, key: string, run: () => void): HTMLElement {
  return element(
    'button',
    {
      class: 'tool tool--text',
      type: 'button',
      'aria-label': label,
      title: label,
      'data-key': key,
      onclick: run,
    },
    [icon(name), text],
  );
}
