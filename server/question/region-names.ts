/** Every name that a region can be called by, ready for a scan of a question. */
import data from '../../data/regions.json' with { type: 'json' };
import { type Region, regionByName, regionGroups, regions } from '../../ingest/regions.ts';
import type { RegionNaming } from './reading.ts';

/** What a word of a question can stand for. */
export interface RegionName {
  text: string;
  /** Full names; none for a word that only looks like a region (青年, 云计算) and for a country. */
  regions: string[];
  naming: RegionNaming | 'country' | 'none';
  group: string | null;
  /** 中山, 日照: an everyday word as well, which needs support from its surroundings. */
  ambiguous: boolean;
}

const ambiguousWords = new Set(data.ambiguous);

/** Chinese names by their first character, longest first. */
export const chineseNames: ReadonlyMap<string, readonly RegionName[]> = collectChinese();

/** English and pinyin names by their words in lower case without marks, one space between: `inner mongolia`, `xian`. */
export const latinNames: ReadonlyMap<string, RegionName> = collectLatin();

/** Words of the longest Latin name. */
export const LONGEST_LATIN_NAME = Math.max(...[...latinNames.keys()].map((name) => name.split(' ').length));

/** The provinces that one character stands for: 粤, 沪, 陕 and 秦. Cities (穗, 蓉) come last. */
export const abbreviations: ReadonlyMap<string, string> = new Map(
  [...regions]
    .sort((a, b) => Number(a.level === 'city') - Number(b.level === 'city'))
    .flatMap((region) => region.abbreviations.map((character): [string, string] => [character, region.name])),
);

/** Characters that hardly ever mean anything but the province; the others need a year or a list beside them. */
export const DISTINCT_ABBREVIATIONS = new Set('皖粤沪浙闽赣豫鄂湘琼渝黔滇冀陇鲁桂陕晋辽');

/** Pinyin with tone marks, without spaces, in lower case: tells 陕西 (shǎnxī) from 山西 (shānxī). */
export const tonedNames: ReadonlyMap<string, string> = new Map(
  [...regions].reverse().map((region) => [region.pinyin.replaceAll(' ', ''), region.name]),
);

/** Latin words without accents and apostrophes, in lower case: `Xi'an` and `Xī'ān` to `xian`. */
export function plainLatin(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’ʼ]/g, '')
    .toLowerCase();
}

function collectChinese(): Map<string, RegionName[]> {
  const names = new Map<string, RegionName>();
  const add = (text: string, naming: RegionName['naming'], full: string[], group: string | null = null) => {
    if (names.has(text) || !/\p{Script=Han}/u.test(text) || text.length < 2) return;
    names.set(text, { text, regions: full, naming, group, ambiguous: ambiguousWords.has(text) });
  };
  for (const word of data.notRegions) add(word, 'none', []);
  for (const region of regions) add(region.name, 'full', [region.name]);
  for (const region of regions) add(region.short, 'short', [region.name]);
  for (const group of regionGroups) for (const alias of group.aliases) add(alias, 'group', group.members, group.name);
  for (const region of regions) for (const alias of region.aliases) add(alias, 'alias', [region.name]);
  for (const region of regions) for (const typo of region.typos) add(typo, 'typo', [region.name]);
  for (const [place, region] of Object.entries(data.places)) add(place, 'place', [region]);
  for (const country of data.countries) for (const name of country.names) add(name, 'country', []);
  const byFirst = new Map<string, RegionName[]>();
  for (const name of names.values()) {
    const first = name.text.charAt(0);
    byFirst.set(first, [...(byFirst.get(first) ?? []), name]);
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.text.length - a.text.length);
  return byFirst;
}

function collectLatin(): Map<string, RegionName> {
  const names = new Map<string, RegionName>();
  const add = (text: string, naming: RegionName['naming'], full: string[], group: string | null = null) => {
    const key = plainLatin(text)
      .replace(/[^a-z]+/g, ' ')
      .trim();
    if (key.length > 1 && !names.has(key)) names.set(key, { text, regions: full, naming, group, ambiguous: false });
  };
  for (const region of provincesFirst()) {
    add(region.english, 'english', [region.name]);
    for (const alias of region.aliases)
      if (/^[\p{Script=Latin}\s]+$/u.test(alias)) add(alias, 'english', [region.name]);
    for (const typo of region.typos) if (/^[a-z]+$/i.test(typo)) add(typo, 'typo', [region.name]);
  }
  for (const region of provincesFirst()) {
    const syllables = plainLatin(region.pinyin);
    add(syllables.replaceAll(' ', ''), 'pinyin', [region.name]);
    add(syllables, 'pinyin', [region.name]);
  }
  for (const group of regionGroups) for (const name of group.english) add(name, 'group', group.members, group.name);
  for (const country of data.countries) for (const name of country.english) add(name, 'country', []);
  return names;
}

/** 山西 before 陕西, provinces before cities, so that `shanxi` is the province that is written so. */
function provincesFirst(): Region[] {
  return [...regions].sort((a, b) => Number(a.level === 'city') - Number(b.level === 'city'));
}

/** The country or nation that a name stands for: `日本` for `Japan`; undefined for any other word. */
export function countryNamed(text: string): string | undefined {
  const plain = plainLatin(text);
  return data.countries.find(
    ({ names, english }) => names.includes(text) || english.some((name) => plainLatin(name) === plain),
  )?.name;
}

/** Full name of the region that a filter or a person calls by any name; undefined where there is none. */
export function fullName(name: string): string | undefined {
  const trimmed = name.trim();
  const known = regionByName(trimmed)?.name ?? abbreviations.get(trimmed);
  if (known) return known;
  const chinese = chineseNames.get(trimmed.charAt(0))?.find(({ text }) => text === trimmed);
  const found = chinese ?? latinNames.get(plainLatin(trimmed).replace(/[^a-z]+/g, ' '));
  return found?.regions.length === 1 ? found.regions[0] : undefined;
}
