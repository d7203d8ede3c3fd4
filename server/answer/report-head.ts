/** Who gave a report, when and before which assembly: 2020年的政府工作报告是谁作的，哪天作的. */
import type { Passage, Sentence } from '../../ingest/model.ts';
import { unranked } from '../retrieve/rank-sentences.ts';
import type { Context } from './context.ts';
import { answered, type Draft, type Line } from './draft.ts';
import { sentenceClaim } from './sentences.ts';

const ASKS_WHO =
  /报告[^，。？]{0,6}谁(?:来)?(?:作|做|宣读|代表)|谁(?:来)?(?:作|做|宣读)(?:了)?[^，。？]{0,12}报告|报告人(?:是|叫)|who (?:gave|delivered|presented)[^?]{0,40}report/i;
const ASKS_WHEN =
  /报告[^。？]{0,16}(?:哪天|哪一天|几月几[日号]|什么时候|何时|哪次会议|在哪(?:个|次)会上)[^，。？]{0,4}(?:作|做|提交|宣读|报告)|(?:哪天|几月几[日号]|什么时候|何时)(?:作|做|提交|宣读)(?:的|了)?[^，。？]{0,12}报告|when was[^?]{0,40}report (?:given|delivered|presented)/i;

/** Sentences at the head of a report that may say so. */
const HEAD_SENTENCES = 8;
/** Longest stretch quoted, in characters. */
const HEAD_LIMIT = 60;
const SPEAKER = /(?:省长|市长|主席)/;
const DAY = /\d{1,2}\s*月\s*\d{1,2}\s*日/;

/** The lines of the reports' heads that say it; null where it is not asked, or no report says it. */
export function composeReportHead(context: Context): Draft | null {
  const { reading, scope, citations } = context;
  const [who, when] = [ASKS_WHO.test(reading.normalised), ASKS_WHEN.test(reading.normalised)];
  if ((!who && !when) || reading.searchRegions.length === 0) return null;
  const lines: Line[] = [];
  for (const region of reading.searchRegions) {
    const own = scope.reports.filter((report) => report.region === region);
    const newest = Math.max(...own.map(({ year }) => year ?? 0));
    const heads = own
      .filter((report) => reading.years.length > 0 || report.year === newest)
      // A report says it itself; a digest says it of another.
      .sort((a, b) => Number(b.kind === 'report') - Number(a.kind === 'report'))
      .map((report) =>
        headOf(report.id, context).filter(
          ({ sentence: { text } }) => (who && SPEAKER.test(text)) || (when && DAY.test(text)),
        ),
      );
    const told = heads.find((head) => head.length > 0) ?? [];
    for (const { sentence, passage } of told)
      lines.push({
        claims: [
          sentenceClaim(unranked(sentence, passage), context, {
            limit: HEAD_LIMIT,
            name: reading.searchRegions.length > 1,
          }),
        ],
        item: reading.searchRegions.length > 1,
      });
  }
  return lines.length === 0 ? null : answered({ lines, citations: citations.list });
}

function headOf(report: string, { index }: Context): { sentence: Sentence; passage: Passage }[] {
  const head: { sentence: Sentence; passage: Passage }[] = [];
  for (const passage of index.passagesOf(report)) {
    for (const sentence of index.sentencesOf(passage.id)) head.push({ sentence, passage });
    if (head.length >= HEAD_SENTENCES) break;
  }
  return head.slice(0, HEAD_SENTENCES);
}
