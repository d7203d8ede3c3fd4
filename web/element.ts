/** DOM nodes in one expression. Text only ever goes in as text. */

type Child = Node | string | null;

interface Attributes {
  class?: string;
  text?: string;
  onclick?: (event: MouseEvent) => void;
  /** Any other attribute, as HTML writes it; false and null leave it out. */
  [name: string]: string | number | boolean | null | undefined | ((event: MouseEvent) => void);
}

/** An element with its attributes, its text or its children. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  children: Child[] = [],
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'text') node.textContent = String(value);
    else if (typeof value === 'function') node.addEventListener(name.slice(2), value as EventListener);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

/** The element of a selector that the page cannot be without. */
export function find<Found extends Element = HTMLElement>(selector: string, within: ParentNode = document): Found {
  const found = within.querySelector<Found>(selector);
  if (found === null) throw new Error(`The page has no ${selector}`);
  return found;
}
