/** The list of sources below an answer, for chats that show text only. */
import type { Answer, Citation, Language } from '../model.ts';

/** The line above the list. */
export const SOURCES_LEAD: Record<Language, string> = { zh: '来源：', en: 'Sources:' };

/** A line for each citation, below a blank line; empty without citations. */
export function sourcesText({ citations, language }: Answer): string {
  if (citations.length === 0) return '';
  return `\n\n${SOURCES_LEAD[language]}\n${citations.map(sourceLine).join('\n')}`;
}

/** Chinese stands in quotation marks, as English answers ask for. */
function sourceLine({ number, title, section, quote }: Citation): string {
  const place = [title, ...section].join(' · ');
  // A page break inside a quote is shown as the blank that it is; the structured citation has the exact characters.
  return `- [${number}] “${place}”: “${quote.replace(/\s*\n\s*/g, ' ').trim()}”`;
}
