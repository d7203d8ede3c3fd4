/**
 * Keys that work wherever nothing is typed. Each has a name here, the help sheet lists them, and what a key does is told by
 * the part of the page that does it. Single letters can be switched off, for those whose voice or hands type by accident.
 */

/** By name: the keys that do it, as `KeyboardEvent.key` has them. */
export const KEYS = {
  help: ['?'],
  question: ['/'],
  newConversation: ['c'],
  conversations: ['h'],
  page: ['1', '2', '3', '4'],
  nextAnswer: ['j'],
  previousAnswer: ['k'],
  nextCitation: ['n'],
  previousCitation: ['p'],
  find: ['f'],
  contents: ['t'],
  leave: ['Escape'],
} as const;

export type KeyName = keyof typeof KEYS;

interface Action {
  /** Whether there is something to do now; always if absent. */
  when?: () => boolean;
  run: (key: string) => void;
}

const STORED = 'baogao.keys';
const actions = new Map<string, Action>();

/** Says what a key does. */
export function onKey(name: KeyName, action: Action): void {
  for (const key of KEYS[name]) actions.set(key, action);
}

/** Whether single letters, figures and signs do something; Escape always does. */
export function singleKeys(): boolean {
  return localStorage.getItem(STORED) !== 'off';
}

export function switchSingleKeys(on: boolean): void {
  if (on) localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, 'off');
}

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target) || document.querySelector('dialog[open]') !== null) return;
  const action = actions.get(event.key);
  if (action === undefined || (event.key.length === 1 && !singleKeys()) || action.when?.() === false) return;
  event.preventDefault();
  action.run(event.key);
});

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type))
  );
}
