/** What stands above the matrix: which indicators, years, kinds and regions, and how they are shown. */
import { element } from '../element.ts';
import { icon } from '../icons.ts';
import { language } from '../language.ts';
import type { FigureKind, RegionGroup } from '../model.ts';
import { indicatorName } from '../names.ts';
import { type MatrixSettings, SHOWS, STATUSES } from './settings.ts';
import { matrixWords } from './words.ts';

export interface ControlsOptions {
  settings: MatrixSettings;
  /** Years that can be chosen, newest first. */
  years: number[];
  groups: RegionGroup[];
  hasCities: boolean;
  change: (change: Partial<MatrixSettings>) => void;
  pick: () => void;
}

/** The tabs between the table and the charts. */
export function showTabs({ settings, change }: ControlsOptions): HTMLElement {
  const words = matrixWords();
  return element(
    'div',
    { class: 'segments', role: 'group', 'aria-label': words.showLabel },
    SHOWS.map((show) => toggle(words.shows[show], settings.show === show, `show ${show}`, () => change({ show }))),
  );
}

/** Indicators, years, kinds, group and status; the filter has a field of its own that keeps its caret. */
export function choices(options: ControlsOptions): HTMLElement[] {
  const { settings, change, pick } = options;
  const words = matrixWords();
  const chips = settings.indicators.map((id) => {
    const name = indicatorName(id) ?? id;
    return element('li', {}, [
      element(
        'button',
        {
          class: 'chip chip--button',
          type: 'button',
          'data-key': `remove ${id}`,
          'aria-label': words.removeIndicator(name),
          title: words.removeIndicator(name),
          onclick: (event) => {
            // It goes itself: the next one, or what adds one, has the focus then.
            const button = event.currentTarget as HTMLElement;
            button.closest('li')?.nextElementSibling?.querySelector('button')?.focus();
            change({ indicators: settings.indicators.filter((other) => other !== id) });
          },
        },
        [name, icon('close')],
      ),
    ]);
  });
  const add = element(
    'button',
    { class: 'chip chip--button chip--add', type: 'button', 'data-key': 'add', onclick: pick },
    [icon('plus'), words.addIndicator],
  );
  const years = options.years.map((year) =>
    toggle(`${year}`, settings.years.includes(year), `year ${year}`, () =>
      change({ years: toggled(settings.years, year).sort((a, b) => b - a) }),
    ),
  );
  const kinds = (['target', 'result'] as FigureKind[]).map((kind) =>
    toggle(words.kind[kind], settings.kinds.includes(kind), `kind ${kind}`, () =>
      change({ kinds: toggled(settings.kinds, kind) }),
    ),
  );
  return [
    group(words.indicators, [element('ul', { class: 'chips' }, [...chips, element('li', {}, [add])])]),
    group(words.years, [element('div', { class: 'segments' }, years)]),
    group(words.kinds, [element('div', { class: 'segments' }, kinds)]),
    group(words.group, [groupSelect(options)]),
    group(words.statusLabel, [
      select(
        words.statusLabel,
        'status',
        STATUSES.map((status) => [status, words.status[status]]),
        settings.status,
        (status) => change({ status: STATUSES.find((known) => known === status) ?? 'all' }),
      ),
    ]),
  ];
}

function groupSelect({ settings, groups, hasCities, change }: ControlsOptions): HTMLElement {
  const words = matrixWords();
  const entries: [string, string][] = [
    ['province', words.groups.province],
    ...(hasCities ? [['city', words.groups.city] as [string, string]] : []),
    ...groups
      .filter(({ english }) => language() === 'zh' || english !== null)
      .map(({ name, english }): [string, string] => [name, language() === 'zh' ? name : (english ?? name)]),
  ];
  return select(words.group, 'group', entries, settings.group, (chosen) => change({ group: chosen }));
}

/** A choice of one among several, by name. */
export function select(
  label: string,
  key: string,
  entries: [string, string][],
  now: string,
  onChange: (value: string) => void,
): HTMLSelectElement {
  const node = element(
    'select',
    { class: 'field', 'aria-label': label, 'data-key': key },
    entries.map(([value, text]) => element('option', { value, text, selected: value === now })),
  );
  node.addEventListener('change', () => onChange(node.value));
  return node;
}

export function toggle(text: string, pressed: boolean, key: string, onclick: () => void): HTMLButtonElement {
  return element('button', {
    class: 'segments__part',
    type: 'button',
    text,
    'aria-pressed': String(pressed),
    'data-key': key,
    onclick,
  });
}

function group(label: string, children: HTMLElement[]): HTMLElement {
  return element('div', { class: 'board__group', role: 'group', 'aria-label': label }, [
    element('span', { class: 'board__label', text: label }),
    ...children,
  ]);
}

/** With the value where it was not, without it where it was; never empty. */
function toggled<Value>(values: Value[], value: Value): Value[] {
  if (!values.includes(value)) return [...values, value];
  return values.length === 1 ? values : values.filter((other) => other !== value);
}
