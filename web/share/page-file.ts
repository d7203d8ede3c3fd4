/**
 * Answers as one HTML file that needs nothing else: no script, no picture, no font, no network. A number leads to its passage
 * in the same file, the quoted words marked, and back. Pure; every text goes in escaped.
 */
import { reference } from '../excerpts/book.ts';
import type { Inline } from '../markdown.ts';
import type { Citation } from '../model.ts';
import { FILE_STYLE } from './file-style.ts';
import { type Paper, type PaperBlock, quoteLine } from './paper.ts';

/** A quote with the source on both sides of it. */
export interface Surroundings {
  before: string;
  after: string;
}

export interface PageFileOptions {
  language: 'zh' | 'en';
  title: string;
  words: { sources: string; passage: string; back: string; made: string };
  /** By the number of the source; where one is missing the quote stands alone. */
  surroundings: Map<number, Surroundings>;
}

export function pageFile({ parts, sources }: Paper, options: PageFileOptions): string {
  const { language, title, words, surroundings } = options;
  // Each place that cites has a name, so that the way back leads to the first of a source.
  const seen = new Set<number>();
  const mark = (number: number): string => {
    const name = seen.has(number) ? '' : ` id="from-${number}"`;
    seen.add(number);
    return `<a class="marker" href="#source-${number}"${name}>${number}</a>`;
  };
  const answers = parts.map(
    ({ question, blocks }) =>
      `<section><h1>${escaped(question)}</h1>\n${blocks.map((block) => blockHtml(block, mark)).join('\n')}</section>`,
  );
  const list = sources.map((citation) => sourceHtml(citation, surroundings.get(citation.number), words.back));
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>
${FILE_STYLE}
</style>
</head>
<body>
<main>
${answers.join('\n')}
</main>
${list.length === 0 ? '' : `<aside aria-label="${escaped(words.passage)}"><h2>${escaped(words.sources)}</h2>\n<ol>\n${list.join('\n')}\n</ol></aside>`}
<footer>${escaped(words.made)}</footer>
</body>
</html>
`;
}

function sourceHtml(citation: Citation, around: Surroundings | undefined, back: string): string {
  const { number, title, section, quote } = citation;
  const path = [title, ...section].map(escaped).join(' › ');
  const text = [
    ...textHtml(around?.before ?? ''),
    `<mark>${textHtml(quote).join('')}</mark>`,
    ...textHtml(around?.after ?? ''),
  ].join('');
  return `<li id="source-${number}" value="${number}" tabindex="-1"><h3>${path}</h3>
<blockquote lang="zh-CN">${text}</blockquote>
<p class="reference">${escaped(reference(citation))}</p>
<p><a class="back" href="#from-${number}">↩ ${escaped(back)}</a></p></li>`;
}

/** Lines of the source stay lines. */
function textHtml(text: string): string[] {
  return [escaped(text).replace(/\n+/g, '<br>')];
}

function blockHtml(block: PaperBlock, mark: (number: number) => string): string {
  const line = (inlines: Inline[]): string => inlines.map((inline) => inlineHtml(inline, mark)).join('');
  switch (block.type) {
    case 'heading':
      return `<h3>${line(block.inlines)}</h3>`;
    case 'coverage':
      return `<p class="coverage">${line(block.inlines)}</p>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      return `<${tag}>${block.items.map((item) => `<li>${line(item)}</li>`).join('')}</${tag}>`;
    }
    case 'table':
      return tableHtml(
        block.head.map(line),
        block.rows.map((row) => row.map(line)),
      );
    case 'grid':
      return tableHtml(
        block.head.map(escaped),
        block.rows.map((row) => row.map(({ text, sources }) => escaped(text) + sources.map(mark).join(''))),
      );
    default:
      return `<p>${line(block.inlines)}</p>`;
  }
}

function tableHtml(head: string[], rows: string[][]): string {
  const body = rows.map(
    ([first = '', ...cells]) =>
      `<tr><th scope="row">${first}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`,
  );
  return `<div class="table"><table><thead><tr>${head.map((cell) => `<th scope="col">${cell}</th>`).join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

function inlineHtml(inline: Inline, mark: (number: number) => string): string {
  switch (inline.type) {
    case 'text':
      return escaped(inline.text);
    case 'strong':
      return `<strong>${escaped(inline.text)}</strong>`;
    case 'break':
      return '<br>';
    case 'citation':
      return mark(inline.number);
  }
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
}

/** The title of a file of several answers: its first question. */
export function titleOf({ parts }: Paper): string {
  return quoteLine(parts[0]?.question ?? '');
}
