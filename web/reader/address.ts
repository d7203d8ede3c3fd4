/** What is open in the reading pane, kept in the address: a link to it survives a reload, and Back closes it. */

export type Place = { passage: string } | { document: string; report: string } | null;

/** What the address says now. */
export function placeInAddress(): Place {
  const parts = new URLSearchParams(location.hash.slice(1));
  const passage = parts.get('passage');
  if (passage) return { passage };
  const document = parts.get('document');
  const report = parts.get('report');
  return document && report ? { document, report } : null;
}

/** Writes it: the first opening makes an entry in the browser's history, moving on from there does not. */
export function setPlace(place: Place): void {
  const hash = place === null ? '' : `#${new URLSearchParams(place)}`;
  const url = location.pathname + location.search + hash;
  if (url === location.pathname + location.search + location.hash) return;
  if (place !== null && placeInAddress() === null) history.pushState({ opened: true }, '', url);
  else history.replaceState(history.state, '', url);
}

/** Takes the place out of the address again, by going back where opening it made an entry. */
export function leavePlace(): void {
  if (placeInAddress() === null) return;
  if (history.state?.opened === true) history.back();
  else history.replaceState(null, '', location.pathname + location.search);
}
