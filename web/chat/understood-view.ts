/** What a question was taken to mean, as chips that can be changed, and written out where the conversation completed it. */
import { element } from '../element.ts';
import { icon } from '../icons.ts';
import { words } from '../language.ts';
import type { Understood } from '../model.ts';
import { indicatorName, regionName } from '../names.ts';
import { understoodForm } from './understood-form.ts';

/** Regions named one by one; more are counted. */
const NAMED = 6;

/** `ask` gets the question with other regions, years, indicator or kind; null while nothing can be asked. */
export function understoodView(
  understood: Understood | null,
  completed: string | null,
  ask: ((question: string) => void) | null,
): HTMLElement {
  const node = element('div', { class: 'understood' }, [
    completed === null
      ? null
      : element('p', { class: 'understood__question' }, [
          `${words().understoodAs} `,
          element('q', { text: completed }),
        ]),
  ]);
  if (understood === null) return node;
  const texts = chipTexts(understood);
  if (texts.length === 0) return node;
  const change = element(
    'button',
    {
      class: 'tool chips__change',
      type: 'button',
      'aria-label': words().changeUnderstood,
      title: words().changeUnderstood,
      'aria-expanded': 'false',
    },
    [icon('sliders')],
  );
  // Its place is kept while it cannot be pressed, so that the answer below does not move when it can.
  change.disabled = ask === null;
  node.append(
    element('ul', { class: 'chips' }, [
      ...texts.map((text) => element('li', { class: 'chip', text })),
      element('li', {}, [change]),
    ]),
  );
  const toggle = (): void => {
    const open = node.querySelector('form');
    change.setAttribute('aria-expanded', String(open === null));
    if (open !== null) {
      open.remove();
      change.focus();
      return;
    }
    const form = understoodForm(understood, {
      ask: (question) => {
        toggle();
        ask?.(question);
      },
      cancel: toggle,
    });
    node.append(form);
    form.querySelector<HTMLElement>('input, select')?.focus();
  };
  change.addEventListener('click', toggle);
  return node;
}

function chipTexts({ regions, years, kind, indicators }: Understood): string[] {
  const named = regions.slice(0, NAMED).map(regionName);
  const more = regions.length > NAMED ? [`+${regions.length - NAMED}`] : [];
  return [
    ...named,
    ...more,
    ...years.map((year) => words().year(year)),
    ...indicators.flatMap((id) => indicatorName(id) ?? []),
    ...(kind === null ? [] : [words().kinds[kind] ?? kind]),
  ];
}
