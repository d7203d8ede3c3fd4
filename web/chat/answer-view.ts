/** An answer's text as nodes; while it streams, only what changed is made anew. */
import { element } from '../element.ts';
import { words } from '../language.ts';
import { type Block, type Inline, parseMarkdown, withoutOpenEnd } from '../markdown.ts';
import type { AnswerTable, Citation } from '../model.ts';
import { marker, type OpenCitation } from './markers.ts';
import { tableView } from './table-view.ts';

export interface AnswerText {
  text: string;
  citations: Citation[];
  table: AnswerTable | null;
  /** More is to come. */
  open: boolean;
}

export class AnswerView {
  readonly node: HTMLElement = element('div', { class: 'answer' });
  readonly #openCitation: OpenCitation;
  /** What each child was made from. */
  #shown: string[] = [];

  constructor(openCitation: OpenCitation) {
    this.#openCitation = openCitation;
  }

  /** Shows the answer as far as it has come; blocks that stay the same keep their nodes, and so focus and selection. */
  update({ text, citations, table, open }: AnswerText): void {
    const parts = this.#parts(parseMarkdown(open ? withoutOpenEnd(text) : text), citations, table);
    parts.forEach(({ key, make }, place) => {
      if (this.#shown[place] === key) return;
      const before = this.node.children[place];
      if (before) before.replaceWith(make());
      else this.node.append(make());
    });
    while (this.node.children.length > parts.length) this.node.lastChild?.remove();
    this.#shown = parts.map(({ key }) => key);
  }

  /** The rich table stands where the answer has one in Markdown, else before a list that repeats it, else before the coverage. */
  #parts(blocks: Block[], citations: Citation[], table: AnswerTable | null): Part[] {
    const parts = blocks.map(
      (block): Part => ({
        key: JSON.stringify(block) + JSON.stringify(citedBy(block, citations)),
        make: () => blockNode(block, citations, this.#openCitation),
      }),
    );
    if (table === null || table.rows.length === 0) return parts;
    const rich: Part = {
      key: JSON.stringify([table, citations.length]),
      make: () => tableView(table, citations, this.#openCitation),
    };
    const drawn = blocks.findIndex(({ type }) => type === 'table');
    const coverage = blocks.findIndex(({ type }) => type === 'coverage');
    const { from, count } = repeated(blocks);
    if (drawn >= 0) parts.splice(drawn, 1, rich);
    else if (count > 0)
      parts.splice(from, count, rich, folded(parts.slice(from, from + count), blocks.slice(from, from + count)));
    else parts.splice(coverage < 0 ? parts.length : coverage, 0, rich);
    return parts;
  }
}

/** A block's node, and what it is made from. */
interface Part {
  key: string;
  make: () => HTMLElement;
}

/** Items of a list that stand above their table as they are; more say the table over again. */
const LONGEST_LIST = 8;

/** The run of blocks that say the table over again: long lists with the line that introduces each. */
function repeated(blocks: Block[]): { from: number; count: number } {
  const isLong = (block: Block | undefined): boolean => block?.type === 'list' && block.items.length > LONGEST_LIST;
  const isLead = (place: number): boolean => {
    const block = blocks[place];
    const end = block?.type === 'paragraph' ? block.inlines.at(-1) : undefined;
    return end?.type === 'text' && /[:：]\s*$/.test(end.text) && isLong(blocks[place + 1]);
  };
  const first = blocks.findIndex(isLong);
  const from = isLead(first - 1) ? first - 1 : first;
  let end = from;
  while (end >= 0 && (isLong(blocks[end]) || isLead(end))) end += 1;
  return { from, count: end - from };
}

/** What repeats the table, behind it, to be unfolded. */
function folded(parts: Part[], blocks: Block[]): Part {
  const items = blocks.reduce((sum, block) => sum + (block.type === 'list' ? block.items.length : 0), 0);
  const summary = words().oneByOne(items);
  return {
    key: [summary, ...parts.map(({ key }) => key)].join('\n'),
    make: () =>
      element('details', { class: 'answer__folded' }, [
        element('summary', { text: summary }),
        ...parts.map(({ make }) => make()),
      ]),
  };
}

/** Which of a block's numbers have their citation by now. */
function citedBy(block: Block, citations: Citation[]): number[] {
  const text = JSON.stringify(block);
  return citations.map(({ number }) => number).filter((number) => text.includes(`"number":${number}}`));
}

function blockNode(block: Block, citations: Citation[], open: OpenCitation): HTMLElement {
  const nodes = (inlines: Inline[]): (Node | string)[] => inlineNodes(inlines, citations, open);
  switch (block.type) {
    case 'paragraph':
      return element('p', {}, nodes(block.inlines));
    case 'coverage':
      return element('p', { class: 'answer__coverage' }, nodes(block.inlines));
    case 'heading':
      return element('h3', {}, nodes(block.inlines));
    case 'list':
      return element(
        block.ordered ? 'ol' : 'ul',
        {},
        block.items.map((item) => element('li', {}, nodes(item))),
      );
    case 'table': {
      const row = (cells: Inline[][], tag: 'th' | 'td'): HTMLElement =>
        element(
          'tr',
          {},
          cells.map((cell) => element(tag, {}, nodes(cell))),
        );
      const body = block.rows.map((cells) => row(cells, 'td'));
      const table = element('table', {}, [element('thead', {}, [row(block.head, 'th')]), element('tbody', {}, body)]);
      return element('div', { class: 'matrix', tabindex: 0 }, [table]);
    }
  }
}

/** Characters that stay on one line with the marker behind them: the last one and its full stop. */
const TIED = 2;

function inlineNodes(inlines: Inline[], citations: Citation[], open: OpenCitation): (Node | string)[] {
  const nodes: (Node | string)[] = [];
  let tie: HTMLElement | null = null;
  for (const inline of inlines) {
    const citation = inline.type === 'citation' ? citations.find(({ number }) => number === inline.number) : undefined;
    if (citation === undefined) {
      nodes.push(plainNode(inline));
      tie = null;
      continue;
    }
    if (tie === null) {
      const before = nodes.at(-1);
      const text = typeof before === 'string' ? before : '';
      const tied = [...text].slice(-TIED).join('');
      if (text !== '') nodes.splice(-1, 1, text.slice(0, text.length - tied.length));
      tie = element('span', { class: 'answer__tie' }, [tied]);
      nodes.push(tie);
    }
    tie.append(marker(citation, open));
  }
  return nodes;
}

function plainNode(inline: Inline): Node | string {
  switch (inline.type) {
    case 'text':
      return inline.text;
    case 'strong':
      return element('strong', { text: inline.text });
    case 'break':
      return element('br');
    case 'citation':
      // A number in brackets that cites nothing is the report's own.
      return `[${inline.number}]`;
  }
}
