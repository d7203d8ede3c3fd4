/** Conversations kept in this browser, newest first. */
import type { Conversation } from './conversation.ts';

const KEY = 'baogao.conversations';
const SHOWN_KEY = 'baogao.shown';
/** Older ones are dropped: a browser gives a site 5 MB, and a table over 31 regions with its citations takes 40 kB. */
const KEPT = 30;

/** Every kept conversation; what was being answered when the page was left counts as cut off. */
export function loadConversations(): Conversation[] {
  try {
    const stored: Conversation[] = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    for (const exchange of stored.flatMap(({ exchanges }) => exchanges)) {
      if (exchange.state !== 'pending' && exchange.state !== 'answering') continue;
      exchange.state = 'failed';
      exchange.failure = { code: 'cut-off', message: '', hint: null };
    }
    return stored;
  } catch {
    // Damaged or of an older page: better an empty list than no page.
    return [];
  }
}

/** The conversation that this tab showed before it was reloaded. */
export function shownBefore(): Conversation | undefined {
  const id = sessionStorage.getItem(SHOWN_KEY);
  return loadConversations().find((conversation) => conversation.id === id);
}

/** Remembers what this tab shows. */
export function keepShown(id: string): void {
  sessionStorage.setItem(SHOWN_KEY, id);
}

/** Puts a conversation first and writes it down; drops the oldest until they fit. */
export function saveConversation(conversation: Conversation): void {
  const others = loadRaw().filter(({ id }) => id !== conversation.id);
  write([conversation, ...others].filter(({ exchanges }) => exchanges.length > 0).slice(0, KEPT));
}

export function deleteConversation(id: string): void {
  write(loadRaw().filter((conversation) => conversation.id !== id));
}

function loadRaw(): Conversation[] {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '[]');
  } catch {
    return [];
  }
}

function write(conversations: Conversation[]): void {
  for (let count = conversations.length; count >= 0; count -= 1) {
    try {
      localStorage.setItem(KEY, JSON.stringify(conversations.slice(0, count)));
      return;
    } catch {
      // Full: once more without the oldest.
    }
  }
}
