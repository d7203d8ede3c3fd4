/** Names of indicators and regions in the language shown; ids and Chinese names until they have been loaded. */
import { names } from './api.ts';
import { language } from './language.ts';
import type { Citation } from './model.ts';

const indicators = new Map<string, { zh: string; en: string }>();
const regions = new Map<string, string>();

/** Loads them once; the page works without. */
export async function loadNames(): Promise<void> {
  const loaded = await names();
  for (const { id, zh, en } of loaded.indicators) indicators.set(id, { zh, en });
  for (const { name, english } of loaded.regions) regions.set(name, english);
}

/** `安徽省`, or `Anhui` in English. */
export function regionName(name: string): string {
  return language() === 'en' ? (regions.get(name) ?? name) : name;
}

/** The indicator's name; null before names are loaded and for unknown ids. */
export function indicatorName(id: string): string | null {
  return indicators.get(id)?.[language()] ?? null;
}

/** A citation's title; in English with the region and year before it, since titles stay as printed. */
export function citedTitle({ title, region, year }: Pick<Citation, 'title' | 'region' | 'year'>): string {
  const place = [region === null ? '' : regionName(region), year ?? ''].filter((part) => part !== '').join(' ');
  return language() === 'en' && place !== '' ? `${place} · ${title}` : title;
}
