/** The words of the interface in Chinese and English, and which of the two is shown. */

import { type Words, zh } from './words/chinese.ts';
import { en } from './words/english.ts';

export type Language = 'zh' | 'en';

const KEY = 'baogao.language';
const listeners = new Set<() => void>();
let current: Language = remembered() ?? preferred(navigator.languages);

/** The language shown now. */
export function language(): Language {
  return current;
}

/** The words of the language shown now. */
export function words(): Words {
  return current === 'zh' ? zh : en;
}

/** Shows another language and remembers it. */
export function switchLanguage(to: Language): void {
  current = to;
  localStorage.setItem(KEY, to);
  apply();
}

/** Calls now, and again whenever the language changes. */
export function inEachLanguage(render: () => void): void {
  listeners.add(render);
  render();
}

/** Sets the texts that stand in the HTML itself: `data-words` for text, `data-label` for names of controls. */
export function apply(): void {
  document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en';
  document.title = words().documentTitle;
  for (const node of document.querySelectorAll<HTMLElement>('[data-words]')) {
    node.textContent = plain(node.dataset.words);
  }
  for (const node of document.querySelectorAll<HTMLElement>('[data-label]')) {
    node.setAttribute('aria-label', plain(node.dataset.label));
    if (node instanceof HTMLButtonElement) node.title = plain(node.dataset.label);
  }
  for (const listener of listeners) listener();
}

function plain(key: string | undefined): string {
  const value = words()[key as keyof Words];
  if (typeof value !== 'string') throw new Error(`The page has no words for ${key}`);
  return value;
}

function remembered(): Language | null {
  const stored = localStorage.getItem(KEY);
  return stored === 'zh' || stored === 'en' ? stored : null;
}

function preferred(languages: readonly string[]): Language {
  return languages[0]?.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
