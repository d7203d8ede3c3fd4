/** What a question was taken to mean, as chips, and written out where the conversation completed it. */
import { element } from '../element.ts';
import { words } from '../language.ts';
import type { Understood } from '../model.ts';
import { indicatorName, regionName } from '../names.ts';

/** Regions named one by one; more are counted. */
const NAMED = 6;

export function understoodView(understood: Understood | null, completed: string | null): HTMLElement {
  const chips = understood === null ? [] : chipTexts(understood);
  return element('div', { class: 'understood' }, [
    completed === null
      ? null
      : element('p', { class: 'understood__question' }, [
          `${words().understoodAs} `,
          element('q', { text: completed }),
        ]),
    chips.length === 0
      ? null
      : element(
          'ul',
          { class: 'chips' },
          chips.map((text) => element('li', { class: 'chip', text })),
        ),
  ]);
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
