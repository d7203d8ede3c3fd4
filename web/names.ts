/** Names of indicators and regions in the language shown; ids and Chinese names until they have been loaded. */
import { names } from './api.ts';
import { language } from './language.ts';
import type { Citation, IndicatorName, Names, RegionName } from './model.ts';

let loaded: Names = { indicators: [], regions: [], groups: [] };
const indicators = new Map<string, IndicatorName>();
const regions = new Map<string, RegionName>();
let loading: Promise<void> | null = null;

/** Loads them once; the page works without. */
export function loadNames(): Promise<void> {
  loading ??= load().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load(): Promise<void> {
  loaded = await names();
  for (const indicator of loaded.indicators) indicators.set(indicator.id, indicator);
  for (const region of loaded.regions) regions.set(region.name, region);
}

/** All that was loaded, regions in their official order. */
export function allNames(): Names {
  return loaded;
}

/** `安徽省`, or `Anhui` in English. */
export function regionName(name: string): string {
  return language() === 'en' ? (regions.get(name)?.english ?? name) : name;
}

/** `安徽`, or `Anhui` in English. */
export function shortRegionName(name: string): string {
  const region = regions.get(name);
  return (language() === 'en' ? region?.english : region?.short) ?? name;
}

export function regionOf(name: string): RegionName | undefined {
  return regions.get(name);
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

/** Whether a name is meant by what was typed: a part of it, its English, or its pinyin with or without spaces, or first letters. */
export function isMeant(typed: string, { pinyin, ...texts }: { pinyin: string; [name: string]: unknown }): boolean {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return true;
  const syllables = pinyin.split(' ');
  const spelled = [pinyin, syllables.join(''), syllables.map((syllable) => syllable[0] ?? '').join('')];
  return (
    Object.values(texts).some((text) => typeof text === 'string' && text.toLowerCase().includes(wanted)) ||
    spelled.some((text) => text.startsWith(wanted.replace(/'/g, '')))
  );
}
