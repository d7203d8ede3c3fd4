import { clean } from '../../ingest/clean.ts';
import type { ReportIndex } from '../../ingest/index/model.ts';
import type { IndicatorRow, Passage, Sentence, Span } from '../../ingest/model.ts';
import type { Citation } from '../model.ts';

/** The citations of one answer: numbers them, folds equal ones, and slices every quote from the source itself. */
export class Citations {
  readonly #index: ReportIndex;
  readonly #list: Citation[] = [];

  constructor(index: ReportIndex) {
    this.#index = index;
  }

  get list(): Citation[] {
    return this.#list;
  }

  /** Cites a whole passage and returns its number. */
  passage(passage: Passage): number {
    return this.#add(passage, passage.span);
  }

  /**
   * Cites a sentence, or its clean stretch `[from, to)`, and returns the number. A stretch whose way back to the source is
   * not certain is widened to the sentence.
   */
  sentence(sentence: Sentence, from = 0, to = sentence.text.length): number {
    const passage = this.#index.passage(sentence.passage);
    if (!passage) throw new Error(`the sentence ${sentence.id} has no passage in this index`);
    const span = from === 0 && to === sentence.text.length ? sentence.span : this.#part(passage, sentence, from, to);
    const report = this.#index.report(passage.report);
    const source = report && this.#index.source(report.document);
    return this.#add(passage, source === undefined ? span : withContext(source, span, passage.span));
  }

  /** Cites an indicator row: its own quote, widened to the clauses around it while that stays short. */
  row(row: IndicatorRow): number {
    const passage = this.#index.passage(row.passage);
    const sentence = this.#index.sentence(row.sentence);
    const source = this.#index.source(row.document);
    if (!passage || !sentence || source === undefined)
      throw new Error(`the row ${row.region} ${row.indicator} ${row.year} is not of this index`);
    // 力争 stands at the head of several figures; the quote reaches back to it.
    const wish = /力争|争取/.test(row.qualifier) ? source.slice(sentence.span.start, row.end).search(/力争|争取/) : -1;
    const start = wish < 0 ? row.start : Math.min(row.start, sentence.span.start + wish);
    // 地区生产总值增长6%左右； is a sentence of its own, and says as little alone as any other that short.
    return this.#add(passage, withContext(source, widen(source, { start, end: row.end }, sentence.span), passage.span));
  }

  #part(passage: Passage, sentence: Sentence, from: number, to: number): Span {
    const report = this.#index.report(passage.report);
    const source = report && this.#index.source(report.document);
    if (source === undefined) return sentence.span;
    const cleaned = clean(source.slice(sentence.span.start, sentence.span.end));
    if (cleaned.text !== sentence.text) return sentence.span;
    const part = cleaned.toSource(from, to);
    return { start: sentence.span.start + part.start, end: sentence.span.start + part.end };
  }

  #add(passage: Passage, span: Span): number {
    const report = this.#index.report(passage.report);
    const source = report && this.#index.source(report.document);
    if (!report || source === undefined) throw new Error(`the passage ${passage.id} has no report in this index`);
    const known = this.#list.find(
      (c) => c.document === report.document && c.start === span.start && c.end === span.end,
    );
    if (known) return known.number;
    const number = this.#list.length + 1;
    this.#list.push({
      number,
      passage: passage.id,
      document: report.document,
      report: report.name,
      title: report.title,
      region: report.region,
      parent: report.parent,
      year: report.year,
      section: passage.path,
      quote: source.slice(span.start, span.end),
      start: span.start,
      end: span.end,
    });
    return number;
  }
}

/** Longest quote of a figure, in characters: enough to read it in its context at a glance. */
const FIGURE_QUOTE = 60;

/** Quotes shorter than this say too little alone (有效应对登革热疫情。); the next clauses of the passage are quoted with them. */
const SHORT_QUOTE = 24;
const CONTEXT_QUOTE = 48;
/** A line that a page break left between two others. */
const PAGE_BREAK = /\n\s*\S{0,8}\s*\n/;

function withContext(source: string, span: Span, passage: Span): Span {
  if (span.end - span.start >= SHORT_QUOTE) return span;
  const wide = widen(source, span, passage, CONTEXT_QUOTE);
  return PAGE_BREAK.test(source.slice(wide.start, wide.end)) ? span : wide;
}

/** The span, widened to the ends of the clauses that it touches, and over the next ones while it stays short. */
function widen(source: string, span: Span, sentence: Span, limit = FIGURE_QUOTE): Span {
  const cuts = [sentence.start];
  const text = source.slice(sentence.start, sentence.end);
  for (const match of text.matchAll(/[，；：。]|,(?!\d)|;/g))
    cuts.push(sentence.start + match.index, sentence.start + match.index + 1);
  cuts.push(sentence.end);
  let { start, end } = span;
  const before = cuts.findLast((cut) => cut <= span.start);
  if (before !== undefined && span.end - before <= limit) start = before;
  for (const cut of cuts) if (cut > end && cut - start <= limit) end = cut;
  const quote = source.slice(start, end);
  return {
    start: start + (quote.length - quote.trimStart().length),
    end: end - (quote.length - quote.trimEnd().length),
  };
}
