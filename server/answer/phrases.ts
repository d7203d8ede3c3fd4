import type { Language } from '../model.ts';
import { shortRegion } from './figure-text.ts';

/** Joins names: `安徽、北京`, `Anhui, Beijing`. */
export function listOf(names: string[], language: Language): string {
  return names.join(language === 'zh' ? '、' : ', ');
}

/** Short names of regions, joined. */
export function regionList(regions: string[], language: Language): string {
  return listOf(
    regions.map((region) => shortRegion(region, language)),
    language,
  );
}

/** `报告没有写明：河北省2025年城镇登记失业率目标。`: what an answer leaves open. */
export function notStatedText(what: string[], language: Language): string {
  return language === 'zh' ? `报告没有写明：${what.join('；')}。` : `Not stated in the reports: ${what.join('; ')}.`;
}

/** The coverage paragraph's words: how many of the reports state it, and which do not. */
export function coverageText(
  stated: number,
  missing: string[],
  language: Language,
  what: { zh: string; en: string },
): string {
  const all = stated + missing.length;
  if (language === 'zh') {
    return `${all}份报告中${stated}份${what.zh}${missing.length > 0 ? `；未提出：${regionList(missing, 'zh')}` : ''}。`;
  }
  return `${stated} of ${all} reports ${what.en}${missing.length > 0 ? `; not stated: ${regionList(missing, 'en')}` : ''}.`;
}
