/** Saved web pages: the article, not the menus around it. */
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { ReportError } from '../errors.ts';
import type { Extracted } from './extracted.ts';

/** Elements that end a line of text. */
const BLOCKS =
  /^(?:P|DIV|SECTION|ARTICLE|MAIN|H[1-6]|LI|TR|BR|HR|UL|OL|TABLE|TBODY|CAPTION|BLOCKQUOTE|DD|DT|DL|PRE|FIGURE|FIGCAPTION|CENTER)$/i;
/** Elements that hold no text of the article. */
const NO_TEXT = /^(?:SCRIPT|STYLE|NOSCRIPT|TEMPLATE|HEAD|NAV|FORM|BUTTON|SELECT|TEXTAREA|IFRAME|OBJECT|SVG|RT|RP)$/i;
/** A page with less text than this has no article. */
const SHORTEST_ARTICLE = 200;
/** Of the sentences of a page, what its article holds; what is chosen with less has lost a part. */
const WHOLE = 0.9;
/** Elements inside elements; a page that nests deeper is not made by people. */
const MAX_DEPTH = 500;

/** Deeper pages are damaged: 5,000 deep parses in 0.2 s. */
const DEEPEST = 5000;
/** Readability takes time by the cube of the depth (250 deep 0.5 s, 1,000 deep 12 s on a busy machine); pages of governments are 20 to 60 deep. */
const DEEPEST_FOR_READABILITY = 150;
const TAG = /<(\/?)([a-z][a-z0-9]*)/gi;
/** Elements that hold nothing, or that the next one of their kind closes. */
const NEVER_DEEP =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|p|li|dt|dd|td|th|tr|tbody|thead|tfoot|option|colgroup)$/i;

/** What is used of a page's nodes. */
interface PageNode {
  nodeType: number;
  nodeName: string;
  textContent: string | null;
  childNodes: Iterable<PageNode>;
  getAttribute?(name: string): string | null;
}

/**
 * The article of a page, a line a paragraph; title and date from what the page says of itself.
 * @throws ReportError `no-text` where there is none.
 */
export function readPage(html: string, path: string): Extracted {
  const depth = depthOf(html);
  if (depth > DEEPEST) {
    throw new ReportError(
      'damaged',
      `${path}: expected a page made by people, found elements more than ${DEEPEST} deep`,
      {
        hint: 'Copy the text of the report into a .txt file.',
        status: 422,
      },
    );
  }
  const { document } = parseHTML(html);
  const hints = hintsOf(document as unknown as PageDocument);
  const body = document.body as unknown as PageNode | null;
  const whole = body ? linesOf(body) : '';
  const main = body ? linesOf(mainElement(body)) : '';
  const article = depth > DEEPEST_FOR_READABILITY ? '' : articleOf(html);
  // Readability knows menus better; it may take one of several blocks of a long text for the whole.
  const text = sentences(article) >= sentences(main) * WHOLE ? article : main;
  const found = text.length >= SHORTEST_ARTICLE ? text : whole;
  if (found.length < SHORTEST_ARTICLE) {
    throw new ReportError('no-text', `${path}: expected an article, found ${found.length} characters of text`, {
      hint: 'Save the page with the report itself (page only), or copy its text into a .txt file.',
      status: 422,
    });
  }
  return { text: `${found}\n`, warnings: [], hints };
}

/** How deep the tags of a page stand in one another, at most, without parsing it. */
function depthOf(html: string): number {
  let [depth, deepest] = [0, 0];
  for (const [, end, name = ''] of html.matchAll(TAG)) {
    if (NEVER_DEEP.test(name)) continue;
    depth = Math.max(0, depth + (end ? -1 : 1));
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function articleOf(html: string): string {
  const { document } = parseHTML(html);
  const article = new Readability(document as unknown as ConstructorParameters<typeof Readability>[0], {
    charThreshold: SHORTEST_ARTICLE,
  }).parse();
  if (!article?.content) return '';
  return linesOf(parseHTML(`<html><body>${article.content}</body></html>`).document.body as unknown as PageNode);
}

/** Characters that stand in sentences: menus have none. */
function sentences(text: string): number {
  return text.split('\n').reduce((sum, line) => sum + (/[。；，]/.test(line) ? line.length : 0), 0);
}

/** The innermost element that holds nearly all sentences of the page. */
function mainElement(root: PageNode): PageNode {
  const counts = new Map<PageNode, number>();
  const count = (node: PageNode, depth: number): number => {
    if (node.nodeType === 3) return sentences(node.textContent ?? '');
    if (NO_TEXT.test(node.nodeName) || depth > MAX_DEPTH) return 0;
    let sum = 0;
    for (const child of node.childNodes) sum += count(child, depth + 1);
    counts.set(node, sum);
    return sum;
  };
  const all = count(root, 0);
  let element = root;
  for (;;) {
    const inner = [...element.childNodes].find((child) => (counts.get(child) ?? 0) >= all * WHOLE);
    // A single paragraph is no article, however long: its neighbours have the title and the date.
    if (!inner || all === 0 || /^(?:P|SPAN|FONT|STRONG|B)$/i.test(inner.nodeName)) return element;
    element = inner;
  }
}

interface PageDocument {
  querySelector(selector: string): PageNode | null;
}

/** Title and date as pages of the government name them (ArticleTitle, PubDate). */
function hintsOf(document: PageDocument): NonNullable<Extracted['hints']> {
  const meta = (name: string) => document.querySelector(`meta[name="${name}"]`)?.getAttribute?.('content')?.trim();
  const title = meta('ArticleTitle') || document.querySelector('title')?.textContent?.trim();
  const date = /\d{4}-\d{2}-\d{2}/.exec(meta('PubDate') ?? '')?.[0];
  return { ...(title && { title }), ...(date && { date }) };
}

function linesOf(root: PageNode): string {
  let text = '';
  const walk = (node: PageNode, depth: number): void => {
    if (node.nodeType === 3) text += (node.textContent ?? '').replace(/[\s\u200b]+/g, ' ');
    if (depth > MAX_DEPTH) return;
    for (const child of node.childNodes) {
      if (NO_TEXT.test(child.nodeName) || isHidden(child)) continue;
      if (/^SUP$/i.test(child.nodeName) && /^[[(（［]?\d{1,3}[\])）］]?$/.test(child.textContent?.trim() ?? '')) {
        // The mark of a note would run into the figure before it; m² is no note.
        text += /[A-Za-z]$/.test(text) ? child.textContent : `[${child.textContent?.replace(/\D/g, '')}]`;
        continue;
      }
      const block = BLOCKS.test(child.nodeName);
      const cell = /^T[DH]$/i.test(child.nodeName);
      if (block && !text.endsWith('\n')) text += '\n';
      if (cell && text !== '' && !text.endsWith('\n')) text += ' | ';
      walk(child, depth + 1);
      if (block && !text.endsWith('\n')) text += '\n';
    }
  };
  walk(root, 0);
  return text
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .replace(/\n{2,}/g, '\n')
    .trim();
}

function isHidden(node: PageNode): boolean {
  const style = node.getAttribute?.('style');
  return style !== undefined && style !== null && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style);
}
