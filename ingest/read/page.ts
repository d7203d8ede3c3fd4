import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { ReportError } from '../errors.ts';
import type { Extracted } from './extracted.ts';

/** Elements that end a line of text. */
const BLOCKS = /^(?:P|DIV|SECTION|ARTICLE|H[1-6]|LI|TR|BR|UL|OL|TABLE|BLOCKQUOTE|DD|DT)$/;
/** A page with less text than this has no article. */
const SHORTEST_ARTICLE = 200;

/** The article of a saved web page without its menus. Throws ReportError `no-text` where there is none. */
export function readPage(html: string, path: string): Extracted {
  const { document } = parseHTML(html);
  const title = document.querySelector('title')?.textContent?.trim();
  const whole = parseHTML(html).document.body;
  const article = new Readability(document as unknown as ConstructorParameters<typeof Readability>[0], {
    charThreshold: SHORTEST_ARTICLE,
  }).parse();
  const content = article?.content ? parseHTML(`<html><body>${article.content}</body></html>`).document.body : whole;
  const text = linesOf(content as unknown as PageNode);
  if (text.length < SHORTEST_ARTICLE) {
    throw new ReportError('no-text', `${path}: expected an article, found ${text.length} characters of text`, {
      hint: 'Save the page with the report itself (page only), or copy its text into a .txt file.',
      status: 422,
    });
  }
  return { text, warnings: [], hints: title ? { title } : {} };
}

/** What is used of a page's nodes. */
interface PageNode {
  nodeType: number;
  nodeName: string;
  textContent: string | null;
  childNodes: Iterable<PageNode>;
}

function linesOf(root: PageNode): string {
  let text = '';
  const walk = (node: PageNode): void => {
    if (node.nodeType === 3) text += (node.textContent ?? '').replace(/\s+/g, ' ');
    for (const child of node.childNodes) {
      if (/^(?:SCRIPT|STYLE|NOSCRIPT)$/.test(child.nodeName)) continue;
      const block = BLOCKS.test(child.nodeName);
      if (block && !text.endsWith('\n')) text += '\n';
      walk(child);
      if (block && !text.endsWith('\n')) text += '\n';
    }
  };
  walk(root);
  return text.replace(/[ \t]*\n[ \t]*/g, '\n').trim();
}
