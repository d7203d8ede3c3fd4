/** Answers as Markdown, with numbered sources or footnotes after GB/T 7714. Pure. */
import { reference } from '../excerpts/book.ts';
import type { Inline } from '../markdown.ts';
import { type Paper, type PaperBlock, type PaperCell, quoteLine } from './paper.ts';

export type MarkdownStyle = 'sources' | 'footnotes';

export function markdownOf(
  { parts, sources }: Paper,
  { style, heading }: { style: MarkdownStyle; heading: string },
): string {
  const mark = (number: number): string => (style === 'footnotes' ? `[^${number}]` : `[${number}]`);
  const body = parts.flatMap(({ question, blocks }) => [
    `# ${escaped(quoteLine(question))}`,
    ...blocks.map((block) => blockText(block, mark)),
  ]);
  const list = sources.map((citation) =>
    style === 'footnotes'
      ? `[^${citation.number}]: ${reference(citation)}`
      : `${citation.number}. ${[citation.title, ...citation.section].map(escaped).join(' · ')}：“${escaped(quoteLine(citation.quote))}”`,
  );
  const end = list.length === 0 ? [] : [...(style === 'footnotes' ? [] : [`## ${heading}`]), list.join('\n')];
  return `${[...body, ...end].join('\n\n')}\n`;
}

function blockText(block: PaperBlock, mark: (number: number) => string): string {
  const line = (inlines: Inline[]): string => inlines.map((inline) => inlineText(inline, mark)).join('');
  switch (block.type) {
    case 'heading':
      return `## ${line(block.inlines)}`;
    case 'list':
      return block.items.map((item, place) => `${block.ordered ? `${place + 1}.` : '-'} ${line(item)}`).join('\n');
    case 'table':
      return tableText(
        block.head.map(line),
        block.rows.map((row) => row.map(line)),
      );
    case 'grid':
      return tableText(
        block.head.map(escaped),
        block.rows.map((row) => row.map((cell) => cellText(cell, mark))),
      );
    default:
      return line(block.inlines);
  }
}

function cellText({ text, sources }: PaperCell, mark: (number: number) => string): string {
  return escaped(text) + sources.map(mark).join('');
}

function tableText(head: string[], rows: string[][]): string {
  const row = (cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [row(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(row)].join('\n');
}

function inlineText(inline: Inline, mark: (number: number) => string): string {
  switch (inline.type) {
    case 'text':
      return escaped(inline.text);
    case 'strong':
      return `**${escaped(inline.text)}**`;
    case 'break':
      return '  \n';
    case 'citation':
      return mark(inline.number);
  }
}

/** Signs that would mean something in Markdown, or be HTML there. */
function escaped(text: string): string {
  return text.replace(/[\\`*_<>[\]]/g, '\\$&');
}
