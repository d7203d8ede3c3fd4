/** The excerpt book as text: Markdown with numbered sources, or with footnotes after GB/T 7714. Pure. */
import type { Citation, Excerpt } from '../model.ts';

export type BookStyle = 'markdown' | 'footnotes';

/** Quotes, answers and notes in their order; every source once, numbered through. */
export function bookText(excerpts: Excerpt[], { title, style }: { title: string; style: BookStyle }): string {
  const sources: Citation[] = [];
  const numberOf = (citation: Citation): number => {
    const place = sources.findIndex((known) => known.passage === citation.passage && known.quote === citation.quote);
    return place >= 0 ? place + 1 : sources.push(citation);
  };
  const mark = (number: number): string => (style === 'footnotes' ? `[^${number}]` : `[${number}]`);
  const parts = excerpts.map(({ kind, title: head, text, citations, note }) => {
    const body =
      kind === 'answer'
        ? text.replace(/\[(\d{1,3})\]/g, (whole, number: string) => {
            const cited = citations.find((citation) => citation.number === Number(number));
            return cited === undefined ? whole : mark(numberOf(cited));
          })
        : `> ${oneLine(text)}${citations.map((citation) => mark(numberOf(citation))).join('')}`;
    return [`## ${oneLine(head)}`, body, note.trim()].filter((part) => part !== '').join('\n\n');
  });
  const list = sources.map((citation, place) =>
    style === 'footnotes'
      ? `[^${place + 1}]: ${reference(citation)}`
      : `[${place + 1}] ${[citation.title, ...citation.section].join(' · ')}：“${oneLine(citation.quote)}”`,
  );
  return `${[`# ${title}`, ...parts, list.join(style === 'footnotes' ? '\n' : '\n\n')].filter(Boolean).join('\n\n')}\n`;
}

/**
 * A report after GB/T 7714: who answers for it, title, type of document (R, a report), year, and the place quoted.
 * Reports are given by governments (人民政府) of the region.
 */
export function reference({ region, title, year, section, quote }: Citation): string {
  const author = region === null ? '' : `${region}人民政府. `;
  const place = section.length === 0 ? '' : `${section.join(' · ')}：`;
  return `${author}${title}[R]. ${year ?? '出版年不详'}. ${place}“${oneLine(quote)}”.`;
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, '');
}
