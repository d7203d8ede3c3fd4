/** The dialogs of the documents page: correcting what was found, and taking a document out. */
import { ApiError } from '../api.ts';
import { element } from '../element.ts';
import { formDialog } from '../form-dialog.ts';
import { language, words as pageWords } from '../language.ts';
import { allNames } from '../names.ts';
import type { DocumentSummary, Report, ReportSummary } from '../server-types.ts';
import { chineseReason } from './reasons.ts';
import type { Correction } from './requests.ts';
import { documentWords, explained } from './words.ts';

const FIRST_YEAR = 1949;
const LAST_YEAR = 2100;

export interface CorrectionOptions {
  document: DocumentSummary;
  /** One report of several; null for all of the document. */
  report: ReportSummary | null;
  /** The reports with why each was taken for what it is; reasons are left out where that cannot be told. */
  details: Promise<Report[]>;
  send: (correction: Correction) => Promise<void>;
}

/** Asks what is right; resolves with whether something was corrected. */
export function askCorrection({ document, report, details, send }: CorrectionOptions): Promise<boolean> {
  const words = documentWords();
  const shown = report ?? (document.reports.length === 1 ? (document.reports[0] as ReportSummary) : null);
  const region = element('input', {
    class: 'field',
    list: 'regions',
    value: shown?.region ?? '',
    'data-field': 'region',
    autocomplete: 'off',
  });
  const year = element('input', {
    class: 'field',
    inputmode: 'numeric',
    value: shown?.year ?? '',
    'data-field': 'year',
    autocomplete: 'off',
  });
  const level = select(words.levels, shown?.level ?? '', 'level');
  const kind = select(pageWords().reportKinds, shown?.kind ?? '', 'kind');
  const partial = element('input', { type: 'checkbox', checked: shown?.partial ?? false, 'data-field': 'partial' });
  const reasons = { region: reasonView(), year: reasonView(), kind: reasonView() };
  details
    .then((reports) => {
      const found = shown && reports.find(({ id }) => id === shown.id)?.reasons;
      if (found)
        for (const name of ['region', 'year', 'kind'] as const)
          reasons[name].textContent = words.why(language() === 'zh' ? chineseReason(found[name]) : found[name]);
    })
    .catch(() => {});
  const own = document.corrections.filter(
    (one) => one.from === 'page' && one.report === (report?.name ?? null) && one.field !== 'ignore',
  );
  const target = report === null ? {} : { report: report.name };
  const fields = [
    labelled(words.fields.region, region, reasons.region),
    labelled(words.fields.year, year, reasons.year),
    labelled(words.fields.level, level),
    labelled(words.fields.kind, kind, reasons.kind),
    element('label', { class: 'check' }, [partial, words.fields.partial]),
    element(
      'datalist',
      { id: 'regions' },
      allNames().regions.map(({ name }) => element('option', { value: name })),
    ),
  ];
  const changed = (): Correction | null => {
    const given: Correction = {};
    const [place, when] = [region.value.trim(), Number(year.value)];
    if (place !== '' && place !== (shown?.region ?? '')) given.region = place;
    if (year.value.trim() !== '' && when !== shown?.year) given.year = when;
    if (level.value !== '' && level.value !== shown?.level)
      given.level = level.value as NonNullable<Correction['level']>;
    if (kind.value !== '' && kind.value !== shown?.kind) given.kind = kind.value as NonNullable<Correction['kind']>;
    if (partial.checked !== (shown?.partial ?? false)) given.partial = partial.checked;
    return Object.keys(given).length === 0 ? null : { ...target, ...given };
  };
  return formDialog({
    words: dialogWords(),
    title: words.correctWhat(report?.title ?? shown?.title ?? document.path),
    body: fields,
    confirm: words.save,
    fault: () => {
      const typed = year.value.trim();
      const isYear = /^\d{4}$/.test(typed) && Number(typed) >= FIRST_YEAR && Number(typed) <= LAST_YEAR;
      return typed === '' || isYear ? null : words.wrongYear;
    },
    work: () => {
      const correction = changed();
      return correction === null ? null : () => send(correction);
    },
    other:
      own.length === 0
        ? null
        : {
            text: words.takeBack,
            work: () => send({ ...target, ...Object.fromEntries(own.map(({ field }) => [field, null])) }),
          },
  });
}

export interface RemovalOptions {
  document: DocumentSummary;
  /** Other documents in the same added file. */
  others: number;
  send: (whole: boolean) => Promise<void>;
}

/** Asks whether a document is to go; resolves with whether it went. */
export function askRemoval({ document, others, send }: RemovalOptions): Promise<boolean> {
  const words = documentWords();
  const { upload, file, reports, path } = document;
  const whole = element('input', { type: 'checkbox', 'data-field': 'whole' });
  const isShared = upload && others > 0;
  const text = !upload ? words.removeFolder : isShared ? words.removeShared(others, file) : words.removeUpload;
  return formDialog({
    words: dialogWords(),
    title: words.removeWhat(reports.length === 1 ? (reports[0]?.title ?? path) : path),
    body: [
      element('p', { text }),
      ...(isShared ? [element('label', { class: 'check' }, [whole, words.removeWhole(file)])] : []),
    ],
    confirm: words.confirmRemove,
    work: () => () => send(whole.checked),
  });
}

function dialogWords() {
  const { cancel, close, saving, failed, sentence } = documentWords();
  return {
    cancel,
    close,
    saving,
    failed: (error: unknown) => {
      const { what, todo } = explained(error instanceof ApiError ? error : new ApiError('internal', String(error)));
      return sentence([failed, what, todo]);
    },
  };
}

function select(names: Record<string, string>, chosen: string, field: string): HTMLSelectElement {
  const options = Object.entries(names).map(([value, text]) =>
    element('option', { value, text, selected: value === chosen }),
  );
  if (chosen === '') options.unshift(element('option', { value: '', text: documentWords().unchanged, selected: true }));
  return element('select', { class: 'field', 'data-field': field }, options);
}

function labelled(name: string, control: HTMLElement, ...more: HTMLElement[]): HTMLElement {
  return element('div', { class: 'form__row' }, [
    element('label', { class: 'form__label' }, [element('span', { text: name }), control]),
    ...more,
  ]);
}

function reasonView(): HTMLElement {
  return element('p', { class: 'form__why' });
}
