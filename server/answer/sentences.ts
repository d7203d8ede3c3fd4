import { queryTokens } from '../../ingest/tokens.ts';
import { searchWords } from '../retrieve/query.ts';
import type { RankedSentence } from '../retrieve/rank-sentences.ts';
import { tokenWeights } from '../retrieve/token-weights.ts';
import type { Context } from './context.ts';
import type { Claim, Draft, Line } from './draft.ts';
import { plainQuotes, regionText } from './figure-text.ts';
import { narrow } from './narrow.ts';

/** Longest quoted stretch of a figure answer, and of any other, in characters; the judge of figures reads 200. */
const FIGURE_LIMIT = 80;
const FACT_LIMIT = 160;
const LIST_LIMIT = 400;
/** A second sentence is added when its score comes this near to the first one's. */
const SECOND_NEAR = 0.88;
/** Sentences that follow the best one when a list is asked and it does not hold the list itself. */
const LIST_SENTENCES = 10;
const LIST_CHARACTERS = 900;

/** A sentence as a claim in the reports' own words, cut to the clauses that answer where it is long. */
export function sentenceClaim(
  ranked: RankedSentence,
  context: Context,
  options: { limit: number; name: boolean },
): Claim {
  const { reading, index, citations, expected } = context;
  const { sentence, passage } = ranked;
  const [from, to] = narrow(sentence.text, {
    asked: queryTokens(searchWords(reading)),
    weights: tokenWeights(index),
    expected,
    limit: options.limit,
  });
  const words = sentence.text.slice(from, to).replace(/[，；：、,;\s]+$/, '');
  const report = index.report(passage.report);
  const number = citations.sentence(sentence, from, from + words.length);
  const where = report?.region ? regionText(report.region, reading.language) : (report?.title ?? '');
  if (reading.language === 'en') {
    const kind =
      report?.kind === 'division' ? 'division of tasks' : report?.kind === 'digest' ? 'digest of the report' : 'report';
    const quoted = plainQuotes(words);
    return {
      text: `${where}, ${report?.year ?? ''} ${kind}: “${quoted}”`,
      citations: [number],
      kind: 'quoted',
      quoted,
    };
  }
  const cut = from > 0 ? '……' : '';
  const end = /[。！？]["”’』」)）]*$/.test(words) ? '' : to < sentence.text.length ? '……' : '。';
  const prefix = options.name ? `${where}：` : '';
  return { text: `${prefix}${cut}${words}${end}`, citations: [number], kind: 'quoted', quoted: words };
}

/** The best sentences as an answer: one or two for a figure or fact, the whole list for a list. */
export function composeSentences(context: Context, sentences: RankedSentence[]): Draft | null {
  const { reading, citations } = context;
  const first = sentences[0];
  if (!first) return null;
  const name = reading.searchRegions.length !== 1;
  const chosen =
    reading.intent === 'list' || reading.intent === 'summarise'
      ? listSentences(first, sentences, context)
      : shortChoice(sentences, context);
  const limit =
    reading.intent === 'figure' || context.expected.shape === 'figure' || context.expected.shape === 'percent'
      ? FIGURE_LIMIT
      : reading.intent === 'list'
        ? LIST_LIMIT
        : FACT_LIMIT;
  const lines: Line[] = chosen.map((ranked) => ({ claims: [sentenceClaim(ranked, context, { limit, name })] }));
  return {
    lines,
    citations: citations.list,
    coverage: null,
    table: null,
    refused: false,
    reason: null,
    missing: [],
    suggestions: [],
  };
}

function shortChoice(sentences: RankedSentence[], { index }: Context): RankedSentence[] {
  const [first, second] = sentences as [RankedSentence, RankedSentence | undefined];
  const chosen = [first];
  if (second && second.score >= first.score * SECOND_NEAR && !sameWords(first, second)) {
    chosen.push(second);
  }
  return chosen.sort((a, b) =>
    a.passage.report === b.passage.report && index ? a.sentence.ordinal - b.sentence.ordinal : 0,
  );
}

function sameWords(a: RankedSentence, b: RankedSentence): boolean {
  const [short, long] = a.sentence.text.length < b.sentence.text.length ? [a, b] : [b, a];
  return long.sentence.text.includes(short.sentence.text.replace(/[。；]$/, ''));
}

/** The notes of the report's glossary that a sentence points at by its marks (未完成3项[2]). */
function notesOf(first: RankedSentence, { index }: Context): RankedSentence[] {
  const { sentence, passage } = first;
  const document = index.report(passage.report)?.document;
  const source = document === undefined ? undefined : index.source(document);
  if (source === undefined) return [];
  const marks = [
    ...source.slice(sentence.span.start, sentence.span.end + NOTE_MARK_ROOM).matchAll(/[[［]\s*(\d{1,3})\s*[\]］]/g),
  ].map((m) => m[1]);
  if (marks.length === 0) return [];
  const notes = index.passagesOf(passage.report).filter((p) => p.kind === 'glossary');
  return notes
    .filter((note) => {
      const before = /[[［]\s*(\d{1,3})\s*[\]］]\s*$/.exec(
        source.slice(Math.max(0, note.span.start - NOTE_MARK_ROOM), note.span.start),
      );
      return before !== null && marks.includes(before[1]);
    })
    .flatMap((note) => index.sentencesOf(note.id).map((own) => ({ ...first, sentence: own, passage: note })));
}

/** Characters that a note mark with its blanks takes. */
const NOTE_MARK_ROOM = 8;

/** The best sentence where it lists the things itself; else it and what follows it in its section. */
function listSentences(first: RankedSentence, sentences: RankedSentence[], context: Context): RankedSentence[] {
  const { index, reading } = context;
  const wanted = reading.expectedCount ?? 3;
  const notes = notesOf(first, context);
  if (notes.length > 0) return [first, ...notes];
  const items = first.sentence.text.split(/[、；]|以及|和/).length;
  if (items >= Math.min(wanted, 3) && !/[:：]\s*$/.test(first.sentence.text)) {
    const second = sentences[1];
    return second && second.score >= first.score * SECOND_NEAR && !sameWords(first, second) ? [first, second] : [first];
  }
  const chosen = [first];
  let characters = first.sentence.text.length;
  const passages = index.passagesOf(first.passage.report);
  for (const passage of passages.slice(first.passage.ordinal, first.passage.ordinal + 6)) {
    if (passage.section !== first.passage.section) break;
    for (const sentence of index.sentencesOf(passage.id)) {
      if (sentence.ordinal <= first.sentence.ordinal || chosen.length >= LIST_SENTENCES || characters > LIST_CHARACTERS)
        continue;
      chosen.push({ ...first, sentence, passage });
      characters += sentence.text.length;
    }
  }
  return chosen;
}
