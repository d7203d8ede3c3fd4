/** Answers put in order to be written down: sources numbered through, each once, tables as texts. Pure. */
import { figureText } from '../chat/figure-text.ts';
import type { Exchange } from '../conversation.ts';
import { type Block, type Inline, parseMarkdown } from '../markdown.ts';
import type { AnswerTable, Citation } from '../model.ts';

/** What an exchange must have to be written down. */
export type Answered = Pick<Exchange, 'question' | 'text' | 'citations' | 'table'>;

export interface Paper {
  parts: { question: string; blocks: PaperBlock[] }[];
  /** In the order of their numbers, from 1; the citations' own numbers are replaced. */
  sources: Citation[];
}

/** Citations of inlines and cells have the numbers of `Paper.sources`. */
export type PaperBlock = Block | { type: 'grid'; head: string[]; rows: PaperCell[][] };

export interface PaperCell {
  text: string;
  sources: number[];
}

export interface PaperWords {
  region: string;
  notStated: string;
  noReport: string;
  regionName: (region: string) => string;
}

/** A paper of the answers that have a text; what failed or was stopped before the first word is left out. */
export function paperOf(exchanges: Answered[], words: PaperWords): Paper {
  const sources: Citation[] = [];
  const numberOf = (citation: Citation): number => {
    const known = sources.findIndex(({ passage, quote }) => passage === citation.passage && quote === citation.quote);
    if (known >= 0) return known + 1;
    sources.push({ ...citation, number: sources.length + 1 });
    return sources.length;
  };
  const parts = exchanges
    .filter(({ text }) => text.trim() !== '')
    .map(({ question, text, citations, table }) => {
      const renumber = (inline: Inline): Inline => {
        if (inline.type !== 'citation') return inline;
        const cited = citations.find(({ number }) => number === inline.number);
        // A number in brackets that cites nothing is the report's own.
        return cited === undefined
          ? { type: 'text', text: `[${inline.number}]` }
          : { type: 'citation', number: numberOf(cited) };
      };
      const blocks: PaperBlock[] = parseMarkdown(text).map((block) => mapInlines(block, renumber));
      if (table !== null && table.rows.length > 0) {
        const grid = gridOf(table, citations, { words, numberOf });
        const drawn = blocks.findIndex(({ type }) => type === 'table');
        const coverage = blocks.findIndex(({ type }) => type === 'coverage');
        if (drawn >= 0) blocks.splice(drawn, 1, grid);
        else blocks.splice(coverage < 0 ? blocks.length : coverage, 0, grid);
      }
      return { question, blocks };
    });
  return { parts, sources };
}

function mapInlines(block: Block, change: (inline: Inline) => Inline): Block {
  switch (block.type) {
    case 'list':
      return { ...block, items: block.items.map((item) => item.map(change)) };
    case 'table':
      return {
        ...block,
        head: block.head.map((cell) => cell.map(change)),
        rows: block.rows.map((row) => row.map((cell) => cell.map(change))),
      };
    default:
      return { ...block, inlines: block.inlines.map(change) };
  }
}

function gridOf(
  { columns, rows }: AnswerTable,
  citations: Citation[],
  { words, numberOf }: { words: PaperWords; numberOf: (citation: Citation) => number },
): PaperBlock {
  const language = columns.some(({ label }) => /[一-龥]/.test(label)) ? 'zh' : 'en';
  const texts = { stated: '', 'not-stated': words.notStated, 'no-report': words.noReport };
  return {
    type: 'grid',
    head: [words.region, ...columns.map(({ label }) => label)],
    rows: rows.map(({ region, cells }) => [
      { text: words.regionName(region), sources: [] },
      ...cells.map((cell) => ({
        text: cell.status === 'stated' ? figureText(cell, language) : texts[cell.status],
        sources: cell.citations.flatMap((number) => {
          const cited = citations.find((citation) => citation.number === number);
          return cited === undefined ? [] : [numberOf(cited)];
        }),
      })),
    ]),
  };
}

/** A quote in one line: where the source breaks it no space belongs. */
export function quoteLine(quote: string): string {
  return quote.replace(/\s*\n\s*/g, '');
}
