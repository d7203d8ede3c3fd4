/** The figures of indicators, each loaded once for a generation of the index. */
import { indicatorRows } from '../api.ts';
import type { IndicatorRow } from '../model.ts';

const loaded = new Map<string, Promise<IndicatorRow[]>>();

/** All rows of these indicators; rejects with an ApiError. */
export async function figuresOf(indicators: string[]): Promise<IndicatorRow[]> {
  const all = await Promise.all(indicators.map(figuresOfOne));
  return all.flat();
}

/** Forgets all, since another generation may state other figures. */
export function forgetFigures(): void {
  loaded.clear();
}

function figuresOfOne(indicator: string): Promise<IndicatorRow[]> {
  const known = loaded.get(indicator);
  if (known !== undefined) return known;
  const loading = indicatorRows(indicator);
  loaded.set(indicator, loading);
  // A failure is not remembered.
  loading.catch(() => loaded.delete(indicator));
  return loading;
}
