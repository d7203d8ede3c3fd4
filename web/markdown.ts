/** The simple Markdown of answers, parsed into blocks; `chat/answer-view.ts` makes nodes of them. */

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'strong'; text: string }
  | { type: 'break' }
  | { type: 'citation'; number: number };

export type Block =
  | { type: 'paragraph'; inlines: Inline[] }
  /** The last paragraph where it tells which reports were searched. */
  | { type: 'coverage'; inlines: Inline[] }
  | { type: 'heading'; inlines: Inline[] }
  | { type: 'list'; ordered: boolean; items: Inline[][] }
  | { type: 'table'; head: Inline[][]; rows: Inline[][][] };

const BULLET = /^\s*[-*•]\s+/;
const NUMBER = /^\s*\d{1,3}[.)]\s+/;
const HEADING = /^#{1,6}\s+/;
const ROW = /^\s*\|.*\|\s*$/;
const RULE = /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/;
const COVERAGE = /^(?:覆盖：|Coverage:)/;
const INLINE = /\*\*(.+?)\*\*|\[(\d{1,3})\]/g;

/** Blocks in order. Anything that is not understood stays text. */
export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  const flush = (): void => {
    if (lines.length > 0) blocks.push(paragraph(lines));
    lines = [];
  };
  const all = text.split('\n');
  for (let place = 0; place < all.length; place += 1) {
    const line = all[place] ?? '';
    const group = (pattern: RegExp): string[] => {
      flush();
      const start = place;
      while (pattern.test(all[place + 1] ?? '')) place += 1;
      return all.slice(start, place + 1);
    };
    if (line.trim() === '') flush();
    else if (ROW.test(line) && RULE.test(all[place + 1] ?? '')) blocks.push(table(group(ROW)));
    else if (BULLET.test(line)) blocks.push(list(group(BULLET), BULLET, false));
    else if (NUMBER.test(line)) blocks.push(list(group(NUMBER), NUMBER, true));
    else if (HEADING.test(line)) {
      flush();
      blocks.push({ type: 'heading', inlines: inlines(line.replace(HEADING, '')) });
    } else lines.push(line);
  }
  flush();
  return blocks;
}

/** Text without what a stream may complete in its next piece: an open `[1`, an open `**`. */
export function withoutOpenEnd(text: string): string {
  return text.replace(/(?:\[\d*|\*)$/, '');
}

function paragraph(lines: string[]): Block {
  const parts = lines.flatMap((line, place): Inline[] =>
    place === 0 ? inlines(line) : [{ type: 'break' }, ...inlines(line)],
  );
  return { type: COVERAGE.test(lines[0] ?? '') ? 'coverage' : 'paragraph', inlines: parts };
}

function list(lines: string[], mark: RegExp, ordered: boolean): Block {
  return { type: 'list', ordered, items: lines.map((line) => inlines(line.replace(mark, ''))) };
}

function table(lines: string[]): Block {
  const cells = (line: string): Inline[][] =>
    line
      .trim()
      .slice(1, -1)
      .split('|')
      .map((cell) => inlines(cell.trim()));
  const [head = '', , ...rows] = lines;
  return { type: 'table', head: cells(head), rows: rows.map(cells) };
}

function inlines(text: string): Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  const say = (upTo: number): void => {
    if (upTo > end) parts.push({ type: 'text', text: text.slice(end, upTo) });
  };
  for (const match of text.matchAll(INLINE)) {
    say(match.index);
    const [whole, strong, number] = match;
    parts.push(strong === undefined ? { type: 'citation', number: Number(number) } : { type: 'strong', text: strong });
    end = match.index + whole.length;
  }
  say(text.length);
  return parts;
}
