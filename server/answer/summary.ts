import type { Report, Section } from '../../ingest/model.ts';
import type { Context } from './context.ts';
import { answered, type Draft, frame, type Line } from './draft.ts';
import { englishQuote } from './key-words.ts';

/** Headings listed at most: a report's plan has 6 to 12 of the second level. */
const HEADINGS = 14;

/** The headings of the part of a report that was asked for (its plan, or its review), in the report's order; null for no such part. */
export function composeSummary(context: Context): Draft | null {
  const { reading, scope, citations } = context;
  // 数字经济的重点工作 asks of a topic, which sentences answer; only a whole part is answered by its headings.
  if (
    reading.bare.replace(/重点|主要|工作|任务|内容|安排|有哪|概括|总结|梳理|一下|的|是/g, '').trim().length > 1 &&
    reading.language === 'zh'
  )
    return null;
  const report = scope.reports.find((r) => r.kind === 'report') ?? scope.reports[0];
  if (!report || reading.searchRegions.length !== 1) return null;
  const wanted = reading.kind === 'result' ? 'review' : 'plan';
  const headings = headingsOf(report, wanted);
  const lines: Line[] = headings.slice(0, HEADINGS).flatMap((section): Line[] => {
    const sentence = firstSentence(context, report, section);
    const at = sentence?.text.indexOf(section.title) ?? -1;
    if (!sentence || at < 0) return [];
    const number = citations.sentence(sentence, at, at + section.title.length);
    const words = section.title;
    const told = reading.language === 'zh' ? { text: words, quoted: words } : englishQuote(words, { item: true });
    return [
      {
        claims: [{ ...told, citations: [number], kind: 'quoted' }],
        item: true,
      },
    ];
  });
  if (lines.length < 2) return null;
  const head =
    reading.language === 'zh'
      ? `${report.title}${wanted === 'plan' ? '的安排' : '的回顾'}：`
      : `${report.year} report, ${wanted === 'plan' ? 'plans' : 'review'}, by its headings:`;
  return answered({
    lines: [{ claims: [frame(head)] }, ...lines],
    citations: citations.list,
  });
}

/** Headings of the second level under the part, or of the first where it has none below. */
function headingsOf(report: Report, timing: Section['timing']): Section[] {
  const part = report.sections.filter((section) => section.timing === timing);
  const second = part.filter((section) => section.depth === 2);
  return second.length >= 3 ? second : part.filter((section) => section.depth === 1);
}

function firstSentence({ index }: Context, report: Report, section: Section) {
  const passage = index.passagesOf(report.id).find((p) => p.section === section.index);
  return passage && index.sentencesOf(passage.id).find((sentence) => sentence.text.includes(section.title));
}
