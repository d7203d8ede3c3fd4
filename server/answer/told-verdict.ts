/** What a report itself says of a target kept or missed: 固定资产投资增长0.5%左右，没有达到预期目标. */
import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { Context } from './context.ts';
import type { Claim } from './draft.ts';
import { englishQuote } from './key-words.ts';

/** A clause that judges; 完成目标任务 of a plan stands in no part that looks back. */
const JUDGES =
  /(?:没有?|未能?|尚未)(?:达到|完成|实现|达成)[^，。；]{0,10}(?:目标|预期|计划)|超额(?:完成|实现)|(?:完成|实现|达到)了?[^，。；、]{0,12}目标(?:任务)?$|(?:低于|不及|高于|好于|快于|超过|超出|完成|实现|达到|达成)了?[^，。；、\d]{0,10}(?:预期|年度|年初|全年|既定|确定)[^，。；、\d]{0,6}(?:目标|水平|计划)?|(?:低于|高于|好于|超过|不及)预期/;
/** Clauses between the indicator and what is said of it, at most. */
const CLAUSES_BETWEEN = 1;

/** The report's own words on whether the one region's target of the year was kept, as a claim; null where it has none. */
export function toldVerdict(context: Context, indicator: string, year: number): Claim | null {
  const { reading, index, citations } = context;
  const [region, ...others] = reading.searchRegions;
  const names = indicatorOf(indicator)?.aliases ?? [];
  if (region === undefined || others.length > 0 || names.length === 0) return null;
  for (const report of index.reports) {
    if (report.region !== region || report.year !== year + 1) continue;
    for (const passage of index.passagesOf(report.id)) {
      if (passage.timing === 'plan') continue;
      for (const sentence of index.sentencesOf(passage.id)) {
        const stretch = judged(sentence.text, names);
        if (!stretch) continue;
        const words = sentence.text.slice(...stretch);
        const told = reading.language === 'zh' ? { text: `……${words}。`, quoted: words } : englishQuote(words);
        return { ...told, citations: [citations.sentence(sentence, ...stretch)], kind: 'quoted' };
      }
    }
  }
  return null;
}

/** The clauses from the one that names the indicator to the one that judges it. */
function judged(text: string, names: readonly string[]): [number, number] | null {
  if (!JUDGES.test(text)) return null;
  const clauses = [...text.matchAll(/[^，。；：]+/g)].map(({ index, 0: words }) => ({ index, words }));
  for (const [at, { index, words }] of clauses.entries()) {
    if (!JUDGES.test(words)) continue;
    // What stands right before it is what it judges; 一般公共预算收入 behind another figure's clause is not.
    for (const first of clauses.slice(Math.max(0, at - CLAUSES_BETWEEN), at + 1).reverse())
      if (names.some((name) => first.words.includes(name))) return [first.index, index + words.length];
  }
  return null;
}
