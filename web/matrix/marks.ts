/** What a person says of a figure of the matrix: it is right, wrong, or should be another. */
import { ApiError, call } from '../api.ts';
import { figureText } from '../chat/figure-text.ts';
import { element } from '../element.ts';
import { formDialog } from '../form-dialog.ts';
import { language, words as pageWords } from '../language.ts';
import type { IndicatorRow } from '../model.ts';
import type { IndicatorRow as ServedRow } from '../server-types.ts';
import { markWords } from './marks-words.ts';

export type Verdict = NonNullable<ServedRow['corrected']>;
const VERDICTS = ['right', 'wrong', 'value'] as const satisfies readonly Verdict[];

/** What was said of a row; null where nothing was. */
export function verdictOf(row: IndicatorRow): Verdict | null {
  return served(row).corrected ?? null;
}

/** Its sign behind a figure; empty where nothing was said. */
export function markSign(verdict: Verdict | null): string {
  return verdict === null ? '' : { right: ' ✓', wrong: ' ✗', value: ' ✎' }[verdict];
}

export interface MarkOptions {
  row: IndicatorRow;
  /** `湖南省，GDP增速 2020年目标`. */
  title: string;
  /** Opens the source at the quoted words. */
  onSource: () => void;
}

/** Asks what is to be said of a figure; resolves with whether something was said or taken back. */
export function askMark({ row, title, onSource }: MarkOptions): Promise<boolean> {
  const words = markWords();
  const before = verdictOf(row);
  const radios = VERDICTS.map((verdict) =>
    element('input', { type: 'radio', name: 'verdict', value: verdict, checked: verdict === (before ?? 'right') }),
  );
  const chosen = (): Verdict => radios.find((radio) => radio.checked)?.value as Verdict;
  const figure = element('input', {
    class: 'field',
    inputmode: 'decimal',
    autocomplete: 'off',
    'data-field': 'figure',
  });
  const unit = element('input', { class: 'field', value: row.unit, autocomplete: 'off', 'data-field': 'unit' });
  const note = element('input', { class: 'field', autocomplete: 'off', maxlength: 200, 'data-field': 'note' });
  if (before === 'value') figure.value = String(row.value ?? '');
  const other = element('div', { class: 'marks__other' }, [labelled(words.figure, figure), labelled(words.unit, unit)]);
  const follow = (): void => {
    other.hidden = chosen() !== 'value';
  };
  for (const radio of radios) radio.addEventListener('change', follow);
  follow();
  const source = element('button', { class: 'button', type: 'button', text: words.source });
  source.addEventListener('click', () => {
    source.closest('dialog')?.close();
    onSource();
  });
  return formDialog({
    title,
    body: [
      element('p', { class: 'marks__figure', text: figureText(row, language()) }),
      element('blockquote', { class: 'marks__quote', text: row.quote.replace(/\s*\n\s*/g, ''), lang: 'zh-CN' }),
      element('p', {}, [source]),
      element('fieldset', { class: 'marks__verdicts' }, [
        element('legend', { text: words.asked }),
        ...radios.map((radio) => element('label', { class: 'check' }, [radio, words.verdicts[radio.value as Verdict]])),
      ]),
      other,
      labelled(words.note, note),
    ],
    confirm: words.save,
    words: { ...words, failed: (error) => `${words.failed}${reasonOf(error)}` },
    fault: () => (chosen() === 'value' && !/^-?\d+(?:\.\d+)?$/.test(figure.value.trim()) ? words.noNumber : null),
    work: () => async () => {
      const verdict = chosen();
      await call('POST /api/indicators/corrections', {
        body: {
          row: served(row).id,
          verdict,
          note: note.value.trim(),
          ...(verdict === 'value' && { figure: { value: Number(figure.value), unit: unit.value.trim() } }),
        },
      });
    },
    other:
      before === null
        ? null
        : {
            text: words.takeBack,
            work: async () => {
              await call('DELETE /api/indicators/corrections/{row}', { params: { row: served(row).id } });
            },
          },
  });
}

/** As the server sends it: the page's own noun leaves out what only marks look at. */
function served(row: IndicatorRow): ServedRow {
  return row as ServedRow;
}

function labelled(name: string, control: HTMLElement): HTMLElement {
  return element('label', { class: 'form__label' }, [element('span', { text: name }), control]);
}

function reasonOf(error: unknown): string {
  const { code, message } = error instanceof ApiError ? error : new ApiError('internal', String(error));
  return pageWords().errors[code] ?? message;
}
