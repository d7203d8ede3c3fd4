/** The form in which regions, years, indicator and kind of a question are changed. */
import { element } from '../element.ts';
import { language, words } from '../language.ts';
import { reportsLoaded } from '../loaded.ts';
import type { FigureKind, Understood } from '../model.ts';
import { allNames, indicatorName, isMeant, regionName, regionOf, shortRegionName } from '../names.ts';
import { type Meaning, rewrite } from './rewrite.ts';

export interface FormActions {
  ask: (question: string) => void;
  cancel: () => void;
}

let forms = 0;

export function understoodForm(understood: Understood, { ask, cancel }: FormActions): HTMLFormElement {
  forms += 1;
  const text = words();
  const spoken = /[一-龥]/.test(understood.question) ? 'zh' : 'en';
  const loaded = [...new Set(reportsLoaded().flatMap(({ region }) => region ?? []))];
  const years = [...new Set(reportsLoaded().flatMap(({ year }) => (year === null ? [] : [year, year - 1])))];
  const separator = language() === 'zh' ? '、' : ', ';
  const regions = field(text.region, understood.regions.map(regionName).join(separator), loaded.map(regionName));
  const year = field(text.yearLabel, understood.years.join(', '), years.sort((a, b) => b - a).map(String));
  const indicator = field(
    text.indicatorLabel,
    understood.indicators.map((id) => indicatorName(id) ?? id)[0] ?? '',
    allNames().indicators.map(({ id }) => indicatorName(id) ?? id),
  );
  const kind = element(
    'select',
    { class: 'field', 'aria-label': text.kindLabel },
    ['', 'target', 'result', 'both'].map((value) =>
      element('option', { value, text: text.kinds[value] ?? '—', selected: value === (understood.kind ?? '') }),
    ),
  );
  const wrong = element('p', { class: 'understood__wrong', role: 'alert', hidden: true });
  const refuse = (message: string, input: HTMLInputElement): void => {
    wrong.hidden = false;
    wrong.textContent = message;
    input.focus();
  };
  const form = element('form', { class: 'understood__form' }, [
    label(text.region, regions),
    label(text.yearLabel, year),
    label(text.indicatorLabel, indicator),
    element('label', {}, [element('span', { text: text.kindLabel }), kind]),
    element('div', { class: 'understood__buttons' }, [
      element('button', { class: 'button button--main', type: 'submit', text: text.askChanged }),
      element('button', { class: 'button', type: 'button', text: text.cancel, onclick: cancel }),
    ]),
    wrong,
  ]);
  form.addEventListener('keydown', (event) => event.key === 'Escape' && cancel());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const named = parts(regions.input.value);
    const found = named.map((name) => allNames().regions.find((region) => isNamed(name, region))?.name);
    const unknown = named.find((_, place) => found[place] === undefined);
    if (unknown !== undefined) return refuse(text.unknownRegion(unknown), regions.input);
    const ids = allNames().indicators;
    const wanted = indicator.input.value.trim();
    const chosen =
      wanted === ''
        ? undefined
        : ids.find((one) => isNamed(wanted, { ...one, name: one.zh, short: one.zh, english: one.en }));
    if (wanted !== '' && chosen === undefined) return refuse(text.unknownIndicator(wanted), indicator.input);
    const meant = (full: string): string =>
      spoken === 'zh' ? (regionOf(full)?.short ?? full) : (regionOf(full)?.english ?? full);
    const after: Meaning = {
      regions: found.flatMap((full) => (full === undefined ? [] : [meant(full)])),
      years: parts(year.input.value)
        .map((part) => Number.parseInt(part, 10))
        .filter(Number.isInteger),
      indicator: chosen === undefined ? null : spoken === 'zh' ? chosen.zh : chosen.en,
      kind: kind.value === '' ? null : (kind.value as FigureKind | 'both'),
    };
    ask(
      rewrite({
        language: spoken,
        question: understood.question,
        before: {
          regions: understood.regions.map(meant),
          years: understood.years,
          indicator: null,
          kind: understood.kind,
          namesOf: (name) => {
            const full = understood.regions.find((region) => meant(region) === name) ?? name;
            return [full, name, shortRegionName(full)];
          },
        },
        after,
      }),
    );
  });
  return form;
}

interface Field {
  input: HTMLInputElement;
  choices: HTMLDataListElement;
}

/** A text field that offers what is loaded. */
function field(name: string, value: string, choices: string[]): Field {
  const id = `understood-${forms}-${name}`;
  const input = element('input', { class: 'field', value, list: id, autocomplete: 'off' });
  return {
    input,
    choices: element(
      'datalist',
      { id },
      choices.map((choice) => element('option', { value: choice })),
    ),
  };
}

function label(name: string, { input, choices }: Field): HTMLElement {
  return element('label', {}, [element('span', { text: name }), input, choices]);
}

function parts(typed: string): string[] {
  return typed
    .split(/[、,，;；\n]+|\s+and\s+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Whether a whole name was typed, in any of its forms. */
function isNamed(
  typed: string,
  { name, short, english, pinyin }: { name: string; short: string; english: string; pinyin: string },
): boolean {
  const wanted = typed.toLowerCase();
  return (
    [name, short, english, pinyin, pinyin.replaceAll(' ', '')].some((text) => text.toLowerCase() === wanted) &&
    isMeant(typed, { name, short, english, pinyin })
  );
}
