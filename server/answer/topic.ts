/** What a report says of a topic (湖北在教育方面有什么安排): the part that is headed by it, in the report's order. */
import type { Report } from '../../ingest/model.ts';
import type { Reading } from '../question/reading.ts';
import { unranked } from '../retrieve/rank-sentences.ts';
import type { Context } from './context.ts';
import { answered, type Draft, type Line } from './draft.ts';
import { bodyOf, type Outlined, outlineOf, withoutMark } from './outline.ts';
import { sentenceClaim } from './sentences.ts';
import { type ContentWord, contentWords, heldShare } from './topic-words.ts';

/** Asks for what is planned, done or said, not for one fact. */
const OPEN_CHINESE =
  /(?:有|采取|出台|提出|作出|做出|推出|作)(?:了|过)?(?:什么|哪些)(?:样的)?(?:具体|重点|新|主要|重要|工作|政策)?的?(?:安排|举措|措施|打算|计划|部署|做法|要求|成绩|成效|进展|成果|规划|说法|动作|行动|办法|考虑|思路)|(?:怎么|怎样|如何)(?:做|推|发展|抓|促|加强|落实|部署|安排|干|搞|建设|保障|改善|支持|提升|提高|深化|打造|培育|应对|解决|加快|扩大|优化|稳|扶持|帮助|实施|开展|完善|防|治理)|(?:打算|计划|准备|要)(?:怎么|怎样|如何|做什么|做些什么|干什么)|做了(?:什么|哪些)(?:工作|事)?|概括|总结|梳理|(?:说|讲|写|谈)了(?:什么|些什么|哪些)|怎么(?:说|写|讲)|(?:举措|措施|安排|部署|打算|做法|成绩|成效|进展)(?:是什么|有哪些|是哪些)/;
const OPEN_ENGLISH =
  /\bwhat (?:does|did|do|will) .{2,60}\b(?:plan|intend|propose|do|say|promise|report)\b.{0,60}(?:for|about|on|in|to)\b|\bhow (?:does|did|will|do) .{2,60}\b(?:plan|intend|propose|promote|support|develop|improve|strengthen|protect|boost|advance)|\bplans? (?:for|to|on)\b|\bmeasures?\b|summari[sz]e|main (?:tasks|priorities|points)|\bpriorities\b/i;

/** Share of the topic's words that a heading must hold. */
const HEADED = 0.6;
/** Sentences given of a part, their characters together, and of each sentence. */
const SENTENCES = 8;
const CHARACTERS = 420;
const SENTENCE_LIMIT = 110;
/** A part of so many headed paragraphs is told by its headings. */
const HEADED_PARAGRAPHS = 3;

/** Whether a question asks openly what is planned, done or said of a topic. */
export function asksTopic(reading: Reading): boolean {
  return (reading.language === 'en' ? OPEN_ENGLISH : OPEN_CHINESE).test(reading.normalised);
}

interface Part {
  report: Report;
  /** The heading, then what is said under it. */
  head: Outlined;
  body: Outlined[];
  worth: number;
}

/** The part of one region's report that a topic heads, as a list; null for no such question, or no such part. */
export function composeTopic(context: Context): Draft | null {
  const { reading, scope, citations } = context;
  if (!asksTopic(reading) || reading.searchRegions.length !== 1 || context.expected.shape !== 'any') return null;
  const words = contentWords(context);
  if (words.length === 0) return null;
  const best = scope.reports.flatMap((report) => partsOf(report, words, context)).sort((a, b) => b.worth - a.worth)[0];
  if (!best) return null;
  const lines: Line[] = [
    {
      claims: [
        sentenceClaim(unranked(best.head.sentence, best.head.passage), context, {
          limit: SENTENCE_LIMIT,
          name: reading.language === 'en',
        }),
      ],
    },
  ];
  let characters = best.head.sentence.text.length;
  for (const one of best.body.slice(0, SENTENCES)) {
    characters += Math.min(one.sentence.text.length, SENTENCE_LIMIT);
    if (characters > CHARACTERS && lines.length > 2) break;
    lines.push({
      claims: [
        sentenceClaim(unranked(one.sentence, one.passage), context, { limit: SENTENCE_LIMIT, name: false, bare: true }),
      ],
      item: true,
    });
  }
  return answered({
    lines,
    citations: citations.list,
  });
}

/** Sentences that speak of a topic which no part is headed by; one alone is no answer to what is planned for it. */
const TOLD = { least: 2, most: 6 };
/** Share of the topic's words that such a sentence must hold. */
const SPEAKS = 0.75;

/** What a report says of a topic here and there, in its order; null for no such question, or too little of it. */
export async function composeTopicSentences(context: Context): Promise<Draft | null> {
  const { reading, index, scope, citations } = context;
  if (!asksTopic(reading) || reading.searchRegions.length !== 1 || context.expected.shape !== 'any') return null;
  const words = contentWords(context);
  if (words.length === 0) return null;
  const { sentences } = await context.find();
  const speaking = sentences.filter(
    ({ sentence, passage }) =>
      passage.kind !== 'glossary' && scope.fits(passage) && heldShare(sentence.text, words, context) >= SPEAKS,
  );
  // One report answers: the whole one before its digest.
  const [first] = scope.reports.filter((report) => speaking.some((one) => one.passage.report === report.id));
  const own = speaking.filter((one) => one.passage.report === first?.id).slice(0, TOLD.most);
  if (!first || own.length < TOLD.least || index.report(first.id) === undefined) return null;
  const lines: Line[] = own
    .sort((a, b) => a.sentence.ordinal - b.sentence.ordinal)
    .map((one, at) => ({
      claims: [
        sentenceClaim(one, context, {
          limit: SENTENCE_LIMIT,
          name: reading.language === 'en',
          bare: at > 0,
        }),
      ],
      item: true,
    }));
  return answered({
    lines,
    citations: citations.list,
  });
}

/** The headed parts of a report that are about the topic. */
function partsOf(report: Report, words: ContentWord[], context: Context): Part[] {
  const { index, scope } = context;
  const outline = outlineOf(index, report.id);
  const parts: Part[] = [];
  for (const [at, head] of outline.entries()) {
    if (head.passage.kind === 'glossary' || !scope.fits(head.passage)) continue;
    if (!head.isLead) continue;
    const title = withoutMark(head.sentence.text);
    const held = heldShare(title, words, context);
    if (held < HEADED) continue;
    const body = head.isHeading ? underHeading(outline, at) : bodyOf(outline, at);
    const said = body.reduce((sum, one) => sum + one.sentence.text.length, 0);
    if (said < LEAST_SAID) continue;
    // All of the topic first; then the heading that names little else; a paragraph's before a sentence's.
    const named = words.reduce((sum, word) => sum + (word.words.find((one) => title.includes(one))?.length ?? 0), 0);
    parts.push({
      report,
      head,
      body,
      worth: held * 2 + named / Math.max(title.length, 1) + (head.opens ? 0.5 : 0) + Math.min(said, 200) / 800,
    });
  }
  return parts;
}

/** A heading with so few characters under it heads nothing. */
const LEAST_SAID = 30;

/** Under a section's heading: the heads of its paragraphs, each with what it says first; of one paragraph all sentences. */
function underHeading(outline: Outlined[], at: number): Outlined[] {
  const section = (outline[at] as Outlined).passage.section;
  const inside: number[] = [];
  for (let i = at + 1; i < outline.length && outline[i]?.passage.section === section; i++) inside.push(i);
  const heads = inside.filter((i) => outline[i]?.opens && outline[i]?.isLead);
  if (heads.length < HEADED_PARAGRAPHS) return inside.map((i) => outline[i] as Outlined);
  return heads.map((i) => outline[i] as Outlined);
}
