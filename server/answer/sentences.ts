import { queryTokens } from '../../ingest/tokens.ts';
import type { Missing } from '../model.ts';
import { searchWords } from '../retrieve/query.ts';
import type { RankedSentence } from '../retrieve/rank-sentences.ts';
import { tokenWeights } from '../retrieve/token-weights.ts';
import type { Context } from './context.ts';
import { answered, type Claim, type Draft, frame, type Line } from './draft.ts';
import type { Expected } from './expected.ts';
import { wordsCounted } from './figure-clause.ts';
import { plainQuotes, regionText } from './figure-text.ts';
import { englishQuote } from './key-words.ts';
import { listFrom } from './lists.ts';
import { narrow } from './narrow.ts';
import { withParts } from './parts.ts';
import { notStatedText } from './phrases.ts';
import { sameWords } from './same-words.ts';
import { contentWords, heldShare } from './topic-words.ts';

/** Longest quoted stretch of a figure answer, and of any other, in characters; the judge of figures reads 200. */
const FIGURE_LIMIT = 80;
const FACT_LIMIT = 160;
const LIST_LIMIT = 400;
/** 两种床位, 各多少: more than one figure is asked. */
const SEVERAL = /[两三四][种个类项]|分别|各(?:是|有|自|多少|为|几)/;
/** A second sentence is added when its score comes this near to the first one's. */
const SECOND_NEAR = 0.88;

/** A second sentence that holds less than so much of what the first does of the question adds nothing. */
const HOLDS_LESS = 0.8;

/** A sentence as a claim in the reports' own words, cut to the clauses that answer where it is long. */
export function sentenceClaim(
  ranked: RankedSentence,
  context: Context,
  options: {
    /** Longest quoted stretch in characters. */
    limit: number;
    /** Says the region in front. */
    name: boolean;
    /** An English answer has said whose words they are. */
    bare?: boolean;
    /** Units that the stretch quoted must have, where the question tells none. */
    units?: string[];
  },
): Claim {
  const { reading, index, citations, expected } = context;
  const { sentence, passage } = ranked;
  const [from, to] = narrow(sentence.text, {
    asked: queryTokens(searchWords(reading)),
    weights: tokenWeights(index),
    expected: options.units && expected.shape !== 'figure' ? shapeOf(options.units) : expected,
    limit: options.limit,
    several: SEVERAL.test(reading.normalised),
    counted: wordsCounted(reading.normalised).findLast((word) => word.length > 1),
  });
  const words = sentence.text.slice(from, to).replace(/[，；：、,;\s]+$/, '');
  const report = index.report(passage.report);
  const number = citations.sentence(sentence, from, from + words.length);
  const where = report?.region ? regionText(report.region, reading.language) : (report?.title ?? '');
  if (reading.language === 'en') {
    const kind =
      report?.kind === 'division' ? 'division of tasks' : report?.kind === 'digest' ? 'digest of the report' : 'report';
    const { text, ...rest } = englishQuote(words, { item: options.bare ?? false });
    const place = report?.region ? `${where}, ` : where === '' ? '' : `“${plainQuotes(where)}”, `;
    return {
      text: options.bare ? text : `${place}${report?.year ?? ''} ${kind}: ${text}`,
      citations: [number],
      kind: 'quoted',
      ...rest,
    };
  }
  const cut = from > 0 ? '……' : '';
  const end = /[。！？]["”’』」)）]*$/.test(words) ? '' : to < sentence.text.length ? '……' : '。';
  const prefix = options.name ? `${where}：` : '';
  return { text: `${prefix}${cut}${words}${end}`, citations: [number], kind: 'quoted', quoted: words };
}

function shapeOf(units: string[]): Expected {
  return units.every((unit) => unit.startsWith('%')) ? { shape: 'percent', units } : { shape: 'figure', units };
}

/** The best sentences as an answer: one or two for a figure or fact, the whole list for a list, one more for each part left open. */
export function composeSentences(context: Context, supported: RankedSentence[], all = supported): Draft | null {
  const { reading, citations } = context;
  if (supported.length === 0) return null;
  const name = reading.searchRegions.length !== 1;
  const wantsFigure =
    reading.intent === 'figure' || context.expected.shape === 'figure' || context.expected.shape === 'percent';
  const isList = reading.intent === 'list' || reading.intent === 'summarise';
  const list = isList ? listFrom(supported, context) : null;
  const lines: Line[] = [];
  const missing: Missing[] = [];
  if (list) {
    const claim = (ranked: RankedSentence, bare: boolean): Claim =>
      sentenceClaim(ranked, context, { limit: LIST_LIMIT, name: name && !bare, bare });
    if (list.head) lines.push({ claims: [claim(list.head, false)] });
    const items = list.items.filter(
      (item, at) => list.items.findIndex((one) => one.sentence.text === item.sentence.text) === at,
    );
    for (const [i, item] of items.entries())
      lines.push({ claims: [claim(item, list.head !== null || i > 0)], item: items.length > 1 });
  } else {
    const { chosen, open } = withParts(shortChoice(supported, context), supported, all, context);
    const limit = wantsFigure ? FIGURE_LIMIT : FACT_LIMIT;
    lines.push(...chosen.map((ranked) => ({ claims: [sentenceClaim(ranked, context, { limit, name })] })));
    missing.push(...open.map((what) => ({ what, reason: 'not-stated' as const })));
    if (open.length > 0) lines.push({ claims: [frame(notStatedText(open, reading.language))] });
  }
  return answered({
    lines,
    citations: citations.list,
    missing,
  });
}

function shortChoice(sentences: RankedSentence[], context: Context): RankedSentence[] {
  const { scope } = context;
  const [first, second] = withNameAsked(sentences, context) as [RankedSentence, RankedSentence | undefined];
  const near =
    second &&
    (!scope.fits(first.passage) || scope.fits(second.passage)) &&
    second.score >= first.score * SECOND_NEAR &&
    !sameWords(first, second);
  if (!near) return [first];
  const held = ({ sentence, passage }: RankedSentence): number =>
    heldShare(sentence.text + passage.path.join(''), contentWords(context), context);
  return held(second) < held(first) * HOLDS_LESS ? [first] : [first, second];
}

/** 形成了一份什么共识: the kind of thing whose name is asked; words that ask for any name or for what is done say nothing. */
const NAME_ASKED = /(?:什么|哪[一两]?(?:个|项|座|种|部|条|家|所|份))([\u4e00-\u9fff]{2,4})[？?]?$/;
const ANY_NAME =
  /名字|名称|名儿|意思|东西|安排|措施|举措|打算|工作|变化|原因|目标|作用|成绩|成效|成果|问题|要求|政策|内容|好处|影响|时候|地方|办法|做法|任务|计划|规定|行动|进展|特点|情况|事情|地区|城市|省份/;

/** The sentences that name a thing of the kind asked before those that do not, where there are any. */
function withNameAsked(sentences: RankedSentence[], { reading }: Context): RankedSentence[] {
  const kind = NAME_ASKED.exec(reading.normalised)?.[1];
  if (kind === undefined || ANY_NAME.test(kind)) return sentences;
  const naming = sentences.filter(({ sentence }) => sentence.text.includes(kind));
  return naming.length > 0 ? naming : sentences;
}
