/** Regions of China: their names in every form, and the groups they are spoken of in. Data: `data/regions.json`. */
import data from '../data/regions.json' with { type: 'json' };

export interface Region {
  /** Full name, such as `安徽省` or `株洲市`. */
  name: string;
  /** Short name, such as `安徽`; `吉林市` keeps its 市, since 吉林 is the province. */
  short: string;
  /** One-character names: `['陕', '秦']`. */
  abbreviations: string[];
  /** `Anhui`, `Inner Mongolia`, `Jilin City`. */
  english: string;
  /** Syllables with tone marks, parted by spaces: `ān huī`. */
  pinyin: string;
  /** Nicknames and other correct names: `山城`, `八闽`, `Tibet Autonomous Region`. */
  aliases: string[];
  /** Common misspellings: `广冬`, `shannxi`. */
  typos: string[];
  level: 'province' | 'city';
  /** Full name of a city's province; null for a province. */
  parent: string | null;
  /** Full name of a province's capital; its own name for a municipality, null where there is none. */
  capital: string | null;
}

export interface RegionGroup {
  /** Such as `长三角`. */
  name: string;
  /** Chinese names, `name` among them: `沪苏浙皖`, `江浙沪皖`. */
  aliases: string[];
  english: string[];
  /** Full names. */
  members: string[];
}

/** Every province-level region and prefecture-level city, each province before its cities. */
export const regions: Region[] = data.regions as Region[];

/** Groups such as 长三角, 京津冀, 东北三省, 直辖市. */
export const regionGroups: RegionGroup[] = data.groups;

const byName = new Map<string, Region>();
// Short names first, so that a full name always wins; provinces before cities.
for (const region of regions) if (!byName.has(region.short)) byName.set(region.short, region);
for (const region of regions) byName.set(region.name, region);

/** The region with that full or short name (`安徽省`, `安徽`); undefined for any other name. */
export function regionByName(name: string): Region | undefined {
  return byName.get(name);
}

/** `Anhui` for `安徽省` or `安徽`; undefined for a name that is not a region's. */
export function englishName(name: string): string | undefined {
  return byName.get(name)?.english;
}
