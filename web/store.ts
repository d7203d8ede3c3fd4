/** Conversations as this browser knows them, newest first: what is shown after a reload, and when the server keeps nothing. */
import { keepConversation, keptConversation, mayKeep } from './api.ts';
import type { Conversation } from './conversation.ts';

const KEY = 'baogao.conversations';
const SHOWN_KEY = 'baogao.shown';
/** Older ones are dropped: a browser gives a site 5 MB, and a table over 31 regions with its citations takes 40 kB. */
const KEPT = 30;

/** Every kept conversation; what was being answered when the page was left counts as cut off. */
export function loadConversations(): Conversation[] {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '[]').map(settled);
  } catch {
    // Damaged or of an older page: better an empty list than no page.
    return [];
  }
}

/** A conversation as it can be shown: what was still being answered was cut off. */
export function settled(conversation: Conversation): Conversation {
  for (const exchange of conversation.exchanges) {
    if (exchange.state !== 'pending' && exchange.state !== 'answering') continue;
    exchange.state = 'failed';
    exchange.failure = { code: 'cut-off', message: '', hint: null };
  }
  return conversation;
}

/** The conversation that this tab showed before it was reloaded. */
export function shownBefore(): Conversation | undefined {
  const id = sessionStorage.getItem(SHOWN_KEY);
  return loadConversations().find((conversation) => conversation.id === id);
}

/** A conversation of this browser or of the server; null where neither has it. */
export async function findConversation(id: string): Promise<Conversation | null> {
  const here = loadConversations().find((conversation) => conversation.id === id);
  if (here !== undefined) return here;
  const kept = await keptConversation(id).catch(() => null);
  return kept === null ? null : settled(kept as Conversation);
}

/** Remembers what this tab shows. */
export function keepShown(id: string): void {
  sessionStorage.setItem(SHOWN_KEY, id);
}

/** Keeps a conversation on the server, and here for as long as the server may be gone. */
export async function saveConversation(conversation: Conversation): Promise<void> {
  conversation.kept = false;
  saveHere(conversation);
  if (!mayKeep()) return;
  try {
    await keepConversation(conversation.id, conversation.exchanges);
    conversation.kept = true;
    saveHere(conversation);
  } catch {
    // Gone or keeping nothing: the copy here stays in the list.
  }
}

/** Puts a conversation first and writes it down; drops the oldest until they fit. */
function saveHere(conversation: Conversation): void {
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
