/** An answer as people read it in a terminal or a chat without windows. */
import type { Paint } from './cli/terminal.ts';
import { paint } from './cli/terminal.ts';
import type { Answer, Citation } from './model.ts';

/** Its text, then what proves it, then what could be asked instead. */
export function asText(answer: Answer, { strong, faint }: Paint = paint()): string {
  const parts = [strong(answer.answer.trim())];
  if (answer.citations.length > 0)
    parts.push(answer.citations.map((citation) => faint(citationLine(citation))).join('\n'));
  if (answer.suggestions.length > 0) {
    const lead = answer.language === 'en' ? 'You could ask:' : '可以这样问：';
    parts.push([lead, ...answer.suggestions.map((suggestion) => `  ${suggestion}`)].join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}

/** Number, place and quote of a citation in one line. */
export function citationLine({ number, title, section, quote }: Citation): string {
  const place = [title, ...section].join(' · ');
  // A page break inside a quote is shown as the blank that it is; JSON has the exact characters.
  return `[${number}] ${place}: ${quote.replace(/\s*\n\s*/g, ' ').trim()}`;
}
