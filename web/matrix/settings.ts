/** What the matrix page shows, and how that stands in the address. */
import type { FigureKind } from '../model.ts';

export const SHOWS = ['table', 'bars', 'pairs', 'map'] as const;
export const STATUSES = ['all', 'stated', 'missing'] as const;

export interface MatrixSettings {
  /** Ids in order; empty until something fits what is loaded. */
  indicators: string[];
  years: number[];
  kinds: FigureKind[];
  /** `province`, `city`, or the Chinese name of a group such as `长三角`. */
  group: string;
  show: (typeof SHOWS)[number];
  /** Key of the column that charts are drawn of; null for the first. */
  column: string | null;
  /** Key of the column that rows are sorted by; `region` for names, null for the official order. */
  sort: string | null;
  descending: boolean;
  /** Part of a region's name, English or pinyin. */
  filter: string;
  /** Which regions are shown: those that state, or lack, any of the columns. */
  status: (typeof STATUSES)[number];
  colours: boolean;
}

export const defaultSettings: MatrixSettings = {
  indicators: [],
  years: [],
  kinds: ['target'],
  group: 'province',
  show: 'table',
  column: null,
  sort: null,
  descending: true,
  filter: '',
  status: 'all',
  colours: true,
};

/** The settings of an address; what it lacks or has wrong is left at the default. */
export function settingsFrom(address: URLSearchParams): MatrixSettings {
  const list = (key: string): string[] => (address.get(key) ?? '').split(',').filter((part) => part !== '');
  const sort = address.get('sort');
  const kinds = list('kinds').filter((kind) => kind === 'target' || kind === 'result');
  return {
    indicators: list('indicators'),
    years: list('years')
      .map(Number)
      .filter((year) => Number.isInteger(year)),
    kinds: kinds.length === 0 ? defaultSettings.kinds : kinds,
    group: address.get('group') ?? defaultSettings.group,
    show: SHOWS.find((show) => show === address.get('show')) ?? defaultSettings.show,
    column: address.get('column'),
    sort: sort?.replace(/^-/, '') ?? null,
    descending: sort === null || sort.startsWith('-'),
    filter: address.get('filter') ?? '',
    status: STATUSES.find((status) => status === address.get('status')) ?? defaultSettings.status,
    colours: address.get('colours') !== 'off',
  };
}

/** The address of settings; defaults are left out. */
export function addressOf(settings: MatrixSettings): URLSearchParams {
  const address = new URLSearchParams({ view: 'matrix' });
  const set = (key: string, value: string, usual = ''): void => {
    if (value !== usual) address.set(key, value);
  };
  set('indicators', settings.indicators.join(','));
  set('years', settings.years.join(','));
  set('kinds', settings.kinds.join(','), defaultSettings.kinds.join(','));
  set('group', settings.group, defaultSettings.group);
  set('show', settings.show, defaultSettings.show);
  set('column', settings.column ?? '');
  set('sort', settings.sort === null ? '' : (settings.descending ? '-' : '') + settings.sort);
  set('filter', settings.filter);
  set('status', settings.status, defaultSettings.status);
  set('colours', settings.colours ? '' : 'off');
  return address;
}
