/**
 * The part of the page's address behind #: the view with its settings, and what is open in the reading pane. A link to either
 * survives a reload, and Back closes what was opened.
 */

/** What is open in the reading pane. */
export type Place = { passage: string } | { document: string; report: string } | null;

const PLACE_KEYS = ['passage', 'document', 'report'];

/** The answer that a link leads to. */
export interface LinkedAnswer {
  conversation: string;
  /** Id of the exchange. */
  answer: string;
  /** Asked anew where the conversation is not kept: in another browser, or after it was deleted. */
  question: string;
}

const ANSWER_KEYS = ['conversation', 'answer', 'ask'] as const;

/** A link to an answer. What a follow-up took from the conversation is written out, so that its question stands alone. */
export function answerLink(
  conversation: string,
  { id, question, understood }: { id: string; question: string; understood: { question: string } | null },
): string {
  const parts = new URLSearchParams({ conversation, answer: id, ask: understood?.question || question });
  return `${location.origin}${location.pathname}${location.search}#${parts}`;
}

/** The answer that the address leads to, or null. */
export function answerInAddress(): LinkedAnswer | null {
  const parts = addressNow();
  const [conversation, answer, question] = ANSWER_KEYS.map((key) => parts.get(key) ?? '');
  return conversation && answer ? { conversation, answer, question: question ?? '' } : null;
}

/** Takes the answer out of the address, once another conversation is shown. */
export function leaveAnswer(): void {
  const parts = addressNow();
  for (const key of ANSWER_KEYS) parts.delete(key);
  write(parts);
}

/** Every entry of the address as it is now. */
export function addressNow(): URLSearchParams {
  return new URLSearchParams(location.hash.slice(1));
}

/** What the address says is open. */
export function placeInAddress(): Place {
  const parts = addressNow();
  const passage = parts.get('passage');
  if (passage) return { passage };
  const document = parts.get('document');
  const report = parts.get('report');
  return document && report ? { document, report } : null;
}

/** Writes what is open: the first opening makes an entry in the browser's history, moving on from there does not. */
export function setPlace(place: Place): void {
  const parts = withoutPlace();
  const before = parts.toString();
  for (const [key, value] of Object.entries(place ?? {})) parts.set(key, value);
  if (place !== null && placeInAddress() === null) history.pushState({ opened: before }, '', url(parts));
  else write(parts);
}

/** Takes the place out of the address again, by going back where opening it made an entry and nothing else changed since. */
export function leavePlace(): void {
  if (placeInAddress() === null) return;
  if (history.state?.opened === withoutPlace().toString()) history.back();
  else write(withoutPlace());
}

/**
 * Writes the settings of the view shown, in place of those before, without an entry in the browser's history. A view that
 * was left before it was ready writes nothing: the address is another's by then.
 */
export function setSettings(settings: URLSearchParams): void {
  if (settings.get('view') !== addressNow().get('view')) return;
  const parts = new URLSearchParams(settings);
  for (const [key, value] of addressNow()) if (PLACE_KEYS.includes(key)) parts.set(key, value);
  write(parts);
}

function withoutPlace(): URLSearchParams {
  const parts = addressNow();
  for (const key of PLACE_KEYS) parts.delete(key);
  return parts;
}

function write(parts: URLSearchParams): void {
  if (parts.toString() !== addressNow().toString()) history.replaceState(history.state, '', url(parts));
}

function url(parts: URLSearchParams): string {
  // Lists are read more easily with their commas.
  const hash = parts.toString().replaceAll('%2C', ',');
  return location.pathname + location.search + (hash === '' ? '' : `#${hash}`);
}
