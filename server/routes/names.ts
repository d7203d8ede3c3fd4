/** `GET /api/names`: what the page calls indicators, regions and groups of regions, in both languages and by pinyin. */
import type { Hono } from 'hono';
import { INDICATORS } from '../../ingest/indicators/catalogue.ts';
import { regionGroups, regions } from '../../ingest/regions.ts';

/** Adds the route. Pinyin is without tones, syllables parted by spaces. */
export function namesRoute(app: Hono): void {
  let names: Promise<object> | undefined;
  app.get('/api/names', async (c) => {
    names ??= namesOf();
    return c.json(await names);
  });
}

async function namesOf(): Promise<object> {
  // 17 MB, for which the start need not wait.
  const { pinyin } = await import('pinyin-pro');
  return {
    indicators: INDICATORS.map(({ id, zh, en, group, units }) => ({
      id,
      zh,
      en,
      group,
      unit: units[0] ?? '',
      pinyin: pinyin(zh, { toneType: 'none', nonZh: 'consecutive' }).toLowerCase(),
    })),
    regions: regions.map(({ name, short, english, level, parent, pinyin: toned }) => ({
      name,
      short,
      english,
      level,
      parent,
      pinyin: toned.normalize('NFD').replace(/[\u0300-\u036f]/g, ''),
    })),
    groups: regionGroups.map(({ name, english, members }) => ({ name, english: english[0] ?? null, members })),
  };
}
