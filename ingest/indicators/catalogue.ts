/** The indicators that are looked for, from `data/indicators.json`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../program.ts';

/** What is counted and in what words; one entry of `data/indicators.json`. */
export interface Indicator {
  /** Such as `gdp_growth`. */
  id: string;
  zh: string;
  en: string;
  /** Field it belongs to, such as `economy`, for lists. */
  group: string;
  /** `growth`: a rate of change; `level`: an amount or share; `decrease`: its very sense is a fall (能耗下降3%). */
  measure: 'growth' | 'level' | 'decrease';
  /** Units that its figures may have, the usual one first. */
  units: string[];
  /** Which way is good. */
  better: 'higher' | 'lower' | 'neither';
  /** Sums over regions make sense. */
  additive: boolean;
  /** It counts what is done in a year (roads built), so that 新增 says nothing more; else 新增 is told apart from the stock. */
  flow?: true;
  /** The reports' own words, for extraction. */
  aliases: string[];
  /** Everyday words that people ask with. */
  questions: { zh: string[]; en: string[] };
}

const file = join(projectRoot, 'data/indicators.json');

/** All indicators, in the order of the file. */
export const INDICATORS: readonly Indicator[] = JSON.parse(readFileSync(file, 'utf8'));

const byId = new Map(INDICATORS.map((indicator) => [indicator.id, indicator]));

/** The indicator of an id; undefined for an unknown one. */
export function indicatorOf(id: string): Indicator | undefined {
  return byId.get(id);
}
